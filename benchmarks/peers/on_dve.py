# SPDX-License-Identifier: EUPL-1.2
"""NHS data-validation-engine on DuckDB: the fifteen rules as filters of its business rules, its messages included.

Windows are columns added before the filters, as its documentation has it. The engine writes its messages to files.
"""

import logging
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import duckdb
from dve.core_engine.backends.base.core import EntityManager
from dve.core_engine.backends.implementations.duckdb.rules import DuckDBStepImplementations
from dve.core_engine.backends.metadata.reporting import ReportingConfig
from dve.core_engine.backends.metadata.rules import ColumnAddition, DeferredFilter, Rule, RuleMetadata

NAME = "data-validation-engine"
PACKAGES = ("data-validation-engine", "duckdb")
ENTITY = "lines"
_ALLOCATION = "toewijzing_nummer, gemeente, wet"
_PERIOD = f"{_ALLOCATION}, product_periode_begin, product_periode_eind, product_code, product_categorie, debet_credit"
_DIGITS = " + ".join(f"number // {10**place} % 10 * {weight}" for place, weight in enumerate(range(2, 10), 1))
ADDED = {
    "number": "CASE WHEN regexp_full_match(client, '[0-9]{9}') THEN try_cast(client AS BIGINT) END",
    "first_of_number": "min(nr) OVER (PARTITION BY wet, aanbieder, referentie_nummer)",
    "first_of_period": f"min(nr) OVER (PARTITION BY {_PERIOD})",
    "weekly_output": "coalesce(toegewezen_eenheid IN ('82', '83') AND toegewezen_frequentie = '2', false)",
    "above": "coalesce(geleverd_volume > maximum_periode AND NOT (weekly_output AND maximum_periode = 0), false)",
    "factor": "CASE WHEN eenheid = '04' THEN 60 ELSE 1 END",
    "counts": "maximum_toewijzing IS NOT NULL AND CASE WHEN debet_credit = 'C' THEN coalesce(credit_geldt, false) "
    "ELSE nr = first_of_number AND nr = first_of_period AND NOT coalesce(eerder_referentie, false) "
    "AND NOT coalesce(eerder_debet_open, false) AND coalesce(client = toegewezen_client, true) AND NOT above END",
    "running": "sum(CASE WHEN counts THEN factor * CASE debet_credit WHEN 'C' THEN -geleverd_volume "
    f"ELSE geleverd_volume END END) OVER (PARTITION BY {_ALLOCATION} ORDER BY debet_credit, nr "
    "ROWS UNBOUNDED PRECEDING)",
}


def filters(lists: Mapping[str, list[str]]) -> dict[str, str]:
    """Per rule what is true of a good line; unknown is not told."""
    listed = {name: ", ".join(f"'{code}'" for code in codes) for name, codes in lists.items()}
    return {
        "supplier_has_eight_digits": "regexp_full_match(aanbieder, '[0-9]{8}')",
        "declaration_number_is_letters_and_digits": "regexp_full_match(declaratie_nummer, '[A-Za-z0-9]+')",
        "client_passes_elfproef": f"number <> 0 AND ({_DIGITS} - number % 10) % 11 = 0",
        "unit_is_in_the_list": f"eenheid IN ({listed['eenheid']})",
        "category_is_in_the_list_of_the_law": f"CASE wet WHEN 'wmo' THEN product_categorie IN ({listed['wmo']}) "
        f"WHEN 'jw' THEN product_categorie IN ({listed['jw']}) END",
        "period_ends_after_it_starts": "product_periode_eind >= product_periode_begin",
        "amount_is_volume_times_tariff": "eenheid IN ('01', '83') OR "
        "ingediend_bedrag = geleverd_volume * product_tarief",
        "line_stands_once_in_a_file": "wet IS NULL OR aanbieder IS NULL OR referentie_nummer IS NULL "
        "OR nr = first_of_number",
        "period_is_declared_once_in_a_file": "debet_credit <> 'D' OR nr = first_of_period",
        "tariff_is_that_of_the_contract": "eenheid = '83' OR (eenheid = '01' AND coalesce(contract_per_uur, 'nee') "
        "= 'ja') OR product_tarief = contract_tarief",
        "allocation_is_known": "toewijzing_bekend",
        "client_is_that_of_the_allocation": "client = toegewezen_client",
        "period_starts_within_allocation": "product_periode_begin >= toegewezen_ingangsdatum",
        "volume_fits_the_allocation": "maximum_toewijzing IS NULL OR debet_credit <> 'D' OR above OR (weekly_output "
        "AND maximum_toewijzing = 0) OR eerder_geteld + coalesce(running, 0) <= maximum_toewijzing * factor",
        "municipality_takes_part": "lid_van_module",
    }


def read(path: Path) -> duckdb.DuckDBPyConnection:
    """A database in memory with the lines as a table."""
    logging.disable(logging.CRITICAL)
    database = duckdb.connect()
    database.execute("CREATE TABLE lines_read AS FROM read_parquet($path)", {"path": str(path)})
    return database


def judge(lines: duckdb.DuckDBPyConnection, lists: Mapping[str, list[str]]) -> Path:
    """The folder with the messages of the engine."""
    folder = Path(tempfile.mkdtemp())
    steps = DuckDBStepImplementations.register_udfs(connection=lines)
    entities = EntityManager({ENTITY: lines.table("lines_read")})
    added = [ColumnAddition(entity_name=ENTITY, column_name=name, expression=text) for name, text in ADDED.items()]
    told = [
        DeferredFilter(
            entity_name=ENTITY, expression=text, reporting=ReportingConfig(code=name, message=name, location="nr")
        )
        for name, text in filters(lists).items()
    ]  # fmt: skip
    rule = Rule(name="fifteen", pre_sync_steps=added, sync_filter_steps=told, post_sync_steps=[])
    rules = RuleMetadata(rules=[rule], local_variables=None, reference_data_config={})
    uri, success = steps.apply_rules(folder.as_uri(), entities, rules, key_fields={ENTITY: ["nr"]})
    if not success:
        raise RuntimeError(f"The engine failed, see {uri}.")
    return folder


def keep(found: Path, path: Path) -> None:
    """Write the violations; what the engine wrote is not kept."""
    database = duckdb.connect()
    messages = database.read_json(str(found / "errors" / "*.jsonl"), format="newline_delimited")
    told = messages.project("CAST(replace(Key, 'nr: ', '') AS BIGINT) AS nr, ErrorCode AS rule")
    told.write_parquet(str(path))
    shutil.rmtree(found)
