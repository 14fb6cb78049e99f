# SPDX-License-Identifier: EUPL-1.2
"""Presses a button of the classic ribbon, on a workbook as the server of xlwings keeps it: that can be read back.

Run in a process of its own, because xlwings looks for its licence once: script and workbook as JSON on stdin, the
actions on stdout.
"""

import json
import sys

import xlwings as xw

from addin.classic import buttons

if __name__ == "__main__":
    asked = json.load(sys.stdin)
    book = xw.Book(json=asked["book"])
    xw.Book.caller = lambda: book
    buttons.pressed(asked["script"])
    json.dump(book.json()["actions"], sys.stdout)
