// SPDX-License-Identifier: EUPL-1.2
// Works with the task pane in Chromium as a user does, and prints as JSON what came of each step.
// Use: node pane.cjs <chromium> <address of the server> <file with the cells of a sheet>
const { chromium } = require("playwright-core");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const SHIM = readFileSync(join(__dirname, "office_shim.js"), "utf8");

async function opened(browser, address, sight, elsewhere) {
    const context = await browser.newContext({ viewport: { width: sight.width, height: 700 }, colorScheme: sight.scheme });
    const page = await context.newPage();
    page.on("request", (asked) => asked.url().startsWith(address) || elsewhere.push(asked.url()));
    page.on("pageerror", (error) => elsewhere.push(error.message));
    await page.route("**/office.js", (route) => route.fulfill({ contentType: "text/javascript", body: SHIM }));
    await page.goto(`${address}/taskpane.html`);
    return page;
}

/** Press a button and wait until it is done; gives what the status says. */
async function pressed(page, name) {
    await page.getByRole("button", { name }).first().click();
    await page.waitForFunction(() => !document.getElementById("check").disabled);
    return page.locator("#status").innerText();
}

const snapshot = (page) => page.evaluate(() => globalThis.shim.snapshot());
const count = (page) => page.locator("#findings li").count();

async function axe(page) {
    await page.evaluate(AXE);
    const { violations } = await page.evaluate(() => globalThis.axe.run());
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    return [...violations.map(({ id }) => id), ...(wide > 0 ? [`${wide} pixels too wide`] : [])];
}

/** A sheet with a format and a note of the user; the lines stand from C3 on. */
async function filled(page, cells) {
    await page.evaluate((values) => {
        const sheet = globalThis.shim.addSheet("Regels", [[], [], ...values.map((row) => ["", "", ...row])]);
        sheet.formats.push({ id: "van de gebruiker", address: "A1" });
        sheet.notes.push({ address: "C3", text: "van de gebruiker" });
    }, cells);
}

async function used(page, cells) {
    const told = {};
    told.empty = await page.evaluate(() => globalThis.shim.addSheet("Leeg")) && (await pressed(page, "Controleer blad"));
    await page.evaluate(() => globalThis.shim.book.sheets.pop());
    await filled(page, cells);
    const before = await snapshot(page);
    told.checked = await pressed(page, "Controleer blad");
    told.book = await page.evaluate(() => globalThis.shim.book);
    told.texts = await page.locator("#findings li").allInnerTexts();
    told.again = await pressed(page, "Controleer blad");
    told.sheets = await page.evaluate(() => globalThis.shim.book.sheets.length);
    const rule = await page.locator("#rule option").nth(1).innerText();
    await page.getByLabel("Regel").selectOption(rule);
    told.filtered = { rule, count: await count(page), texts: await page.locator("#findings strong").allInnerTexts() };
    await page.getByLabel("Regel").selectOption("alle");
    await page.getByLabel("Regel").focus();
    // The first findings may be about the whole sheet; those have no cell to go to.
    for (let step = 0; step < told.texts.length && !told.selected; step += 1) {
        await page.keyboard.press("Tab");
        await page.keyboard.press("Enter");
        await page.waitForFunction(() => !document.getElementById("check").disabled);
        told.selected = await page.evaluate(() => globalThis.shim.book.selected);
    }
    told.wiped = await pressed(page, "Wis markeringen");
    told.restored = (await snapshot(page)) === before;
    told.merged = await page.evaluate(() => { globalThis.shim.book.sheets[0].merged = true; }).then(() => pressed(page, "Controleer"));
    await pressed(page, "Wis markeringen");
    told.protected = await page.evaluate(() => { globalThis.shim.book.sheets[0].protected = true; }).then(() => pressed(page, "Controleer"));
    told.many = await page.evaluate(() => { globalThis.shim.book.sheets[0].rows = 900000; }).then(() => pressed(page, "Controleer"));
    await page.evaluate(() => { delete globalThis.shim.book.sheets[0].rows; });
    await page.route("**/custom-functions-call", (route) => route.fulfill({ status: 401, body: "expired" }));
    told.expired = await pressed(page, "Controleer blad");
    await page.route("**/custom-functions-call", (route) => route.abort());
    told.stopped = await pressed(page, "Controleer blad");
    return told;
}

async function main(program, address, file) {
    const cells = JSON.parse(readFileSync(file, "utf8"));
    const browser = await chromium.launch({ executablePath: program });
    const elsewhere = [];
    const accessibility = [];
    for (const width of [320, 480]) {
        for (const scheme of ["light", "dark"]) {
            const page = await opened(browser, address, { width, scheme }, elsewhere);
            await filled(page, cells);
            await pressed(page, "Controleer blad");
            accessibility.push(...(await axe(page)).map((each) => `${width} ${scheme}: ${each}`));
        }
    }
    const told = await used(await opened(browser, address, { width: 320, scheme: "light" }, elsewhere), cells);
    await browser.close();
    process.stdout.write(JSON.stringify({ ...told, elsewhere, accessibility }));
}

main(...process.argv.slice(2));
