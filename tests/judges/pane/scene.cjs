// SPDX-License-Identifier: EUPL-1.2
// What every scene with the task pane needs: Chromium, the page with a workbook behind it, and hands.
const { chromium } = require("playwright-core");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");

const SHIM = readFileSync(join(__dirname, "office_shim.js"), "utf8");

/** Play a scene `(browser, wishes) => told` in Chromium, and print as JSON what it told. */
async function play(scene) {
    const [, , program, wishes] = process.argv;
    const browser = await chromium.launch({ executablePath: program });
    const told = await scene(browser, JSON.parse(readFileSync(wishes, "utf8")));
    await browser.close();
    process.stdout.write(JSON.stringify(told));
}

/** The pane with an empty workbook behind it; what it asks of others and what breaks is added to `wrong`. */
async function opened(browser, address, { width = 300, scheme = "light", wrong = [] } = {}) {
    const context = await browser.newContext({ viewport: { width, height: 700 }, colorScheme: scheme });
    const page = await context.newPage();
    page.on("request", (asked) => asked.url().startsWith(address) || asked.url().startsWith("data:") || wrong.push(asked.url()));
    page.on("pageerror", (error) => wrong.push(error.message));
    await page.route("**/office.js", (route) => route.fulfill({ contentType: "text/javascript", body: SHIM }));
    await page.goto(`${address}/taskpane.html`);
    return page;
}

/** A sheet with a format and a note of the user; the lines stand from C3 on. */
function filled(page, cells) {
    return page.evaluate((values) => {
        const sheet = globalThis.shim.addSheet("Regels", [[], [], ...values.map((row) => ["", "", ...row])]);
        sheet.formats.push({ id: "balk", type: "DataBar", address: "A1" });
        sheet.formats.push({ id: "eigen", type: "Custom", formula: '=$A1="verzamelpunt"', address: "A1" });
        sheet.notes.push({ address: "C3", text: "van de gebruiker" });
    }, cells);
}

/** What the status says once the work is done. */
async function done(page) {
    await page.waitForFunction(() => !document.getElementById("check").disabled);
    return page.locator("#status").innerText();
}

/** Press a button; gives what the status says when it is done. */
async function pressed(page, name) {
    await page.getByRole("button", { name }).first().click();
    return done(page);
}

/** Change the workbook; gives the page. */
async function changed(page, change) {
    await page.evaluate(change);
    return page;
}

module.exports = { changed, done, filled, opened, play, pressed };
