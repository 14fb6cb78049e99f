# SPDX-License-Identifier: EUPL-1.2
"""A complete tender in the fictional region: from intake workbook to award, with everything that tends to go wrong."""

from processors.demo.tender.writing import FOLDER, realised, write_tender

__all__ = ["FOLDER", "realised", "write_tender"]
