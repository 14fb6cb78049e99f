# SPDX-License-Identifier: EUPL-1.2
"""The settings by subject; `processors.settings` takes them together and reads them."""
