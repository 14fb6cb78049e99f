// SPDX-License-Identifier: EUPL-1.2
// Runs a script on the server with the book of the user, and lets xlwings' own code carry out what it wants done.
import { SILENT, actionsOf, rowsOf } from "./server.js";
import { usedSheet } from "./sheet.js";
import { Sentence } from "./status.js";

// No sheet can have this name, so that no cells travel: names and places of the sheets only.
const NONE = ":";
const LOCKED = "De werkmap is beveiligd, dus er kan geen blad bij. Hef de beveiliging op en probeer het opnieuw.";
const COMMA = "De naam van dit blad heeft een komma; zo kan het niet worden gelezen. Geef het een naam zonder komma.";

/**
 * Run a script that makes sheets; gives what to say.
 * @param {string} script its name on the server
 * @param {{sheet: boolean, args: Array}} given whether it reads the active sheet, and its arguments in order
 */
export async function run(script, { sheet = false, args = [] } = {}) {
    await import("../custom-scripts/index.js").catch(silent); // large, so only once a button needs it
    return Excel.run(async (context) => {
        await unlocked(context);
        const { actions, said } = await asked(context, script, sheet ? await readable(context) : NONE, args);
        await globalThis.xlwings.runActions({ actions: actions.filter(({ func }) => func !== "alert") }, context);
        await context.sync();
        return said;
    });
}

/** Let a script look at sheets, by their names; gives what to say, and the rows of the table that it shows. */
export async function look(script, sheets) {
    await import("../custom-scripts/index.js").catch(silent);
    return Excel.run(async (context) => {
        const { actions, said } = await asked(context, script, sheets.join(), []);
        const [names, ...rows] = actions.find(({ func }) => func === "runMacro").args[1];
        return { said, rows: rowsOf(names, rows) };
    });
}

/** What a script wants done after it read the sheets of `include`, and what it says. */
async function asked(context, script, include, args) {
    const headers = { Accept: "application/json" }; // else those of a sheet of the user would be taken
    const book = await globalThis.xlwings.getBookData({ include, headers }, context);
    const { actions } = await actionsOf(script, book, args);
    const spoken = actions.filter(({ func }) => func === "alert").map(({ args: [sentence] }) => sentence);
    return { actions, said: spoken.join(" ") || "Klaar." };
}

function silent() {
    throw new Sentence(SILENT);
}

async function unlocked(context) {
    const protection = context.workbook.protection.load("protected");
    await context.sync();
    if (protection.protected) throw new Sentence(LOCKED);
}

/** The name of the active sheet, which has cells and not too many. */
async function readable(context) {
    const { sheet } = await usedSheet(context);
    if (sheet.name.includes(",")) throw new Sentence(COMMA);
    return sheet.name;
}
