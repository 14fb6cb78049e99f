// SPDX-License-Identifier: EUPL-1.2
// Marks cells with conditional formats and notes of our own and makes a sheet of findings (docs/decisions/0027).
import { HEADERS, KEY, TELLTALE, notesExist } from "./ours.js";
import { Sentence } from "./status.js";

const SHEET = "Bevindingen";
const COLOURS = { fout: "#F8C9C4", waarschuwing: "#FFE2A8", signaal: "#CFE2F7" };
const MOST = 1000;
const PROTECTED = "Het blad is beveiligd, dus er is niets gemarkeerd. Hef de beveiliging op om te markeren.";
const OWN = "Dit blad was door het deelvenster gemaakt en is gewist. Kies het blad met de regels.";

/**
 * Mark the cells of findings; gives what the user must know: nothing, or a sentence.
 * @param {Array} findings each with its sheet (name, and id or name by which it is found), its address there, and its place in words
 */
export function mark(findings) {
    return Excel.run(async (context) => {
        const { workbook } = context;
        const ids = new Set(findings.map(({ sheet }) => sheet.id).filter(Boolean));
        const sheets = new Map([...ids].map((id) => [id, workbook.worksheets.getItemOrNullObject(id)]));
        await context.sync();
        if ([...sheets.values()].some(({ isNullObject }) => isNullObject)) throw new Sentence(OWN);
        sheets.forEach(({ protection }) => protection.load("protected"));
        workbook.protection.load("protected");
        await context.sync();
        if ([...sheets.values(), workbook].some(({ protection }) => protection.protected)) return PROTECTED;
        const cells = byCell(findings).slice(0, MOST).map((found) => ({ sheet: sheets.get(found[0].sheet.id), found }));
        cells.forEach(({ sheet, found: [{ address, ernst }] }) => coloured(sheet.getRange(address), ernst));
        const notes = await noted(context, cells);
        const list = await listed(context, findings.slice(0, MOST));
        await context.sync();
        const kept = { notes, list: list.id, listName: list.name };
        workbook.settings.add(KEY, JSON.stringify(kept));
        await context.sync();
        const all = findings.length <= MOST;
        return all ? "" : `De eerste ${MOST} bevindingen zijn gemarkeerd; de lijst hieronder is volledig.`;
    });
}

/** The findings of each cell together. */
function byCell(findings) {
    const cells = new Map();
    for (const each of findings.filter(({ address }) => address)) {
        const cell = `${each.sheet.id}!${each.address}`;
        cells.set(cell, [...(cells.get(cell) ?? []), each]);
    }
    return [...cells.values()];
}

function coloured(range, severity) {
    const { custom } = range.conditionalFormats.add("Custom");
    custom.rule.formula = TELLTALE;
    custom.format.fill.color = COLOURS[severity];
}

/** Notes where the user has none; gives their texts, by which ours are known again. */
async function noted(context, cells) {
    if (!notesExist()) return [];
    const there = cells.map(({ sheet, found: [{ address }] }) => sheet.notes.getItemOrNullObject(address));
    await context.sync();
    return cells.flatMap(({ sheet, found }, at) => {
        if (!there[at].isNullObject) return [];
        const text = found.map(({ ernst, regel, melding, actie }) => `${ernst} ${regel}: ${melding} ${actie}`).join("\n");
        sheet.notes.add(found[0].address, `Verzamelpunt\n${text}`);
        return [`Verzamelpunt\n${text}`];
    });
}

async function listed(context, findings) {
    const { worksheets } = context.workbook.load("worksheets/items/name");
    await context.sync();
    const taken = new Set(worksheets.items.map((each) => each.name));
    let free = SHEET;
    for (let number = 2; taken.has(free); number += 1) free = `${SHEET} (${number})`;
    const list = worksheets.add(free).load("id,name");
    const rows = findings.map((each) => [each.place, each.ernst, each.regel, each.kolom, each.melding, each.actie]);
    const range = list.getRangeByIndexes(0, 0, rows.length + 1, HEADERS.length);
    range.numberFormat = [HEADERS, ...rows].map((row) => row.map(() => "@")); // received text is never a formula
    range.values = [HEADERS, ...rows];
    findings.forEach(({ sheet, address, place }, at) => {
        const documentReference = `'${sheet.name.replaceAll("'", "''")}'!${address}`;
        if (address) list.getRangeByIndexes(at + 1, 0, 1, 1).hyperlink = { documentReference, textToDisplay: place };
    });
    return list;
}
