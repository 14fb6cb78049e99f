# SPDX-License-Identifier: EUPL-1.2
"""The columns: name, label, kind, unit, code list, width and whether it is personal, each said once.

Names are the element names of the iStandaarden (iWmo/iJw 3.2) in snake_case; `lines` puts them in tables.
"""

from collections.abc import Mapping

from processors.vocabulary import DOMAINS
from processors.vocabulary.field import REFERENCE, STANDARD, STATEMENT, Field, Kind

__all__ = ["FIELDS", "REFERENCE", "STANDARD", "STATEMENT", "Field", "Kind"]

FIELDS: Mapping[str, Field] = {field.name: field for domain in DOMAINS for field in domain.FIELDS}
