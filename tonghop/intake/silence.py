"""What says nothing replaces nothing (CONTRACT §3): which sheets a source carries, and which it has without a value.

Pure: records and places in, records and findings out.
"""

from collections.abc import Collection, Iterable

from tonghop.findings import Finding, make
from tonghop.forms import CONSOLIDATED, NOMINATION_TABLE
from tonghop.plan.model import Plan
from tonghop.records import Carried, Receipt, Record

Place = tuple[str, str]
"""Unit and sheet."""


def carried(touched: Collection[Place], records: Iterable[Record]) -> tuple[list[Carried], list[Place]]:
    """Return the sheets carried, a value, model, document or opinion standing in their rows, and the others."""
    said = {(r.unit_id, r.sheet or NOMINATION_TABLE.sheet) for r in records if not isinstance(r, Receipt | Carried)}
    return [Carried(*place) for place in sorted(said & set(touched))], sorted(set(touched) - said)


def nothing_reported(
    form: str | None, silent: Iterable[Place], standing: Collection[Place], plan: Plan, *, has_sheets: bool
) -> list[Finding]:
    """Name the sheets and units without one value where earlier data stand: those are kept. Word has no sheets."""
    found = []
    for unit, sheet in silent:
        if (unit, sheet) in standing:
            whose = f"“{plan.unit_by_id[unit].name}”" if form == CONSOLIDATED else "trang này"
            found.append(make("nothing-reported", sheet=sheet if has_sheets else None, unit_id=unit, whose=whose))
    return found
