"""Lays a plan into a version: its files as text, and as tables for the questions."""

from typing import Any

import duckdb

from tonghop.plan import Plan
from tonghop.store.rows import append


def remember_plan(con: duckdb.DuckDBPyConnection, plan: Plan) -> None:
    """Make the version's plan tables say what `plan` says; touches nothing where they already do."""
    remembered = dict(con.execute("select name, text from plan_sources").fetchall())
    if remembered == dict(plan.sources):
        return
    for table, rows in _tables(plan).items():
        con.execute(f"delete from {table}")
        append(con, table, rows)


def _tables(plan: Plan) -> dict[str, list[list[Any]]]:
    return {
        "plan_sources": [[name, text] for name, text in plan.sources.items()],
        "plan": [[plan.id, plan.issued_on, plan.closes_on, plan.years_from, plan.years_to]],
        "units": [
            [u.id, u.kind, u.name, position, u.valid_from, u.valid_to, u.is_illustrative]
            for position, u in enumerate(plan.units)
        ],
        "kinds": [
            [k.id, k.label, position, k.nominations_min, k.nominations_max]
            for position, k in enumerate(plan.kinds)
        ],
        "dossiers": [[d.id, d.label, position] for position, d in enumerate(plan.dossiers)],
        "obligations": [
            [o.id, o.label, o.dossier, position, o.copies, o.deadline, o.inclusive, o.last_day]
            for position, o in enumerate(plan.obligations)
        ],
        "obligation_kinds": [[o.id, kind] for o in plan.obligations for kind in o.owed_by],
        "indicators": [
            [i.id, i.sheet, i.label, i.unit_of_measure, i.year_from, i.year_to, position]
            for position, i in enumerate(plan.indicators)
        ],
        "sectors": [[s.id, s.label, position] for position, s in enumerate(plan.sectors)],
        "sections": [[s.id, s.label, s.outline, position] for position, s in enumerate(plan.sections)],
    }
