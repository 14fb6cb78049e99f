// SPDX-License-Identifier: EUPL-1.2
// Asks our server, as a function in a cell does; what goes wrong is a sentence.
import { config } from "../config.js";
import { getAccessToken } from "../entraid.js";
import { request } from "../utils.js";
import { Sentence } from "./status.js";

// `auth.js` looks for it there; the rest of xlwings' own script is loaded only for buttons that make a sheet.
globalThis.xlwings ??= { getAccessToken };

const PATH = `${config.appPath}/xlwings`;
/** Of a server that does not know what is asked. */
export const OLDER = "Deze server is ouder dan de invoegtoepassing en kent dit nog niet. Vraag de beheerder de server bij te werken.";
const SENTENCES = {
    401: "U bent niet meer aangemeld bij Microsoft. Sluit het deelvenster, open het opnieuw en meld u aan.",
    403: "U hebt de rol niet die deze server vraagt. Vraag de beheerder om toegang.",
    404: OLDER,
    500: "Er ging bij ons iets mis; aan uw gegevens ligt het niet. Probeer het later nog eens.",
};
/** Of a server that cannot be reached. */
export const SILENT = "De server antwoordt niet. Controleer de verbinding, of vraag de beheerder of de server aan staat.";

/** The findings in a range (cel, rij, kolom, regel, ernst, melding, actie); cells count from its top left corner. */
export async function findingsIn(values) {
    const name = "pv_controleer_cellen";
    const body = {
        client: "Office.js", func_name: name, args: [values, null], caller_address: "", session_id: "",
        culture_info_name: "nl-NL", date_format: "d-m-jjjj", version: config.xlwingsVersion, runtime: "1.4",
    };
    const { result } = await posted("custom-functions-call", body, () => knowsFunction(name));
    const [names, ...rows] = result;
    return rowsOf(names, rows);
}

/** Rows of cells by the name of their column. */
export const rowsOf = (names, rows) => rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at]])));

/** What a script wants done in the workbook: `{actions: […]}`. */
export function actionsOf(script, book, args) {
    return posted(`custom-scripts-call/${script}`, { ...book, args }, () => knowsScript(script));
}

async function posted(path, body, known) {
    const { token, provider } = await globalThis.getAuth();
    const headers = { "Content-Type": "application/json", Authorization: token, "Auth-Provider": provider };
    try {
        return (await request.post(`${PATH}/${path}`, body, { headers, timeout: config.requestTimeout * 1000 })).data;
    } catch (error) {
        throw new Sentence(await sentence(error.response, known));
    }
}

async function sentence(response, known) {
    if (!response) return SILENT;
    // xlwings Server says of a name that it does not know only that something went wrong.
    if (response.status === 500 && !(await known().catch(() => true))) return OLDER;
    const told = [response.data, response.data?.detail].find((each) => each && typeof each === "string");
    return SENTENCES[Math.min(response.status, 500)] ?? told ?? SENTENCES[500];
}

/** What the forms let choose from (addin/server/choices.py). */
export async function choices() {
    try {
        return (await request.get(`${config.appPath}/keuzes.json`)).data;
    } catch (error) {
        throw new Sentence(error.response ? OLDER : SILENT);
    }
}

async function knowsFunction(name) {
    const { functions } = (await request.get(`${PATH}/custom-functions-meta.json`)).data;
    return functions.some(({ id }) => id === name.toUpperCase());
}

async function knowsScript(name) {
    const scripts = (await request.get(`${PATH}/custom-scripts-meta.json`)).data;
    return scripts.some((each) => each.function_name === name);
}
