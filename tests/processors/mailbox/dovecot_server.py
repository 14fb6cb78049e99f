# SPDX-License-Identifier: EUPL-1.2
"""A real Dovecot on loopback."""

import getpass
import os
import shutil
import socket
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.processors.mailbox.certificates import write_certificate
from tests.processors.mailbox.login_service import LoginService

PASSWORD = "geheim-van-de-test"  # noqa: S105 - of a server that lives as long as the test
CONF = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
mail_uid = {user}
mail_gid = {group}
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:{folder}/mail/%u
ssl = required
ssl_cert = <{certificate}
ssl_key = <{key}
disable_plaintext_auth = yes
auth_mechanisms = plain{mechanisms}
passdb {{
  driver = static
  mechanisms = plain
  args = password={password}
}}
{oauth}
auth_failure_delay = 0
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/mail/%u allow_all_users=yes
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {starttls}
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
"""


OAUTH = """
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {folder}/oauth.conf
}}
"""
INTROSPECTION = """
introspection_mode = post
introspection_url = {url}
tls_ca_cert_file = {certificate}
username_attribute = username
active_attribute = active
active_value = true
"""


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass
class Dovecot:
    """A Dovecot that has no mail; any user may log in with the password, or with a token of the login service."""

    program: str
    folder: Path
    login: LoginService | None = None
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        for part in ("run", "state", "mail"):
            (self.folder / part).mkdir()
        self.certificate, self.key = write_certificate(self.folder)
        if self.login:  # one certificate, as `mail_ca` names one
            shutil.copy(self.login.certificate, self.certificate)
            shutil.copy(self.login.key, self.key)
            told = INTROSPECTION.format(url=self.login.introspection, certificate=self.certificate)
            (self.folder / "oauth.conf").write_text(told, encoding="utf-8")
        self.port, self.starttls = free_port(), free_port()
        user = "nobody" if os.geteuid() == 0 else getpass.getuser()
        group = "nogroup" if os.geteuid() == 0 else str(os.getegid())
        if os.geteuid() == 0:
            for part in ("mail", "state"):
                shutil.chown(self.folder / part, user)
            self.folder.chmod(0o755)
        config = self.folder / "dovecot.conf"
        config.write_text(
            CONF.format(
                folder=self.folder, user=user, group=group, certificate=self.certificate, key=self.key,
                password=PASSWORD, port=self.port, starttls=self.starttls,
                oauth=OAUTH.format(folder=self.folder) if self.login else "",
                mechanisms=" xoauth2" if self.login else "",
            ),
            encoding="utf-8",
        )  # fmt: skip
        self.process = subprocess.Popen([self.program, "-F", "-c", config], stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return
            time.sleep(0.05)
        raise AssertionError((self.folder / "log").read_text("utf-8"))

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(30)
