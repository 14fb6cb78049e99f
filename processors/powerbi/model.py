# SPDX-License-Identifier: EUPL-1.2
"""The semantic model over the published tables, made from their columns and types; nothing is typed a second time."""

from collections.abc import Iterator, Mapping

import polars as pl

from processors.powerbi.fact_measures import of_facts
from processors.powerbi.kpi_measures import of_kpis
from processors.powerbi.parts import Column, Expression, Hierarchy, Model, Relationship, Role, Table
from processors.powerbi.shaped import DATES, FIRST_DAYS, KEYS, LAW, PRODUCT_KEY, Tables
from processors.powerbi.words import TABLES, says

ACCESS = "toegang"
FOLDER, READ = "Map", "LeesTabel"
_KINDS: Mapping[type[pl.DataType], str] = {
    pl.String: "string", pl.Int64: "int64", pl.Float64: "double", pl.Date: "dateTime", pl.Boolean: "boolean",
}  # fmt: skip
_HIERARCHIES: Mapping[str, Hierarchy] = {
    DATES: Hierarchy("Jaar, kwartaal, maand", ("jaar", "kwartaal", "maand")),
    "dim_product": Hierarchy("Categorie en product", ("product_categorie", "product_code")),
    "dim_gemeente": Hierarchy("Subregio en gemeente", ("subregio", "naam")),
}
# A fact points at these; `meting` only at its municipality, for a measure says itself which row it means.
_DIMENSIONS: Mapping[str, str] = {
    "gemeente": "dim_gemeente", "aanbieder": "dim_aanbieder", PRODUCT_KEY: "dim_product", "wet": LAW,
}  # fmt: skip
_INACTIVE = "declaratie_maand_begin"
_HIDDEN = ("meting", "dim_periode", ACCESS)


def model(tables: Tables) -> Model:
    """The model over the tables of `shaped.shaped`, with a role for each municipality among them."""
    added = {**of_facts(), "meting": of_kpis()}
    made = [
        Table(
            name, TABLES[name], _columns(name, frame), f'{READ}("{name}")', added.get(name, ()),
            [_HIERARCHIES[name]] if name in _HIERARCHIES else [], hidden=name in _HIDDEN, dates=name == DATES,
        )
        for name, frame in tables.items()
    ]  # fmt: skip
    return Model([*made, _access()], list(_relationships(tables)), list(_roles(tables["dim_gemeente"])), _EXPRESSIONS)


def _columns(table: str, frame: pl.DataFrame) -> list[Column]:
    """Numbers of facts and keys are hidden: a measure shows the one, a dimension the other."""
    found = []
    for name, dtype in frame.schema.items():
        kind = _KINDS[dtype.base_type()]
        fact = table.startswith("feit_") or table == "bevinding"
        pointer = fact and (name in _DIMENSIONS or name in FIRST_DAYS.values() or name in FIRST_DAYS)
        number = (fact or table == "dim_contract") and kind in {"int64", "double"}
        hidden = pointer or number or name == PRODUCT_KEY
        found.append(Column(name, kind, says(name), hidden=hidden, key=KEYS.get(table) == name))
    return found


def _access() -> Table:
    columns = [Column(name, "string", says(name), hidden=True) for name in ("gebruiker", "gemeente")]
    return Table(ACCESS, TABLES[ACCESS], columns, _ACCESS, hidden=True)


def _relationships(tables: Tables) -> Iterator[Relationship]:
    for name, frame in tables.items():
        if name == "meting":
            yield Relationship(name, "gemeente", "dim_gemeente", "gemeente")
        if not (name.startswith("feit_") or name == "bevinding"):
            continue
        for column, dimension in _DIMENSIONS.items():
            if column in frame.columns:
                yield Relationship(name, column, dimension, KEYS[dimension])
        for column in FIRST_DAYS.values():
            if column in frame.columns:
                yield Relationship(name, column, DATES, KEYS[DATES], active=column != _INACTIVE)
    yield Relationship(DATES, "maand", "dim_periode", "maand")


def _roles(municipalities: pl.DataFrame) -> Iterator[Role]:
    """All of the region, one municipality, or the municipalities that `toegang.csv` gives to who is signed in.

    What a municipality sees is what its workbook holds (`star.for_municipality`): its own rows, and no contract money.
    """
    yield Role("Regio", "Ziet alles van de regio.")
    for code, name in municipalities.select("gemeente", "naam").iter_rows():
        own = f'dim_gemeente[gemeente] == "{code}"'
        yield Role(f"Gemeente {name}", f"Ziet alleen de rijen van {name}.", _own(own, "FALSE()"), _CLOSED)
    mine = "toegang[gebruiker] == USERPRINCIPALNAME()"
    listed = f'dim_gemeente[gemeente] IN SELECTCOLUMNS(FILTER({ACCESS}, {mine}), "gemeente", {ACCESS}[gemeente])'
    yield Role(
        "Gemeente volgens toegang", "Ziet de gemeenten die toegang.csv aan deze gebruiker geeft.", _own(listed, mine),
        _CLOSED,
    )  # fmt: skip


def _own(place: str, access: str) -> list[tuple[str, str]]:
    """Rows of the place; agreements with one supplier and the files of others are of nobody else."""
    return [
        ("dim_gemeente", place),
        ("parameter", 'NOT CONTAINSSTRING(parameter[geldt_voor], "contract_nummer")'),
        ("versie", "FALSE()"),
        (ACCESS, access),
    ]


_CLOSED = [("dim_contract", "bestedingsruimte")]
# One folder as the source: the service refuses to refresh a model whose sources depend on what it reads.
_EXPRESSIONS = [
    Expression(
        FOLDER,
        '"C:\\Verzamelpunt\\uitvoer\\powerbi" meta [IsParameterQuery = true, Type = "Text", '
        "IsParameterQueryRequired = true]",
        "De map uitvoer\\powerbi van de werkmap, zonder schuine streep aan het eind.",
    ),
    Expression(
        READ,
        f"""let
	Lees = (tabel as text) as table =>
		let
			Bestanden = Folder.Files({FOLDER} & "\\ster"),
			Inhoud = Parquet.Document(Bestanden{{[Name = "inhoud.parquet"]}}[Content]),
			Delen = Table.SelectRows(Inhoud, each [tabel] = tabel)[bestand],
			Plaatsen = Table.AddColumn(Bestanden, "plaats", each Text.Replace([Folder Path] & [Name], "\\", "/")),
			Vind = (deel as text) => Table.SelectRows(Plaatsen, each Text.EndsWith([plaats], "/" & deel)),
			Open = (deel as text) as table => Parquet.Document(Vind(deel){{0}}[Content])
		in
			Table.Combine(List.Transform(Delen, Open))
in
	Lees""",
        "Leest de delen van een tabel die volgens de inhoudslijst gelden.",
    ),
]
# Without the file nobody has the dynamic role's rows: it fails closed.
_ACCESS = f"""let
	Gelezen = Csv.Document(File.Contents({FOLDER} & "\\toegang.csv"), [Delimiter = ";", Columns = 2, Encoding = 65001]),
	Bestand = try Table.Buffer(Gelezen) otherwise #table({{"Column1", "Column2"}}, {{}}),
	Rijen = Table.SelectRows(Bestand, each [Column1] <> "gebruiker"),
	Namen = Table.RenameColumns(Rijen, {{{{"Column1", "gebruiker"}}, {{"Column2", "gemeente"}}}}),
	Tekst = Table.TransformColumnTypes(Namen, {{{{"gebruiker", type text}}, {{"gemeente", type text}}}})
in
	Tekst"""
