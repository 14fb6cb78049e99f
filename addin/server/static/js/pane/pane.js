// SPDX-License-Identifier: EUPL-1.2
// The task pane and the ribbon: the same buttons, each with its action (templates/buttons.jinja).
import * as findings from "./findings.js";
import * as forms from "./forms.js";
import { run } from "./scripts.js";
import { during, expectExcel } from "./status.js";

const WORK = {
    check: () => during(findings.check, "Het blad wordt gecontroleerd."),
    assignment: () => during(findings.checkAssignment, "De opdracht wordt gecontroleerd."),
    clear: () => during(findings.wipe),
    origin: () => during(() => run("pv_herkomst_van_cel", { sheet: true }), "De herkomst wordt opgezocht."),
    delivery: () => during(() => run("pv_aanlevering", { sheet: true }), "De aanlevering wordt gemaakt."),
};
const FORMS = ["kpis", "region", "combine", "offers"];

/** Let a button of the ribbon do what that of the pane does, with the pane open to tell what came of it. */
function associate(name, action) {
    Office.actions.associate(name, async (event) => {
        try {
            await Office.addin.showAsTaskpane();
            await action();
        } finally {
            event.completed();
        }
    });
}

for (const [name, action] of Object.entries(WORK)) {
    document.getElementById(name).addEventListener("click", action);
    associate(name, action);
}
for (const name of FORMS) {
    document.getElementById(name).addEventListener("click", () => forms.toggle(name));
    associate(name, () => forms.open(name));
}
findings.listen();
forms.listen();
expectExcel();
