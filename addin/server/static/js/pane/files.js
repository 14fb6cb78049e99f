// SPDX-License-Identifier: EUPL-1.2
// Files that the user chose: whether they fit in one call, and what is in them.
import { Sentence } from "./status.js";

const MEGABYTE = 1_000_000;
const inMegabytes = (bytes) => `${(bytes / MEGABYTE).toLocaleString("nl-NL", { maximumFractionDigits: 1 })} MB`;
const total = (files) => files.reduce((sum, { size }) => sum + size, 0);

/**
 * What was chosen in the fields of a form, in a sentence; an error where it is nothing, or more than `most` bytes once it
 * is written as text.
 */
export function weighed(fields, most) {
    const files = fields.flat();
    if (!files.length) throw new Sentence("Kies eerst een of meer bestanden.");
    const [bytes, room] = [total(files), Math.floor((most * 3) / 4)]; // as base64 three bytes are four
    if (bytes >= room) {
        throw new Sentence(`Samen ${inMegabytes(bytes)}; de server neemt minder dan ${inMegabytes(room)} tegelijk aan. `
            + "Kies minder bestanden.");
    }
    return `${files.length === 1 ? "1 bestand" : `${files.length} bestanden`}, samen ${inMegabytes(bytes)}.`;
}

/** Name and content (base64) of each file. */
export function contents(files) {
    return Promise.all(files.map(async (file) => [file.name, await encoded(file)]));
}

function encoded(file) {
    return new Promise((resolve, reject) => {
        const reader = new FileReader();
        reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
        reader.onerror = () => reject(new Sentence(`Het bestand '${file.name}' is niet te lezen. Sluit het elders en kies het opnieuw.`));
        reader.readAsDataURL(file);
    });
}
