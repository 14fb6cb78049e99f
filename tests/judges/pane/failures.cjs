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

/** What the buttons say with this token, of a function and of a script. */
async function withToken(browser, address, cells, token, buttons) {
    const page = await opened(browser, address);
    await filled(page, cells);
    await page.evaluate((given) => { globalThis.token = given; }, token);
    const told = [];
    for (const button of buttons) told.push(await pressed(page, button));
    return told;
}

async function locked(browser, address, cells, tokens) {
    const told = { good: await withToken(browser, address, cells, tokens.good, ["Controleer blad"]) };
    for (const [name, token] of Object.entries(tokens.refused)) {
        told[name] = await withToken(browser, address, cells, token, ["Controleer blad", "Herkomst van deze cel"]);
    }
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
    await page.route("**/custom-scripts/index.js", (route) => route.abort("connectionrefused"));
    told.stoppedScript = await pressed(page, "Herkomst");
    await page.unroute("**/custom-scripts/index.js");
    const action = { func: "setValues", sheet_position: 9, start_row: 0, start_column: 0, row_count: 1, column_count: 1, values: [[1]] };
    await page.route("**/custom-scripts-call/*", (route) => route.fulfill({ json: { actions: [action] } }));
    told.half = await pressed(page, "Herkomst");
    await page.route("**/custom-functions-meta.json", (route) => route.fulfill({ json: { functions: [] } }));
    await page.route(CALLS, (route) => route.fulfill({ status: 500, body: "An error occurred." }));
    told.older = await pressed(page, "Controleer blad");
    told.lockedBook = await pressed(await changed(page, () => { globalThis.shim.book.protected = true; }), "Herkomst");
    return told;
});
