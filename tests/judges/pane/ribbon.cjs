// SPDX-License-Identifier: EUPL-1.2
// Presses the buttons of the ribbon. Use: node ribbon.cjs <chromium> <wishes: address, cells>
const { done, filled, opened, play } = require("./scene.cjs");

play(async (browser, { address, cells }) => {
    const page = await opened(browser, address);
    await filled(page, cells);
    const completed = await page.evaluate(async () => {
        let times = 0;
        await globalThis.shim.ribbon.check({ completed() { times += 1; } });
        return times;
    });
    const shown = await page.evaluate(() => globalThis.shim.book.shown);
    const names = await page.evaluate(() => Object.keys(globalThis.shim.ribbon));
    return { completed, shown, names, status: await done(page) };
});
