// SPDX-License-Identifier: EUPL-1.2
// Pictures of the task pane over a workbook in memory. Use: node deelvenster.cjs <chromium> <wishes: address, cells, target>
const { join } = require("node:path");
const { filled, opened, play, pressed } = require("../tests/judges/pane/scene.cjs");

const WIDTH = 360; // as wide as Excel opens a pane

play(async (browser, { address, cells, target }) => {
    const taken = (page, name) => page.screenshot({ path: join(target, `${name}.png`) });
    for (const [scheme, name] of [["light", "deelvenster"], ["dark", "deelvenster-donker"]]) {
        const page = await opened(browser, address, { width: WIDTH, scheme });
        await filled(page, cells);
        await pressed(page, "Controleer blad");
        await taken(page, name);
    }
    const page = await opened(browser, address, { width: WIDTH });
    await page.getByRole("button", { name: "KPI-blad", exact: true }).click();
    await page.getByLabel("KPI's", { exact: true }).fill("K04, K14");
    await taken(page, "deelvenster-kpi");
    return {};
});
