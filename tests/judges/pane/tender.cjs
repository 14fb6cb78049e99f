// SPDX-License-Identifier: EUPL-1.2
// Uses the buttons for a tender as a user does, and looks at the workbook and at what travels.
// Use: node tender.cjs <chromium> <wishes: address, wrong and good (cells by sheet), issued and returned (paths)>
const { done, opened, play, pressed } = require("./scene.cjs");

const CHECK = "Controleer opdracht";
const snapshot = (page) => page.evaluate(() => globalThis.shim.snapshot());
const book = (page) => page.evaluate(() => globalThis.shim.book);

/** The pane with these sheets open, and one of the user that is no part of an intake workbook. */
async function withSheets(browser, address, sheets, wrong) {
    const page = await opened(browser, address, { wrong });
    await page.evaluate((cells) => {
        Object.entries(cells).forEach(([name, values]) => globalThis.shim.addSheet(name, values));
        globalThis.shim.addSheet("Geheim", [["999900006"]]);
    }, sheets);
    return page;
}

/** What is sent to the server when the button is pressed. */
async function sentBy(page) {
    const asked = page.waitForRequest("**/custom-scripts-call/*");
    const said = await pressed(page, CHECK);
    return { said, body: (await asked).postDataJSON() };
}

/** What is said after a change of the workbook. */
async function after(browser, { address, wrong: sheets }, change) {
    const page = await withSheets(browser, address, sheets, []);
    await page.evaluate(change);
    return { said: await pressed(page, CHECK), texts: await page.locator("#findings li").allInnerTexts(), book: await book(page) };
}

/** Read offers in by the form; gives what is said on the way, and the sheets that were made. */
async function readIn(browser, { address, issued, returned }, broken) {
    const page = await withSheets(browser, address, {}, broken);
    await page.getByRole("button", { name: "Lees inschrijvingen in" }).click();
    const none = await pressed(page, "Lees bestanden");
    await page.getByLabel("Uitgegeven stukken").setInputFiles(issued);
    const weighed = await done(page);
    await page.getByLabel("Inschrijvingen", { exact: true }).setInputFiles(returned);
    const both = await done(page);
    const said = await pressed(page, "Lees bestanden");
    return { none, weighed, both, said, sheets: (await book(page)).sheets };
}

play(async (browser, wishes) => {
    const told = { broken: [] };
    const page = await withSheets(browser, wishes.address, wishes.wrong, told.broken);
    const before = await snapshot(page);
    told.checked = await sentBy(page);
    told.texts = await page.locator("#findings li").allInnerTexts();
    told.book = await book(page);
    await page.locator("#findings button").first().click();
    await page.waitForFunction(() => globalThis.shim.book.selected);
    told.selected = (await book(page)).selected;
    told.again = await pressed(page, CHECK);
    told.sheets = (await book(page)).sheets.length;
    told.wiped = await pressed(page, "Wis markeringen");
    told.restored = (await snapshot(page)) === before;
    told.good = await pressed(await withSheets(browser, wishes.address, wishes.good, told.broken), CHECK);
    told.absent = await after(browser, wishes, () => { globalThis.shim.book.sheets = globalThis.shim.book.sheets.filter(({ name }) => name !== "Stappen"); });
    told.protected = await after(browser, wishes, () => { globalThis.shim.book.sheets.find(({ name }) => name === "Gunningscriteria").protected = true; });
    told.read = await readIn(browser, wishes, told.broken);
    told.other = await pressed(await withSheets(browser, wishes.address, {}, told.broken), CHECK);
    return told;
});
