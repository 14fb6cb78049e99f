# SPDX-License-Identifier: EUPL-1.2
"""Messages of the iStandaarden (iWmo/iJw 3.2): from elements to tables of the vocabulary, and back."""
