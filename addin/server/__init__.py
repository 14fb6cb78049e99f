# SPDX-License-Identifier: EUPL-1.2
"""The main door: an Office.js add-in served by xlwings Server (extra `[server]`), with what we mend in its releases.

This folder is the project that xlwings Server reads, with its names: `custom_functions`, `auth`, `templates`, `static`.
"""
