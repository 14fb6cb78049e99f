# SPDX-License-Identifier: EUPL-1.2
"""What the fictional region is made of: municipalities and their size, a product catalogue, invented names.

Category numbers are those of the iStandaarden; product codes, tariffs and names belong to this demo alone.
"""

from dataclasses import dataclass

import polars as pl

from processors import codelists

# Rounded and fictional: only the proportions between the municipalities matter.
INHABITANTS = {
    "0889": 13_400, "0893": 13_100, "0907": 17_900, "1507": 43_800, "1894": 45_200, "0983": 103_500, "0984": 44_800,
    "1711": 32_200, "1641": 24_600, "1669": 20_900, "0957": 60_500, "1640": 36_500, "0946": 17_500, "0988": 51_200,
}  # fmt: skip
# Module 1 has the seven of Noord-Limburg, module 2 all fourteen (handbook, 1).
_MEMBERS = codelists.table("gemeenten_mgr")
MUNICIPALITY_NAMES: dict[str, str] = dict(_MEMBERS.select("gemeentecode", "naam").iter_rows())
MODULE_1 = frozenset(_MEMBERS.filter(pl.col("module1_voor_2026") == "ja")["gemeentecode"])
MAIL_NAMES = {
    "0889": "beesel", "0893": "bergen", "0907": "gennep", "1507": "horstaandemaas", "1894": "peelenmaas",
    "0983": "venlo", "0984": "venray", "1711": "echtsusteren", "1641": "maasgouw", "1669": "roerdalen",
    "0957": "roermond", "1640": "leudal", "0946": "nederweert", "0988": "weert",
}  # fmt: skip

EFFORT, OUTPUT, TASK = "inspanning", "output", "taak"
SPECIFIC, ASPECIFIC, GENERIC, OPEN = "specifiek", "aspecifiek", "generiek", "open"


@dataclass(frozen=True, slots=True)
class Product:
    """A product of the demo's own catalogue; volumes in `unit` per `frequency`, tariff in eurocent per unit.

    `kind` says what an allocation names: everything, a category with a budget, only a budget, or only a category.
    """

    law: str
    module: str
    code: str
    description: str
    variant: str
    unit: str
    frequency: str
    lowest: int
    highest: int
    tariff: int
    weight: int
    kind: str = SPECIFIC

    @property
    def category(self) -> str:
        """The official category: the first two characters of the code."""
        return self.code[:2]

    @property
    def fixed(self) -> bool:
        """Whether it is a fixed package: always one, never two."""
        return self.lowest == self.highest == 1


CATALOGUE = (
    Product("wmo", "1", "01D01", "Hulp bij het huishouden", EFFORT, "04", "2", 2, 5, 3360, 9),
    Product("wmo", "1", "02D01", "Begeleiding individueel", EFFORT, "04", "2", 1, 6, 6725, 7),
    Product("wmo", "1", "02D02", "Begeleiding gespecialiseerd", EFFORT, "01", "2", 60, 360, 145, 4),
    Product("wmo", "1", "03D01", "Persoonlijke verzorging", EFFORT, "01", "1", 15, 60, 98, 2),
    Product("wmo", "1", "04D01", "Kortdurend verblijf", EFFORT, "14", "4", 2, 6, 24_500, 1),
    Product("wmo", "1", "06D01", "Ondersteuning thuis, strippenkaart", EFFORT, "84", "6", 60, 240, 2_150, 2),
    Product("wmo", "1", "07D01", "Dagbesteding", EFFORT, "16", "2", 2, 8, 5_230, 5),
    Product("wmo", "1", "07E10", "Dagbesteding intensief", EFFORT, "16", "2", 2, 6, 7_340, 2),
    Product("wmo", "1", "08D01", "Vervoer naar dagbesteding", EFFORT, "84", "4", 8, 24, 1_240, 3),
    Product("wmo", "1", "01D02", "Schoon en leefbaar huis", OUTPUT, "82", "4", 1, 1, 31_500, 4),
    Product("wmo", "1", "10D01", "Maatwerkarrangement thuis", OUTPUT, "83", "4", 40_000, 120_000, 1, 2),
    Product("wmo", "1", "12D01", "Huur vervoervoorziening", OUTPUT, "82", "4", 1, 2, 4_875, 3),
    Product("wmo", "2", "15D01", "Beschermd wonen", EFFORT, "14", "2", 7, 7, 15_800, 6),
    Product("wmo", "2", "15D02", "Beschermd thuis", EFFORT, "04", "2", 3, 9, 7_450, 5),
    Product("wmo", "2", "16D01", "Opvang", EFFORT, "14", "4", 10, 28, 9_925, 3),
    Product("wmo", "2", "17D01", "Spoedopvang", EFFORT, "14", "6", 60, 120, 12_150, 1),
    Product("wmo", "2", "18D01", "Bemoeizorg", EFFORT, "01", "6", 1_200, 4_800, 135, 3),
    Product("wmo", "2", "18D02", "Preventieve groepstraining", EFFORT, "84", "4", 4, 12, 3_910, 2),
    Product("wmo", "2", "18D03", "Herstelgericht traject", EFFORT, "04", "", 0, 0, 7_105, 3, GENERIC),
    Product("wmo", "2", "16D02", "Opvang gezinnen, per week", OUTPUT, "82", "2", 1, 2, 21_040, 3),
    Product("jw", "1", "45D01", "Ambulante jeugdhulp", EFFORT, "04", "2", 1, 5, 7_985, 8),
    Product("jw", "1", "41D01", "Dagbehandeling jeugd", EFFORT, "16", "2", 2, 8, 9_650, 3),
    Product("jw", "1", "42D01", "Vervoer jeugd", EFFORT, "84", "4", 8, 20, 1_830, 3),
    Product("jw", "1", "43D01", "Verblijf met behandeling", EFFORT, "14", "2", 5, 7, 27_800, 2),
    Product("jw", "1", "44D01", "Pleegzorg", EFFORT, "14", "4", 20, 28, 5_205, 2),
    Product("jw", "1", "54D01", "Jeugd-ggz", EFFORT, "01", "6", 1_200, 4_800, 162, 4),
    Product("jw", "1", "50D01", "Maatwerk jeugd", EFFORT, "04", "", 0, 0, 8_215, 4, ASPECIFIC),
    Product("jw", "1", "40D01", "Verzorging jeugd", EFFORT, "16", "", 0, 0, 6_110, 2, OPEN),
    Product("jw", "1", "45D02", "Traject ambulant", OUTPUT, "82", "4", 1, 1, 68_500, 4),
    Product("jw", "1", "46D01", "Crisishulp, bedrag per maand", OUTPUT, "83", "4", 90_000, 250_000, 1, 2),
)

# What people may wait for the product, in days, where it is not the norm of the parameters.
WAITING = {"15D01": 182, "43D01": 84}
# Products that one person may not have at the same time; no person of the region has two of one category.
CLASHING = (("wmo", "15D01", "15D02", "Een bewoner van beschermd wonen krijgt geen beschermd thuis."),)

# Number of contracts per module, law and variant; supplier 1 is the first of the first group.
CONTRACT_GROUPS = (
    ("1", "wmo", EFFORT, 20), ("1", "wmo", OUTPUT, 8), ("2", "wmo", EFFORT, 14), ("2", "wmo", OUTPUT, 4),
    ("1", "jw", EFFORT, 16), ("1", "jw", OUTPUT, 6), ("1", "wmo", TASK, 1), ("2", "wmo", TASK, 1),
)  # fmt: skip
BOTH_LAWS = 6  # suppliers of module 2 that also have a youth contract
NAME_STARTS = (
    "Stichting De Verzonnen", "Zorggroep Het Luchtkasteel", "Praktijk Onder de Denkbeeldige", "Coöperatie De Gouden",
    "Buurtzorg Niemandsland", "Begeleiding Langs de Papieren", "Jeugdhulp In de Sprookjes", "Huis van de Fictieve",
)  # fmt: skip
NAME_ENDS = ("Linde", "Molen", "Brug", "Peel", "Ooievaar", "Maasduin", "Kers", "Tuin", "Wilg", "Haven")
AGREEMENTS = {("jw", "1"): "Jeugd", ("wmo", "1"): "Wmo", ("wmo", "2"): "Beschermd Wonen"}
