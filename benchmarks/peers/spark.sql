-- SPDX-License-Identifier: EUPL-1.2
-- The fifteen rules of `duckdb.sql` in the words of Spark, on `lines`. Unknown (null) is not wrong.
WITH
numbers AS (SELECT *, CASE WHEN client RLIKE '^[0-9]{9}$' THEN CAST(client AS BIGINT) END AS number FROM lines),
-- The lines that start a group of more than one.
references_twice AS (
    SELECT wet, aanbieder, referentie_nummer, min(nr) AS first_of_number
    FROM lines GROUP BY wet, aanbieder, referentie_nummer HAVING count(*) > 1
),
periods_twice AS (
    SELECT
        toewijzing_nummer, gemeente, wet, product_periode_begin, product_periode_eind, product_code,
        product_categorie, debet_credit, min(nr) AS first_of_period
    FROM lines
    GROUP BY
        toewijzing_nummer, gemeente, wet, product_periode_begin, product_periode_eind, product_code,
        product_categorie, debet_credit
    HAVING count(*) > 1
),
limited AS (
    SELECT
        *,
        coalesce(toegewezen_eenheid IN ('82', '83') AND toegewezen_frequentie = '2', false) AS weekly_output
    FROM lines WHERE maximum_toewijzing IS NOT NULL
),
volumes AS (
    SELECT
        *,
        coalesce(geleverd_volume > maximum_periode AND NOT (weekly_output AND maximum_periode = 0), false) AS above,
        CASE WHEN eenheid = '04' THEN 60 ELSE 1 END AS factor
    FROM limited
    LEFT JOIN references_twice USING (wet, aanbieder, referentie_nummer)
    LEFT JOIN periods_twice USING (
        toewijzing_nummer, gemeente, wet, product_periode_begin, product_periode_eind, product_code, product_categorie,
        debet_credit
    )
),
counted AS (
    SELECT
        *,
        -- What is refused as double or of another client does not use up the room of the others.
        CASE
            WHEN debet_credit = 'C' THEN coalesce(credit_geldt, false)
            ELSE nr = coalesce(first_of_number, nr) AND nr = coalesce(first_of_period, nr)
                AND NOT coalesce(eerder_referentie, false) AND NOT coalesce(eerder_debet_open, false)
                AND coalesce(client = toegewezen_client, true) AND NOT above
        END AS counts
    FROM volumes
),
totals AS (
    SELECT
        nr, debet_credit, above, weekly_output, eerder_geteld, maximum_toewijzing, factor,
        sum(CASE WHEN counts THEN factor * CASE debet_credit WHEN 'C' THEN -geleverd_volume ELSE geleverd_volume END END)
            OVER (
                PARTITION BY toewijzing_nummer, gemeente, wet ORDER BY debet_credit, nr ROWS UNBOUNDED PRECEDING
            ) AS running
    FROM counted
)
-- One look at the lines for all rules that judge a line by itself.
SELECT nr, explode(array_compact(array(
    CASE WHEN NOT aanbieder RLIKE '^[0-9]{8}$' THEN 'supplier_has_eight_digits' END,
    CASE WHEN NOT declaratie_nummer RLIKE '^[A-Za-z0-9]+$' THEN 'declaration_number_is_letters_and_digits' END,
    CASE WHEN number = 0 OR (
        number div 100000000 * 9 + number div 10000000 % 10 * 8 + number div 1000000 % 10 * 7
        + number div 100000 % 10 * 6 + number div 10000 % 10 * 5 + number div 1000 % 10 * 4
        + number div 100 % 10 * 3 + number div 10 % 10 * 2 - number % 10
    ) % 11 <> 0 THEN 'client_passes_elfproef' END,
    CASE WHEN NOT array_contains(:eenheid, eenheid) THEN 'unit_is_in_the_list' END,
    CASE
        WHEN (wet = 'wmo' AND NOT array_contains(:wmo, product_categorie))
            OR (wet = 'jw' AND NOT array_contains(:jw, product_categorie))
            THEN 'category_is_in_the_list_of_the_law'
    END,
    CASE WHEN product_periode_eind < product_periode_begin THEN 'period_ends_after_it_starts' END,
    CASE
        WHEN eenheid NOT IN ('01', '83') AND ingediend_bedrag <> geleverd_volume * product_tarief
            THEN 'amount_is_volume_times_tariff'
    END,
    CASE
        WHEN eenheid <> '83' AND NOT (eenheid = '01' AND coalesce(contract_per_uur, 'nee') = 'ja')
            AND product_tarief <> contract_tarief THEN 'tariff_is_that_of_the_contract'
    END,
    CASE WHEN NOT toewijzing_bekend THEN 'allocation_is_known' END,
    CASE WHEN client <> toegewezen_client THEN 'client_is_that_of_the_allocation' END,
    CASE WHEN product_periode_begin < toegewezen_ingangsdatum THEN 'period_starts_within_allocation' END,
    CASE WHEN NOT lid_van_module THEN 'municipality_takes_part' END
))) AS rule FROM numbers
UNION ALL
SELECT nr, 'line_stands_once_in_a_file' FROM lines
JOIN references_twice USING (wet, aanbieder, referentie_nummer) WHERE nr > first_of_number
UNION ALL
SELECT nr, 'period_is_declared_once_in_a_file' FROM lines JOIN periods_twice USING (
    toewijzing_nummer, gemeente, wet, product_periode_begin, product_periode_eind, product_code, product_categorie,
    debet_credit
)
WHERE debet_credit = 'D' AND nr > first_of_period
UNION ALL
SELECT nr, 'volume_fits_the_allocation' FROM totals
WHERE
    debet_credit = 'D' AND NOT above AND NOT (weekly_output AND maximum_toewijzing = 0)
    AND eerder_geteld + coalesce(running, 0) > maximum_toewijzing * factor
