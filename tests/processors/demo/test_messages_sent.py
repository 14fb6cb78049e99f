# SPDX-License-Identifier: EUPL-1.2
"""The messages (xml) of the demo: in place of rows of workbooks, built right, and a truth that names the element."""

import email
import io
import re
import zipfile
from email.policy import default

import polars as pl
import pytest
from lxml import etree

from processors.demo import DemoPlan, make_region, write_demo
from processors.demo.in_messages import PREFIX, with_messages
from processors.demo.message_files import make_message_files
from processors.demo.submissions import KEY, SENT_TABLES, dealt
from processors.demo.suppliers import agb
from processors.intake.reading import read_submission

PLAN = DemoPlan(lines=6_000)
OF_A_REFUSAL = ("CS015", "RS032", "INTAKE-41")


@pytest.fixture(scope="module")
def tables():
    return with_messages(make_region(PLAN), dealt(make_region(PLAN)))


@pytest.fixture(scope="module")
def messages(tables):
    born = tables["toewijzingen"].select("client", "geboorte_jaar").unique("client", maintain_order=True)
    return make_message_files(PLAN, tables, born)


@pytest.fixture(scope="module")
def sent(tmp_path_factory):
    """Every message in the mailbox by its name; of a zip its members."""
    written = write_demo(tmp_path_factory.mktemp("demo"), PLAN)
    found = {}
    for path in sorted(written.inbox.iterdir()):
        for part in email.message_from_bytes(path.read_bytes(), policy=default).iter_attachments():
            name, data = str(part.get_filename()), part.get_payload(decode=True)
            if name.startswith("berichten-"):
                with zipfile.ZipFile(io.BytesIO(data)) as archive:
                    found |= {f"{name}/{member}": archive.read(member) for member in archive.namelist()}
            elif name.endswith(".xml"):
                found[name] = data
    return found, pl.read_csv(written.truth, separator=";", infer_schema=False)


def names_of(data):
    """Per element its path of local names from Bericht, with slashes, in the order of the message."""
    paths = []

    def walk(element, above):
        for child in element:
            path = [*above, etree.QName(child).localname]
            paths.append("/".join(path))
            walk(child, path)

    walk(etree.fromstring(data), [])
    return paths


def test_two_suppliers_declare_by_message_and_others_send_starts_stops_and_allocations(messages):
    declared = {each.supplier for each in messages if each.number == "323"}

    assert declared == {agb(6), agb(48)}
    assert {each.number for each in messages} == {"301", "305", "307", "323"}


def test_what_stands_in_a_message_stands_in_no_workbook_and_nothing_falls_away(tables):
    before = dealt(make_region(PLAN))

    for name in SENT_TABLES:
        assert tables[name].drop(KEY).equals(before[name].drop(KEY))
    apart = pl.concat([tables[name].filter(pl.col(KEY).str.starts_with(PREFIX)).select(KEY) for name in SENT_TABLES])
    assert set(apart[KEY].str.split(" ").list.get(1)) == {"301", "305", "307", "323"}


def test_every_line_of_a_declaration_by_message_stands_in_it_once(messages, tables):
    rows = tables["declaratieregels"].filter(pl.col(KEY).str.starts_with(PREFIX))

    texts = [re.findall(rb":ReferentieNummer>(\w+)<", each.data) for each in messages if each.number == "323"]

    assert sorted(text.decode() for each in texts for text in each) == sorted(rows["referentie_nummer"])


def test_every_proper_message_is_built_right(messages, tmp_path):
    for each in messages:
        path = tmp_path / each.file
        path.write_bytes(each.data)

        (read,) = read_submission(path, name=each.file, sender="x@y.example", column_map={}, products={})

        assert (read.message, read.law, read.refused) == (each.number, each.law, None)
        assert read.problems.is_empty()


def test_identifications_are_used_once(sent):
    found = [re.search(rb"Identificatie>(\w+)<", data)[1] for data in sent[0].values()]

    assert len(set(found)) == len(found)


def test_the_truth_names_an_element_that_the_message_holds(sent):
    data, truth = sent
    pointed = truth.filter(pl.col("bestand").is_in(list(data)), pl.col("rij").is_not_null())

    assert {"TR338", *OF_A_REFUSAL} <= set(pointed["regel"])
    for name, sheet, row, path in pointed.select("bestand", "blad", "rij", "kolom").iter_rows():
        paths = names_of(data[name])
        assert path in paths
        assert sum(each.split("/")[-1] == sheet for each in paths) >= int(row)


def test_a_message_that_is_refused_comes_again_without_its_fault(sent):
    data, truth = sent
    refused = truth.filter(pl.col("regel").is_in(OF_A_REFUSAL), pl.col("bestand").str.ends_with(".xml"))
    damaged = [name for name in refused["bestand"] if name in data]

    assert len(damaged) == len(OF_A_REFUSAL)
    for name in damaged:
        number = re.search(rb"DeclaratieNummer>(\w+)<", data[name])[1]
        parties = re.search(r"323-\d{4}-\d{8}", name)[0]
        again = [
            other for other in data if other not in damaged and f"/{parties}" in f"/{other}" and number in data[other]
        ]
        assert len(again) == 1


def test_clients_have_invented_names_and_addresses(messages):
    persons = pl.concat([each.tables["clienten"] for each in messages if "clienten" in each.tables])

    assert persons["achternaam"].str.starts_with("Proefpersoon ").all()
    assert persons["client"].str.contains(r"^9999\d{5}$").all()


def test_a_region_with_clients_under_pseudonyms_sends_no_pseudonym_as_bsn():
    plan = DemoPlan(lines=40_000)
    region = make_region(plan)
    made = with_messages(region, dealt(region))

    apart = pl.concat(
        [
            made[name].filter(pl.col(KEY).str.starts_with(PREFIX)).select("client")
            for name in ("declaratieregels", "toewijzingen", "regieberichten")
        ]
    )

    assert len(apart) > 0
    assert apart["client"].str.contains(r"^\d{9}$").all()


def test_a_very_small_region_has_no_messages_and_is_written(tmp_path):
    written = write_demo(tmp_path, DemoPlan(lines=40))

    assert written.mails > 0
