# SPDX-License-Identifier: EUPL-1.2
"""What the regional and municipal workbooks tell, page by page, from the star tables alone."""

from processors.region_pages.book import region_book

__all__ = ["region_book"]
