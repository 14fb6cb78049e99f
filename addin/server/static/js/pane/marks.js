// SPDX-License-Identifier: EUPL-1.2
// Marks cells with conditional formats and notes of our own and makes a sheet of findings (docs/decisions/0027).
import { HEADERS, KEY, TELLTALE, notesExist } from "./ours.js";
import { Sentence } from "./status.js";

const SHEET = "Bevindingen";
const COLOURS = { fout: "#F8C9C4", waarschuwing: "#FFE2A8", signaal: "#CFE2F7" };
const MOST = 1000;
const PROTECTED = "Het blad is beveiligd, dus er is niets gemarkeerd. Hef de beveiliging op om te markeren.";
const OWN = "Dit blad was door het deelvenster gemaakt en is gewist. Kies het blad met de regels.";

/** Mark the cells of findings on a sheet; gives what the user must know: nothing, or a sentence. */
export function mark(sheetId, sheetName, findings) {
    return Excel.run(async (context) => {
        const { workbook } = context;
        const sheet = workbook.worksheets.getItemOrNullObject(sheetId);
        await context.sync();
        if (sheet.isNullObject) throw new Sentence(OWN);
        sheet.protection.load("protected");
        workbook.protection.load("protected");
        await context.sync();
        if (sheet.protection.protected || workbook.protection.protected) return PROTECTED;
        const cells = byCell(findings).slice(0, MOST);
        cells.forEach(([address, [{ ernst }]]) => coloured(sheet.getRange(address), ernst));
        const notes = await noted(context, sheet, cells);
        const list = await listed(context, sheetName, findings.slice(0, MOST));
        await context.sync();
        const kept = { notes, list: list.id, listName: list.name };
        workbook.settings.add(KEY, JSON.stringify(kept));
        await context.sync();
        const all = findings.length <= MOST;
        return all ? "" : `De eerste ${MOST} bevindingen zijn gemarkeerd; de lijst hieronder is volledig.`;
    });
}

function byCell(findings) {
    const cells = new Map();
    for (const each of findings.filter(({ address }) => address)) {
        cells.set(each.address, [...(cells.get(each.address) ?? []), each]);
    }
    return [...cells];
}

function coloured(range, severity) {
    const { custom } = range.conditionalFormats.add("Custom");
    custom.rule.formula = TELLTALE;
    custom.format.fill.color = COLOURS[severity];
}

/** Notes where the user has none; gives their texts, by which ours are known again. */
async function noted(context, sheet, cells) {
    if (!notesExist()) return [];
    const there = cells.map(([address]) => sheet.notes.getItemOrNullObject(address));
    await context.sync();
    return cells.flatMap(([address, found], at) => {
        if (!there[at].isNullObject) return [];
        const text = found.map(({ ernst, regel, melding, actie }) => `${ernst} ${regel}: ${melding} ${actie}`).join("\n");
        sheet.notes.add(address, `Verzamelpunt\n${text}`);
        return [`Verzamelpunt\n${text}`];
    });
}

async function listed(context, name, findings) {
    const { worksheets } = context.workbook.load("worksheets/items/name");
    await context.sync();
    const taken = new Set(worksheets.items.map((each) => each.name));
    let free = SHEET;
    for (let number = 2; taken.has(free); number += 1) free = `${SHEET} (${number})`;
    const list = worksheets.add(free).load("id,name");
    const rows = findings.map((each) => [each.address, each.ernst, each.regel, each.kolom, each.melding, each.actie]);
    const range = list.getRangeByIndexes(0, 0, rows.length + 1, HEADERS.length);
    range.numberFormat = [HEADERS, ...rows].map((row) => row.map(() => "@")); // received text is never a formula
    range.values = [HEADERS, ...rows];
    findings.forEach(({ address }, at) => {
        const documentReference = `'${name.replaceAll("'", "''")}'!${address}`;
        if (address) list.getRangeByIndexes(at + 1, 0, 1, 1).hyperlink = { documentReference, textToDisplay: address };
    });
    return list;
}
