"""Changes of the plan while it runs: editions of its files, each holding from a day on. Only ever added.

Everything is checked before it is recorded (tonghop/plan/editions.py); what holds on a day is laid by plan_tables.
"""

import contextlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

import duckdb

from tonghop.errors import Stop
from tonghop.plan.differences import differences
from tonghop.plan.editions import (
    ALWAYS,
    Edition,
    check_editions,
    forgotten,
    known_then,
    newest,
    numbered,
    starting_day,
    texts_on,
    with_sources,
)
from tonghop.plan.files import parse_plan
from tonghop.plan.model import Plan
from tonghop.store.decisions import given_reason
from tonghop.store.plan_tables import base_sources, lay_plan, recorded_editions
from tonghop.store.rows import append
from tonghop.store.versions import Draft, Store

SPOKEN_OF = ("unit_id", "obligation_id", "indicator_id", "sector_id", "section_id")
PLAN_TABLES = {
    *("units", "obligations", "obligation_kinds", "indicators", "sectors", "sections"),
    *("units_by_edition", "obligations_by_edition", "obligation_kinds_by_edition"),
}


@dataclass(frozen=True, slots=True)
class Recorded:
    """A change of the plan as it is told: which files, from which day (None: for all days), why, and what it said."""

    change_id: int
    names: tuple[str, ...]
    holds_from: date | None
    reason: str
    recorded_at: datetime
    recorded_by: str
    says: tuple[str, ...]


def record_plan_change(
    store: Store,
    changed: Mapping[str, str],
    *,
    holds_from: date | None,
    reason: str,
    recorded_at: datetime,
    recorded_by: str,
    seen: int | None = None,
) -> int:
    """Record new texts of files of the plan, holding from a day on (None: for all days); return the version.

    `seen` is the version that the change was made from: Stop where the same files have changed since. Raises Stop,
    and records nothing, where the plan would not read on some day, or forget what rows of the store speak of.
    """
    given_reason(reason)
    with store.change() as change:
        if seen is not None and (files := _changed_since(change, store, seen) & set(changed)):
            raise Stop(
                f"Người khác vừa thay đổi {', '.join(sorted(files))} của kế hoạch.",
                "Đề nghị xem bản mới nhất, rồi sửa lại trên bản đó.",
            )
        write_plan_change(
            change,
            changed,
            holds_from=holds_from,
            reason=reason,
            recorded_at=recorded_at,
            recorded_by=recorded_by,
        )
        return change.number


def write_plan_change(
    change: Draft,
    changed: Mapping[str, str],
    *,
    holds_from: date | None,
    reason: str,
    recorded_at: datetime,
    recorded_by: str,
) -> Plan:
    """Write a change into a version in the making and lay it; return the newest plan; raises as the recording."""
    con = change.con
    base, editions = base_sources(con), recorded_editions(con)
    day = starting_day(parse_plan(base), holds_from)
    on_day = parse_plan(texts_on(base, editions, day))
    texts = {name: text for name, text in changed.items() if _is_new(name, text, base, editions, day)}
    with_sources(on_day, changed)
    if not texts:
        raise Stop("Chưa có gì thay đổi.", "Đề nghị sửa trước khi ghi.")
    new = numbered(texts, editions, day)
    plan = check_editions(base, [*editions, *new])
    if gone := forgotten(plan, _spoken_of(con)):
        shown = ", ".join(_names(change.plan, gone)[:5])
        more = f" và {len(gone) - 5} mục khác" if len(gone) > 5 else ""
        raise Stop(
            f"Kho đã có số liệu của {shown}{more}; không bỏ hoặc đổi mã được.",
            "Đề nghị giữ dòng này với mã cũ và ghi ngày hết hiệu lực; nếu kho chỉ có dữ liệu minh họa, đề nghị xóa "
            "dữ liệu minh họa trước (trang Tiếp nhận).",
        )
    rows = [
        (one.change_id, one.name, one.text, one.holds_from, given_reason(reason), recorded_at, recorded_by)
        for one in new
    ]
    append(con, "plan_changes", rows)
    lay_plan(con)
    return plan


def undoing(store: Store, change_id: int) -> tuple[dict[str, str], date | None]:
    """Return the texts that stood before a change, and its day: what takes it back. Raises Stop for none such."""
    with contextlib.closing(store.reader()) as con:
        base, editions = base_sources(con), recorded_editions(con)
    undone = [one for one in editions if one.change_id == change_id]
    if not undone:
        raise Stop(f"Không có thay đổi số {change_id}.", "Đề nghị chọn trong lịch sử thay đổi.")
    if later := {one.name for one in editions if one.change_id > change_id} & {one.name for one in undone}:
        raise Stop(
            f"Sau đó {', '.join(sorted(later))} còn được thay đổi tiếp.", "Đề nghị trả lại thay đổi mới nhất trước."
        )
    before = texts_on(base, known_then(editions, change_id - 1), date.max)
    day = undone[0].holds_from
    return {one.name: before[one.name] for one in undone}, None if day == ALWAYS else day


def plan_history(store: Store, version: int | None = None) -> list[Recorded]:
    """Return every change of the plan, newest first, each with what it changed in words."""
    with contextlib.closing(store.reader(version)) as con:
        base, editions = base_sources(con), recorded_editions(con)
        rows = con.execute(
            "select change_id, string_agg(name, ' ' order by name), min(holds_from), min(reason), min(recorded_at), "
            "min(recorded_by) from plan_changes group by change_id order by change_id"
        ).fetchall()
    found, before = [], newest(base, ())
    for change_id, names, day, reason, at, by in rows:
        after = newest(base, known_then(editions, change_id))
        said = tuple(differences(before, after))
        found.append(Recorded(change_id, tuple(names.split()), None if day == ALWAYS else day, reason, at, by, said))
        before = after
    return found[::-1]


def plan_on(store: Store, day: date, version: int | None = None) -> Plan:
    """Return the newest plan with the units and the parts as they hold on a day: what a day's answers are told by.

    Units that came later are in it as they are now, so that every id of the store is known.
    """
    plan = store.plan(version)
    with contextlib.closing(store.reader(version)) as con:
        editions = recorded_editions(con)
    if not any(one.holds_from > day for one in editions):
        return plan
    then = parse_plan(texts_on(store.base_plan(version).sources, editions, day))
    units = tuple(then.unit_by_id.get(unit.id, unit) for unit in plan.units)
    return replace(plan, units=units, obligations=then.obligations)


def _is_new(name: str, text: str, base: Mapping[str, str], editions: Iterable[Edition], day: date) -> bool:
    """Does recording it change any day? It does not where the file says so already on each day from then on."""
    days = {day, date.max, *(one.holds_from for one in editions if one.holds_from > day)}
    return any(texts_on(base, editions, on).get(name) != text for on in days)


def _changed_since(change: Draft, store: Store, seen: int) -> set[str]:
    if seen == 0:
        before: list[Edition] = []
    else:
        with contextlib.closing(store.reader(seen)) as con:
            before = recorded_editions(con)
    last = max((one.change_id for one in before), default=0)
    return {one.name for one in recorded_editions(change.con) if one.change_id > last}


def _spoken_of(con: duckdb.DuckDBPyConnection) -> dict[str, set[str]]:
    """The ids that rows of the store speak of, by the name of their column."""
    columns = con.execute(
        "select table_name, column_name from duckdb_columns() where not internal "
        "and database_name = current_database() and table_name in (select table_name from duckdb_tables())"
    ).fetchall()
    found: dict[str, set[str]] = {name: set() for name in SPOKEN_OF}
    for table, column in columns:
        if column in found and table not in PLAN_TABLES and table != "before":
            rows = con.execute(f"select distinct {column} from {table} where {column} is not null").fetchall()
            found[column] |= {id_ for (id_,) in rows}
    return found


def _names(plan: Plan, ids: Iterable[str]) -> list[str]:
    named = {unit.id: unit.name for unit in plan.units}
    for group in (plan.obligations, plan.indicators, plan.sectors, plan.sections):
        named |= {one.id: one.label for one in group}
    return [named.get(id_, id_) for id_ in ids]
