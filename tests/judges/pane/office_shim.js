// SPDX-License-Identifier: EUPL-1.2
// A workbook in memory behind the part of office.js that the task pane and xlwings use. It is not Excel: nothing is
// calculated, and what is not modelled here does not exist, but for the layout of cells.
(() => {
    const number = (letters) => [...letters].reduce((sum, each) => sum * 26 + each.charCodeAt(0) - 64, 0);
    const letters = (at) => (at < 26 ? "" : letters(Math.floor(at / 26) - 1)) + String.fromCharCode(65 + (at % 26));
    const book = { sheets: [], settings: {}, names: [], active: 0, selected: "", next: 1, protected: false };
    const nothing = { isNullObject: true, load() { return nothing; } };
    const loaded = (made) => Object.assign(made, { isNullObject: false, load: () => made });
    const layout = new Proxy(() => {}, { get: () => layout, set: () => true, apply: () => layout });
    const empty = () => loaded({ items: [] });
    const remove = (list, item) => { list.splice(list.indexOf(item), 1); };

    function addSheet(name = `Blad${book.next}`, values = []) {
        const sheet = {
            id: `{${book.next++}}`, name, values, formats: [], notes: [], links: {}, tables: [], names: [], text: [],
            merged: false, protected: false,
        };
        book.sheets.push(sheet);
        return sheet;
    }

    function format(sheet, data) {
        const rule = loaded({ get formula() { return data.formula; }, set formula(text) { data.formula = text; } });
        const fill = { set color(text) { data.color = text; } };
        return loaded({
            id: data.id, type: data.type, delete: () => remove(sheet.formats, data),
            get custom() {
                if (data.type !== "Custom") throw new Error("InvalidOperation");
                return { rule, format: { fill } };
            },
        });
    }

    function formatsOf(sheet, address) {
        return loaded({
            add(type) {
                const data = { id: `cf${book.next++}`, type, address };
                sheet.formats.push(data);
                return format(sheet, data);
            },
            get items() { return sheet.formats.map((data) => format(sheet, data)); },
        });
    }

    function range(sheet, row, column, rows, columns) {
        const corner = `${letters(column)}${row + 1}`;
        const place = rows * columns > 1 ? `${corner}:${letters(column + columns - 1)}${row + rows}` : corner;
        const made = { rowIndex: row, columnIndex: column, rowCount: rows, columnCount: columns, format: layout };
        const write = (cells) => cells.forEach((line, r) => line.forEach((cell, c) => { (sheet.values[row + r] ??= [])[column + c] = cell; }));
        Object.defineProperties(made, {
            address: { value: `${sheet.name}!${place}` },
            values: {
                get: () => Array.from({ length: rows }, (_, r) =>
                    Array.from({ length: columns }, (__, c) => sheet.values[row + r]?.[column + c] ?? "")),
                set: write,
            },
            formulas: { set: write },
            numberFormat: {
                get: () => Array.from({ length: rows }, () => Array.from({ length: columns }, () => "General")),
                set([[code]]) { if (code === "@") sheet.text.push(place); },
            },
            hyperlink: { set(link) { sheet.links[`${row},${column}`] = link.documentReference; } },
            conditionalFormats: { value: formatsOf(sheet, place) },
        });
        made.select = () => { book.selected = made.address; };
        made.clear = () => write(made.values.map((line) => line.map(() => "")));
        made.getMergedAreasOrNullObject = () => (sheet.merged ? loaded({}) : nothing);
        return loaded(made);
    }

    function at(sheet, address = "A1") {
        const [, left, top, right = left, bottom = top] = /^([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?$/.exec(address.replaceAll("$", ""));
        return range(sheet, top - 1, number(left) - 1, bottom - top + 1, number(right) - number(left) + 1);
    }

    function used(sheet) {
        const top = sheet.values.findIndex((row) => row?.length);
        if (top < 0) return nothing;
        const left = Math.min(...sheet.values.slice(top).map((row) => row.findIndex((cell) => cell !== "")).filter((from) => from >= 0));
        const width = Math.max(...sheet.values.map((row) => row?.length ?? 0)) - left;
        return range(sheet, top, left, sheet.rows ?? sheet.values.length - top, width);
    }

    function note(sheet, data) {
        return loaded({ content: data.text, delete: () => remove(sheet.notes, data), getLocation: () => at(sheet, data.address) });
    }

    function notesOf(sheet) {
        return loaded({
            get items() { return sheet.notes.map((data) => note(sheet, data)); },
            add: (address, text) => sheet.notes.push({ address, text }),
            getItemOrNullObject: (address) => {
                const data = sheet.notes.find((each) => each.address === address);
                return data ? note(sheet, data) : nothing;
            },
        });
    }

    function namesOf(names) {
        return loaded({
            get items() { return names.map((data) => ({ ...data, type: "String" })); },
            add(name, formula) { names.push({ name, formula }); return loaded({}); },
        });
    }

    function proxy(sheet) {
        if (!sheet) return nothing;
        return loaded({
            get name() { return sheet.name; }, set name(text) { sheet.name = text; },
            get position() { return book.sheets.indexOf(sheet); },
            set position(to) { remove(book.sheets, sheet); book.sheets.splice(to, 0, sheet); },
            id: sheet.id, visibility: "Visible", showGridlines: true, freezePanes: layout, names: namesOf(sheet.names),
            notes: notesOf(sheet), protection: loaded({ protected: sheet.protected }),
            pageLayout: { getPrintAreaOrNullObject: () => nothing },
            charts: empty(), pivotTables: empty(), shapes: empty(),
            tables: Object.assign(empty(), { add(address) { sheet.tables.push(address); return layout; } }),
            activate: () => { book.active = book.sheets.indexOf(sheet); },
            delete: () => remove(book.sheets, sheet),
            getRange: (address) => at(sheet, address), getUsedRangeOrNullObject: () => used(sheet),
            getRangeByIndexes: (...corner) => range(sheet, ...corner),
        });
    }

    const sheetOf = (key) => book.sheets.find(({ id, name }) => key === id || key === name);
    const settings = {
        add: (key, value) => { book.settings[key] = value; },
        getItemOrNullObject: (key) => (key in book.settings
            ? loaded({ value: book.settings[key], delete: () => { delete book.settings[key]; } }) : nothing),
    };
    const worksheets = loaded({
        get items() { return book.sheets.map(proxy); },
        getActiveWorksheet: () => proxy(book.sheets[book.active]),
        getItem: (key) => proxy(sheetOf(key)), getItemOrNullObject: (key) => proxy(sheetOf(key)),
        add: (name) => proxy(addSheet(name)),
    });
    const context = () => {
        const workbook = loaded({
            name: "proef.xlsx", worksheets, settings, names: namesOf(book.names), protection: loaded({ protected: book.protected }),
            application: loaded({ calculationMode: "Automatic" }),
            getSelectedRange: () => at(book.sheets[book.active], book.selected.split("!").pop() || "A1"),
        });
        return { workbook, sync: async () => {} };
    };
    const ribbon = {};
    globalThis.Office = {
        onReady: async (then) => then?.({ host: "Excel" }),
        context: { requirements: { isSetSupported: (set, version) => !(set === "ExcelApi" && version === "1.12") } },
        auth: { getAccessToken: async () => globalThis.token ?? "" },
        actions: { associate(name, action) { ribbon[name] = action; } },
        addin: { showAsTaskpane: async () => { book.shown = true; } },
    };
    globalThis.Excel = { run: (work) => work(context()), RequestContext: context, ShapeType: { image: "Image" } };
    globalThis.CustomFunctions = { associate() {} };
    globalThis.shim = {
        book, addSheet, ribbon, snapshot: () => JSON.stringify({ ...book, next: 0, active: 0, selected: "" }),
        /** The same workbook as it is after it was closed and opened: everything that Excel numbers has another number. */
        reopen(saved) {
            Object.assign(book, saved);
            book.sheets.forEach((sheet) => {
                sheet.id = `{na ${book.next++}}`;
                sheet.formats.forEach((each) => { each.id = `na ${book.next++}`; });
            });
        },
    };
})();
