# SPDX-License-Identifier: EUPL-1.2
"""What a municipality delivers about itself (gemeentelevering), beside the tables it shares with others."""

from processors.vocabulary.field import Field
from processors.vocabulary.words import Added, Said

FIELDS: tuple[Field, ...] = ()
TABLES: tuple[Said, ...] = ()
ADDED: tuple[Added, ...] = ()
LINKS: dict[str, str] = {}
