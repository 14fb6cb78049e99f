# SPDX-License-Identifier: EUPL-1.2
"""What is judged of tender workbooks: prices, weights, planning, questions."""

from processors.vocabulary.field import Field
from processors.vocabulary.words import Added, Said

FIELDS: tuple[Field, ...] = ()
TABLES: tuple[Said, ...] = ()
ADDED: tuple[Added, ...] = ()
LINKS: dict[str, str] = {}
