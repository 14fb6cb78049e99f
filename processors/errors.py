# SPDX-License-Identifier: EUPL-1.2
"""Two trees of errors: what the user can solve (Dutch), and our own mistakes (English)."""


class VerzamelpuntError(Exception):
    """The user can solve this: a Dutch sentence that says what, where and what now."""


class UnusableInputError(VerzamelpuntError):
    """A file, option or setting cannot be used as it is; nothing was changed."""


class SecondRunnerError(VerzamelpuntError):
    """Another runner holds the work folder; the command leaves with status 75."""


class OwnMistakeError(Exception):
    """Our own mistake: never told to a sender as if the data were wrong."""


class BrokenRuleError(OwnMistakeError):
    """A rule raised, or gave no verdict for each line."""
