// SPDX-License-Identifier: EUPL-1.2
// The forms under the buttons that ask something first.
import { contents, weighed } from "./files.js";
import { run } from "./scripts.js";
import { choices } from "./server.js";
import { during } from "./status.js";

const element = (id) => document.getElementById(id);
/** The files in the fields of a form, one list per field. */
const chosen = (form) => [...form.querySelectorAll("[type=file]")].map(({ files }) => [...files]);
const SENT = {
    kpis: ({ elements: { codes, per } }) => run("pv_kpi_blad", { sheet: true, args: [codes.value, per.value] }),
    region: ({ elements: { periode } }) => run("pv_regiocijfers", { args: [periode.value] }),
    combine: (form) => runOver("pv_consolideer", form),
    offers: (form) => runOver("pv_lees_inschrijvingen", form),
};
const DOING = {
    kpis: "De KPI's worden berekend.", region: "De cijfers worden opgehaald.", combine: "De bestanden worden gecontroleerd.",
    offers: "De inschrijvingen worden gelezen.",
};
const OVER_FILES = ["combine", "offers"];

/** Run a script over the files in a form, an argument per field. */
async function runOver(script, form) {
    const fields = chosen(form);
    weighed(fields, (await choices()).most);
    return run(script, { args: await Promise.all(fields.map(contents)) });
}

/** Show the form of a button with its first field in focus. */
export function open(name) {
    element(`${name}-form`).hidden = false;
    element(name).setAttribute("aria-expanded", "true");
    element(`${name}-form`).elements[0].focus();
}

/** Show or hide the form of a button. */
export function toggle(name) {
    if (element(`${name}-form`).hidden) return open(name);
    element(`${name}-form`).hidden = true;
    return element(name).setAttribute("aria-expanded", "false");
}

/** Let the forms work. */
export function listen() {
    for (const [name, send] of Object.entries(SENT)) {
        element(`${name}-form`).addEventListener("submit", (event) => {
            event.preventDefault();
            during(() => send(event.target), DOING[name]);
        });
    }
    for (const form of OVER_FILES.map((name) => element(`${name}-form`))) {
        form.addEventListener("change", () => during(async () => weighed(chosen(form), (await choices()).most)));
    }
    element("kpis-form").addEventListener("focusin", offer, { once: true });
}

/** Offer the codes and groupings that exist, also after a comma; without them the fields are typed in. */
async function offer() {
    const { kpis, groups } = await choices().catch(() => ({ kpis: [], groups: [] }));
    completed(element("kpis-form").elements.codes, kpis.map(({ code, name }) => [code, name]));
    completed(element("kpis-form").elements.per, groups.map((group) => [group, ""]));
}

function completed(field, words) {
    const fill = () => {
        const before = field.value.slice(0, field.value.lastIndexOf(",") + 1);
        const start = before ? `${before} ` : "";
        field.list.replaceChildren(...words.map(([word, meaning]) => new Option(meaning, start + word)));
    };
    field.addEventListener("input", fill);
    fill();
}
