# SPDX-License-Identifier: EUPL-1.2
"""The region in Power BI: the star schema as Parquet, a semantic model over it and a report to start from."""
