# SPDX-License-Identifier: EUPL-1.2
"""Who has no valid token of the tenant gets nothing, and who lacks the role neither."""

import time

import httpx
import pytest

from tests.addin.entra import token
from tests.addin.serving import call

ASKED = ("pv_gemeente", [[["0983"]]])


def answer(url, bearer):
    return call(url, *ASKED, headers={"Authorization": bearer} if bearer else {})


def test_who_is_logged_in_with_the_role_gets_an_answer(locked_url, signing):
    assert answer(locked_url, f"Bearer {token(signing)}") == (200, [["Venlo"]])


@pytest.mark.parametrize(
    "changed",
    [
        {"aud": "33333333-3333-3333-3333-333333333333"},
        {"iss": "https://login.microsoftonline.com/44444444-4444-4444-4444-444444444444/v2.0"},
        {"exp": int(time.time()) - 3600},
        {"ver": "3.0"},
    ],
    ids=["another application", "another tenant", "expired", "another version"],
)
def test_a_token_of_something_else_is_refused(locked_url, signing, changed):
    assert answer(locked_url, f"Bearer {token(signing, **changed)}")[0] == 401


def test_without_a_token_with_half_a_token_or_signed_by_another_nobody_enters(locked_url, signing):
    other = type(signing).generate_key(2048, {"kid": "eigen"})

    assert [answer(locked_url, bearer)[0] for bearer in ("", "Bearer", "Bearer x.y.z", f"Bearer {token(other)}")] == [
        401
    ] * 4


def test_a_token_that_says_it_needs_no_signature_is_refused(locked_url, signing):
    header, claims, _ = token(signing).split(".")
    unsigned = "eyJhbGciOiJub25lIn0"

    assert answer(locked_url, f"Bearer {unsigned}.{claims}.")[0] == 401
    assert answer(locked_url, f"Bearer {header}.{claims}.")[0] == 401


def test_without_the_role_there_is_no_answer(locked_url, signing):
    status, told = answer(locked_url, f"Bearer {token(signing, roles=['lezer'])}")

    assert status == 403
    assert "controller" in told


def test_what_everybody_may_see_holds_no_data(locked_url):
    for page in ("/gezond", "/hulp", "/taskpane.html", "/xlwings/custom-functions-meta.json"):
        shown = httpx.get(f"{locked_url}{page}")

        assert shown.status_code == 200
        assert "99000101" not in shown.text
