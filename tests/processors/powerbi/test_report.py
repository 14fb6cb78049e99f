# SPDX-License-Identifier: EUPL-1.2
"""The report to start from: five pages of which every field exists in the model.

What is checked of each JSON file is written down here from its published schema: the address of that schema, the keys
that must be there and those that may. The schemas themselves (MIT, microsoft/json-schemas) are not copied. Microsoft's
list of visuals says which wells and settings a visual has. No test renders a page: how it looks is seen in Power BI
Desktop only.
"""

import json
from pathlib import Path

import pytest

from processors.powerbi.model import model
from processors.powerbi.project import write_project
from processors.powerbi.report import HEIGHT, REPORT, WIDTH
from processors.powerbi.shaped import shaped

SCHEMAS = "https://developer.microsoft.com/json-schemas/fabric/"
DEFINITION = f"{SCHEMAS}item/report/definition/"
# File name to the address of its schema, the keys that must be there, and the keys that may be there besides.
FILES = {
    "verzamelpunt.pbip": (f"{SCHEMAS}pbip/pbipProperties/1.0.0/schema.json", {"version", "artifacts"}, {"settings"}),
    "definition.pbir": (
        f"{SCHEMAS}item/report/definitionProperties/2.0.0/schema.json", {"version", "datasetReference"}, set(),
    ),
    "definition.pbism": (
        f"{SCHEMAS}item/semanticModel/definitionProperties/1.0.0/schema.json", {"version"}, {"settings"},
    ),
    ".platform": (f"{SCHEMAS}gitIntegration/platformProperties/2.0.0/schema.json", {"metadata", "config"}, set()),
    "version.json": (f"{DEFINITION}versionMetadata/1.0.0/schema.json", {"version"}, set()),
    "report.json": (f"{DEFINITION}report/3.0.0/schema.json", {"themeCollection"}, {"settings"}),
    "pages.json": (f"{DEFINITION}pagesMetadata/1.0.0/schema.json", set(), {"pageOrder", "activePageName"}),
    "page.json": (
        f"{DEFINITION}page/2.0.0/schema.json", {"name", "displayName", "displayOption"}, {"height", "width"},
    ),
    "visual.json": (f"{DEFINITION}visualContainer/2.1.0/schema.json", {"name", "position"}, {"visual"}),
}  # fmt: skip
VISUAL = ({"visualType"}, {"query", "objects", "visualContainerObjects", "drillFilterOtherVisuals"})
POSITION = ({"x", "y", "width", "height"}, {"z", "tabOrder"})
PROJECTION = ({"field", "queryRef"}, {"nativeQueryRef"})


@pytest.fixture(scope="module")
def project(tmp_path_factory, two_months):
    folder = tmp_path_factory.mktemp("powerbi")
    write_project(folder, shaped(two_months))
    return folder


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def visuals(project):
    return [read(path) for path in sorted(project.rglob("visual.json"))]


def fits(content, keys):
    required, optional = keys
    return required <= content.keys() <= required | optional


def projections(visual):
    return [each for well in visual["visual"]["query"]["queryState"].values() for each in well["projections"]]


def test_every_json_file_has_the_keys_and_the_schema_that_are_published_for_it(project):
    paths = [path for path in project.rglob("*") if path.is_file() and path.suffix != ".tmdl"]

    assert {path.name for path in paths} == FILES.keys()
    for path in paths:
        schema, required, optional = FILES[path.name]
        content = read(path)
        assert content.pop("$schema") == schema
        assert fits(content, (required, optional)), path


def test_the_project_points_at_its_report_and_the_report_at_its_model(project):
    report = project / read(project / "verzamelpunt.pbip")["artifacts"][0]["report"]["path"]
    place = read(report / "definition.pbir")["datasetReference"]["byPath"]["path"]

    assert (report / place / "definition.pbism").exists()
    assert (report / place / "definition" / "model.tmdl").exists()


def test_there_are_five_pages_in_the_order_of_the_report(project):
    folder = project / "verzamelpunt.Report" / "definition" / "pages"
    order = read(folder / "pages.json")

    pages = [read(folder / name / "page.json") for name in order["pageOrder"]]

    assert [page["displayName"] for page in pages] == [page.title for page in REPORT]
    assert [page["name"] for page in pages] == order["pageOrder"]
    assert len(pages) == 5
    assert order["activePageName"] == order["pageOrder"][0]


def test_every_field_of_a_visual_exists_in_the_model(project, two_months):
    made = model(shaped(two_months))
    known = {("Column", table.name, column.name) for table in made.tables for column in table.columns}
    known |= {("Measure", table.name, measure.name) for table in made.tables for measure in table.measures}

    found = {
        (kind, field["Expression"]["SourceRef"]["Entity"], field["Property"])
        for visual in visuals(project)
        for each in projections(visual)
        for kind, field in each["field"].items()
    }

    assert len(found) > 10
    assert found <= known


def test_a_visual_says_what_it_shows_and_names_each_field_once(project):
    for content in visuals(project):
        visual = content["visual"]
        assert fits(visual, VISUAL)
        assert all(fits(each, PROJECTION) for each in projections(content))
        shown = visual["visualContainerObjects"]
        assert shown["title"][0]["properties"]["text"] == shown["general"][0]["properties"]["altText"]
        references = [each["queryRef"] for each in projections(content)]
        assert len(references) == len(set(references))


def test_every_well_and_setting_of_a_visual_is_one_that_microsoft_lists(project, powerbi_visuals):
    catalogue = json.loads(Path(powerbi_visuals).read_text(encoding="utf-8"))

    for content in visuals(project):
        visual = content["visual"]
        listed = catalogue[visual["visualType"]]
        assert visual["query"]["queryState"].keys() <= {role["name"] for role in listed["dataRoles"]}
        for name, rules in visual.get("objects", {}).items():
            assert all(rule["properties"].keys() <= listed["objects"][name]["properties"].keys() for rule in rules)


def test_a_figure_stands_in_no_well_for_categories(project, powerbi_visuals):
    catalogue = json.loads(Path(powerbi_visuals).read_text(encoding="utf-8"))
    kinds = {"Column": 0, "Measure": 1}
    either = 2

    for content in visuals(project):
        roles = {role["name"]: role["kind"] for role in catalogue[content["visual"]["visualType"]]["dataRoles"]}
        for well, state in content["visual"]["query"]["queryState"].items():
            for each in state["projections"]:
                assert roles[well] in {either, *(kinds[kind] for kind in each["field"])}


def test_visuals_lie_within_the_page_and_do_not_overlap(project):
    for page in (project / "verzamelpunt.Report").rglob("page.json"):
        boxes = [read(path)["position"] for path in page.parent.rglob("visual.json")]
        assert all(fits(box, POSITION) for box in boxes)
        assert all(box["x"] + box["width"] <= WIDTH and box["y"] + box["height"] <= HEIGHT for box in boxes)
        assert not [(one, other) for one in boxes for other in boxes if one is not other and overlap(one, other)]
        assert len({box["tabOrder"] for box in boxes}) == len(boxes)


def overlap(one, other):
    return (
        one["x"] < other["x"] + other["width"]
        and other["x"] < one["x"] + one["width"]
        and one["y"] < other["y"] + other["height"]
        and other["y"] < one["y"] + one["height"]
    )


def test_names_of_pages_and_visuals_are_short_and_their_own(project):
    names = [content["name"] for content in visuals(project)]

    assert all(len(name) <= 50 for name in names)
    assert len(names) == len(set(names))


def test_a_report_that_somebody_changed_is_left_alone(tmp_path, two_months):
    write_project(tmp_path, shaped(two_months))
    page = next((tmp_path / "verzamelpunt.Report").rglob("page.json"))
    page.write_text('{"van": "ons"}', encoding="utf-8")

    write_project(tmp_path, shaped(two_months))

    assert read(page) == {"van": "ons"}
