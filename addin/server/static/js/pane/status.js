// SPDX-License-Identifier: EUPL-1.2
// The status line, which is read aloud, and how work goes on: one thing at a time, and never silent.

/** What the user can do something about, in his words; other errors are those of Excel. */
export class Sentence extends Error {}

const PATIENCE = 2000; // milliseconds
const TOO_LARGE = ["RequestPayloadSizeLimitExceeded", "ResponsePayloadSizeLimitExceeded"];
const WAITING = "Nog bezig; bij veel regels duurt het even.";
const EXCEL = "Excel kon dit niet doen. Sluit een cel die u bewerkt en probeer het opnieuw.";
const WEB = "Excel op het web laat niet meer dan 5 MB tegelijk door. Kies een kleiner blad, of open de werkmap in Excel op de pc.";
const HALF = "Excel kon het nieuwe blad niet helemaal maken. Verwijder wat er staat en probeer het opnieuw.";
const LATE = "Excel antwoordt niet. Sluit het deelvenster en open het opnieuw.";
let busy = false;

export const say = (sentence) => { document.getElementById("status").textContent = sentence; };

/** Do something and say how it went, within two seconds that it is still going on; what is asked meanwhile is not done. */
export async function during(work, doing = "") {
    if (busy) return;
    const focused = document.activeElement;
    const waiting = setTimeout(() => say(WAITING), PATIENCE);
    disabled(true);
    if (doing) say(doing);
    try {
        say(await work());
    } catch (error) {
        say(told(error));
    } finally {
        clearTimeout(waiting);
        disabled(false);
        if (document.activeElement === document.body) focused.focus(); // a button that was disabled lost it
    }
}

function disabled(value) {
    busy = value;
    document.querySelectorAll("[data-work]").forEach((each) => { each.disabled = value; });
}

function told(error) {
    if (error instanceof Sentence) return error.message;
    if (TOO_LARGE.includes((error.cause ?? error).code)) return WEB;
    return error.code === "action_failed" ? HALF : EXCEL;
}

/** Say so when Excel does not begin, or is not there. */
export function expectExcel() {
    const late = setTimeout(() => say(LATE), PATIENCE);
    Office.onReady(({ host }) => {
        clearTimeout(late);
        if (!host) say("Dit deelvenster werkt alleen in Excel.");
    });
}
