// SPDX-License-Identifier: EUPL-1.2
// Opens a page in Chromium, on a phone and on a desk, light and dark, and prints as JSON what is wrong with it.
// Without JavaScript it must say and do the same. Use: node page.cjs <chromium> <page>
const { chromium } = require("playwright-core");
const { readFileSync } = require("node:fs");
const { pathToFileURL } = require("node:url");

const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const INTERACTIVE = "a[href], button, input, select, textarea, summary, [tabindex]";
const MOST_STEPS = 2000;
const PATIENCE = 150_000; // milliseconds; a busy machine says nothing about a page
const SIGHTS = [
    { width: 360, scheme: "light", script: false },
    ...[360, 1200].flatMap((width) => ["light", "dark"].map((scheme) => ({ width, scheme, script: true }))),
];

/** What a sight of the page brings up: complaints, and the text that is read once all is opened. */
async function judged(browser, address, { width, scheme, script }) {
    const context = await browser.newContext({
        viewport: { width, height: 800 }, colorScheme: scheme, javaScriptEnabled: script,
    });
    context.setDefaultNavigationTimeout(PATIENCE);
    const page = await context.newPage();
    const complaints = [];
    page.on("request", (asked) => asked.url() === address || complaints.push(`asks for ${asked.url()}`));
    page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
    page.on("console", (said) => complaints.push(`console: ${said.text()}`));
    await page.goto(address);
    complaints.push(...(await walked(page)));
    complaints.push(...(await page.evaluate(wrongToTheEye)));
    if (script) complaints.push(...(await accessibility(page)));
    const text = await page.evaluate(() => document.body.innerText);
    await context.close();
    const sight = `${width} ${scheme}${script ? "" : " without JavaScript"}`;
    return { complaints: complaints.map((each) => `${sight}: ${each}`), text };
}

/** Go through the page with the keyboard alone, and open what can be opened; complain of what cannot be reached. */
async function walked(page) {
    const complaints = [];
    for (let step = 0; step < MOST_STEPS; step += 1) {
        await page.keyboard.press("Tab");
        const here = await page.evaluate(focused);
        if (here === null) break;
        if (!here.seen) complaints.push(`focus is not seen: ${here.html}`);
        if (here.closed) await page.keyboard.press("Enter");
    }
    return complaints.concat(await page.evaluate(unreached, INTERACTIVE));
}

/** In the page: what has the focus, noted as reached; null once all of the page was gone through. */
function focused() {
    const at = document.activeElement;
    globalThis.reached ??= new Set();
    if (at === null || at === document.body || globalThis.reached.has(at)) return null;
    globalThis.reached.add(at);
    return {
        html: at.outerHTML.slice(0, 100),
        seen: getComputedStyle(at).outlineStyle !== "none",
        closed: at.matches("summary") && !at.parentElement.open,
    };
}

/** In the page: what can be used but was never reached, and what stayed closed. */
function unreached(interactive) {
    const never = [...document.querySelectorAll(interactive)].filter((each) => !globalThis.reached?.has(each));
    const closed = [...document.querySelectorAll("details:not([open])")];
    return [
        ...never.map((each) => `not reached: ${each.outerHTML.slice(0, 100)}`),
        ...closed.map((each) => `stays closed: ${each.outerHTML.slice(0, 100)}`),
    ];
}

/** In the page: a page that must be moved sideways, and a drawing that says nothing to who cannot see it. */
function wrongToTheEye() {
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    const silent = [...document.querySelectorAll("svg:not([aria-hidden=true]), canvas, img")].filter(
        (each) => !(each.getAttribute("aria-label") ?? each.getAttribute("alt") ?? "").trim(),
    );
    return [
        ...(wide > 0 ? [`${wide} pixels too wide`] : []),
        ...silent.map((each) => `drawing without words: ${each.outerHTML.slice(0, 100)}`),
    ];
}

/** What axe has against the page. */
async function accessibility(page) {
    await page.evaluate(AXE);
    const { violations } = await page.evaluate(() => globalThis.axe.run());
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 100)}`));
}

async function main(program, file) {
    const address = pathToFileURL(file).href;
    const browser = await chromium.launch({ executablePath: program, timeout: PATIENCE });
    const found = [];
    for (const sight of SIGHTS) found.push(await judged(browser, address, sight));
    await browser.close();
    const told = new Set(found.map(({ text }) => text));
    const same = told.size === 1 ? [] : ["it does not say the same in every sight, or without JavaScript"];
    process.stdout.write(JSON.stringify([...found.flatMap(({ complaints }) => complaints), ...same]));
}

main(...process.argv.slice(2));
