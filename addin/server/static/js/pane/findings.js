// SPDX-License-Identifier: EUPL-1.2
// Checks the sheet, or an intake workbook, and lists what it found; the list can be filtered, a click shows the cell.
import { mark } from "./marks.js";
import { clear } from "./ours.js";
import { look } from "./scripts.js";
import { OLDER, choices, findingsIn } from "./server.js";
import { placed, readSheet, select } from "./sheet.js";
import { Sentence, during, say } from "./status.js";

const SYMBOLS = { fout: "✖", waarschuwing: "▲", signaal: "●" };
const ORDER = Object.keys(SYMBOLS); // the worst first
const ALL = "alle";
const found = { findings: [] };
const element = (id) => document.getElementById(id);

/** Check the active sheet, list and mark what is wrong; gives what to say. */
export async function check() {
    const sheet = await readSheet();
    const findings = (await findingsIn(sheet.values)).map((each) => {
        const address = placed(each.cel, sheet);
        return { ...each, sheet, address, place: address };
    });
    const marked = await told(findings);
    const count = findings.length === 1 ? "1 bevinding" : `${findings.length || "Geen"} bevindingen`;
    return [`${count} op blad ${sheet.name}.`, marked, sheet.note].filter(Boolean).join(" ");
}

/** Check the intake workbook of a tender, list and mark what is wrong on its sheets; gives what to say. */
export async function checkAssignment() {
    const { assignment } = await choices();
    if (!assignment) throw new Sentence(OLDER);
    const { said, rows } = await look("pv_controleer_opdracht", assignment);
    const findings = rows.map((each) => ({
        ...each, sheet: { id: each.cel && each.blad, name: each.blad }, address: each.cel, // a sheet may be absent
        place: [each.blad, each.cel].filter(Boolean).join("!"),
    }));
    return [said, await told(findings)].filter(Boolean).join(" ");
}

/** List the findings, the worst first, and mark them in the place of what was marked before; gives what to say of it. */
async function told(findings) {
    findings.sort((one, other) => ORDER.indexOf(one.ernst) - ORDER.indexOf(other.ernst));
    Object.assign(found, { findings });
    fill();
    await clear();
    return findings.length ? mark(findings) : "";
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
    const where = [finding.place, finding.kolom].filter(Boolean).join(" · ") || "hele blad";
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

async function go({ sheet, address }) {
    if (!address) return "Deze bevinding gaat over het hele blad.";
    await select(sheet.id, address);
    return `Cel ${address} is gekozen.`;
}
