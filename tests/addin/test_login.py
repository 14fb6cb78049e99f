# SPDX-License-Identifier: EUPL-1.2
"""Who has no valid token of the tenant gets nothing, and who lacks the role neither."""

import json
import time
from importlib import import_module

import httpx
import pytest

from tests.addin.serving import call, served

TENANT, CLIENT, ROLE = "11111111-1111-1111-1111-111111111111", "22222222-2222-2222-2222-222222222222", "controller"
ISSUER = f"https://login.microsoftonline.com/{TENANT}/v2.0"
ASKED = ("pv_gemeente", [[["0983"]]])


@pytest.fixture(scope="module")
def signing(xlwings_server):
    """A key of our own, in the place of those of Microsoft."""
    del xlwings_server
    return import_module("joserfc.jwk").RSAKey.generate_key(2048, {"kid": "eigen", "use": "sig", "alg": "RS256"})


@pytest.fixture(scope="module")
def url(signing, office_folder, tmp_path_factory):
    """A server that asks to log in."""
    keys = tmp_path_factory.mktemp("sleutels") / "jwks.json"
    keys.write_text(json.dumps({"keys": [signing.as_dict(private=False)]}), encoding="utf-8")
    more = {
        "VERZAMELPUNT_ADDIN_TENANT": TENANT, "VERZAMELPUNT_ADDIN_CLIENT": CLIENT, "VERZAMELPUNT_ADDIN_ROL": ROLE,
        "VERZAMELPUNT_ADDIN_SLEUTELS": str(keys),
    }  # fmt: skip
    with served(office_folder, more) as address:
        yield address


def token(key, **changed):
    now = int(time.time())
    claims = {
        "aud": CLIENT, "iss": ISSUER, "ver": "2.0", "iat": now, "nbf": now - 60, "exp": now + 600, "oid": "een",
        "name": "Een Controller", "roles": [ROLE], "preferred_username": "een@regio.example", **changed,
    }  # fmt: skip
    return import_module("joserfc.jwt").encode({"alg": "RS256", "kid": "eigen"}, claims, key)


def answer(url, bearer):
    return call(url, *ASKED, headers={"Authorization": bearer} if bearer else {})


def test_who_is_logged_in_with_the_role_gets_an_answer(url, signing):
    assert answer(url, f"Bearer {token(signing)}") == (200, [["Venlo"]])


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
def test_a_token_of_something_else_is_refused(url, signing, changed):
    assert answer(url, f"Bearer {token(signing, **changed)}")[0] == 401


def test_without_a_token_with_half_a_token_or_signed_by_another_nobody_enters(url, signing):
    other = type(signing).generate_key(2048, {"kid": "eigen"})

    assert [answer(url, bearer)[0] for bearer in ("", "Bearer", "Bearer x.y.z", f"Bearer {token(other)}")] == [401] * 4


def test_a_token_that_says_it_needs_no_signature_is_refused(url, signing):
    header, claims, _ = token(signing).split(".")
    unsigned = "eyJhbGciOiJub25lIn0"

    assert answer(url, f"Bearer {unsigned}.{claims}.")[0] == 401
    assert answer(url, f"Bearer {header}.{claims}.")[0] == 401


def test_without_the_role_there_is_no_answer(url, signing):
    status, told = answer(url, f"Bearer {token(signing, roles=['lezer'])}")

    assert status == 403
    assert "controller" in told


def test_what_everybody_may_see_holds_no_data(url):
    for page in ("/gezond", "/hulp", "/taskpane.html", "/xlwings/custom-functions-meta.json"):
        shown = httpx.get(f"{url}{page}")

        assert shown.status_code == 200
        assert "99000101" not in shown.text
