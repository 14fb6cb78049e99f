// SPDX-License-Identifier: EUPL-1.2
// Lets go wrong what can go wrong, and reads what the pane says. Use: node failures.cjs <chromium> <wishes: address,
// locked (a server that asks to log in), tokens, cells>
const { changed, filled, opened, play, pressed } = require("./scene.cjs");

const CALLS = "**/custom-functions-call";
const PATIENCE = 2000; // milliseconds, as of the pane

/** Check a sheet that was changed first. */
async function checked(browser, address, cells, change) {
    const page = await opened(browser, address);
    await filled(page, cells);
    return pressed(await changed(page, change), "Controleer blad");
}

/** Check a sheet while the server answers like this. */
async function answered(browser, address, cells, answer) {
    const page = await opened(browser, address);
    await filled(page, cells);
    await page.route(CALLS, answer);
    return pressed(page, "Controleer blad");
}

/** What the status says of a server that does not answer, once the patience of the pane is over. */
async function slow(browser, address, cells) {
    const page = await opened(browser, address);
    await filled(page, cells);
    await page.clock.install();
    await page.route(CALLS, () => {});
    await page.getByRole("button", { name: "Controleer blad" }).click();
    const begun = await page.locator("#status").innerText();
    await page.clock.fastForward(PATIENCE);
    return { begun, told: await page.locator("#status").innerText() };
}

async function withToken(browser, address, cells, token) {
    const page = await opened(browser, address);
    await filled(page, cells);
    await page.evaluate((given) => { globalThis.token = given; }, token);
    return pressed(page, "Controleer blad");
}

async function locked(browser, address, cells, tokens) {
    const told = {};
    for (const [name, token] of Object.entries(tokens)) told[name] = await withToken(browser, address, cells, token);
    return told;
}

const SHEETS = {
    empty: () => { globalThis.shim.book.sheets[0].values = []; },
    merged: () => { globalThis.shim.book.sheets[0].merged = true; },
    protected: () => { globalThis.shim.book.sheets[0].protected = true; },
    long: () => { globalThis.shim.book.sheets[0].rows = 1_048_576; },
    web: () => { globalThis.Excel.run = () => Promise.reject(Object.assign(new Error("large"), { code: "ResponsePayloadSizeLimitExceeded" })); },
    editing: () => { globalThis.Excel.run = () => Promise.reject(Object.assign(new Error("edit"), { code: "InvalidOperationInCellEditMode" })); },
    whole: () => { Object.assign(globalThis.shim.book.sheets[0], { values: [["a"]], rows: 1_048_576 }); },
};

play(async (browser, { address, locked: other, tokens, cells }) => {
    const told = { slow: await slow(browser, address, cells), locked: await locked(browser, other, cells, tokens) };
    for (const [name, change] of Object.entries(SHEETS)) told[name] = await checked(browser, address, cells, change);
    told.stopped = await answered(browser, address, cells, (route) => route.abort("connectionrefused"));
    told.proxy = await answered(browser, address, cells, (route) => route.fulfill({ status: 404, body: "not found" }));
    const page = await opened(browser, address);
    await filled(page, cells);
    await page.route("**/custom-functions-meta.json", (route) => route.fulfill({ json: { functions: [] } }));
    await page.route(CALLS, (route) => route.fulfill({ status: 500, body: "An error occurred." }));
    told.older = await pressed(page, "Controleer blad");
    return told;
});
