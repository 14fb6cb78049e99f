// SPDX-License-Identifier: EUPL-1.2
// Reads the sheet in front of the user, and goes to a cell of it.
import { Sentence } from "./status.js";

const MOST_CELLS = 500_000;
const MERGED = "Dit blad heeft samengevoegde cellen; alleen de eerste cel ervan telt. Splits ze als bevindingen vreemd zijn.";

/** The values of the active sheet, where they begin, and what the user must know about them. */
export function readSheet() {
    return Excel.run(async (context) => {
        const { sheet, used } = await usedSheet(context);
        const merged = used.getMergedAreasOrNullObject();
        used.load("values");
        await context.sync();
        return {
            id: sheet.id, name: sheet.name, values: used.values, row: used.rowIndex, column: used.columnIndex,
            note: merged.isNullObject ? "" : MERGED,
        };
    });
}

/** The active sheet and its cells with a value; an error where there are none, or too many. */
export async function usedSheet(context) {
    const sheet = context.workbook.worksheets.getActiveWorksheet().load("id,name");
    const used = sheet.getUsedRangeOrNullObject(true).load("rowIndex,columnIndex,rowCount,columnCount");
    await context.sync();
    if (used.isNullObject) throw new Sentence("Dit blad is leeg. Kies het blad met de regels en hun kopregel.");
    if (used.rowCount * used.columnCount > MOST_CELLS) {
        const rows = used.rowCount.toLocaleString("nl-NL");
        throw new Sentence(`Dit blad heeft ${rows} rijen; dat is te veel voor het deelvenster. Lever het bestand aan.`);
    }
    return { sheet, used };
}

/** The address on the sheet of a cell that counts from the corner of what was read; empty for a whole column or file. */
export function placed(cell, { row, column }) {
    const [, letters, number] = /^([A-Z]+)(\d+)$/.exec(cell) ?? [];
    if (!letters) return "";
    const at = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) + column;
    return `${lettersOf(at)}${Number(number) + row}`;
}

function lettersOf(number) {
    let letters = "";
    for (let left = number; left > 0; left = Math.floor((left - 1) / 26)) {
        letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters;
    }
    return letters;
}

/** Show a cell. */
export function select(id, address) {
    return Excel.run(async (context) => {
        const sheet = context.workbook.worksheets.getItem(id);
        sheet.activate();
        sheet.getRange(address).select();
        await context.sync();
    });
}
