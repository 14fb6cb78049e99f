// SPDX-License-Identifier: EUPL-1.2
// Checks a sheet as a user does, and looks at the workbook. Use: node marking.cjs <chromium> <wishes: address, cells>
const { filled, opened, play, pressed } = require("./scene.cjs");

const snapshot = (page) => page.evaluate(() => globalThis.shim.snapshot());
const book = (page) => page.evaluate(() => globalThis.shim.book);

/** By keyboard alone to the first finding that has a cell. */
async function selected(page, findings) {
    await page.getByLabel("Regel").focus();
    for (let step = 0; step < findings; step += 1) {
        await page.keyboard.press("Tab");
        await page.keyboard.press("Enter");
        await page.waitForFunction(() => !document.getElementById("check").disabled);
        const cell = await page.evaluate(() => globalThis.shim.book.selected);
        if (cell) return cell;
    }
    return "";
}

async function filtered(page) {
    const rule = await page.locator("#rule option").nth(1).innerText();
    await page.getByLabel("Regel").selectOption(rule);
    const texts = await page.locator("#findings strong").allInnerTexts();
    await page.getByLabel("Regel").selectOption("alle");
    return { rule, texts };
}

/** The marked workbook, closed and opened again: is it wiped to what it was, but for its numbers? */
async function reopened(browser, address, marked, before) {
    const page = await opened(browser, address);
    await page.evaluate((saved) => globalThis.shim.reopen(saved), marked);
    const told = await pressed(page, "Wis markeringen");
    const unnumbered = (text) => JSON.stringify(JSON.parse(text), (key, value) => (key === "id" ? undefined : value));
    const after = await snapshot(page);
    return { told, restored: unnumbered(after) === unnumbered(before), after: JSON.parse(after) };
}

play(async (browser, { address, cells }) => {
    const page = await opened(browser, address);
    await filled(page, cells);
    const before = await snapshot(page);
    const told = { checked: await pressed(page, "Controleer blad") };
    told.book = await book(page);
    told.texts = await page.locator("#findings li").allInnerTexts();
    told.again = await pressed(page, "Controleer blad");
    told.sheets = (await book(page)).sheets.length;
    told.filtered = await filtered(page);
    told.selected = await selected(page, told.texts.length);
    told.reopened = await reopened(browser, address, await book(page), before);
    told.wiped = await pressed(page, "Wis markeringen");
    told.restored = (await snapshot(page)) === before;
    return told;
});
