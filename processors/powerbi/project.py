# SPDX-License-Identifier: EUPL-1.2
"""The Power BI project in the folder: the model, always made anew, and a report that is given once and then is theirs.

Source: Microsoft Learn, "Power BI Desktop projects"; JSON schemas under developer.microsoft.com/json-schemas/fabric.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from processors.durable import landing
from processors.powerbi.model import FOLDER, model
from processors.powerbi.parts import Model, tag
from processors.powerbi.report import REPORT, pages
from processors.powerbi.shaped import Tables
from processors.powerbi.tmdl import definition

NAME = "verzamelpunt"
MODEL_FOLDER, REPORT_FOLDER = f"{NAME}.SemanticModel", f"{NAME}.Report"
SCHEMAS = "https://developer.microsoft.com/json-schemas/fabric"
_CHOSEN = re.compile(rf'^expression {FOLDER} = (".*?" meta \[.*\])$', re.MULTILINE)


def write_project(folder: Path, tables: Tables) -> None:
    """Write what changed of the project; `tables` are those of `shaped.shaped`.

    The value that somebody gave the parameter for the folder is kept. A report that is there is left alone. Model files
    that are no longer part of it are removed.
    """
    target = folder / MODEL_FOLDER / "definition"
    made = definition(_with_folder(model(tables), target / "expressions.tmdl"))
    for old in target.rglob("*.tmdl"):
        if old.relative_to(target).as_posix() not in made:
            old.unlink()
    _write(folder / MODEL_FOLDER, {"definition.pbism": _json(_PBISM), ".platform": _json(_platform("SemanticModel"))})
    _write(target, made)
    if not (folder / REPORT_FOLDER / "definition.pbir").exists():
        _write(folder / REPORT_FOLDER / "definition", {path: _json(content) for path, content in pages(REPORT).items()})
        _write(folder / REPORT_FOLDER, {".platform": _json(_platform("Report")), "definition.pbir": _json(_PBIR)})
    _write(folder, {f"{NAME}.pbip": _json(_PBIP)})


def _with_folder(made: Model, before: Path) -> Model:
    """The model with the folder that stands in the file that is there."""
    known = _CHOSEN.search(before.read_text(encoding="utf-8")) if before.exists() else None
    if known is None:
        return made
    kept = [replace(each, m=known[1]) if each.name == FOLDER else each for each in made.expressions]
    return replace(made, expressions=kept)


def _write(folder: Path, files: Mapping[str, str]) -> None:
    """Only what changed, so that Power BI Desktop and version control see no change where there is none."""
    for place, text in files.items():
        path = folder / place
        data = text.encode()
        if not (path.exists() and path.read_bytes() == data):
            with landing(path) as half:
                half.write_bytes(data)


def _platform(kind: str) -> object:
    """What kind of item a folder holds, and by which number Fabric knows it."""
    return {
        "$schema": f"{SCHEMAS}/gitIntegration/platformProperties/2.0.0/schema.json",
        "metadata": {"type": kind, "displayName": NAME},
        "config": {"version": "2.0", "logicalId": tag("item", kind)},
    }


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


_PBIP = {
    "$schema": f"{SCHEMAS}/pbip/pbipProperties/1.0.0/schema.json",
    "version": "1.0",
    "artifacts": [{"report": {"path": REPORT_FOLDER}}],
    "settings": {"enableAutoRecovery": True},
}
_PBISM = {
    "$schema": f"{SCHEMAS}/item/semanticModel/definitionProperties/1.0.0/schema.json",
    "version": "4.2",
    "settings": {},
}
_PBIR = {
    "$schema": f"{SCHEMAS}/item/report/definitionProperties/2.0.0/schema.json",
    "version": "4.0",
    "datasetReference": {"byPath": {"path": f"../{MODEL_FOLDER}"}},
}
