// SPDX-License-Identifier: EUPL-1.2
// By what the marks of the pane are known again, also after the file was closed and opened (docs/decisions/0027).

import { Sentence } from "./status.js";

/** The setting of the workbook that keeps what else is needed. */
export const KEY = "verzamelpunt.markeringen";
const WORD = '"verzamelpunt:markering"';
/** Formula of our conditional formats: always true, and nobody writes it. */
export const TELLTALE = `=${WORD}<>""`;
/** First row of the sheet of findings. */
export const HEADERS = ["Cel", "Ernst", "Regel", "Kolom", "Melding", "Actie"];

/** Older versions of Excel have no notes for add-ins; they get colours and the sheet of findings. */
export function notesExist() {
    return Office.context.requirements.isSetSupported("ExcelApi", "1.18");
}

/** Take away what was marked before; gives whether there was anything. */
export function clear() {
    return Excel.run(async (context) => {
        const { workbook } = context;
        const setting = workbook.settings.getItemOrNullObject(KEY).load("value");
        const worksheets = workbook.worksheets.load("items/id,items/name,items/protection/protected");
        await context.sync();
        const kept = setting.isNullObject ? { notes: [] } : JSON.parse(setting.value);
        const sheets = worksheets.items;
        const ours = [...(await formatsOf(context, sheets)), ...(await notesOf(context, sheets, new Set(kept.notes)))];
        if (ours.some(({ sheet }) => sheet.protection.protected)) {
            throw new Sentence("Het blad is beveiligd. Hef de beveiliging op en wis dan opnieuw.");
        }
        const list = await listOf(context, sheets, kept);
        ours.forEach(({ item }) => item.delete());
        list?.delete();
        if (!setting.isNullObject) setting.delete();
        await context.sync();
        return ours.length > 0 || list !== undefined;
    });
}

/** Our conditional formats. Excel may number them anew, so their formula says that they are ours. */
async function formatsOf(context, sheets) {
    const found = sheets.map((sheet) => ({ sheet, formats: sheet.getRange().conditionalFormats.load("items/type") }));
    await context.sync();
    const custom = found.flatMap(({ sheet, formats }) =>
        formats.items.filter(({ type }) => type === "Custom")
            .map((item) => ({ sheet, item, rule: item.custom.rule.load("formula") })));
    if (custom.length) await context.sync();
    return custom.filter(({ rule }) => rule.formula.includes(WORD));
}

/** Our notes: those whose text nobody changed. */
async function notesOf(context, sheets, texts) {
    if (!notesExist() || !texts.size) return [];
    const found = sheets.map((sheet) => ({ sheet, notes: sheet.notes.load("items/content") }));
    await context.sync();
    return found.flatMap(({ sheet, notes }) =>
        notes.items.filter(({ content }) => texts.has(content.replaceAll("\r", ""))).map((item) => ({ sheet, item })));
}

/** The sheet of findings that we made: by its number, or by its name and headers where Excel numbered it anew. */
async function listOf(context, sheets, { list, listName }) {
    const numbered = sheets.find(({ id }) => id === list);
    const named = sheets.find(({ name }) => name === listName);
    if (numbered || !named) return numbered;
    const top = named.getRangeByIndexes(0, 0, 1, HEADERS.length).load("values");
    await context.sync();
    return top.values[0].join() === HEADERS.join() ? named : undefined;
}
