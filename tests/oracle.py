"""The rules of what counts and of deadlines once more, in loops and dicts: what the answers are held against.

Written from the contract (§1, §3, §5), not from the SQL; slow and plain on purpose. It knows no store and no
DuckDB: what was recorded goes in as plain rows, in order, and `answer` says what each question must say.
"""

import math
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from tonghop.plan.files import parse_plan
from tonghop.plan.model import Indicator, Obligation, Plan, Unit
from tonghop.records import Carried, Document, Fact, Figure, Model, Nomination, Receipt, Record, Remark
from tonghop.store.loads import Received

LIST = "Danh sách"
COUNTS = ("accepted", "partial")
VOWELS = "aăâeêioôơuưy"
TONES = "\u0300\u0309\u0303\u0301\u0323"
STATUSES = ("on_time", "late", "incomplete", "returned", "not_due", "missing")
Row = tuple[Any, ...]
R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Source:
    """A file as it came in: the number it got, its load, the day, and what it says."""

    file_id: int
    load_id: int
    received_on: date
    file: Received

    @property
    def age(self) -> tuple[date, int, bool, int]:
        """By day received, then load; within one load consolidated before the others, then in order."""
        return self.received_on, self.load_id, self.file.form != "consolidated", self.file_id


@dataclass
class Office:
    """What an office has recorded, in order; the last word on each thing counts."""

    plan: Plan
    sources: list[Source] = field(default_factory=list)
    loads: int = 0
    last_days: dict[tuple[str, str], date | None] = field(default_factory=dict)
    exempt: dict[tuple[str, str], bool] = field(default_factory=dict)
    sent_back: list[tuple[str, str, date]] = field(default_factory=list)
    withdrawn: dict[int, bool] = field(default_factory=dict)
    corrections: list[tuple[int, int, Figure, int | None]] = field(default_factory=list)
    """The correction's number, the number of the file it corrects, the figure's place and the right value."""
    struck: dict[tuple[str, str, date, int], int] = field(default_factory=dict)
    """How many of the receipts that say the same are struck out."""
    decided: list[Row] = field(default_factory=list)
    """Rows of `decision_list`, in the order of recording."""
    meetings: list[Row] = field(default_factory=list)
    calls: list[Row] = field(default_factory=list)
    """Rows of `call_list`, in the order of recording."""
    appraised: list[Row] = field(default_factory=list)
    """Unit, name, criterion, answer, remark, appraiser, moment, name, in the order of recording."""
    selected: list[Row] = field(default_factory=list)
    """Unit, name, decision, reason, day, moment, name, in the order of recording."""
    plan_changes: list[Row] = field(default_factory=list)
    """Name, text, first day (None: all days), reason, moment, name, in the order of recording; `plan` is the newest."""
    recorded: list[tuple[datetime, str]] = field(default_factory=list)
    """When files came in, receipts were struck out, files taken out or put back; of the rest their rows say when."""
    base: Plan | None = None
    """The plan before all changes, where there are any."""

    def plan_on(self, day: date) -> Plan:
        """The plan as it holds on a day: of each file the last change that holds by then."""
        if self.base is None:
            return self.plan
        texts = dict(self.base.sources)
        for name, text, holds_from, *_ in self.plan_changes:
            if holds_from is None or holds_from <= day:
                texts[name] = text
        return parse_plan(texts)

    def change_plan(self, name: str, text: str, holds_from: date | None, *said: Any) -> None:
        """Change one file of the plan from a day on (None, or up to the plan's own day: for all days)."""
        self.base = self.base or self.plan
        always = holds_from is None or holds_from <= self.base.issued_on
        self.plan_changes.append((name, text, None if always else holds_from, *said))
        self.plan = self.plan_on(date.max)

    def load(self, received_on: date, files: Iterable[Received]) -> None:
        """Take a load in; a file that counts already is passed over, a load of nothing else is none."""
        before = _counting_digests(self)
        new = []
        for file in files:
            if file.sha256 not in before:
                new.append(file)
                before |= {file.sha256} if file.status in COUNTS else set()
        if new:
            self.loads += 1
            for file in new:
                self.sources.append(Source(len(self.sources) + 1, self.loads, received_on, file))

    def correct(self, received_on: date, paper: Received, place: Figure, value: int | None) -> None:
        """Put one figure of what stands right; the paper that says so is a file like others."""
        said = {_place(figure): source.file_id for source, figure in _figures_that_count(self)}
        corrected = said.get(_place(place), standing(self)[place.unit_id, place.sheet].file_id)
        corrected = next((against for number, against, _, _ in self.corrections if number == corrected), corrected)
        self.load(received_on, [paper])
        self.corrections.append((len(self.sources), corrected, place, value))

    def confirm(self, received_on: date, paper: Received) -> None:
        """Take in what was confirmed of a paper, always."""
        self.loads += 1
        self.sources.append(Source(len(self.sources) + 1, self.loads, received_on, paper))


# -- what counts ---------------------------------------------------------------------------------------------


def in_force(office: Office) -> list[Source]:
    """All files but those taken out, and what was confirmed of papers that are, oldest first."""
    left = [s for s in office.sources if not office.withdrawn.get(s.file_id)]
    papers = {(s.file.sha256, s.file.unit_id) for s in left if s.file.status == "paper"}

    def has_paper(file: Received) -> bool:
        return bool(papers & {(file.sha256, file.unit_id), (file.sha256, None)})

    return sorted((s for s in left if s.file.form != "paper_entry" or has_paper(s.file)), key=lambda source: source.age)


def counting(office: Office) -> list[Source]:
    return [source for source in in_force(office) if source.file.status in COUNTS]


def standing(office: Office) -> dict[tuple[str, str], Source]:
    """Return the source that counts for each unit and sheet: the lowest of its stack."""
    return {place: sources[0] for place, sources in stacks(office).items()}


def stacks(office: Office) -> dict[tuple[str, str], list[Source]]:
    """Return for each unit and sheet the newest source that carries it whole, and what papers tell that came after."""
    found: dict[tuple[str, str], list[Source]] = {}
    sources = counting(office)
    last = {s.file.sha256: s.file_id for s in sorted(sources, key=lambda s: s.file_id) if _is_confirmed(s)}
    for source in sources:
        if _is_confirmed(source) and last[source.file.sha256] != source.file_id:
            continue  # the paper was confirmed anew
        for record in source.file.records:
            if isinstance(record, Carried):
                place = record.unit_id, record.sheet
                lies_over = _is_confirmed(source) and record.sheet != "Đánh giá"
                found[place] = [*found.get(place, []), source] if lies_over else [source]
    return found


def _is_confirmed(source: Source) -> bool:
    return source.file.form == "paper_entry"


def rows_that_count(office: Office, kind: type[R]) -> Iterator[tuple[Source, R]]:
    """Yield the rows of a kind that count, by the roster, within a unit in the order of the file."""
    if kind is Figure:
        yield from _figures_that_count(office)  # type: ignore[misc]
        return
    yield from _rows_that_stand(office, kind)


def _figures_that_count(office: Office) -> Iterator[tuple[Source, Figure]]:
    """The newest correction of what stands, or the newest paper over it, takes a figure's place, or takes it out."""
    told = {_place(figure): (source, figure) for source, figure in _rows_that_stand(office, Figure)}
    said = dict(told)
    layers = [(place, source) for place, sources in stacks(office).items() for source in sources]
    stands = {(*place, source.file_id) for place, source in layers}
    stands |= {  # what was corrected of a paper stays corrected where the paper is confirmed anew
        (*place, earlier.file_id)
        for place, source in layers
        if _is_confirmed(source)
        for earlier in office.sources
        if _is_confirmed(earlier) and earlier.file.sha256 == source.file.sha256
    }
    for source in counting(office):
        for record in source.file.records if _is_confirmed(source) else ():
            if isinstance(record, Figure) and (record.unit_id, record.sheet, source.file_id) in stands:
                below = told.get(_place(record))
                said[_place(record)] = below if below and below[1].value == record.value else (source, record)
        for number, corrected, place, value in office.corrections:
            if number == source.file_id and (place.unit_id, place.sheet, corrected) in stands:
                said.pop(_place(place), None)
                if value is not None:
                    said[_place(place)] = source, place._replace(value=value)
    order = [unit.id for unit in office.plan.units]
    yield from sorted(said.values(), key=lambda row: order.index(row[1].unit_id))


def _place(figure: Figure) -> tuple[str, str, int]:
    return figure.unit_id, figure.indicator_id, figure.year


def _rows_that_stand(office: Office, kind: type[R]) -> Iterator[tuple[Source, R]]:
    counts = standing(office)
    for unit in office.plan.units:
        for source in counting(office):
            for record in source.file.records:
                if isinstance(record, kind) and not isinstance(record, Carried) and record.unit_id == unit.id:
                    sheet = LIST if isinstance(record, Nomination) else record.sheet
                    if counts.get((unit.id, str(sheet))) is source:
                        yield source, record


def _counting_digests(office: Office) -> set[str]:
    counted = [source for source in standing(office).values() if source.file.form != "paper_entry"]
    found = {source.file.sha256 for source in counted}
    found |= {source.file.sha256 for source in in_force(office) if source.file.status == "paper"}
    for source in counting(office):
        if any(isinstance(record, Receipt) for record in source.file.records):
            found.add(source.file.sha256)
    return found


# -- deadlines -----------------------------------------------------------------------------------------------


def receipts(office: Office, as_of: date) -> dict[tuple[str, str], list[tuple[date, int]]]:
    """Return (day, copies) of all receipts up to a day; what registers say again counts once, entries are apart."""
    times: dict[tuple[str, str, date, int], int] = {}
    entries: Counter[tuple[str, str, date, int]] = Counter()
    for source in counting(office):
        said = Counter(
            (r.unit_id, r.obligation_id, r.received_on, r.copies)
            for r in source.file.records
            if isinstance(r, Receipt) and r.received_on <= as_of
        )
        if source.file.form == "receipt_entry":
            entries += said
            continue
        for row, count in said.items():
            times[row] = max(times.get(row, 0), count)
    for row, count in entries.items():
        times[row] = max(times.get(row, 0), count)
    times = {row: count - office.struck.get(row, 0) for row, count in times.items()}
    found: dict[tuple[str, str], list[tuple[date, int]]] = {}
    for (unit, obligation, day, copies), count in sorted(times.items()):
        if count > 0:
            found.setdefault((unit, obligation), []).extend([(day, copies)] * count)
    return found


def complete_day(received: Sequence[tuple[date, int]], owed: int) -> date | None:
    """Return the first day by whose end all copies were there."""
    so_far = 0
    for day, copies in sorted(received):
        so_far += copies
        if so_far >= owed:
            return day
    return None


def is_away(received: Sequence[tuple[date, int]], sent_back: Sequence[date], owed: int) -> bool:
    """Were papers sent back that are not there again in all copies? A day's receipts fill up the set that goes back."""
    there = 0
    for day in sorted({*(day for day, _ in received), *sent_back}):
        came = sum(copies for on, copies in received if on == day)
        for _ in range(sent_back.count(day)):
            came -= min(came, max(0, owed - there))
            there = 0
        there += came
    return bool(sent_back) and there < owed


def roster(plan: Plan, as_of: date) -> list[Unit]:
    """Return the units on the roster on a day; before the plan's day, those of the plan's day."""
    day = max(as_of, plan.issued_on)
    return [u for u in plan.units if u.valid_from <= day and (u.valid_to is None or day <= u.valid_to)]


@dataclass(frozen=True)
class State:
    """A unit's obligation on a day."""

    unit: Unit
    obligation: Obligation
    last_day: date
    first_on: date | None
    complete_on: date | None
    copies: int
    status: str
    days_late: int | None
    is_extended: bool


def states(office: Office, as_of: date) -> list[State]:
    """Return every unit's every obligation on a day, by the roster, then in the plan's order."""
    all_receipts = receipts(office, as_of)
    found = []
    plan = office.plan_on(as_of)
    for unit in roster(plan, as_of):
        for obligation in plan.obligations:
            key = (unit.id, obligation.id)
            received = all_receipts.get(key, [])
            own_day = office.last_days.get(key)
            last_day = own_day or obligation.last_day
            complete_on = complete_day(received, obligation.copies)
            back = [day for u, o, day in office.sent_back if (u, o) == key and day <= as_of]
            days_late = None
            if office.exempt.get(key) or unit.kind not in obligation.owed_by:
                status = "exempt"
            elif is_away(received, back, obligation.copies):
                status = "returned"
            elif complete_on and complete_on <= last_day:
                status = "on_time"
            elif complete_on:
                status, days_late = "late", (complete_on - last_day).days
            elif received:
                status = "incomplete"
            elif as_of <= last_day:
                status = "not_due"
            else:
                status, days_late = "missing", (as_of - last_day).days
            found.append(
                State(
                    unit,
                    obligation,
                    last_day,
                    min((day for day, _ in received), default=None),
                    complete_on,
                    sum(copies for _, copies in received),
                    status,
                    days_late,
                    own_day is not None,
                )
            )
    return found


def dossier_status(office: Office, as_of: date) -> list[Row]:
    """Complete on its last part's complete day, late if any part is; each unit has one state."""
    found = []
    everything = states(office, as_of)
    for unit in roster(office.plan_on(as_of), as_of):
        for dossier in office.plan.dossiers:
            parts = [
                s for s in everything if s.unit == unit and s.obligation.dossier == dossier.id and s.status != "exempt"
            ]
            said = {part.status for part in parts}
            if not parts:
                status = "exempt"
            elif "returned" in said:
                status = "returned"
            elif said <= {"on_time", "late"}:
                status = "late" if "late" in said else "on_time"
            elif said & {"on_time", "late", "incomplete"}:
                status = "incomplete"
            else:
                status = "missing" if "missing" in said else "not_due"
            days = [part.complete_on for part in parts]
            found.append(
                (
                    unit.id,
                    dossier.id,
                    unit.kind,
                    max((part.last_day for part in parts), default=None),
                    max(day for day in days if day) if days and all(days) else None,
                    len(parts),
                    sum(part.status in ("on_time", "late") for part in parts),
                    status,
                    max((part.days_late for part in parts if part.days_late is not None), default=None),
                )
            )
    return found


def _submission_status(office: Office, as_of: date) -> list[Row]:
    return [
        (
            state.unit.id,
            state.obligation.id,
            state.last_day,
            state.complete_on or state.first_on,
            state.copies,
            state.status,
            state.days_late,
            state.is_extended,
        )
        for state in states(office, as_of)
    ]


def _submission_progress(office: Office, as_of: date) -> list[Row]:
    found = []
    everything = states(office, as_of)
    for obligation in office.plan_on(as_of).obligations:
        count = Counter(s.status for s in everything if s.obligation.id == obligation.id)
        expected = sum(count[status] for status in STATUSES)
        shares = (
            ((count["on_time"] + count["late"]) / expected, count["on_time"] / expected) if expected else (None, None)
        )
        found.append((obligation.id, expected, *(count[status] for status in STATUSES), *shares))
    return found


def _reporting_rates(office: Office, as_of: date) -> list[Row]:
    found: list[Row] = []
    everything = states(office, as_of)
    for obligation in office.plan.obligations:
        for kind in office.plan.kinds:
            said = [s.status for s in everything if s.obligation.id == obligation.id and s.unit.kind == kind.id]
            owed = [status for status in said if status != "exempt"]
            on_time = owed.count("on_time")
            received = on_time + owed.count("late")
            rates = (received / len(owed), on_time / len(owed)) if owed else (None, None)
            found.append((obligation.id, kind.id, len(owed), received, on_time, *rates))
    return found


def _submission_timeline(office: Office, as_of: date) -> list[Row]:
    owed = [state for state in states(office, as_of) if state.status != "exempt"]
    return _timeline(
        office.plan,
        as_of,
        {o.id: [s.complete_on for s in owed if s.obligation.id == o.id] for o in office.plan_on(as_of).obligations},
    )


def _dossier_timeline(office: Office, as_of: date) -> list[Row]:
    owed = [row for row in dossier_status(office, as_of) if row[7] != "exempt"]
    return _timeline(
        office.plan, as_of, {d.id: [row[4] for row in owed if row[1] == d.id] for d in office.plan.dossiers}
    )


def _timeline(plan: Plan, as_of: date, complete_on: dict[str, list[date | None]]) -> list[Row]:
    """Count those complete by each day; `complete_on` has a day, or None, for each that is expected."""
    found: list[Row] = []
    day = plan.issued_on
    while day <= as_of:
        for name, days in complete_on.items():
            found.append((day, name, sum(d is not None and d <= day for d in days), len(days)))
        day += timedelta(days=1)
    return found


def _dossier_progress(office: Office, as_of: date) -> list[Row]:
    found = []
    everything = dossier_status(office, as_of)
    for dossier in office.plan.dossiers:
        count = Counter(row[7] for row in everything if row[1] == dossier.id)
        counts = [count[status] for status in STATUSES]
        found.append((dossier.id, sum(counts), *counts))
    return found


def _receipt_list(office: Office, as_of: date) -> list[Row]:
    units = [unit.id for unit in office.plan.units]
    obligations = [obligation.id for obligation in office.plan.obligations]
    found = [
        (r.received_on, units.index(r.unit_id), obligations.index(r.obligation_id), s.file_id, r.cell, r)
        for s in counting(office)
        for r in s.file.records
        if isinstance(r, Receipt) and r.received_on <= as_of
    ]
    return [
        (r.unit_id, r.obligation_id, r.received_on, r.copies, r.remark, file_id, r.sheet, r.cell)
        for *_, file_id, _, r in sorted(found, key=lambda row: row[:5])
    ]


def _receipts_by_day(office: Office, as_of: date) -> list[Row]:
    per_day: dict[tuple[date, int], dict[str, int]] = {}
    for place, obligation in enumerate(office.plan.obligations):
        for (unit, owed), received in receipts(office, as_of).items():
            for day, copies in received if owed == obligation.id else ():
                units = per_day.setdefault((day, place), {})
                units[unit] = units.get(unit, 0) + copies
    return [
        (day, office.plan.obligations[place].id, len(units), sum(units.values()))
        for (day, place), units in sorted(per_day.items())
    ]


# -- what the units say --------------------------------------------------------------------------------------


def _model_list(office: Office, _: date) -> list[Row]:
    return [
        (
            *(
                m.unit_id,
                m.name,
                m.sector_id or "chua_phan_loai",
                m.kind,
                m.level,
                m.implementer,
                m.start_year,
            ),
            *(m.summary, m.is_nominated, m.remark, source.file_id, m.sheet, m.cell),
        )
        for source, m in rows_that_count(office, Model)
    ]


def _receipt_entries(office: Office, _: date) -> list[Row]:
    times: dict[tuple[str, str, date, int], tuple[int, int]] = {}
    for source in counting(office):
        said = Counter(
            (r.unit_id, r.obligation_id, r.received_on, r.copies) for r in source.file.records if isinstance(r, Receipt)
        )
        for row, count in said.items():
            most, first = times.get(row, (0, source.file_id))
            times[row] = max(most, count), min(first, source.file_id)
    units = [unit.id for unit in office.plan.units]
    parts = [obligation.id for obligation in office.plan.obligations]
    order = sorted(times, key=lambda row: (-row[2].toordinal(), units.index(row[0]), parts.index(row[1]), row[3]))
    found: list[Row] = []
    for row in order:
        struck = office.struck.get(row)
        words = ("nhầm", "văn phòng") if struck is not None else (None, None)
        found.append((*row, times[row][0], struck or 0, *words, times[row][1]))
    return found


def _decision_list(office: Office, _: date) -> list[Row]:
    return list(reversed(office.decided))


def _plan_changes(office: Office, _: date) -> list[Row]:
    numbered = enumerate(office.plan_changes, 1)
    return [(at, name, day or date.min, *said) for at, (name, _, day, *said) in reversed(list(numbered))]


def _recorded_moments(office: Office, _: date) -> list[Row]:
    found = Counter((moment.replace(second=0, microsecond=0), kind) for moment, kind in office.recorded)
    for kind, at, rows in (
        ("decision", 6, office.decided),
        ("decision", 5, office.selected),
        ("appraisal", 6, office.appraised),
        ("call", 5, office.calls),
        ("meeting", 2, office.meetings),
        ("plan", 4, office.plan_changes),
    ):
        found.update((row[at].replace(second=0, microsecond=0), kind) for row in rows)
    ordered = sorted(found, key=lambda place: (-place[0].timestamp(), place[1]))
    return [(*place, found[place]) for place in ordered]


def _meeting_list(office: Office, _: date) -> list[Row]:
    return sorted(office.meetings, key=lambda row: (-row[1].timestamp(), row[0]))


def _call_list(office: Office, _: date) -> list[Row]:
    return sorted(office.calls, key=lambda row: (row[1], row[5]), reverse=True)


def _figure_list(office: Office, _: date) -> list[Row]:
    order = [indicator.id for indicator in office.plan.indicators]
    units = [unit.id for unit in office.plan.units]
    found = sorted(
        rows_that_count(office, Figure),
        key=lambda row: (units.index(row[1].unit_id), order.index(row[1].indicator_id), row[1].year),
    )
    return [
        (f.unit_id, f.indicator_id, f.year, f.value, source.file.sha256, f.sheet, f.cell, source.file_id)
        for source, f in found
    ]


def _nominations(office: Office, _: date) -> list[Row]:
    """Of the unit's newest list; where it has none, of the marks among its models."""
    counts = standing(office)
    found: list[Row] = []
    for unit in office.plan.units:
        if (unit.id, LIST) in counts:
            found += [
                (n.unit_id, n.name, n.implementer, n.summary, "nomination_list", s.file_id, n.sheet, n.cell)
                for s, n in rows_that_count(office, Nomination)
                if n.unit_id == unit.id
            ]
        else:
            found += [
                (m.unit_id, m.name, m.implementer, m.summary, s.file.form, s.file_id, m.sheet, m.cell)
                for s, m in rows_that_count(office, Model)
                if m.unit_id == unit.id and m.is_nominated
            ]
    return found


def _document_list(office: Office, _: date) -> list[Row]:
    return [
        (d.unit_id, d.number, d.issued_on, d.type, d.title, source.file_id, d.sheet, d.cell)
        for source, d in rows_that_count(office, Document)
    ]


def _remark_list(office: Office, _: date) -> list[Row]:
    return [
        (r.unit_id, r.section_id, r.text, source.file_id, r.sheet, r.cell)
        for section in office.plan.sections
        for source, r in rows_that_count(office, Remark)
        if r.section_id == section.id
    ]


def _unit_facts(office: Office, _: date) -> list[Row]:
    ratings = [f"rating_{year}" for year in office.plan.years]
    names = ["models_stated", "awarded_models", "review_on", "review_form", "attendees", *ratings]
    names += ["compiled_by", "compiled_on"]
    counts = standing(office)
    found = []
    for unit in office.plan.units:
        if (unit.id, "Thông tin") in counts:
            said: dict[str, Any] = {}
            for _source, fact in rows_that_count(office, Fact):
                if fact.unit_id == unit.id:
                    said[fact.fact_id] = next((v for v in (fact.text, fact.number, fact.day) if v is not None), None)
            found.append((unit.id, *(said.get(name) for name in names), counts[unit.id, "Thông tin"].file_id))
    return found


def _fact_list(office: Office, _: date) -> list[Row]:
    found = []
    for unit in office.plan.units:
        mine = [(s, f) for s, f in rows_that_count(office, Fact) if f.unit_id == unit.id]
        mine.sort(key=lambda row: (len(row[1].cell), row[1].cell, row[1].fact_id))
        found += [(*f[:5], source.file_id, f.sheet, f.cell) for source, f in mine]
    return found


def _counted_values(office: Office, _: date) -> list[Row]:
    """Everything that counts, as texts; the fields of a thing each a row, what is blank left out."""
    found: list[Row] = []
    for source, f in rows_that_count(office, Figure):
        found.append((f.unit_id, f.sheet, f.indicator_id, f.year, None, str(f.value), source.file_id, f.cell))
    for source, fact in rows_that_count(office, Fact):
        value = next(str(v) for v in (fact.text, fact.number, fact.day) if v is not None)
        found.append((fact.unit_id, fact.sheet, fact.fact_id, 1, None, value, source.file_id, fact.cell))
    remarks = sorted(rows_that_count(office, Remark), key=lambda row: (len(row[1].cell), row[1].cell))
    for number, (source, r) in _numbered(remarks, lambda r: (r.unit_id, r.section_id)):
        found.append((r.unit_id, r.sheet, r.section_id, number, None, r.text, source.file_id, r.cell))
    for number, (source, m) in _numbered(rows_that_count(office, Model), lambda m: (m.unit_id, m.name)):
        fields = {
            "name": m.name,
            "sector_id": m.sector_id or "chua_phan_loai",
            "kind": m.kind,
            "level": m.level,
            "implementer": m.implementer,
            "start_year": m.start_year,
            "summary": m.summary,
            "nominated": "x" if m.is_nominated else None,
            "remark": m.remark,
        }
        found += _field_rows(m.unit_id, m.sheet, m.name, number, fields, source.file_id, m.cell)
    for number, (source, d) in _numbered(rows_that_count(office, Document), lambda d: (d.unit_id, d.number, d.title)):
        name = ", ".join(text for text in (d.number, d.title) if text is not None)
        fields = {"name": name, "issued_on": d.issued_on, "type": d.type}
        found += _field_rows(d.unit_id, d.sheet, name, number, fields, source.file_id, d.cell)
    for number, (source, n) in _numbered(rows_that_count(office, Nomination), lambda n: (n.unit_id, n.name)):
        fields = {"name": n.name, "implementer": n.implementer, "summary": n.summary}
        found += _field_rows(n.unit_id, LIST, n.name, number, fields, source.file_id, n.cell)
    for (unit, obligation), received in receipts(office, date.max).items():
        per_day: Counter[date] = Counter()
        for day, copies in received:
            per_day[day] += copies
        found += [
            (unit, "Tiếp nhận", obligation, 1, str(day), str(copies), None, None) for day, copies in per_day.items()
        ]
    order = [unit.id for unit in office.plan.units]
    return sorted(
        found, key=lambda row: (order.index(row[0]), *(str(v).encode() for v in row[1:3]), row[3], row[4] or "~")
    )


def _numbered(rows: Iterable[tuple[Source, R]], key: Callable[[R], Any]) -> Iterator[tuple[int, tuple[Source, R]]]:
    """Number what is alike: 1, 2, …"""
    seen: Counter[Any] = Counter()
    for source, row in rows:
        seen[key(row)] += 1
        yield seen[key(row)], (source, row)


def _field_rows(
    unit: str, sheet: str, name: str, number: int, fields: dict[str, Any], file_id: int, cell: str | None
) -> list[Row]:
    return [
        (unit, sheet, name, number, field, str(value), file_id, cell)
        for field, value in fields.items()
        if value is not None
    ]


def _models_by_sector(office: Office, _: date) -> list[Row]:
    models = [model for _, model in rows_that_count(office, Model)]
    found = []
    for sector in office.plan.sectors:
        mine = [model for model in models if (model.sector_id or "chua_phan_loai") == sector.id]
        if mine:
            found.append(
                (
                    sector.id,
                    len(mine),
                    sum(model.kind == "tap_the" for model in mine),
                    sum(model.kind == "ca_nhan" for model in mine),
                    sum(model.is_nominated for model in mine),
                    len({model.unit_id for model in mine}),
                )
            )
    return found


def asked(office: Office) -> list[Unit]:
    """Return the units that figures are asked of: those of the plan's close, and any that was heard of."""
    heard_of = {unit for unit, _ in standing(office)}
    close = office.plan.closes_on
    return [
        u
        for u in office.plan.units
        if u.id in heard_of or (u.valid_from <= close and (u.valid_to is None or close <= u.valid_to))
    ]


def _values(office: Office) -> list[tuple[Unit, Indicator, int, int]]:
    indicators = {indicator.id: indicator for indicator in office.plan.indicators}
    return [
        (office.plan.unit_by_id[f.unit_id], indicators[f.indicator_id], f.year, f.value)
        for _, f in rows_that_count(office, Figure)
    ]


def _by_year(sheet: str) -> Callable[[Office, date], list[Row]]:
    def rows(office: Office, _: date) -> list[Row]:
        """A total is of those who reported; where nobody did it is missing, not 0."""
        expected, everything = len(asked(office)), _values(office)
        found: list[Row] = []
        for indicator in office.plan.indicators:
            for year in range(indicator.year_from, indicator.year_to + 1):
                values = [v for _, i, y, v in everything if (i, y) == (indicator, year)]
                if indicator.sheet == sheet:
                    found.append((indicator.id, year, sum(values) if values else None, len(values), expected))
        return found

    return rows


def _figures_by_kind(office: Office, _: date) -> list[Row]:
    found: list[Row] = []
    for kind in office.plan.kinds:
        expected = sum(unit.kind == kind.id for unit in asked(office))
        mine = [row for row in _values(office) if row[0].kind == kind.id]
        for indicator in office.plan.indicators:
            for year in range(indicator.year_from, indicator.year_to + 1):
                values = [v for _, i, y, v in mine if (i, y) == (indicator, year)]
                total = sum(values) if values else None
                found.append((kind.id, indicator.id, year, total, len(values), expected))
    return found


def _figure_spread(office: Office, _: date) -> list[Row]:
    found: list[Row] = []
    for kind in office.plan.kinds:
        mine = [row for row in _values(office) if row[0].kind == kind.id]
        for indicator in office.plan.indicators:
            for year in range(indicator.year_from, indicator.year_to + 1):
                values = sorted(v for _, i, y, v in mine if (i, y) == (indicator, year))
                if values:
                    quarters = [_quantile(values, share) for share in (0.25, 0.5, 0.75)]
                    found.append((kind.id, indicator.id, year, len(values), values[0], *quarters, values[-1]))
    return found


def _figure_reporting(office: Office, _: date) -> list[Row]:
    found: list[Row] = []
    everything = _values(office)
    for unit in asked(office):
        for indicator in office.plan.indicators:
            values = [v for u, i, _, v in everything if (u, i) == (unit, indicator)]
            years = indicator.year_to - indicator.year_from + 1
            found.append((unit.id, indicator.id, len(values), years, max(values, default=None)))
    return found


def _quantile(values: Sequence[int], share: float) -> float:
    """Between the two nearest of the sorted values, in proportion."""
    place = (len(values) - 1) * share
    below, above = values[math.floor(place)], values[math.ceil(place)]
    return below + (above - below) * (place - math.floor(place))


def _reporting_units(office: Office, _: date) -> list[Row]:
    counts = standing(office)
    found = []
    for unit in office.plan.units:
        for unit_id, sheet in sorted(counts):
            if unit_id == unit.id:
                source = counts[unit_id, sheet]
                found.append(
                    (
                        *(unit_id, sheet, source.file_id),
                        *(source.file.path, source.file.form, source.received_on),
                    )
                )
    return found


def _asked_units(office: Office, _: date) -> list[Row]:
    return [(unit.id, unit.kind, unit.name) for unit in asked(office)]


def _unit_list(office: Office, _: date) -> list[Row]:
    return [
        (u.id, u.kind, u.name, u.valid_from, u.valid_to, u.is_illustrative, place)
        for place, u in enumerate(office.plan.units)
    ]


# -- findings ------------------------------------------------------------------------------------------------


def _paper(source: Source) -> str:
    """Lists, registers and returns are three kinds of paper: none puts the other right."""
    form = source.file.form
    return form if form in ("nomination_list", "register") else "return"


def _speaks_of(source: Source) -> set[tuple[str | None, str]]:
    """Return (unit, kind of paper) of all that a file says or should have said."""
    file = source.file
    said: set[tuple[str | None, str]] = {(unit, _paper(source)) for unit in file.refused_units}
    if file.status not in COUNTS:
        return said | {(file.unit_id, _paper(source))}
    for record in file.records:
        if isinstance(record, Carried):
            said.add((record.unit_id, "nomination_list" if record.sheet == LIST else "return"))
        elif isinstance(record, Receipt):
            said.add((record.unit_id, "register"))
    return said


def _open_findings(office: Office, _: date) -> list[Row]:
    """Of what was refused until something newer takes its place; warnings of what counts."""
    everything = in_force(office)
    places = {(source.file_id, unit, sheet) for (unit, sheet), source in standing(office).items()}
    for source in counting(office):
        places |= {
            (source.file_id, record.unit_id, record.sheet)
            for record in source.file.records
            if isinstance(record, Receipt)
        }
    units = [unit.id for unit in office.plan.units]
    found = []
    for at, source in enumerate(everything):
        newer = everything[at + 1 :]
        alike = any(n.file.path == source.file.path or n.file.sha256 == source.file.sha256 for n in newer)
        for place, finding in enumerate(source.file.findings):
            unit = finding.unit_id or source.file.unit_id
            if source.file.status == "refused" or finding.is_error:
                heard_again = unit is not None and any((unit, _paper(source)) in _speaks_of(n) for n in newer)
                is_open = not heard_again and (source.file.unit_id is not None or not alike)
            else:
                is_open = any(
                    file_id == source.file_id and unit in (None, of_unit) and finding.sheet in (None, sheet)
                    for file_id, of_unit, sheet in places
                )
            if is_open:
                order = (
                    finding.severity,
                    units.index(unit) if unit else len(units),
                    *(source.file.path, source.file_id, place),
                )
                row = (unit, source.file.path, finding.slug, finding.severity, finding.sheet, finding.cell)
                found.append((order, (*row, finding.value, finding.message, source.file_id)))
    return [row for _, row in sorted(found, key=lambda each: each[0])]


def _file_findings(office: Office, file_id: int) -> list[Row]:
    """What was found in one file when it came in, in the order of the file."""
    return [
        (f.slug, f.severity, f.sheet, f.cell, f.value, f.message)
        for source in office.sources
        if source.file_id == file_id
        for f in source.file.findings
    ]


# -- what to ask a unit about --------------------------------------------------------------------------------


def _figures_out_of_line(office: Office, _: date) -> list[Row]:
    """Far in its own scatter, by one of three ways, and far to the eye: three times or a third, and five away."""
    figures = [(source, f, office.plan.unit_by_id[f.unit_id].kind) for source, f in rows_that_count(office, Figure)]
    order = [indicator.id for indicator in office.plan.indicators]
    units = [unit.id for unit in office.plan.units]
    found = []
    for source, figure, kind in figures:
        same = [(f, k) for _, f, k in figures if f.indicator_id == figure.indicator_id]
        alike = [f.value for f, k in same if (k, f.year) == (kind, figure.year)]
        others = [f.value for f, _ in same if f.unit_id == figure.unit_id and f.year != figure.year]
        middle, own_mean = _quantile(sorted(alike), 0.5), sum(others) / len(others) if others else None
        away = _far(figure.value, middle)
        by_mean = away and len(alike) >= 11 and _beyond(figure.value, alike, 3)
        by_median = away and len(alike) >= 5 and _beyond_median(figure.value, alike, middle)
        by_own = own_mean is not None and len(others) >= 3 and _far(figure.value, own_mean)
        by_own = by_own and _beyond(figure.value, others, 4)
        if by_mean or by_median or by_own:
            place = units.index(figure.unit_id), order.index(figure.indicator_id), figure.year
            row = (figure.unit_id, figure.indicator_id, figure.year, figure.value, by_mean, by_median, by_own)
            seen = (kind, len(alike), middle, len(others), own_mean)
            found.append((place, (*row, *seen, source.file_id, figure.sheet, figure.cell)))
    return [row for _, row in sorted(found, key=lambda each: each[0])]


def _far(value: int, level: float) -> bool:
    return abs(value - level) >= 5 and (value >= 3 * level or 3 * value <= level)


def _beyond(value: int, values: Sequence[int], times: float) -> bool:
    mean = sum(values) / len(values)
    return abs(value - mean) > times * math.sqrt(sum((v - mean) ** 2 for v in values) / (len(values) - 1))


def _beyond_median(value: int, values: Sequence[int], middle: float) -> bool:
    distances = sorted(abs(v - middle) for v in values)
    scatter = _quantile(distances, 0.5) / 0.6745 or 1.2533 * sum(distances) / len(distances)
    return abs(value - middle) > 3.5 * scatter


def _models_in_several_units(office: Office, _: date) -> list[Row]:
    by_name: dict[Row, list[tuple[Source, Model]]] = {}
    for source, model in rows_that_count(office, Model):
        by_name.setdefault(_spoken(model.name), []).append((source, model))
    shared = []
    for rows in by_name.values():
        count = len({model.unit_id for _, model in rows})
        if count > 1:
            shared.append((count, min(model.name for _, model in rows), rows))
    return [
        (number, count, m.unit_id, m.name, m.implementer, m.start_year, source.file_id, m.sheet, m.cell)
        for number, (count, _, rows) in enumerate(sorted(shared, key=lambda each: each[:2]), 1)
        for source, m in rows
    ]


def _spoken(name: str) -> Row:
    """The consonants one by one; of vowels that follow each other the letters and the tone, wherever it stands."""
    heard: list[Row] = []
    for letter in unicodedata.normalize("NFC", name.lower()):
        base, *marks = unicodedata.normalize("NFD", letter)
        tone = tuple(mark for mark in marks if mark in TONES)
        plain = unicodedata.normalize("NFC", base + "".join(mark for mark in marks if mark not in TONES))
        if plain.isspace():
            continue
        if plain in VOWELS and heard and heard[-1][0][-1] in VOWELS:
            heard[-1] = (heard[-1][0] + plain, heard[-1][1] + tone)
        else:
            heard.append((plain, tone))
    return tuple(heard)


def _nominated(office: Office) -> dict[tuple[str, Row], Row]:
    """The nominations by unit and name, a name that a list repeats once, as `nominations` orders them."""
    found: dict[tuple[str, Row], Row] = {}
    for row in _nominations(office, date.max):
        found.setdefault((row[0], _spoken(row[1])), row)
    return found


def _nomination_evidence(office: Office, as_of: date) -> list[Row]:
    nominated = _nominated(office)
    models: dict[tuple[str, Row], Model] = {}
    for _, model in rows_that_count(office, Model):
        models.setdefault((model.unit_id, _spoken(model.name)), model)
    dossiers = {row[0]: row for row in dossier_status(office, as_of) if row[1] == "award_dossier"}
    found = []
    for (unit_id, key), row in nominated.items():
        model = models.get((unit_id, key))
        said: Row = (False, None, None, None, None)
        if model is not None:
            said = (True, model.sector_id or "chua_phan_loai", model.kind, model.level, model.start_year)
        others = {unit for unit, name in (*nominated, *models) if name == key} - {unit_id}
        kind = office.plan.kind_by_id[office.plan.unit_by_id[unit_id].kind]
        quota = (sum(unit == unit_id for unit, _ in nominated), kind.nominations_min, kind.nominations_max)
        dossier = dossiers.get(unit_id)
        found.append((*row, *said, len(others), *quota, *((dossier[7], dossier[4]) if dossier else (None, None))))
    return found


def _appraisal_list(office: Office, _: date) -> list[Row]:
    last: dict[Row, Row] = {}
    for row in office.appraised:
        last[row[0], _spoken(row[1]), row[2], _spoken(row[5])] = row
    nominated, order = _nominated(office), [unit.id for unit in office.plan.units]
    found = []
    for (unit_id, key, *_), (_, name, criterion, answer, remark, *said) in last.items():
        listed = nominated.get((unit_id, key))
        if answer is not None:
            found.append((unit_id, listed[1] if listed else name, listed is not None, criterion, answer, remark, *said))
    return sorted(found, key=lambda row: (order.index(row[0]), row[1].encode(), row[6].encode(), row[3]))


def _selection_list(office: Office, _: date) -> list[Row]:
    last = {(row[0], _spoken(row[1])): row for row in office.selected}
    nominated = _nominated(office)
    found = []
    for unit in office.plan.units:
        for key, listed in nominated.items():
            if key[0] == unit.id:
                row = last.get(key, (None,) * 7)
                found.append((unit.id, listed[1], True, *(row[2:] if row[2] else (None,) * 5)))
        gone = [row for key, row in last.items() if key[0] == unit.id and row[2] and key not in nominated]
        found += [(row[0], row[1], False, *row[2:]) for row in sorted(gone, key=lambda row: row[1].encode())]
    return found


def _selection_history(office: Office, _: date) -> list[Row]:
    nominated = _nominated(office)
    rows = sorted(office.selected, key=lambda row: row[5], reverse=True)
    listed = [nominated.get((row[0], _spoken(row[1])), row)[1] for row in rows]
    return [(row[0], name, *row[2:]) for row, name in zip(rows, listed, strict=True)]


def _stated_totals(office: Office, _: date) -> list[Row]:
    counts, found = standing(office), []
    for unit in office.plan.units:
        if (unit.id, "Mô hình") not in counts:
            continue
        models = sum(model.unit_id == unit.id for _, model in rows_that_count(office, Model))
        for fact_id in ("models_stated", "awarded_models"):
            for source, fact in rows_that_count(office, Fact):
                if (fact.unit_id, fact.fact_id) == (unit.id, fact_id) and fact.number is not None:
                    too_many = fact.number > models
                    if too_many or (fact_id == "models_stated" and fact.number < models):
                        row = (unit.id, fact_id, fact.number, models, source.file_id, fact.sheet, fact.cell)
                        found.append((*row, counts[unit.id, "Mô hình"].file_id, "Mô hình"))
    return found


def _review_days(office: Office, _: date) -> list[Row]:
    held: dict[str, list[Row]] = {}
    for source in counting(office):
        for r in source.file.records:
            if isinstance(r, Receipt) and r.obligation_id == "review":
                held.setdefault(r.unit_id, []).append((r.received_on, source.file_id, len(r.cell), r.cell, r.sheet))
    found = []
    for source, fact in rows_that_count(office, Fact):
        days = sorted(held.get(fact.unit_id, []))
        if fact.fact_id == "review_on" and fact.day and days and fact.day not in [row[0] for row in days]:
            day, file_id, _, cell, sheet = days[0]
            apart = (day - fact.day).days
            row = (fact.unit_id, fact.day, day, apart, source.file_id, fact.sheet, fact.cell)
            found.append((*row, file_id, sheet, cell))
    return found


ANSWERS: dict[str, Callable[[Office, Any], list[Row]]] = {
    "appraisal_list": _appraisal_list,
    "asked_units": _asked_units,
    "awards_by_year": _by_year("Khen thưởng"),
    "call_list": _call_list,
    "counted_values": _counted_values,
    "decision_list": _decision_list,
    "document_list": _document_list,
    "dossier_progress": _dossier_progress,
    "dossier_status": dossier_status,
    "dossier_timeline": _dossier_timeline,
    "fact_list": _fact_list,
    "figure_list": _figure_list,
    "figure_reporting": _figure_reporting,
    "figure_spread": _figure_spread,
    "figures_by_kind": _figures_by_kind,
    "figures_out_of_line": _figures_out_of_line,
    "file_findings": _file_findings,
    "inspections_by_year": _by_year("Kiểm tra, giám sát"),
    "meeting_list": _meeting_list,
    "recorded_moments": _recorded_moments,
    "model_list": _model_list,
    "models_by_sector": _models_by_sector,
    "models_in_several_units": _models_in_several_units,
    "nomination_evidence": _nomination_evidence,
    "nominations": _nominations,
    "open_findings": _open_findings,
    "plan_changes": _plan_changes,
    "propaganda_by_year": _by_year("Tuyên truyền"),
    "receipt_entries": _receipt_entries,
    "receipt_list": _receipt_list,
    "receipts_by_day": _receipts_by_day,
    "remark_list": _remark_list,
    "reporting_rates": _reporting_rates,
    "reporting_units": _reporting_units,
    "review_days": _review_days,
    "selection_history": _selection_history,
    "selection_list": _selection_list,
    "stated_totals": _stated_totals,
    "submission_progress": _submission_progress,
    "submission_status": _submission_status,
    "submission_timeline": _submission_timeline,
    "unit_facts": _unit_facts,
    "unit_list": _unit_list,
}


def answer(office: Office, name: str, asked: date | int = date.max) -> list[Row]:
    """Return the rows that the question `name` must give of a day or a file, all columns, in its order."""
    return ANSWERS[name](office, asked)
