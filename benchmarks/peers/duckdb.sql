-- SPDX-License-Identifier: EUPL-1.2
-- The fifteen rules on `lines`, a query for each: the lines on which it does not hold. Unknown (null) is not wrong.
-- Measured, and slower: all rules in one pass (its windows carry every column), and windows where grouping will do.
WITH
numbers AS (SELECT nr, try_cast(client AS BIGINT) AS number FROM lines WHERE regexp_full_match(client, '[0-9]{9}')),
-- The lines that start a group of more than one.
references_twice AS (
    SELECT wet, aanbieder, referentie_nummer, min(nr) AS first FROM lines GROUP BY ALL HAVING count(*) > 1
),
periods_twice AS (
    SELECT
        toewijzing_nummer, gemeente, wet, product_periode_begin, product_periode_eind, product_code,
        product_categorie, debet_credit, min(nr) AS first
    FROM lines GROUP BY ALL HAVING count(*) > 1
),
volumes AS (
    SELECT
        *,
        coalesce(toegewezen_eenheid IN ('82', '83') AND toegewezen_frequentie = '2', false) AS weekly_output,
        coalesce(geleverd_volume > maximum_periode AND NOT (weekly_output AND maximum_periode = 0), false) AS above,
        CASE WHEN eenheid = '04' THEN 60 ELSE 1 END AS factor,
        -- What is refused as double or of another client does not use up the room of the others.
        CASE
            WHEN debet_credit = 'C' THEN coalesce(credit_geldt, false)
            ELSE nr = coalesce(references_twice.first, nr) AND nr = coalesce(periods_twice.first, nr)
                AND NOT coalesce(eerder_referentie, false) AND NOT coalesce(eerder_debet_open, false)
                AND coalesce(client = toegewezen_client, true) AND NOT above
        END AS counts
    FROM lines
    LEFT JOIN references_twice USING (wet, aanbieder, referentie_nummer)
    LEFT JOIN periods_twice USING (
        toewijzing_nummer, gemeente, wet, product_periode_begin, product_periode_eind, product_code, product_categorie,
        debet_credit
    )
    WHERE maximum_toewijzing IS NOT NULL
),
totals AS (
    SELECT
        nr, debet_credit, above, weekly_output, eerder_geteld, maximum_toewijzing, factor,
        sum(CASE WHEN counts THEN factor * CASE debet_credit WHEN 'C' THEN -geleverd_volume ELSE geleverd_volume END END)
            OVER (
                PARTITION BY toewijzing_nummer, gemeente, wet ORDER BY debet_credit, nr ROWS UNBOUNDED PRECEDING
            ) AS running
    FROM volumes
)
SELECT nr, 'supplier_has_eight_digits' AS rule FROM lines WHERE NOT regexp_full_match(aanbieder, '[0-9]{8}')
UNION ALL
SELECT nr, 'declaration_number_is_letters_and_digits' FROM lines
WHERE NOT regexp_full_match(declaratie_nummer, '[A-Za-z0-9]+')
UNION ALL
SELECT nr, 'client_passes_elfproef' FROM numbers WHERE number = 0 OR (
    number // 100000000 * 9 + number // 10000000 % 10 * 8 + number // 1000000 % 10 * 7 + number // 100000 % 10 * 6
    + number // 10000 % 10 * 5 + number // 1000 % 10 * 4 + number // 100 % 10 * 3 + number // 10 % 10 * 2 - number % 10
) % 11 <> 0
UNION ALL
SELECT nr, 'unit_is_in_the_list' FROM lines WHERE NOT list_contains($eenheid, eenheid)
UNION ALL
SELECT nr, 'category_is_in_the_list_of_the_law' FROM lines
WHERE
    (wet = 'wmo' AND NOT list_contains($wmo, product_categorie))
    OR (wet = 'jw' AND NOT list_contains($jw, product_categorie))
UNION ALL
SELECT nr, 'period_ends_after_it_starts' FROM lines WHERE product_periode_eind < product_periode_begin
UNION ALL
SELECT nr, 'amount_is_volume_times_tariff' FROM lines
WHERE eenheid NOT IN ('01', '83') AND ingediend_bedrag <> geleverd_volume * product_tarief
UNION ALL
SELECT nr, 'line_stands_once_in_a_file' FROM lines
JOIN references_twice USING (wet, aanbieder, referentie_nummer) WHERE nr > first
UNION ALL
SELECT nr, 'period_is_declared_once_in_a_file' FROM lines JOIN periods_twice USING (
    toewijzing_nummer, gemeente, wet, product_periode_begin, product_periode_eind, product_code, product_categorie,
    debet_credit
)
WHERE debet_credit = 'D' AND nr > first
UNION ALL
SELECT nr, 'tariff_is_that_of_the_contract' FROM lines
WHERE
    eenheid <> '83' AND NOT (eenheid = '01' AND coalesce(contract_per_uur, 'nee') = 'ja')
    AND product_tarief <> contract_tarief
UNION ALL
SELECT nr, 'allocation_is_known' FROM lines WHERE NOT toewijzing_bekend
UNION ALL
SELECT nr, 'client_is_that_of_the_allocation' FROM lines WHERE client <> toegewezen_client
UNION ALL
SELECT nr, 'period_starts_within_allocation' FROM lines WHERE product_periode_begin < toegewezen_ingangsdatum
UNION ALL
SELECT nr, 'volume_fits_the_allocation' FROM totals
WHERE
    debet_credit = 'D' AND NOT above AND NOT (weekly_output AND maximum_toewijzing = 0)
    AND eerder_geteld + coalesce(running, 0) > maximum_toewijzing * factor
UNION ALL
SELECT nr, 'municipality_takes_part' FROM lines WHERE NOT lid_van_module;
