# SPDX-License-Identifier: EUPL-1.2
import pytest

from processors.errors import UnusableInputError
from processors.intake.reference import read_reference
from processors.lines import make_lines
from processors.profiles import AGREEMENTS, LOCAL_MAXIMUM, profiles, profiles_of
from processors.rules import RULES

HEADER = "profiel;afspraak;waarde;toelichting\n"


def table(*rows):
    return make_lines("profielen", [dict(zip(("profiel", "afspraak", "waarde"), row, strict=False)) for row in rows])


def refused(*rows, contracts=None, asked=None):
    """What is said about a reference that cannot be used."""
    reference = {"profielen": table(*rows)}
    if contracts is not None:
        reference["contracten"] = make_lines("contracten", [{"profiel": name} for name in contracts])
    with pytest.raises(UnusableInputError) as said:
        profiles_of(reference, asked=asked)
    return str(said.value)


def test_every_rule_on_an_agreement_is_heard_under_one_of_our_own_profiles():
    asked = {rule.agreement for rule in RULES} - {""}

    assert all(any(agreement in each for each in profiles().values()) for agreement in asked)
    assert asked <= {*AGREEMENTS, LOCAL_MAXIMUM}


def test_every_agreement_is_asked_by_a_rule_or_makes_another_maximum():
    asked = {rule.agreement for rule in RULES}

    for name, agreement in AGREEMENTS.items():
        value = str(agreement.value[0]) if agreement.value else None
        held = profiles_of({"profielen": table(("eigen", name, value))})["eigen"]
        assert name in asked or LOCAL_MAXIMUM in held


def test_the_regional_profile_only_asks_an_end_for_a_total():
    assert profiles()["regionaal"].agreements == {"einddatum_bij_totaal": None}


def test_without_a_table_our_own_profiles_count_and_with_one_only_those_in_it():
    own = profiles_of({})
    given = profiles_of({"profielen": table(("streng", "start_verplicht"))})

    assert own == profiles()
    assert {name: each.agreements for name, each in given.items()} == {"streng": {"start_verplicht": None}}


def test_an_empty_table_leaves_only_the_national_rules():
    assert profiles_of({"profielen": table()}) == {}


def test_a_profile_knows_its_agreements_and_their_values():
    held = profiles_of(
        {
            "profielen": table(
                ("p", "halve_maand", "16"), ("p", "eigen_maximum", "90%"), ("p", "eigen_maximum:02A03", "80")
            )
        }
    )["p"]

    assert "halve_maand" in held
    assert "eigen_maximum" in held
    assert "start_verplicht" not in held
    assert LOCAL_MAXIMUM in held
    assert held.half_month == 16
    assert held.percentages == {"": 90, "02A03": 80}


@pytest.mark.parametrize("agreement", ["weken_naar_boven", "maand_naar_rato"])
def test_another_way_of_counting_is_a_local_maximum(agreement):
    held = profiles_of({"profielen": table(("p", agreement))})["p"]

    assert LOCAL_MAXIMUM in held
    assert held.half_month is None
    assert held.percentages == {}


def test_an_agreement_on_one_product_is_a_local_maximum():
    assert LOCAL_MAXIMUM in profiles_of({"profielen": table(("p", "eigen_maximum:02A03", "80"))})["p"]


NAMELESS = "een profiel heeft een naam, en 'landelijk' is het profiel zonder afspraken"
UNKNOWN = f"deze afspraak bestaat niet, kies uit {', '.join(AGREEMENTS)}"


@pytest.mark.parametrize(
    ("profile", "agreement", "value", "reason"),
    [
        ("p", "startverplicht", None, UNKNOWN),
        ("p", "", None, UNKNOWN),
        ("p", "halve_maand", "half", "de waarde is een heel getal van 2 tot en met 28, maar er staat 'half'"),
        ("p", "halve_maand", "", "de waarde is een heel getal van 2 tot en met 28, maar er staat ''"),
        ("p", "halve_maand", "15%", "de waarde is een heel getal van 2 tot en met 28, maar er staat '15%'"),
        ("p", "eigen_maximum", "0,9", "de waarde is een heel getal van 1 tot en met 1000, maar er staat '0,9'"),
        ("p", "start_verplicht", "nee", "deze afspraak heeft geen waarde, maar er staat 'nee'"),
        ("p", "halve_maand:02A03", "15", "deze afspraak kan niet per product gelden"),
        ("p", "eigen_maximum:", "90", "na de dubbele punt hoort een productcode"),
        ("landelijk", "start_verplicht", None, NAMELESS),
        ("", "start_verplicht", None, NAMELESS),
    ],
)
def test_a_row_that_cannot_be_understood_is_said_and_not_passed_over(profile, agreement, value, reason):
    assert refused(("goed", "start_verplicht"), (profile or None, agreement or None, value)) == (
        f"De naslag 'profielen' kan niet worden gebruikt: profiel '{profile}', afspraak '{agreement}': {reason}. "
        "Herstel de tabel en begin opnieuw."
    )


def test_every_wrong_row_is_in_the_sentence():
    said = refused(("p", "start_verplicht"), ("p", "start_verplicht"), ("q", "iets"), ("q", "halve_maand", "1"))

    assert "profiel 'p', afspraak 'start_verplicht': deze afspraak staat er twee keer; profiel 'q'" in said
    assert "afspraak 'iets'" in said
    assert "maar er staat '1'" in said


def test_a_contract_with_a_profile_that_does_not_exist_is_said():
    said = refused(("streng", "start_verplicht"), contracts=["streng", "landelijk", None, "sterng"])

    assert said == (
        "De naslag 'contracten' noemt een profiel dat niet bestaat: sterng. Kies uit: landelijk, streng. Herstel de "
        "kolom profiel, of voeg het profiel toe aan de naslag 'profielen'."
    )


def test_an_agreement_about_a_product_that_does_not_exist_is_said():
    rows = table(("streng", "eigen_maximum:02A33", "90"), ("streng", "eigen_maximum:02A03", "90"))
    products = make_lines("producten", [{"product_code": "02A03"}])

    with pytest.raises(UnusableInputError) as said:
        profiles_of({"profielen": rows, "producten": products})

    assert str(said.value) == (
        "De naslag 'profielen' heeft een afspraak over een product dat niet in de naslag 'producten' staat: 02A33. "
        "Herstel de productcode achter de dubbele punt, of voeg het product toe."
    )
    assert set(profiles_of({"profielen": rows})["streng"].percentages) == {"02A03", "02A33"}


def test_a_profile_that_someone_asks_for_must_exist():
    assert refused(("streng", "start_verplicht"), asked="sterng") == (
        "Het profiel 'sterng' bestaat niet. Kies uit: landelijk, streng."
    )


@pytest.mark.parametrize("asked", [None, "landelijk", "regionaal"])
def test_a_profile_that_exists_may_be_asked_for(asked):
    assert profiles_of({}, asked=asked) == profiles()


def test_people_keep_profiles_in_a_file_of_the_reference_folder(tmp_path):
    rows = "streng;halve_maand;15;vanaf 2026\nstreng;eigen_maximum:02A03;90%;\nstreng;start_verplicht;;\n"
    (tmp_path / "profielen.csv").write_text(HEADER + rows, encoding="utf-8")

    reference = read_reference(tmp_path)

    assert reference.problems.is_empty()
    assert profiles_of(reference.tables)["streng"].agreements == {
        "halve_maand": 15, "eigen_maximum:02A03": 90, "start_verplicht": None,
    }  # fmt: skip
