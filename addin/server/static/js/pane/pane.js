// SPDX-License-Identifier: EUPL-1.2
// The task pane: two buttons, a list of findings that can be filtered, and a status that is read aloud.
import { clear, mark } from "./marks.js";
import { findingsIn } from "./server.js";
import { placed, readSheet, select } from "./sheet.js";

const SYMBOLS = { fout: "✖", waarschuwing: "▲", signaal: "●" };
const PATIENCE = 2000; // milliseconds
const ALL = "alle";
const found = { sheet: null, findings: [] };
const element = (id) => document.getElementById(id);
const say = (sentence) => { element("status").textContent = sentence; };

async function check() {
    const sheet = await readSheet();
    const findings = (await findingsIn(sheet.values)).map((each) => ({ ...each, address: placed(each.cel, sheet) }));
    Object.assign(found, { sheet, findings });
    fill();
    await clear();
    const marked = findings.length ? await mark(sheet.id, sheet.name, findings) : "";
    const count = findings.length === 1 ? "1 bevinding" : `${findings.length || "Geen"} bevindingen`;
    return [`${count} op blad ${sheet.name}.`, marked, sheet.note].filter(Boolean).join(" ");
}

async function wipe() {
    const any = await clear();
    Object.assign(found, { findings: [] });
    fill();
    return any ? "De markeringen zijn gewist." : "Er waren geen markeringen.";
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
    const where = finding.address ? `${finding.address} · rij ${finding.rij} · ${finding.kolom}` : finding.kolom || "hele blad";
    button.append(
        line("strong", `${SYMBOLS[finding.ernst]} ${finding.ernst} · ${finding.regel}`),
        line("span", where), line("span", finding.melding), line("span", finding.actie),
    );
    button.addEventListener("click", () => during(async () => {
        if (!finding.address) return "Deze bevinding gaat over het hele blad.";
        await select(found.sheet.id, finding.address);
        return `Cel ${finding.address} is gekozen.`;
    }));
    const row = document.createElement("li");
    row.append(button);
    return row;
}

function line(tag, text) {
    const made = document.createElement(tag);
    made.textContent = text;
    return made;
}

/** Do something and say how it went, within two seconds that it is still going on. */
async function during(work, busy = "") {
    const waiting = setTimeout(() => say("Nog bezig; bij veel regels duurt het even."), PATIENCE);
    const buttons = [element("check"), element("clear")];
    buttons.forEach((each) => { each.disabled = true; });
    if (busy) say(busy);
    try {
        say(await work());
    } catch (error) {
        const ours = error.name === "Error"; // Excel's own errors have another name
        say(ours ? error.message : "Excel kon dit niet doen. Sluit een cel die u bewerkt en probeer het opnieuw.");
    } finally {
        clearTimeout(waiting);
        buttons.forEach((each) => { each.disabled = false; });
    }
}

element("check").addEventListener("click", () => during(check, "Het blad wordt gecontroleerd."));
element("clear").addEventListener("click", () => during(wipe));
element("filters").addEventListener("change", () => say(`${show()} van ${found.findings.length} bevindingen.`));
const late = setTimeout(() => say("Excel antwoordt niet. Sluit het deelvenster en open het opnieuw."), PATIENCE);
Office.onReady(() => clearTimeout(late));
