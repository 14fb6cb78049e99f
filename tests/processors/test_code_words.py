# SPDX-License-Identifier: EUPL-1.2
import re
from pathlib import Path

import processors
from processors.code_words import words
from processors.rules import RULES


def test_every_code_that_a_finding_can_have_says_what_it_is_about():
    root = Path(processors.__file__).parent
    used = {code for path in root.rglob("*.py") for code in re.findall(r"\b(?:INTAKE|LEZEN)-\d\d\b", path.read_text())}
    used |= {rule.code for rule in RULES}

    assert used
    assert used <= words().keys()
    assert all(sentence.endswith(".") for sentence in words().values())
