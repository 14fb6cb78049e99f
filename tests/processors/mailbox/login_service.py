# SPDX-License-Identifier: EUPL-1.2
"""A login service as that of Microsoft 365: a real OpenID provider on loopback (`tests/judges/oidc.mjs`)."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import jwt
import requests

from processors.settings import Settings
from tests.conftest import JUDGES
from tests.processors.mailbox.certificates import write_application, write_certificate

TENANT = "regio"
SECRET = "geheim-van-de-toepassing"  # noqa: S105 - of a provider that lives as long as the test
INTROSPECTION = "geheim-van-dovecot"
HOUR, SHORT = 3600, 4  # seconds; long enough to log in on a busy machine
MAILBOXES = 40


@dataclass(frozen=True)
class LoginService:
    """The provider: where it is, whose certificate it shows, and the applications that it knows.

    `data0` to `data39` each have a mailbox `…@regio.nl` and the certificate `application`; a token of `kort` lasts
    `SHORT`; the certificate of `verlopen` has ended; `geheim` has a secret.
    """

    port: int
    certificate: Path
    application: Path
    ended: Path

    @property
    def issuer(self) -> str:
        return f"https://localhost:{self.port}/{TENANT}/v2.0"

    @property
    def key(self) -> Path:
        return self.certificate.with_name("server.key")

    @property
    def introspection(self) -> str:
        """Where a mail server asks what a token is worth, with its secret."""
        return f"{self.issuer}/token/introspection".replace("//", f"//dovecot:{INTROSPECTION}@", 1)

    def introspected(self, token: str) -> dict[str, object]:
        """What a mail server hears of a token."""
        return dict(self.session().post(self.introspection, data={"token": token}, timeout=30).json())

    def keys(self) -> list[jwt.PyJWK]:
        """The keys with which the provider signs, as it publishes them."""
        session = self.session()
        place = session.get(f"{self.issuer}/.well-known/openid-configuration", timeout=30).json()["jwks_uri"]
        return list(jwt.PyJWKSet.from_dict(session.get(place, timeout=30).json()).keys)

    def session(self) -> requests.Session:
        """Calls that trust the provider alone."""
        session = requests.Session()
        session.trust_env, session.verify = False, str(self.certificate)
        return session

    def access(self, client: str = "data0", **changed: object) -> dict[str, object]:
        """Settings of an application that may log in."""
        return {
            "mail_tenant": TENANT, "mail_client": client, "mail_certificaat": self.application,
            "mail_autoriteit": f"https://localhost:{self.port}", "mail_ca": self.certificate, **changed,
        }  # fmt: skip

    def settings(self, client: str = "data0", **changed: object) -> Settings:
        return Settings(**self.access(client, **changed))


@contextmanager
def opened(node: str, library: str, folder: Path) -> Iterator[LoginService]:
    """Start the provider; it is gone afterwards."""
    certificate, key = write_certificate(folder)
    application, ended = write_application(folder / "geldig"), write_application(folder / "verlopen", days=-1)
    own = {"certificate": str(application.with_name("server.pem")), "seconds": HOUR}
    clients = [{"id": f"data{nr}", "mailbox": f"data{nr}@regio.nl", **own} for nr in range(MAILBOXES)]
    clients += [
        {**own, "id": "kort", "mailbox": "kort@regio.nl", "seconds": SHORT},
        {**own, "id": "verlopen", "certificate": str(ended.with_name("server.pem"))},
        {"id": "geheim", "mailbox": "geheim@regio.nl", "secret": SECRET, "seconds": HOUR},
        {"id": "dovecot", "secret": INTROSPECTION},
    ]
    told = folder / "oidc.json"
    told.write_text(
        json.dumps({"tenant": TENANT, "certificate": str(certificate), "key": str(key), "clients": clients}), "utf-8"
    )
    with (folder / "oidc.log").open("wb") as log:
        server = subprocess.Popen([node, JUDGES / "oidc.mjs", library, told], stdout=subprocess.PIPE, stderr=log)
    assert server.stdout
    try:
        port = server.stdout.readline()
        assert port, (folder / "oidc.log").read_text("utf-8")
        yield LoginService(int(port), certificate, application, ended)
    finally:
        server.terminate()
        server.wait(30)
        server.stdout.close()
