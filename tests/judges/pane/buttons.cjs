// SPDX-License-Identifier: EUPL-1.2
// Uses the buttons that make a sheet, in the pane and on the ribbon. The answers of the server are given here, the calls
// are looked at. Use: node buttons.cjs <chromium> <wishes: address, cells>
const { done, filled, opened, play, pressed } = require("./scene.cjs");

const SCRIPTS = "**/custom-scripts-call/*";
/** What xlwings Server answers of a script that adds a sheet, writes a cell as text and says something. */
const ANSWER = {
    actions: [
        { func: "addSheet", args: [1, "Uitkomst"] },
        { func: "setNumberFormat", sheet_position: 1, start_row: 0, start_column: 0, row_count: 1, column_count: 1, args: ["@"] },
        { func: "setValues", sheet_position: 1, start_row: 0, start_column: 0, row_count: 1, column_count: 1, values: [["=1+1"]] },
        { func: "alert", args: ["Het blad Uitkomst is gemaakt.", "", "ok", "info", ""] },
    ],
};

async function answered(page, calls) {
    await page.route(SCRIPTS, (route) => {
        calls.push({ script: route.request().url().split("/").pop(), body: route.request().postDataJSON() });
        return route.fulfill({ json: ANSWER });
    });
}

/** Fill a form and send it. */
async function sent(page, button, values, send) {
    await page.getByRole("button", { name: button, exact: true }).click();
    for (const [label, value] of Object.entries(values)) await page.getByLabel(label, { exact: true }).fill(value);
    return pressed(page, send);
}

async function chosen(page, files) {
    await page.getByLabel("Bestanden").setInputFiles(files.map(([name, size]) => ({
        name, mimeType: "text/csv", buffer: Buffer.alloc(size, "a"),
    })));
    return done(page);
}

/** Press a button of the ribbon; gives whether Office was told that it is done. */
function onRibbon(page, name) {
    return page.evaluate(async (button) => {
        let completed = 0;
        await globalThis.shim.ribbon[button]({ completed() { completed += 1; } });
        return completed;
    }, name);
}

play(async (browser, { address, cells }) => {
    const [told, calls, wrong] = [{}, [], []];
    const page = await opened(browser, address, { wrong });
    await answered(page, calls);
    await filled(page, cells);
    await page.evaluate(() => { globalThis.shim.addSheet("Geheim", [["999900006"]]); });
    told.said = await pressed(page, "Herkomst van deze cel");
    told.made = await page.evaluate(() => globalThis.shim.book.sheets[1]);
    told.kpis = await sent(page, "KPI-blad", { "KPI's": "K04, K14" }, "Maak KPI-blad");
    told.offered = await page.locator("#kpi-codes option").evaluateAll((all) => all.slice(0, 2).map(({ value }) => value));
    await sent(page, "Haal regiocijfers op", { Periode: "2026-09" }, "Haal op");
    await page.getByRole("button", { name: "Consolideer" }).click();
    told.none = await pressed(page, "Voeg samen");
    told.weighed = await chosen(page, [["een.csv", 300_000], ["twee.csv", 100_000]]);
    await pressed(page, "Voeg samen");
    told.heavy = await chosen(page, [["een.csv", 600_000], ["twee.csv", 200_000]]);
    told.refused = await pressed(page, "Voeg samen");
    await pressed(page, "Pseudonimiseer en maak aanlevering");
    told.completed = [await onRibbon(page, "origin"), await onRibbon(page, "check")];
    told.ribbon = { shown: await page.evaluate(() => globalThis.shim.book.shown), status: await done(page) };
    await onRibbon(page, "region");
    told.focused = await page.evaluate(() => document.activeElement.name);
    told.names = await page.evaluate(() => Object.keys(globalThis.shim.ribbon));
    const real = await opened(browser, address, { wrong }); // here the server itself answers
    await filled(real, cells);
    told.real = await sent(real, "KPI-blad", { "KPI's": "K04", Per: "" }, "Maak KPI-blad");
    told.kpiSheet = await real.evaluate(() => globalThis.shim.book.sheets.find(({ name }) => name === "KPI's"));
    return { ...told, calls, wrong };
});
