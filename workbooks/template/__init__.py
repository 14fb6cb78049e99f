# SPDX-License-Identifier: EUPL-1.2
"""Templates that people edit in Excel: compared with what the program fills in, and filled without losing anything.

Only the cells that get a value change, straight in the parts of the file. Charts, drawings, validation, styles, print
set-up and protection stay as the template has them.
"""
