# SPDX-License-Identifier: EUPL-1.2
"""The certificate of an application: as PEM or .pfx, with or without a password, and how long it lasts."""

from datetime import UTC, date, datetime, timedelta

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12
from pydantic import SecretStr

from processors.errors import UnusableInputError
from processors.mailbox.certificate import certificate_days, credential
from processors.mailbox.tokens import access_token
from processors.settings import Settings
from tests.processors.mailbox.certificates import as_pfx, elliptic, write_application

SCOPE = "https://graph.microsoft.com/.default"


@pytest.fixture
def pem(tmp_path):
    return write_application(tmp_path, days=20)


def test_the_days_of_a_certificate_are_counted(pem):
    today = datetime.now(UTC).date()

    assert certificate_days(Settings(mail_certificaat=pem), today) in {19, 20}
    assert certificate_days(Settings(mail_certificaat=pem), today + timedelta(days=30)) < 0
    assert certificate_days(Settings(), today) is None


@pytest.mark.parametrize("content", [None, b"geen certificaat"])
def test_a_file_that_is_no_certificate_is_a_sentence(tmp_path, content):
    path = tmp_path / "toepassing.pem"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(UnusableInputError, match="niet te lezen"):
        certificate_days(Settings(mail_certificaat=path), date(2026, 11, 2))
    with pytest.raises(UnusableInputError, match="niet te lezen"):
        access_token(Settings(mail_certificaat=path, mail_tenant="t", mail_client="c"), SCOPE)


def test_a_key_that_is_not_of_the_certificate_is_a_sentence(tmp_path):
    ours, other = write_application(tmp_path / "a"), write_application(tmp_path / "b")
    ours.write_bytes(other.with_name("server.key").read_bytes() + ours.with_name("server.pem").read_bytes())

    with pytest.raises(UnusableInputError, match="hoort niet bij het certificaat"):
        access_token(Settings(mail_certificaat=ours, mail_tenant="t", mail_client="c"), SCOPE)


def test_a_key_with_which_microsoft_knows_no_login_is_a_sentence(tmp_path):
    path = write_application(tmp_path, key=elliptic())

    with pytest.raises(UnusableInputError, match="geen RSA-sleutel"):
        access_token(Settings(mail_certificaat=path, mail_tenant="t", mail_client="c"), SCOPE)


def test_a_key_behind_a_password_asks_for_it(pem):
    key = serialization.load_pem_private_key(pem.read_bytes(), None)
    closed = serialization.BestAvailableEncryption(b"wachtwoord")
    locked = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, closed)
    pem.write_bytes(locked + pem.with_name("server.pem").read_bytes())

    settings = Settings(mail_certificaat=pem, mail_certificaat_wachtwoord="wachtwoord")

    assert credential(settings)["private_key"].startswith("-----BEGIN PRIVATE KEY-----")
    for wrong in (None, "anders"):
        with pytest.raises(UnusableInputError, match=r"niet te lezen.* VERZAMELPUNT_MAIL_CERTIFICAAT_WACHTWOORD"):
            credential(settings.model_copy(update={"mail_certificaat_wachtwoord": SecretStr(wrong) if wrong else None}))


@pytest.mark.parametrize("password", ["", "wachtwoord met spatie"])
@pytest.mark.parametrize("ending", ["pfx", "P12"])
def test_a_pfx_holds_the_same_key_and_certificate_as_the_pem(pem, password, ending):
    path = as_pfx(pem, password).rename(pem.with_suffix(f".{ending}"))
    settings = Settings(mail_certificaat=path, mail_certificaat_wachtwoord=password or None)

    assert credential(settings) == credential(Settings(mail_certificaat=pem))
    assert certificate_days(settings, datetime.now(UTC).date()) in {19, 20}


@pytest.mark.parametrize("password", [None, "anders"])
def test_a_pfx_with_another_password_is_a_sentence(pem, password):
    path = as_pfx(pem, "wachtwoord")

    with pytest.raises(UnusableInputError, match=r"niet te lezen.* VERZAMELPUNT_MAIL_CERTIFICAAT_WACHTWOORD"):
        credential(Settings(mail_certificaat=path, mail_certificaat_wachtwoord=password))


def test_a_pfx_without_a_certificate_is_a_sentence(pem):
    key = serialization.load_pem_private_key(pem.read_bytes(), None)
    path = pem.with_suffix(".pfx")
    path.write_bytes(pkcs12.serialize_key_and_certificates(None, key, None, None, serialization.NoEncryption()))

    with pytest.raises(UnusableInputError, match="niet te lezen"):
        certificate_days(Settings(mail_certificaat=path), date(2026, 11, 2))
