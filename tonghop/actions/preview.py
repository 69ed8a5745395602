"""What an action would change, found by doing it to rows in memory.

The store's own rules judge; none is spelled twice, and nothing is kept.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from tonghop.actions.loading import IntakeReport, received_files
from tonghop.actions.value_change import ValueChange
from tonghop.plan.differences import differences
from tonghop.plan.editions import put_out, shared_aliases, starting_day
from tonghop.questions import questions
from tonghop.store import Store
from tonghop.store.loads import Received, holds_sample_rows, next_file_id, write_load
from tonghop.store.opened import laid_for
from tonghop.store.plan_tables import recorded_editions
from tonghop.store.plans import write_plan_change
from tonghop.store.sources import Correction, write_correction, write_withdrawal

Action = Callable[[duckdb.DuckDBPyConnection], None]
WHO, WHEN = "thử", datetime(2000, 1, 1)  # of rows that are never kept

# Every value that is another; what is gone is put to the source that counts for its sheet now.
DIFFERENCE = """
select coalesce(after.unit_id, before.unit_id), coalesce(after.sheet, before.sheet), coalesce(after.item, before.item),
    coalesce(after.number, before.number), coalesce(after.field, before.field), before.value, after.value, files.path,
    after.cell
from before
full join after
    on after.unit_id = before.unit_id and after.sheet = before.sheet and after.item = before.item
    and after.number = before.number and after.field is not distinct from before.field
left join standing_sheets
    on after.unit_id is null and standing_sheets.unit_id = before.unit_id and standing_sheets.sheet = before.sheet
left join files on files.file_id = coalesce(after.file_id, standing_sheets.file_id)
left join units on units.unit_id = coalesce(after.unit_id, before.unit_id)
where before.value is distinct from after.value
order by units.position nulls last, 2, 3, 4, 5
"""


def of_load(store: Store, report: IntakeReport, received_on: date) -> list[ValueChange]:
    """Return what storing a checked report would change; real files are not held against the sample they put out."""
    return of_files(store, received_files(report), received_on, is_sample=False)


def of_files(store: Store, files: list[Received], received_on: date, *, is_sample: bool) -> list[ValueChange]:
    """Return what storing these sources would change."""

    def act(con: duckdb.DuckDBPyConnection) -> None:
        write_load(con, files, received_on=received_on, recorded_at=WHEN, recorded_by=WHO, is_sample=is_sample)

    return _rehearsed(store, act, is_put_out=not is_sample)


def of_withdrawal(store: Store, file_id: int, is_withdrawn: bool) -> list[ValueChange]:
    """Return what taking a file out, or putting it back, would change."""
    return _rehearsed(store, lambda con: write_withdrawal(con, file_id, is_withdrawn, WHO, datetime.max, WHO))


@dataclass(frozen=True, slots=True)
class PlanPreview:
    """What a change of the plan would do: in the plan, in words; to statuses on a day; to the units asked."""

    says: tuple[str, ...]
    warnings: tuple[str, ...]
    statuses: tuple[tuple[str, str, str | None, str | None], ...]
    """Unit, obligation, status before and after (None: not on the roster then)."""
    expected: tuple[int, int]
    values: int
    """Numbers and texts that count, and would be others."""


def of_plan_change(store: Store, changed: Mapping[str, str], holds_from: date | None, day: date) -> PlanPreview:
    """Return what a change of the plan would do on a day; raises Stop as the recording would."""
    counted = questions()["counted_values"].sql
    status = (
        "select unit_id, obligation_id, status from obligation_status($day) order by unit_position, obligation_position"
    )
    with store.rehearsal(counted) as change:

        def statuses() -> dict[tuple[str, str], str]:
            return {(unit, part): said for unit, part, said in change.con.execute(status, {"day": day}).fetchall()}

        def expected() -> int:
            return int(change.con.execute("select count(*) from expected_units").fetchall()[0][0])

        before, asked_before = statuses(), expected()
        earlier = recorded_editions(change.con)
        plan = write_plan_change(change, changed, holds_from=holds_from, reason=WHO, recorded_at=WHEN, recorded_by=WHO)
        after, asked = statuses(), expected()
        values = len(change.con.execute(f"with after as ({counted}) {DIFFERENCE}").fetchall())
    places = dict.fromkeys((*before, *after))
    moved = tuple(
        (*place, before.get(place), after.get(place)) for place in places if before.get(place) != after.get(place)
    )
    since = starting_day(plan, holds_from)
    says, warnings = differences(change.plan, plan), [*shared_aliases(plan), *put_out(earlier, changed, since)]
    return PlanPreview(tuple(says), tuple(warnings), moved, (asked_before, asked), values)


def of_correction(store: Store, paper: Received, correction: Correction, received_on: date) -> list[ValueChange]:
    """Return what putting one figure right would change: nothing where something newer counts."""

    def act(con: duckdb.DuckDBPyConnection) -> None:
        write_correction(con, paper, correction, received_on=received_on, recorded_at=WHEN, recorded_by=WHO)

    return _rehearsed(store, act)


@dataclass(frozen=True, slots=True)
class Overruled:
    """A confirmed figure (a remark: no year) that does not count; `counted` and the source that counts instead."""

    item: str
    year: int | None
    value: int | None
    counted: int | None
    path: str
    received_on: date | None


@dataclass(frozen=True, slots=True)
class Effect:
    """What recording a paper's confirmed figures would do; `alike`: how many another source says the same."""

    changes: tuple[ValueChange, ...]
    alike: int
    overruled: tuple[Overruled, ...]


# Of each item confirmed: what counts instead of it, where it is not counted itself.
EFFECT = """
with told as (
    select unit_id, sheet, indicator_id as item, year, value from figures where file_id = $own
    union all
    select unit_id, sheet, section_id, null, null from remarks where file_id = $own
),
counted as (
    select indicator_id as item, year, value, file_id from counted_figures where unit_id = $unit
    union all
    select indicator_id, year, value, file_id from standing_corrections where unit_id = $unit and value is null
)
select told.item, told.year, told.value, counted.value, files.path, files.received_on
from told
left join counted on counted.item = told.item and counted.year = told.year
left join standing_sheets on standing_sheets.unit_id = told.unit_id and standing_sheets.sheet = told.sheet
inner join files on files.file_id = coalesce(counted.file_id, standing_sheets.file_id)
where files.file_id <> $own
order by told.sheet, told.item, told.year
"""


def of_confirmation(store: Store, source: Received, received_on: date, *, is_sample: bool) -> Effect:
    """Return what recording a paper's confirmed figures and remarks would change, and what of them would not count."""
    others: list[Overruled] = []

    def act(con: duckdb.DuckDBPyConnection) -> None:
        own = next_file_id(con)
        write_load(con, [source], received_on=received_on, recorded_at=WHEN, recorded_by=WHO, is_sample=is_sample)
        rows = con.execute(EFFECT, {"own": own, "unit": source.unit_id}).fetchall()
        others.extend(Overruled(*row) for row in rows)

    changes = _rehearsed(store, act)
    overruled = tuple(one for one in others if one.year is None or one.value != one.counted)
    return Effect(tuple(changes), len(others) - len(overruled), overruled)


def _rehearsed(store: Store, act: Action, *, is_put_out: bool = False) -> list[ValueChange]:
    """Do it in memory and compare; `is_put_out`: what stands is the sample, which is not held against real files."""
    counted = questions()["counted_values"].sql
    with store.rehearsal(counted) as change:
        con = change.con
        if is_put_out and holds_sample_rows(con):
            con.execute("delete from before")
        act(con)
        with laid_for(con, counted):
            rows = con.execute(f"with after as ({counted}) {DIFFERENCE}").fetchall()
    return [ValueChange(*row) for row in rows]
