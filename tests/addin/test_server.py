# SPDX-License-Identifier: EUPL-1.2
"""The server of Excel, over real HTTP: the same answers as in Python, errors as sentences, nobody waits for another."""

import asyncio
from datetime import date

import httpx
import pytest

from addin import functions
from addin.server.unknown import UNKNOWN
from tests.addin.serving import VERSION, call, served

pytestmark = pytest.mark.usefixtures("office")
LINES = [
    [
        "wet", "gemeente", "aanbieder", "declaratie_nummer", "declaratie_maand", "declaratie_dagtekening",
        "referentie_nummer", "client", "toewijzing_nummer", "product_categorie", "product_code",
        "product_periode_begin", "product_periode_eind", "geleverd_volume", "eenheid", "product_tarief",
        "ingediend_bedrag", "debet_credit",
    ],
    [
        "wmo", "0983", "99000101", "W26090983", "2026-09", 46303, "2609000014D", "999900006", 100014, "06", "06D01",
        46266, 46295, 3, "84", 2216, 6648, "D",
    ],
]  # fmt: skip
EMPTY_BOOK = {
    "client": "Office.js", "version": VERSION, "names": [], "sheets": [], "args": [],
    "book": {"name": "b.xlsx", "active_sheet_index": 0, "selection": "A1"},
}  # fmt: skip
CALLS = [
    ("pv_gemeente", [[["0983"], ["Venlo"], [983]]]),
    ("pv_bedrag", [[[90], [30]], [[6000]], [["01"]], [["ja"]]]),
    ("pv_maximum", [[[46023]], [[46387]], [[3]], [["04"]], [["2"]], [["2026-09"]], None, None]),
    ("pv_maximum_uitleg", [[[46023]], [[46387]], [[3]], [["04"]], [["2"]], [["2026-09"]], None, None]),
    ("pv_bsn_geldig", [[["999900006"], [None], [123]]]),
    ("pv_code", [[["eenheid"]], [["04"], ["zz"]]]),
    ("pv_definitie", [[["K01"]]]),
    ("pv_pseudoniem", [[["999900006"]], [["jw"]]]),
    ("pv_agb_geldig", [[["99000101"], ["x"], [None]]]),
    ("pv_regel", [[["TR346"], ["TR999"]]]),
    ("pv_product", [[["45A04"]], [["jw"]]]),
    ("pv_tarief", [[["99000101"]], [["06D01"]], [[46269]], [["Venlo"]], None]),
    ("pv_prognose", [[[100], [200], [150], [175]]]),
    ("pv_verdeelsleutel", [[["gemeente", "volume"], ["0983", 3], ["0984", 1]], [[1000]]]),
    ("pv_kpi", [[["K04"]], LINES, [["gemeente"]], None, None]),
    ("pv_controleer_cellen", [LINES, None]),
    ("pv_controleer_telling", [LINES, None]),
    ("pv_tariefeffect", [[["Product", "Volume"], ["45A04", 2]], *[[["Product", "Tarief"], ["45A04", 10]]] * 2]),
]


@pytest.fixture(scope="session")
def url(xlwings_server, office_folder):
    """A server for this PC alone."""
    del xlwings_server
    more = {"VERZAMELPUNT_ADDIN_MAX_MB": "1", "VERZAMELPUNT_ADDIN_ADRES": "excel.regio.example"}
    with served(office_folder, more) as address:
        yield address


@pytest.mark.parametrize(("name", "arguments"), CALLS, ids=[name for name, _ in CALLS])
def test_a_call_gives_what_the_function_gives(url, name, arguments):
    given = arguments
    while given and given[-1] is None:
        given = given[:-1]

    assert call(url, name, arguments) == (200, getattr(functions, name)(*given))


def test_a_day_is_a_day_in_the_format_of_the_user(url):
    status, (((day,),)) = call(url, "pv_werkdagen_termijn", [[[46269]], [[1]]])

    assert status == 200
    assert (day["basicValue"], day["numberFormat"]) == ((date(2026, 9, 7) - date(1899, 12, 30)).days, "d-m-yyyy")


def test_lines_are_checked_over_http_as_in_python(url, region):
    frame = region["declaratieregels"].head(40)
    cells = [frame.columns, *([str(cell) if isinstance(cell, date) else cell for cell in row] for row in frame.rows())]

    status, found = call(url, "pv_controleer", [cells, None, None, None, None])

    assert status == 200
    assert found == functions.pv_controleer(cells)


def test_what_the_user_can_mend_comes_back_once_as_a_sentence(url):
    status, told = call(url, "pv_code", [[["kleuren"]], [["1"]]])

    assert status == 400
    assert told.startswith("De codelijst 'kleuren' bestaat niet. Kies uit ")


def test_what_is_too_much_is_refused_before_it_is_read(url):
    status, told = call(url, "pv_gemeente", [[["x" * 1_200_000]]])

    assert status == 413
    assert told.startswith("Dit zijn meer cellen dan de server")


def test_names_and_help_are_dutch(url):
    told = httpx.get(f"{url}/xlwings/custom-functions-meta.json").json()

    known = {each["id"]: each for each in told["functions"]}

    assert set(known) == {name.upper() for name in vars(functions) if name.startswith("pv_")}
    assert known["PV_CONTROLEER"]["name"] == "CONTROLEER"
    assert known["PV_CONTROLEER"]["parameters"][0]["description"].startswith("De regels, met de kopregel")
    assert known["PV_CONTROLEER"]["parameters"][1]["optional"] is True


def test_nothing_comes_from_elsewhere(url):
    policy = httpx.get(f"{url}/xlwings/custom-functions-code.js").headers["Content-Security-Policy"]

    assert "default-src 'none'; script-src 'self'" in policy


def test_six_calls_do_not_wait_for_each_other(url, region):
    frame = region["declaratieregels"].head(200)
    cells = [frame.columns, *([str(cell) if isinstance(cell, date) else cell for cell in row] for row in frame.rows())]
    order = []

    async def one(name, arguments):
        await asyncio.to_thread(call, url, name, arguments)
        order.append(name)

    async def all_of_them():
        slow = [one("pv_controleer", [cells, None, None, None, None]) for _ in range(5)]
        await asyncio.gather(*slow, one("pv_gemeente", [[["0983"]]]))

    asyncio.run(all_of_them())

    assert order.index("pv_gemeente") < 5


def test_the_help_page_names_every_function_and_its_arguments(url):
    page = httpx.get(f"{url}/hulp").text

    assert page.count("<h2>=PV.") == len([name for name in vars(functions) if name.startswith("pv_")])
    assert "=PV.CONTROLEER(regels; [soort]; [naslag1]; [naslag2]; [naslag3])" in page


def test_the_manifest_is_ours(url):
    assert "<ProviderName>MGR sociaal domein Limburg-Noord</ProviderName>" in httpx.get(f"{url}/manifest.xml").text


@pytest.mark.parametrize("path", ["functions", "scripts"])
def test_what_another_version_asks_is_a_sentence_that_is_not_repeated(url, path):
    if path == "functions":
        status, told = call(url, "pv_afgeschaft", [[["x"]]])
    else:
        answer = httpx.post(f"{url}/xlwings/custom-scripts-call/pv_afgeschaft", json=EMPTY_BOOK)
        status, told = answer.status_code, answer.text

    assert (status, told) == (400, UNKNOWN)


def test_every_function_is_called_through_both_doors():
    # Those that need days, many lines or a published region are called in tests of their own, here and in test_buttons.
    apart = {"pv_controleer", "pv_werkdagen_termijn", "pv_kpi_regio", "pv_herkomst"}

    assert {name for name, _ in CALLS} | apart == {name for name in vars(functions) if name.startswith("pv_")}
