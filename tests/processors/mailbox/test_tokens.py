# SPDX-License-Identifier: EUPL-1.2
"""A login at Microsoft: what is asked and what is refused."""

from typing import ClassVar

import pytest

from processors.errors import UnusableInputError
from processors.mailbox import certificate, tokens
from processors.mailbox.tokens import access_token
from processors.settings import Settings
from tests.processors.mailbox.certificates import write_application, write_certificate

SCOPE = "https://graph.microsoft.com/.default"


@pytest.fixture
def pem(tmp_path):
    return write_application(tmp_path, days=20)


class Application:
    """What msal makes of the settings, without a network."""

    made: ClassVar = {}
    gives: ClassVar = {}

    def __init__(self, client, **options):
        type(self).made = {"client": client, **options}

    def acquire_token_for_client(self, scopes):
        type(self).made["scopes"] = scopes
        return self.gives


@pytest.fixture
def msal(monkeypatch):
    real = tokens.library  # only msal is stood in for

    class Msal:
        ConfidentialClientApplication = Application

    monkeypatch.setattr(tokens, "library", lambda name: Msal if name == "msal" else real(name))
    monkeypatch.setattr(Application, "gives", {"access_token": "t"})


@pytest.mark.usefixtures("msal")
def test_a_certificate_goes_before_a_secret(pem):
    access = Settings(mail_tenant="t1", mail_client="c1", mail_certificaat=pem, mail_geheim="geheim")

    assert access_token(access, SCOPE) == "t"
    made = Application.made
    assert (made["client"], made["authority"], made["scopes"]) == (
        "c1",
        "https://login.microsoftonline.com/t1",
        [SCOPE],
    )
    assert set(made["client_credential"]) == {"private_key", "public_certificate"}
    assert made["instance_discovery"] is True


@pytest.mark.usefixtures("msal")
def test_a_secret_and_an_authority_of_ones_own(tmp_path):
    trusted, _ = write_certificate(tmp_path)
    access = Settings(
        mail_tenant="t",
        mail_client="c",
        mail_geheim="geheim",
        mail_autoriteit="https://localhost:9/",
        mail_ca=trusted,
    )

    access_token(access, SCOPE)

    made = Application.made
    assert (made["client_credential"], made["authority"]) == ("geheim", "https://localhost:9/t")
    assert made["instance_discovery"] is False
    assert (made["http_client"].verify, made["http_client"].trust_env) == (str(trusted), False)


@pytest.mark.usefixtures("msal")
def test_a_refusal_is_a_sentence_with_its_code_only(monkeypatch):
    monkeypatch.setattr(Application, "gives", {"error": "invalid_client", "error_description": "geheim zus en zo"})

    with pytest.raises(UnusableInputError, match="invalid_client") as caught:
        access_token(Settings(mail_tenant="t", mail_client="c"), SCOPE)

    assert "zus en zo" not in str(caught.value)


def test_an_authority_that_is_not_there_is_a_sentence():
    access = Settings(mail_tenant="t", mail_client="c", mail_geheim="g", mail_autoriteit="https://localhost:9")

    with pytest.raises(UnusableInputError, match="niet bereikbaar"):
        access_token(access, SCOPE)


def test_without_the_extra_a_sentence_says_what_to_install(monkeypatch):
    monkeypatch.setattr(certificate, "import_module", lambda name: (_ for _ in ()).throw(ModuleNotFoundError(name)))

    with pytest.raises(UnusableInputError, match=r"extra \[mail\]"):
        access_token(Settings(mail_tenant="t", mail_client="c"), SCOPE)
