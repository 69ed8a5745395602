"""What each question would be without its rule: the same columns, as far as raw tables hold them, from all rows.

An aggregate's counterpart is the same GROUP BY over the raw table; a list's is the bare fetch, in no order. Joins stand
only where a column of the answer is in another table. Which source counts, what a status is: nothing of that is here.
"""

_BY_YEAR = """
select indicator_id, year, cast(sum(value) as bigint) as value, count(*) as units_reporting,
    (select count(*) from units) as units_expected
from figures where sheet = '{}' group by indicator_id, year order by indicator_id, year
"""

# what came in by each day: raw receipts grouped once, then added up day by day as the question does
_TIMELINE = """
with days as (
    select cast(series.day as date) as day
    from plan cross join lateral unnest(generate_series(
        cast(issued_on as timestamp), cast(cast($as_of as date) as timestamp), interval '1 day')) as series (day)
),
received as (
    select obligations.{0}, received_on, count(distinct unit_id) as units
    from receipts inner join obligations on obligations.obligation_id = receipts.obligation_id
    group by obligations.{0}, received_on
),
asked as (select distinct {0} from obligations)
select days.day, asked.{0}, cast(coalesce(sum(received.units), 0) as bigint) as complete_to_date,
    (select count(*) from units) as expected
from days cross join asked left join received on received.{0} = asked.{0} and received.received_on <= days.day
group by days.day, asked.{0} order by days.day, asked.{0}
"""

AGGREGATES = {
    "awards_by_year": _BY_YEAR.format("Khen thưởng"),
    "propaganda_by_year": _BY_YEAR.format("Tuyên truyền"),
    "inspections_by_year": _BY_YEAR.format("Kiểm tra, giám sát"),
    "models_by_sector": """
        select sector_id, count(*) as models, count(*) filter (where kind = 'tap_the') as collectives,
            count(*) filter (where kind = 'ca_nhan') as individuals,
            count(*) filter (where is_nominated) as nominated, count(distinct unit_id) as units
        from models group by sector_id order by sector_id
    """,
    "figure_spread": """
        select units.kind, indicator_id, year, count(*) as units_reporting, min(value) as least,
            quantile_cont(value, 0.25) as lower_quarter, quantile_cont(value, 0.5) as middle,
            quantile_cont(value, 0.75) as upper_quarter, max(value) as most
        from figures inner join units on units.unit_id = figures.unit_id
        group by units.kind, indicator_id, year order by units.kind, indicator_id, year
    """,
    "submission_progress": """
        select receipts.obligation_id, count(distinct unit_id) as received,
            count(distinct unit_id) filter (where received_on <= last_day) as on_time,
            count(distinct unit_id) filter (where received_on > last_day) as late
        from receipts inner join obligations on obligations.obligation_id = receipts.obligation_id
        where received_on <= cast($as_of as date)
        group by receipts.obligation_id order by receipts.obligation_id
    """,
    "dossier_progress": """
        select dossier_id, count(distinct unit_id) as received,
            count(distinct unit_id) filter (where received_on <= last_day) as on_time,
            count(distinct unit_id) filter (where received_on > last_day) as late
        from receipts inner join obligations on obligations.obligation_id = receipts.obligation_id
        where received_on <= cast($as_of as date)
        group by dossier_id order by dossier_id
    """,
    "submission_timeline": _TIMELINE.format("obligation_id"),
    "dossier_timeline": _TIMELINE.format("dossier_id"),
    "receipts_by_day": """
        select received_on as day, obligation_id, count(distinct unit_id) as units,
            cast(sum(copies) as bigint) as copies
        from receipts where received_on <= cast($as_of as date)
        group by received_on, obligation_id order by received_on, obligation_id
    """,
    "figures_by_kind": """
        select units.kind, indicator_id, year, cast(sum(value) as bigint) as value, count(*) as units_reporting,
            (select count(*) from units) as units_expected
        from figures inner join units on units.unit_id = figures.unit_id
        group by units.kind, indicator_id, year order by units.kind, indicator_id, year
    """,
    "figure_reporting": """
        select unit_id, indicator_id, count(*) as years_reported, max(value) as most
        from figures group by unit_id, indicator_id order by unit_id, indicator_id
    """,
}

LISTS = {
    "figure_list": """
        select figures.unit_id, indicator_id, year, value, files.sha256 as file_sha256, sheet, cell, figures.file_id
        from figures inner join files on files.file_id = figures.file_id
    """,
    "model_list": """
        select unit_id, name, sector_id, kind, level, implementer, start_year, summary, is_nominated as nominated,
            remark, file_id, sheet, cell
        from models
    """,
    "document_list": "select unit_id, number, issued_on, type, title, file_id, sheet, cell from documents",
    "remark_list": "select unit_id, section_id, text, file_id, sheet, cell from remarks",
    "unit_facts": "select unit_id, fact_id, text, number, day, file_id from facts",
    "nominations": """
        select unit_id, name, implementer, summary, file_id, sheet, cell from listed_nominations
        union all
        select unit_id, name, implementer, summary, file_id, sheet, cell from models where is_nominated
    """,
    "submission_status": """
        select unit_id, receipts.obligation_id, last_day, received_on, receipts.copies
        from receipts inner join obligations on obligations.obligation_id = receipts.obligation_id
        where received_on <= cast($as_of as date)
    """,
    "dossier_status": """
        select unit_id, dossier_id, last_day, received_on
        from receipts inner join obligations on obligations.obligation_id = receipts.obligation_id
        where received_on <= cast($as_of as date)
    """,
    "receipt_list": """
        select unit_id, obligation_id, received_on, copies, remark, file_id, sheet, cell
        from receipts where received_on <= cast($as_of as date)
    """,
    "reporting_units": """
        select carried_sheets.unit_id, sheet, files.file_id, path, form, received_on
        from carried_sheets inner join files on files.file_id = carried_sheets.file_id
    """,
    "file_list": """
        select file_id, path, form, unit_id, encoding, status, received_on, sha256, is_sample from files
    """,
    "open_findings": """
        select coalesce(findings.unit_id, files.unit_id) as unit_id, path, slug, severity, sheet, cell, value, message,
            findings.file_id
        from findings inner join files on files.file_id = findings.file_id
    """,
    "unit_list": "select unit_id, kind, name, valid_from, valid_to, is_illustrative, position from units",
}
