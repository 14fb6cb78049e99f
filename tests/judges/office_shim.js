// SPDX-License-Identifier: EUPL-1.2
// A workbook in memory behind the part of office.js that the task pane uses. It is not Excel: nothing is calculated.
(() => {
    const number = (letters) => [...letters].reduce((sum, each) => sum * 26 + each.charCodeAt(0) - 64, 0);
    const book = { sheets: [], settings: {}, active: 0, selected: "", next: 1, protected: false };
    const nothing = { isNullObject: true, load() { return nothing; } };
    const loaded = (made) => Object.assign(made, { isNullObject: false, load: () => made });
    const sheetOf = (key) => book.sheets.find(({ id, name }) => key === id || key === name);
    const remove = (list, item) => { list.splice(list.indexOf(item), 1); };

    function addSheet(name, values = []) {
        const sheet = { id: `{${book.next++}}`, name, values, formats: [], notes: [], links: {}, merged: false, protected: false };
        book.sheets.push(sheet);
        return sheet;
    }

    function format(sheet, data) {
        const rule = { set formula(text) { data.formula = text; } };
        const fill = { set color(text) { data.color = text; } };
        const made = { id: data.id, custom: { rule, format: { fill } }, delete: () => remove(sheet.formats, data) };
        return loaded(made);
    }

    function range(sheet, address, row, column, rows, columns) {
        const formats = {
            add() {
                const data = { id: `cf${book.next++}`, address };
                sheet.formats.push(data);
                return format(sheet, data);
            },
            get items() { return sheet.formats.map((data) => format(sheet, data)); },
        };
        const made = { rowIndex: row, columnIndex: column, rowCount: rows, columnCount: columns, numberFormat: [] };
        Object.defineProperties(made, {
            values: {
                get: () => Array.from({ length: rows }, (_, r) =>
                    Array.from({ length: columns }, (__, c) => sheet.values[row + r]?.[column + c] ?? "")),
                set(cells) { cells.forEach((line, r) => { sheet.values[row + r] = [...line]; }); },
            },
            hyperlink: { set(link) { sheet.links[`${row},${column}`] = link.documentReference; } },
            conditionalFormats: { value: loaded(formats) },
        });
        made.select = () => { book.selected = `${sheet.name}!${address}`; };
        made.getMergedAreasOrNullObject = () => (sheet.merged ? loaded({}) : nothing);
        return loaded(made);
    }

    function note(sheet, data) {
        return loaded({ content: data.text, delete: () => remove(sheet.notes, data) });
    }

    function proxy(sheet) {
        if (!sheet) return nothing;
        const notes = loaded({
            get items() { return sheet.notes.map((data) => note(sheet, data)); },
            add: (address, text) => sheet.notes.push({ address, text }),
            getItemOrNullObject: (address) => {
                const data = sheet.notes.find((each) => each.address === address);
                return data ? note(sheet, data) : nothing;
            },
        });
        return loaded({
            id: sheet.id, name: sheet.name, notes, protection: loaded({ protected: sheet.protected }),
            activate: () => { book.active = book.sheets.indexOf(sheet); },
            delete: () => remove(book.sheets, sheet),
            getRange(address = "") {
                const [, letters, row] = /^([A-Z]+)(\d+)$/.exec(address) ?? [];
                return letters ? range(sheet, address, row - 1, number(letters) - 1, 1, 1) : range(sheet, "", 0, 0, 0, 0);
            },
            getRangeByIndexes: (row, column, rows, columns) => range(sheet, "", row, column, rows, columns),
            getUsedRangeOrNullObject() {
                const top = sheet.values.findIndex((row) => row?.length);
                if (top < 0) return nothing;
                const left = Math.min(...sheet.values.slice(top).map((row) => row.findIndex((cell) => cell !== "")).filter((at) => at >= 0));
                const width = Math.max(...sheet.values.map((row) => row?.length ?? 0)) - left;
                return range(sheet, "", top, left, sheet.rows ?? sheet.values.length - top, width);
            },
        });
    }

    const context = () => {
        const worksheets = loaded({
            get items() { return book.sheets.map(proxy); },
            getActiveWorksheet: () => proxy(book.sheets[book.active]),
            getItem: (key) => proxy(sheetOf(key)), getItemOrNullObject: (key) => proxy(sheetOf(key)),
            add: (name) => proxy(addSheet(name)),
        });
        const settings = {
            add: (key, value) => { book.settings[key] = value; },
            getItemOrNullObject: (key) => (key in book.settings
                ? loaded({ value: book.settings[key], delete: () => { delete book.settings[key]; } }) : nothing),
        };
        const workbook = { worksheets, settings, protection: loaded({ protected: book.protected }) };
        workbook.load = () => workbook;
        return { workbook, sync: async () => {} };
    };
    globalThis.Office = {
        onReady: async (then) => then?.({ host: "Excel" }),
        context: { requirements: { isSetSupported: () => true } },
        auth: { getAccessToken: async () => "" },
    };
    globalThis.Excel = { run: (work) => work(context()), RequestContext: context };
    globalThis.CustomFunctions = { associate() {} };
    globalThis.shim = { book, addSheet, snapshot: () => JSON.stringify({ ...book, next: 0, active: 0, selected: "" }) };
})();
