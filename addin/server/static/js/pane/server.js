// SPDX-License-Identifier: EUPL-1.2
// Asks our server to judge cells, as a function in a cell does; what goes wrong is a sentence.
import { config } from "../config.js";
import { getAccessToken } from "../entraid.js";
import { request } from "../utils.js";

// `auth.js` looks for it there; the rest of xlwings' own script is not needed for functions.
globalThis.xlwings ??= { getAccessToken };

const CALL = `${config.appPath}/xlwings/custom-functions-call`;
const SENTENCES = {
    401: "U bent niet meer aangemeld bij Microsoft. Sluit het deelvenster, open het opnieuw en meld u aan.",
    403: "U hebt de rol niet die deze server vraagt. Vraag de beheerder om toegang.",
    500: "Er ging bij ons iets mis; aan uw gegevens ligt het niet. Probeer het later nog eens.",
};
const SILENT = "De server antwoordt niet. Controleer de verbinding, of vraag de beheerder of de server aan staat.";

/** The findings in a range (cel, rij, kolom, regel, ernst, melding, actie); cells count from its top left corner. */
export async function findingsIn(values) {
    const { token, provider } = await globalThis.getAuth();
    const headers = { "Content-Type": "application/json", Authorization: token, "Auth-Provider": provider };
    const body = {
        client: "Office.js", func_name: "pv_controleer_cellen", args: [values, null], caller_address: "", session_id: "",
        culture_info_name: "nl-NL", date_format: "d-m-jjjj", version: config.xlwingsVersion, runtime: "1.4",
    };
    try {
        const answer = await request.post(CALL, body, { headers, timeout: config.requestTimeout * 1000 });
        const [names, ...rows] = answer.data.result;
        return rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at]])));
    } catch (error) {
        throw new Error(sentence(error.response));
    }
}

function sentence(response) {
    if (!response) return SILENT;
    const told = typeof response.data === "string" ? response.data : response.data?.detail;
    return SENTENCES[Math.min(response.status, 500)] ?? told ?? SENTENCES[500];
}
