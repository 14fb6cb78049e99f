# SPDX-License-Identifier: EUPL-1.2
"""The fictional region: clean, in proportion, and the same every time."""

from datetime import date

import polars as pl
import pytest

from processors.demo import DemoPlan, Region, make_region
from processors.demo.allocations import TEST_RANGE, valid_numbers
from processors.demo.declarations import SKIPPING
from processors.demo.facts import INHABITANTS, MODULE_1
from processors.demo.suppliers import LOCAL, MERGED
from processors.errors import UnusableInputError
from processors.lines import TABLES

MONTHS = ["2026-07", "2026-08", "2026-09"]


@pytest.fixture(scope="module")
def region() -> Region:
    return make_region(DemoPlan(lines=6_000))


def test_every_table_has_the_columns_and_types_of_the_vocabulary(region):
    for name, frame in region.tables.items():
        assert dict(frame.schema) == dict(TABLES[name].schema), name


def test_every_required_cell_is_filled(region):
    for name, frame in region.tables.items():
        required = [field.name for field in TABLES[name].fields if field.required]

        assert frame.select(pl.col(required).null_count()).row(0) == (0,) * len(required), name


def test_business_keys_are_unique(region):
    for name in ("declaratieregels", "toewijzingen", "regieberichten", "tarieven", "verantwoordingsregels"):
        assert not region[name].select(TABLES[name].key).is_duplicated().any(), name


def test_the_same_plan_gives_the_same_region_and_another_seed_another(region):
    again, other = make_region(DemoPlan(lines=6_000)), make_region(DemoPlan(lines=6_000, seed=2))

    assert all(region[name].equals(again[name]) for name in region.tables)
    assert not region["declaratieregels"].equals(other["declaratieregels"])


def test_there_are_about_as_many_lines_as_asked_over_three_months(region):
    lines = region["declaratieregels"]

    assert abs(len(lines) - 6_000) < 300
    assert sorted(lines["declaratie_maand"].unique()) == MONTHS


def test_municipalities_have_clients_in_proportion_to_their_size(region):
    clients = region["toewijzingen"].group_by("gemeente").agg(pl.col("client").n_unique())
    counted = dict(clients.iter_rows())
    total = sum(counted.values())

    for code, inhabitants in INHABITANTS.items():
        assert counted[code] / total == pytest.approx(inhabitants / sum(INHABITANTS.values()), abs=0.01)


def test_clients_are_valid_numbers_that_pass_the_elfproef(region):
    clients = set(region["toewijzingen"]["client"]) | set(region["declaratieregels"]["client"])

    assert clients <= set(valid_numbers())
    assert all(int(client) in TEST_RANGE for client in clients)


def test_a_region_larger_than_the_test_range_uses_pseudonyms():
    clients = make_region(DemoPlan(lines=40_000))["toewijzingen"]["client"].unique()

    assert clients.filter(clients.str.starts_with("P")).str.contains(r"^P1-[0-9a-f]{32}$").all()
    assert clients.str.starts_with("P").any()


def test_each_client_lives_in_one_municipality_and_falls_under_one_law(region):
    homes = region["toewijzingen"].group_by("client").agg(pl.col("gemeente", "wet").n_unique())

    assert homes.select(pl.col("gemeente", "wet").max()).row(0) == (1, 1)


def test_only_members_have_allocations_of_module_1(region):
    contracts = region["contracten"].select("aanbieder", "wet", "module")
    used = region["toewijzingen"].join(contracts, on=["aanbieder", "wet"])

    assert set(used.filter(pl.col("module") == "1")["gemeente"]) <= MODULE_1


def test_all_units_frequencies_and_variants_occur(region):
    allocations = region["toewijzingen"]

    assert set(allocations["eenheid"].drop_nulls()) == {"01", "04", "14", "16", "82", "83", "84"}
    assert set(allocations["frequentie"].drop_nulls()) == {"1", "2", "4", "6"}
    assert set(region["contracten"]["uitvoeringsvariant"]) == {"inspanning", "output", "taak"}
    assert allocations["budget"].is_not_null().any()


def test_an_active_allocation_has_one_debet_per_month_that_still_stands(region):
    lines = region["declaratieregels"]
    credited = lines.filter(pl.col("debet_credit") == "C")["vorig_referentie_nummer"]
    standing = lines.filter(pl.col("debet_credit") == "D", ~pl.col("referentie_nummer").is_in(credited.implode()))

    assert not standing.select("toewijzing_nummer", "product_periode_begin").is_duplicated().any()


def test_a_credit_copies_its_debet_a_month_later(region):
    lines = region["declaratieregels"]
    copied = ["toewijzing_nummer", "product_periode_begin", "geleverd_volume", "eenheid", "ingediend_bedrag"]
    credits_ = lines.filter(pl.col("debet_credit") == "C")
    both = credits_.join(lines, left_on="vorig_referentie_nummer", right_on="referentie_nummer")

    assert len(both) == len(credits_) > 0
    assert all((both[name] == both[f"{name}_right"]).all() for name in copied)
    assert (both["declaratie_maand"] > both["declaratie_maand_right"]).all()


def test_minutes_at_an_hourly_tariff_are_rounded_once(region):
    hourly = region["tarieven"].filter(pl.col("per_uur") == "ja", pl.col("geldig_tot").is_null())
    lines = region["declaratieregels"].filter(pl.col("product_periode_begin") >= date(2026, 7, 1))
    both = lines.join(hourly, on=["aanbieder", "wet", "product_code"]).filter(pl.col("eenheid") == "01")
    exact = both["tarief"] * both["geleverd_volume"]

    assert len(both) > 0
    assert ((both["ingediend_bedrag"] * 60 - exact).abs() <= 30).all()
    assert ((both["product_tarief"] * 60 - both["tarief"]).abs() <= 30).all()


def test_tariffs_are_indexed_on_1_july(region):
    days = region["tarieven"].group_by("contract_nummer", "gemeente", "product_code").agg("geldig_van", "geldig_tot")

    assert days["geldig_van"].to_list() == [[date(2020, 1, 1), date(2026, 7, 1)]] * len(days)
    assert days["geldig_tot"].to_list() == [[date(2026, 6, 30), None]] * len(days)


def test_where_broken_months_count_by_agreement_clean_lines_are_about_whole_months(region):
    contracts = region["contracten"].filter(pl.col("profiel") == LOCAL).select("wet", "aanbieder")
    lines = region["declaratieregels"].join(contracts, on=["wet", "aanbieder"], how="semi")
    begin, end = pl.col("product_periode_begin"), pl.col("product_periode_eind")

    assert len(lines) > 100
    assert lines.filter((begin.dt.day() > 1) | (end != end.dt.month_end())).is_empty()


def test_the_reference_of_an_allocation_is_that_of_one_request_that_was_honoured_once(region):
    named = region["toewijzingen"].drop_nulls("referentie_aanbieder")
    request = ["wet", "aanbieder", "client", "referentie_aanbieder"]

    assert len(named.join(region["verzoeken"], on=request)) == len(named) > 100
    assert not named["referentie_aanbieder"].is_duplicated().any()


def test_one_supplier_skips_a_month(region):
    lines = region["declaratieregels"].filter(pl.col("aanbieder") == SKIPPING)

    assert sorted(lines["declaratie_maand"].unique()) == ["2026-07", "2026-09"]
    assert set(lines["product_periode_begin"].dt.month()) >= {7, 8, 9}


def test_a_supplier_that_merged_names_its_successor(region):
    merged = region["aanbieders"].drop_nulls("tot")

    assert merged.select("aanbieder", "opvolger", "tot").rows() == [(MERGED, "99000101", date(2025, 12, 31))]


def test_nobody_has_two_products_that_may_not_go_together(region):
    pairs = region["ongeldige_combinaties"]
    owned = region["toewijzingen"].select("client", "product_code").unique()
    both = pairs.join(owned, on="product_code").join(
        owned, left_on=["client", "andere_product_code"], right_on=["client", "product_code"]
    )

    assert both.is_empty()


def test_a_year_turn_is_no_obstacle():
    lines = make_region(DemoPlan(lines=1_000, month="2027-01"))["declaratieregels"]

    assert sorted(lines["declaratie_maand"].unique()) == ["2026-11", "2026-12", "2027-01"]


@pytest.mark.parametrize("month", ["2026-13", "september", "2022-12"])
def test_a_month_that_cannot_be_is_refused_in_dutch(month):
    with pytest.raises(UnusableInputError, match=f"De maand '{month}' kan niet. Geef een maand als 2026-09"):
        DemoPlan(month=month)


def test_a_share_of_faults_above_a_half_is_refused():
    with pytest.raises(UnusableInputError, match="een foutaandeel van 0 tot 0,5"):
        DemoPlan(fault_share=0.6)
