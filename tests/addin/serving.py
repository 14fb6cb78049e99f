# SPDX-License-Identifier: EUPL-1.2
"""A server for Excel, started by its own command, and calls as the add-in makes them."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

import httpx

VERSION = "0.37.8"


@contextmanager
def served(folder, more):
    """The address of a server in this folder; what it says when it ends holds no mistake of ours."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    started = [sys.executable, "-m", "processors.cli", "addin", "server", "--poort", str(port)]
    known = {**os.environ, "VERZAMELPUNT_ADDIN_LICENTIE": "noncommercial", **more}
    server = subprocess.Popen(
        started, cwd=folder, env=known, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, server)
        yield address
    finally:
        server.terminate()
        told = server.communicate(timeout=20)[0]
    assert "999900006" not in told
    assert "Traceback" not in told, told


def _wait(address, server):
    """Until it answers, or ended."""
    for _ in range(600):
        try:
            httpx.get(f"{address}/gezond").raise_for_status()
        except httpx.TransportError:
            assert server.poll() is None, server.stdout.read()
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(address)


def call(url, name, arguments, *, headers=None):
    """Status and answer of one call, as the add-in makes it."""
    body = {
        "client": "Office.js", "func_name": name, "args": arguments, "caller_address": "[b.xlsx]Blad1!A1",
        "session_id": "proef", "culture_info_name": "nl-NL", "date_format": "d-m-jjjj", "version": VERSION,
        "runtime": "1.4",
    }  # fmt: skip
    answer = httpx.post(f"{url}/xlwings/custom-functions-call", json=body, timeout=60, headers=headers)
    return answer.status_code, answer.json()["result"] if answer.is_success else answer.text


def press(url, script, *arguments, sheets, selection="A1"):
    """Status, and what a script wants done with a book of these sheets (cells by name): a list of actions."""
    told = [
        {"name": name, "values": [list(row) for row in values], "pictures": [], "shapes": [], "charts": [], "notes": [],
         "tables": [], "print_area": None, "show_gridlines": True, "pivot_tables": [], "visibility": "Visible"}
        for name, values in sheets.items()
    ]  # fmt: skip
    body = {
        "client": "Office.js", "version": VERSION, "names": [], "sheets": told, "args": list(arguments),
        "book": {"name": "b.xlsx", "active_sheet_index": 0, "selection": selection},
    }  # fmt: skip
    answer = httpx.post(f"{url}/xlwings/custom-scripts-call/{script}", json=body, timeout=60)
    return answer.status_code, answer.json()["actions"] if answer.is_success else answer.text


def told(actions):
    """What a script says."""
    return " ".join(action["args"][0] for action in actions if action["func"] == "alert")


def sheets_of(actions):
    """The rows of each sheet that is made, by its name."""
    names = [action["args"][1] for action in actions if action["func"] == "addSheet"]
    return dict(zip(names, (action["values"] for action in actions if action["func"] == "setValues"), strict=True))
