# SPDX-License-Identifier: EUPL-1.2
"""People edit the texts of our answers; a text with a gap is refused before anything is sent."""

import pytest

from processors import jobs, mail_templates
from processors.errors import UnusableInputError
from processors.mail_templates import FIELDS, check_templates, filled, subject_and_letter, template_text


def edited(monkeypatch, name, change):
    """Let a template be another text than it is."""
    real = template_text
    monkeypatch.setattr(
        mail_templates, "template_text", lambda asked: change(real(asked)) if asked == name else real(asked)
    )


def test_the_texts_as_they_are_can_be_used():
    check_templates()


@pytest.mark.parametrize("name", FIELDS)
def test_an_unknown_name_is_refused_and_named(monkeypatch, name):
    edited(monkeypatch, name, lambda text: text + "\nTot $straks, ${bsn}")

    with pytest.raises(UnusableInputError) as refused:
        check_templates()

    assert f"Sjabloon 'templates/mail/{name}.txt' noemt $bsn, $straks, en dat bestaat niet." in str(refused.value)


@pytest.mark.parametrize(("name", "field"), [(name, field) for name in FIELDS for field in sorted(FIELDS[name])])
def test_a_missing_name_is_refused_and_named(monkeypatch, name, field):
    edited(monkeypatch, name, lambda text: text.replace(f"${field}", "iets"))

    with pytest.raises(UnusableInputError) as refused:
        check_templates()

    assert f"'templates/mail/{name}.txt' mist ${field}. Zet dat terug" in str(refused.value)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda text: text + "\nkosten: $ 5", "los dollarteken"),
        (lambda text: text.replace("Onderwerp: ", "Over: "), "begint niet goed"),
        (lambda text: "\n" + text, "begint niet goed"),
        (lambda text: text.replace("\n\nGoedendag", "\nGoedendag"), "begint niet goed"),
    ],
    ids=["dollar", "subject", "first-line", "empty-line"],
)
def test_a_text_that_no_mail_can_be_made_of_is_refused(monkeypatch, change, says):
    edited(monkeypatch, "ontvangen", change)

    with pytest.raises(UnusableInputError, match=says):
        check_templates()


def test_a_pass_does_nothing_when_a_text_cannot_be_used(monkeypatch):
    edited(monkeypatch, "antwoord", lambda text: text + "$straks")

    with pytest.raises(UnusableInputError, match="straks"):
        jobs.process_mailbox(None)  # nothing of the desk is looked at


def test_a_text_is_filled_without_a_hole_where_a_value_is_empty():
    values = dict.fromkeys(FIELDS["zonder_bijlage"], "x")

    text = filled("zonder_bijlage", **{**values, "uitleg": ""})
    subject, letter = subject_and_letter(text)

    assert "\n\n\n" not in text
    assert (subject, letter.splitlines()[0]) == ("In uw bericht zat geen bestand", "Goedendag,")
