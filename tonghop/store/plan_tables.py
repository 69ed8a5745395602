"""Lays a plan into a version: its files as text, and as tables for the questions, by the days on which it holds."""

from typing import Any

import duckdb

from tonghop.plan.editions import Edition, stretches
from tonghop.plan.files import parse_plan
from tonghop.plan.model import Plan
from tonghop.store.rows import append


def remember_plan(con: duckdb.DuckDBPyConnection, base: Plan) -> None:
    """Make the version remember `base` and its tables say what it says with all changes; touches nothing needlessly."""
    if base_sources(con) != dict(base.sources):
        con.execute("delete from plan_sources")
        append(con, "plan_sources", [[name, text] for name, text in base.sources.items()])
    lay_plan(con)


def lay_plan(con: duckdb.DuckDBPyConnection) -> None:
    """Make the plan's tables say what the remembered plan with its changes says, where they do not yet."""
    days = stretches(base_sources(con), recorded_editions(con))
    wanted = [(place, one.holds_from, one.holds_to, one.digest) for place, one in enumerate(days)]
    laid = "select edition, holds_from, holds_to, digest from plan_days order by edition"
    if con.execute(laid).fetchall() == wanted:
        return
    plans = [parse_plan(one.sources) for one in days]
    for table, rows in (_tables(plans[-1]) | _by_edition(plans) | {"plan_days": wanted}).items():
        con.execute(f"delete from {table}")
        append(con, table, rows)


def base_sources(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Return the files of the plan that the version remembers, as they were before any change."""
    return dict(con.execute("select name, text from plan_sources").fetchall())


def recorded_editions(con: duckdb.DuckDBPyConnection) -> list[Edition]:
    """Return every change of a plan's file that the version knows, oldest first."""
    rows = con.execute("select change_id, name, text, holds_from from plan_changes order by change_id, name").fetchall()
    return [Edition(*row) for row in rows]


def _tables(plan: Plan) -> dict[str, list[Any]]:
    return {
        "plan": [[plan.id, plan.issued_on, plan.closes_on, plan.years_from, plan.years_to]],
        "units": [
            [u.id, u.kind, u.name, position, u.valid_from, u.valid_to, u.is_illustrative]
            for position, u in enumerate(plan.units)
        ],
        "kinds": [
            [k.id, k.label, position, k.nominations_min, k.nominations_max] for position, k in enumerate(plan.kinds)
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


def _by_edition(plans: list[Plan]) -> dict[str, list[Any]]:
    return {
        "units_by_edition": [
            [edition, u.id, u.kind, position, u.valid_from, u.valid_to]
            for edition, plan in enumerate(plans)
            for position, u in enumerate(plan.units)
        ],
        "obligations_by_edition": [
            [edition, o.id, o.dossier, position, o.copies, o.last_day]
            for edition, plan in enumerate(plans)
            for position, o in enumerate(plan.obligations)
        ],
        "obligation_kinds_by_edition": [
            [edition, o.id, kind] for edition, plan in enumerate(plans) for o in plan.obligations for kind in o.owed_by
        ],
    }
