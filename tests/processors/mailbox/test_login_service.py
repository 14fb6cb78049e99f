# SPDX-License-Identifier: EUPL-1.2
"""msal and a real OpenID provider that judges a login as Entra does: who gets in, and what the others hear."""

import shutil
import time

import jwt
import pytest
from cryptography.hazmat.primitives import serialization

from processors.errors import UnusableInputError
from processors.mailbox.graph_client import SCOPE
from processors.mailbox.imap_session import SCOPE as IMAP_SCOPE
from processors.mailbox.tokens import access_token
from tests.processors.mailbox.certificates import as_pfx, write_application
from tests.processors.mailbox.login_service import HOUR, SECRET, SHORT, opened


def test_a_certificate_gives_a_token_for_graph_that_the_provider_signed(login_service):
    token = access_token(login_service.settings("data3"), SCOPE)

    (key,) = login_service.keys()
    said = jwt.decode(token, key, ["RS256"], audience="https://graph.microsoft.com", issuer=login_service.issuer)
    assert (said["client_id"], said["scope"], said["exp"] - said["iat"]) == ("data3", SCOPE, HOUR)


def test_a_certificate_gives_a_token_for_a_mail_server_that_may_ask_what_it_is_worth(login_service):
    token = access_token(login_service.settings("data3"), IMAP_SCOPE)

    said = login_service.introspected(token)
    assert (said["active"], said["username"], said["aud"]) == (True, "data3@regio.nl", "https://outlook.office365.com")


def test_a_pfx_with_its_password_gives_a_token_too(login_service, tmp_path):
    pem = shutil.copy(login_service.application, tmp_path / "toepassing.pem")
    pfx = as_pfx(pem, "wachtwoord")

    access = login_service.settings("data3", mail_certificaat=pfx, mail_certificaat_wachtwoord="wachtwoord")

    assert login_service.introspected(access_token(access, IMAP_SCOPE))["username"] == "data3@regio.nl"


def test_a_secret_gives_a_token_too(login_service):
    access = login_service.settings("geheim", mail_certificaat=None, mail_geheim=SECRET)

    assert login_service.introspected(access_token(access, IMAP_SCOPE))["username"] == "geheim@regio.nl"


@pytest.mark.parametrize(
    ("client", "changed"),
    [
        ("onbekend", {}),
        ("geheim", {"mail_certificaat": None, "mail_geheim": "fout"}),
        ("geheim", {"mail_certificaat": None}),
        ("data3", {"mail_certificaat": None, "mail_geheim": SECRET}),
    ],
)
def test_an_application_that_is_unknown_or_has_another_secret_is_a_sentence(login_service, client, changed):
    with pytest.raises(UnusableInputError, match=r"geen toegang tot het postvak \(invalid_"):
        access_token(login_service.settings(client, **changed), SCOPE)


def test_a_certificate_that_is_not_registered_is_a_sentence(login_service, tmp_path):
    access = login_service.settings(mail_certificaat=write_application(tmp_path))

    with pytest.raises(UnusableInputError, match=r"\(invalid_client\).*certificaat of geheim"):
        access_token(access, SCOPE)


def test_a_certificate_of_the_same_key_that_is_not_registered_is_a_sentence(login_service, tmp_path):
    key = serialization.load_pem_private_key(login_service.application.read_bytes(), None)
    renewed = write_application(tmp_path, key=key)

    with pytest.raises(UnusableInputError, match=r"\(invalid_client\)"):
        access_token(login_service.settings(mail_certificaat=renewed), SCOPE)


def test_a_certificate_that_has_ended_is_a_sentence(login_service):
    with pytest.raises(UnusableInputError, match="of dat niet is verlopen"):
        access_token(login_service.settings("verlopen", mail_certificaat=login_service.ended), SCOPE)


def test_a_tenant_that_the_provider_does_not_know_is_a_sentence(login_service):
    with pytest.raises(UnusableInputError, match="kent de tenant niet"):
        access_token(login_service.settings(mail_tenant="andere"), SCOPE)


def test_a_provider_whose_certificate_is_not_trusted_is_a_sentence(login_service):
    with pytest.raises(UnusableInputError, match="niet bereikbaar"):
        access_token(login_service.settings(mail_ca=None), SCOPE)


def test_a_provider_that_went_down_is_a_sentence_and_later_gives_a_token_again(node, oidc_provider, tmp_path):
    with opened(node, oidc_provider, tmp_path) as service:
        before = access_token(service.settings(), SCOPE)
    with pytest.raises(UnusableInputError, match="niet bereikbaar of kent de tenant niet"):
        access_token(service.settings(), SCOPE)
    shutil.rmtree(tmp_path)
    tmp_path.mkdir()
    with opened(node, oidc_provider, tmp_path) as service:
        assert access_token(service.settings(), SCOPE) != before


def test_a_token_is_worth_nothing_once_it_has_ended(login_service):
    token = access_token(login_service.settings("kort"), IMAP_SCOPE)
    before = login_service.introspected(token)

    time.sleep(SHORT + 1)

    assert (before["active"], login_service.introspected(token)) == (True, {"active": False})
