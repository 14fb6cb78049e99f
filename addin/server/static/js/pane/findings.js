// SPDX-License-Identifier: EUPL-1.2
// Checks the sheet and lists its findings; the list can be filtered, and a click shows the cell.
import { mark } from "./marks.js";
import { clear } from "./ours.js";
import { findingsIn } from "./server.js";
import { placed, readSheet, select } from "./sheet.js";
import { during, say } from "./status.js";

const SYMBOLS = { fout: "✖", waarschuwing: "▲", signaal: "●" };
const ORDER = Object.keys(SYMBOLS); // the worst first
const ALL = "alle";
const found = { sheet: null, findings: [] };
const element = (id) => document.getElementById(id);

/** Check the active sheet, list and mark what is wrong; gives what to say. */
export async function check() {
    const sheet = await readSheet();
    const findings = (await findingsIn(sheet.values)).map((each) => ({ ...each, address: placed(each.cel, sheet) }));
    findings.sort((one, other) => ORDER.indexOf(one.ernst) - ORDER.indexOf(other.ernst));
    Object.assign(found, { sheet, findings });
    fill();
    await clear();
    const marked = findings.length ? await mark(sheet.id, sheet.name, findings) : "";
    const count = findings.length === 1 ? "1 bevinding" : `${findings.length || "Geen"} bevindingen`;
    return [`${count} op blad ${sheet.name}.`, marked, sheet.note].filter(Boolean).join(" ");
}

/** Take marks and list away; gives what to say. */
export async function wipe() {
    const any = await clear();
    Object.assign(found, { findings: [] });
    fill();
    return any ? "De markeringen zijn gewist." : "Er waren geen markeringen.";
}

/** Let the filters work. */
export function listen() {
    element("filters").addEventListener("change", () => say(`${show()} van ${found.findings.length} bevindingen.`));
}

/** The filters with what was found, and the list. */
function fill() {
    element("filters").hidden = !found.findings.length;
    options(element("severity"), found.findings.map(({ ernst }) => ernst));
    options(element("rule"), found.findings.map(({ regel }) => regel));
    show();
}

function options(field, values) {
    field.replaceChildren(...[ALL, ...new Set(values)].map((value) => new Option(value, value)));
}

function show() {
    const asked = { ernst: element("severity").value, regel: element("rule").value };
    const shown = found.findings.filter((each) =>
        Object.entries(asked).every(([name, value]) => [ALL, each[name]].includes(value)),
    );
    element("findings").replaceChildren(...shown.map(item));
    return shown.length;
}

function item(finding) {
    const button = document.createElement("button");
    button.type = "button";
    const where = finding.address ? `${finding.address} · ${finding.kolom}` : finding.kolom || "hele blad";
    button.append(
        line("strong", `${SYMBOLS[finding.ernst]} ${finding.ernst} · ${finding.regel}`),
        line("span", where), line("span", finding.melding), line("span", finding.actie),
    );
    button.addEventListener("click", () => during(() => go(finding)));
    const row = document.createElement("li");
    row.append(button);
    return row;
}

function line(tag, text) {
    const made = document.createElement(tag);
    made.textContent = text;
    return made;
}

async function go({ address }) {
    if (!address) return "Deze bevinding gaat over het hele blad.";
    await select(found.sheet.id, address);
    return `Cel ${address} is gekozen.`;
}
