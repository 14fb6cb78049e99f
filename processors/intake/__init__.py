# SPDX-License-Identifier: EUPL-1.2
"""Recognise a file, map its columns, and turn it into tables of the vocabulary."""
