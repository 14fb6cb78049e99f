// SPDX-License-Identifier: EUPL-1.2
// Looks at the pane in every state, dark and wide, light and narrow, and walks through it with the keyboard alone.
// Use: node looks.cjs <chromium> <wishes: address, cells>
const { readFileSync } = require("node:fs");
const { filled, opened, play, pressed } = require("./scene.cjs");

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const FORMS = ["KPI-blad", "Haal regiocijfers op", "Consolideer", "Lees inschrijvingen in"];

async function complaints(page) {
    await page.evaluate(AXE);
    const { violations } = await page.evaluate(() => globalThis.axe.run());
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    return [...violations.map(({ id }) => id), ...(wide > 0 ? [`${wide} pixels too wide`] : [])];
}

/** What is wrong in each state: as it opens, with each form, with findings, with a sentence. */
async function judged(page, cells) {
    const wrong = { opened: await complaints(page) };
    for (const name of FORMS) {
        await page.getByRole("button", { name, exact: true }).click();
        wrong[name] = await complaints(page);
    }
    await pressed(page, "Controleer blad");
    wrong.sentence = await complaints(page);
    await filled(page, cells);
    await page.evaluate(() => { globalThis.shim.book.active = 1; });
    await pressed(page, "Controleer blad");
    wrong.findings = await complaints(page);
    return Object.entries(wrong).flatMap(([state, all]) => all.map((each) => `${state}: ${each}`));
}

/** In the page: the name of what has the focus, and whether that is seen. */
function focused() {
    const at = document.activeElement;
    return { name: at.name || at.textContent.trim(), seen: getComputedStyle(at).outlineStyle !== "none", end: at === document.body };
}

/** The names of everything that Tab comes by, and of what has the focus without it being seen. */
async function walked(page) {
    const [names, unseen] = [[], []];
    await page.locator("#check").focus();
    await page.keyboard.press("Shift+Tab");
    for (let step = 0; step < 100; step += 1) {
        await page.keyboard.press("Tab");
        const { name, seen, end } = await page.evaluate(focused);
        if (end) break;
        names.push(name);
        if (!seen) unseen.push(name);
    }
    return { names, unseen };
}

/** The pane with the real office.js, outside Excel: what it asks elsewhere, how long it takes to load, and what it says. */
async function real(browser, address) {
    const page = await browser.newPage();
    const elsewhere = [];
    page.on("request", (asked) => asked.url().startsWith(address) || asked.url().startsWith("data:") || elsewhere.push(asked.url()));
    await page.goto(`${address}/taskpane.html`, { waitUntil: "networkidle" });
    const loaded = await page.evaluate(() => performance.getEntriesByType("navigation")[0].loadEventEnd);
    return { elsewhere, loaded, said: await page.locator("#status").innerText() };
}

play(async (browser, { address, cells }) => {
    const told = { wrong: [], accessibility: [], real: await real(browser, address) };
    for (const [width, scheme] of [[480, "dark"], [300, "light"]]) {
        const page = await opened(browser, address, { width, scheme, wrong: told.wrong });
        await page.evaluate(() => { globalThis.shim.addSheet("Leeg"); });
        const wrong = await judged(page, cells);
        told.accessibility.push(...wrong.map((each) => `${width} ${scheme} ${each}`));
        told.walked = await walked(page);
    }
    return told;
});
