# SPDX-License-Identifier: EUPL-1.2
"""The semantic model: made from the tables and the KPIs, and loaded by Microsoft's own object model."""

import re
from collections import Counter

import pytest

from processors.kpis import KPIS
from processors.powerbi.model import model
from processors.powerbi.page import powerbi_page
from processors.powerbi.project import write_project
from processors.powerbi.shaped import shaped
from processors.powerbi.tmdl import definition

CONTRACT = (
    "dim_gemeente", "dim_aanbieder", "dim_product", "dim_periode", "dim_contract", "feit_declaratie",
    "feit_toewijzing", "feit_bericht", "feit_verantwoording", "feit_levering", "meting", "bevinding", "parameter",
    "versie",
)  # fmt: skip
DEFINITION = ("verzamelpunt.SemanticModel", "definition")
TYPES = {"string": "String", "int64": "Int64", "double": "Double", "dateTime": "DateTime", "boolean": "Boolean"}


@pytest.fixture(scope="module")
def made(two_months):
    return model(shaped(two_months))


@pytest.fixture
def folder(tmp_path, two_months):
    write_project(tmp_path, shaped(two_months))
    return tmp_path.joinpath(*DEFINITION)


def measures(made):
    return {measure.name: measure for table in made.tables for measure in table.measures}


def columns(made):
    return {(table.name, column.name) for table in made.tables for column in table.columns}


def test_every_table_of_the_contract_is_in_the_model(made):
    assert set(CONTRACT) <= {table.name for table in made.tables}


def test_every_table_column_and_measure_says_what_it_is(made):
    for table in made.tables:
        assert all(part.says.strip() for part in (table, *table.columns, *table.measures))


def test_every_kpi_has_a_measure_with_its_label_and_its_definition(made):
    by_name = measures(made)

    for kpi in KPIS:
        measure = by_name[kpi.label]
        assert f'meting[kpi] == "{kpi.code}"' in measure.dax
        assert measure.says.startswith(kpi.says)
        assert ("€" in measure.format, "%" in measure.format) == (kpi.kind == "euro", kpi.kind == "procent")
        assert measure.dax.startswith("DIVIDE(") == (kpi.kind == "euro")


def test_no_two_measures_have_one_name_and_none_has_that_of_a_column_beside_it(made):
    names = Counter(measure.name.casefold() for table in made.tables for measure in table.measures)

    assert [name for name, count in names.items() if count > 1] == []
    for table in made.tables:
        assert not {measure.name.casefold() for measure in table.measures} & {column.name for column in table.columns}


def test_every_column_and_measure_that_dax_names_exists(made):
    known, by_name = columns(made), measures(made)
    conditions = [condition for role in made.roles for _, condition in role.filters]

    for dax in [*(measure.dax for measure in by_name.values()), *conditions]:
        named = set(re.findall(r"(\w+)\[(\w+)\]", dax))
        assert named <= known
        assert set(re.findall(r"(?<!\w)\[([^\]]+)\]", dax)) <= set(by_name)


def test_figures_of_measurements_are_only_read_one_at_a_time(made):
    readers = [measure.dax for measure in measures(made).values() if "meting[waarde]" in measure.dax]

    assert len(readers) == 1
    assert "IF(COUNTROWS(meting) = 1, MAX(meting[waarde]))" in readers[0]
    assert not [measure for measure in measures(made).values() if re.search(r"SUMX?\(meting", measure.dax)]


def test_each_municipality_has_a_role_and_one_role_follows_who_is_signed_in(made, two_months):
    roles = {role.name: dict(role.filters) for role in made.roles}

    for code, name in two_months["dim_gemeente"].select("gemeente", "naam").iter_rows():
        assert roles[f"Gemeente {name}"]["dim_gemeente"] == f'dim_gemeente[gemeente] == "{code}"'
        assert roles[f"Gemeente {name}"]["toegang"] == "FALSE()"
    assert "USERPRINCIPALNAME()" in roles["Gemeente volgens toegang"]["dim_gemeente"]
    assert roles["Regio"] == {}


def test_every_table_with_municipalities_is_behind_the_dimension_that_roles_filter(made):
    guarded = {link.table for link in made.relationships if (link.to_table, link.active) == ("dim_gemeente", True)}

    with_places = {table for table, column in columns(made) if column == "gemeente"} - {"dim_gemeente", "toegang"}
    assert with_places == guarded


def test_every_relationship_is_drawn_on_the_page_of_the_model(made):
    drawn = re.findall(r"^    (\w+) \|\|(--|\.\.)o\{ (\w+) : ", powerbi_page(), flags=re.MULTILINE)

    assert drawn == [(link.to_table, "--" if link.active else "..", link.table) for link in made.relationships]


def test_the_model_is_the_same_each_time(two_months):
    assert definition(model(shaped(two_months))) == definition(model(shaped(two_months)))


def test_the_folder_that_somebody_filled_in_is_kept(tmp_path, two_months, folder):
    file = folder / "expressions.tmdl"
    before = file.read_text(encoding="utf-8")
    file.write_text(before.replace(r"C:\Verzamelpunt", r"D:\Regio"), encoding="utf-8")

    write_project(tmp_path, shaped(two_months))

    assert file.read_text(encoding="utf-8") == before.replace(r"C:\Verzamelpunt", r"D:\Regio")


def test_microsofts_object_model_reads_what_was_made(judge, folder, made):
    judge.open(folder)
    tables = {each["name"]: each for each in judge.tool("table_operations", operation="List")["data"]}
    fields = judge.tool("column_operations", operation="List", filter={"maxResults": 5000})["data"]
    figures = judge.tool("measure_operations", operation="List", filter={"maxResults": 5000})["data"]
    links = judge.tool("relationship_operations", operation="List")["data"]
    ladders = judge.tool("user_hierarchy_operations", operation="List")["data"]
    named = judge.tool("named_expression_operations", operation="List")["data"]
    days = judge.tool("table_operations", operation="Get", references=[{"name": "dim_datum"}])["results"][0]["data"]

    assert {name: each.get("description") for name, each in tables.items()} == {
        table.name: table.says for table in made.tables
    }
    assert {
        (each["tableName"], column["name"], column["dataType"], column["summarizeBy"], column["description"])
        for each in fields
        for column in each["columns"]
    } == {
        (table.name, column.name, TYPES[column.kind], "None", column.says)
        for table in made.tables
        for column in table.columns
    }
    assert {
        (each["tableName"], measure["name"], measure["description"], measure["displayFolder"])
        for each in figures
        for measure in each["measures"]
    } == {
        (table.name, measure.name, measure.says, measure.folder) for table in made.tables for measure in table.measures
    }
    assert {
        (each["fromTable"], each["fromColumn"], each["toTable"], each["toColumn"], each["isActive"]) for each in links
    } == {(link.table, link.column, link.to_table, link.to_column, link.active) for link in made.relationships}
    assert {
        (each["hierarchy"]["name"], tuple(level["name"] for level in each["hierarchy"]["levels"])) for each in ladders
    } == {(ladder.name, tuple(ladder.levels)) for table in made.tables for ladder in table.hierarchies}
    assert {each["name"] for each in named} == {each.name for each in made.expressions}
    assert days["dataCategory"] == "Time"


def test_microsofts_object_model_reads_the_roles_as_they_were_meant(judge, folder, made):
    judge.open(folder)
    found = {each["name"] for each in judge.tool("security_role_operations", operation="List")["data"]}
    permissions = {
        role.name: judge.tool(
            "security_role_operations", operation="ListPermissions", permissionFilter={"roleName": role.name}
        ).get("data", [])
        for role in made.roles
    }
    text = judge.tool(
        "security_role_operations",
        operation="ExportTMDL",
        references=[{"name": "Gemeente Venlo"}],
        tmdlExportOptions={"serializationOptions": {"includeChildren": True}},
    )

    assert found == {role.name for role in made.roles}
    for role in made.roles:
        conditions = {each["TableName"]: each["FilterExpression"] for each in permissions[role.name]}
        assert {table: condition for table, condition in conditions.items() if condition} == dict(role.filters)
    assert "columnPermission bestedingsruimte = none" in text


@pytest.mark.parametrize(
    ("file", "good", "bad", "complaint"),
    [
        ("relationships.tmdl", "dim_gemeente.gemeente", "dim_gemeente.plaats", "ToColumn"),
        ("tables/dim_datum.tmdl", "dataType: dateTime", "dataType: onzin", "DataType"),
        ("tables/dim_datum.tmdl", "\t\tcolumn: jaar", "\t\tcolumn: eeuw", "hierarchy"),
        ("tables/meting.tmdl", "measure 'Gemeten waarde' =", "measure 'Gemeten waarde'", "Format Error"),
        ("roles/Regio.tmdl", "modelPermission: read", "modelPermission: alles", "modelPermission"),
    ],
)
def test_microsofts_object_model_refuses_a_model_that_is_broken(judge, folder, file, good, bad, complaint):
    path = folder / file
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(good, bad, 1), encoding="utf-8")

    with pytest.raises(ValueError, match=complaint):
        judge.open(folder)

    assert good in text


def test_an_empty_region_has_a_model_that_loads_too(judge, tmp_path, nothing):
    write_project(tmp_path, shaped(nothing))

    told = judge.open(tmp_path.joinpath(*DEFINITION))

    assert told["tablesLoaded"] == len(model(shaped(nothing)).tables)
