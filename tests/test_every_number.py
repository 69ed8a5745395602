"""Every number on every page equals its question's answer, and no page shows a number that no question explains.

A page's list is (what it is, where the page says it, what the questions say). In a place given as words each # is a
number; NOWHERE: the page must not say it. What a list leaves unexplained fails the page too.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from unicodedata import normalize

import openpyxl
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from tests.builders import MODEL_HEADINGS, load_all, plan_83, plan_folder, plan_text, titled, unit_return
from tests.once import campaign_store
from tests.opened import open_page
from tests.shown import (
    DATE,
    NUMBER,
    Drawing,
    Find,
    Shown,
    as_number,
    drawing,
    headings,
    last_rows,
    pages,
    remarks,
    rows,
    rows_in_any_order,
    titles_in_any_order,
)
from tests.spread import in_soak
from tonghop.actions.loading import load
from tonghop.alike import alike, told
from tonghop.findings import RULES
from tonghop.forms import FORM_LABELS
from tonghop.intake.inbox import collect
from tonghop.plan import tables as plan_tables
from tonghop.plan.model import Indicator
from tonghop.questions import ask_rows
from tonghop.report.nominations import nominated as selected
from tonghop.statuses import BY_ID, STATUSES
from tonghop.store import Store
from tonghop.vietnamese import fold_key, text_key
from ui.conference.selection import model_id
from ui.tracking.glance import dossier_bars
from ui.tracking.progress import dues
from ui.widgets.words import name_key

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "data" / "sample" / "returns"
DAYS = (date(2022, 4, 5), date(2022, 5, 2))
PLAN = plan_83()
UNITS = {unit.id: unit.name for unit in PLAN.units}
PARTS = {obligation.id: obligation.label for obligation in PLAN.obligations}
COPIES = {obligation.id: obligation.copies for obligation in PLAN.obligations}
YEARS = list(PLAN.years)
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
CALLED = ("missing", "returned", "incomplete")

Claim = tuple[str, str | Find, object]
NOWHERE: object = []


@dataclass
class Asked:
    """The answers of a store's questions on a day, as plain rows."""

    store: Store
    day: date
    kept: dict[tuple[str, date | None], list[Any]] = field(default_factory=dict)

    def __call__(self, name: str, day: date | None = None) -> list[Any]:
        if (name, day) not in self.kept:
            given: dict[str, Any] = {"as_of": day} if day else {}
            columns, found = ask_rows(self.store, name, **given)
            self.kept[name, day] = [SimpleNamespace(**dict(zip(columns, row, strict=True))) for row in found]
        return self.kept[name, day]

    def on_day(self, name: str) -> list[Any]:
        return self(name, self.day)

    @property
    def expected(self) -> int:
        """How many units are asked for figures."""
        return len({row.unit_id for row in self("figure_reporting")})

    def sending(self, sheet: str) -> set[str]:
        return {row.unit_id for row in self("reporting_units") if row.sheet == sheet}


# -- how numbers are written ---------------------------------------------------------------------------------


def n(count: int | None) -> str:
    return "–" if count is None else f"{count:,}".replace(",", ".")


def dmy(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def dm(day: date) -> str:
    return f"{day:%d/%m}"


def per_cent(part: int, whole: int) -> float:
    """One place, halves up."""
    return ((2000 * part + whole) // (2 * whole)) / 10


def halves_up(number: float) -> float:
    return int(number * 10 + 0.5) / 10


def some(count: int) -> object:
    """A number that is said only where there is something to say."""
    return count or NOWHERE


def rests(where: str, there: int, expected: int) -> list[Claim]:
    """What every total and chart rests on; many missing units are counted, one or two only named."""
    lacking = expected - there
    missing = (there, expected, lacking) if lacking > 2 else NOWHERE
    return [
        (f"{where}: who is missing", f"#/# {where} · thiếu # đơn vị", missing),
        (f"{where}: how many", f"#/# {where}", (there, expected)),
    ]


# -- the frame -----------------------------------------------------------------------------------------------


def frame(asked: Asked) -> list[Claim]:
    is_sample = any(file.is_sample for file in asked("file_list"))
    units = asked("unit_list")
    made_up = sum(unit.is_illustrative for unit in units)
    return [
        ("version", "Dữ liệu: phiên bản #", asked.store.current),
        ("units made up", "#/# đơn vị là giả định", (made_up, len(units)) if is_sample else NOWHERE),
        ("units made up", "#/# đơn vị trong danh sách là minh họa", NOWHERE if is_sample else (made_up, len(units))),
    ]


# -- Tổng quan -----------------------------------------------------------------------------------------------


def tong_quan(asked: Asked) -> Iterator[Claim]:
    day, week_ago = asked.day, asked.day - timedelta(days=7)
    dossiers = {row.dossier_id: row for row in asked.on_day("dossier_progress")}
    before = {row.dossier_id: row for row in asked("dossier_progress", week_ago)}
    award = dossiers["award_dossier"]
    handed_in = {name: row.on_time + row.late for name, row in dossiers.items()}
    grown = {name: handed_in[name] - before[name].on_time - before[name].late for name in dossiers}

    lead = f"Đến ngày {dmy(day)}: #/# đơn vị đã nộp đủ hồ sơ khen thưởng"
    yield "award dossiers in", lead, (handed_in["award_dossier"], award.expected)
    yield "… of them late", "trong đó # nộp muộn", some(award.late)
    yield "… incomplete", "# nộp chưa đủ", some(award.incomplete)
    yield "… sent back", "# được đề nghị bổ sung", some(award.returned)
    yield "… missing", "# quá hạn chưa nộp", some(award.missing)
    yield "… not due", "# chưa nộp, chưa đến hạn", some(award.not_due)

    for dossier in PLAN.dossiers:
        row, count = dossiers[dossier.id], handed_in[dossier.id]
        shown = [number for one in STATUSES if (number := getattr(row, one.id, 0)) and number * 16 >= row.expected]
        bar = "".join(f" {number}" for number in shown)
        change = grown[dossier.id]
        words = f"thêm {change}" if change > 0 else f"bớt {-change}" if change < 0 else "chưa thêm"
        last = max(o.last_day for o in PLAN.obligations if o.dossier == dossier.id)
        left = (last - day).days
        when = f"còn {left} ngày" if left > 0 else f"qua {-left} ngày" if left else "hôm nay"
        line = f"{dossier.label} {count}/{row.expected}{bar} {words} từ {dm(week_ago)} · hạn cuối {dm(last)}, {when}"
        yield f"how far {dossier.id}", *as_pattern(line)

    models, nominations = asked("model_list"), asked("nominations")
    sending = len(asked.sending("Mô hình"))
    by_unit = {row.unit_id: row.source == "nomination_list" for row in nominations}
    listed, naming = sum(by_unit.values()), len(by_unit)
    figures = (sending, asked.expected, len(models), len(nominations), naming, asked.expected, listed, naming - listed)
    sources = "(#/# đơn vị: # theo danh sách, # theo dấu trong biểu)"
    yield "figures", f"Số liệu: #/# đơn vị · # mô hình · # mô hình đề nghị khen thưởng {sources}", figures
    yield from rests("đơn vị báo cáo mô hình", sending, asked.expected)
    yield from late_units(asked.on_day("submission_status"))
    yield from new_since_monday(asked)

    yield "bars", drawing("tien-do"), obligation_bars(asked.on_day("submission_progress"))

    last_days = {}
    for dossier in PLAN.dossiers:
        part = max((o for o in PLAN.obligations if o.dossier == dossier.id), key=lambda o: o.last_day)
        last_days[dossier.id], left = part.last_day, (part.last_day - day).days
        reading = f"{'đến hết' if part.inclusive else 'trước'} ngày {dmy(part.deadline)}"
        latest = f"(chậm nhất {WEEKDAYS[part.last_day.weekday()]} {dm(part.last_day)})"
        when = "còn # ngày" if left > 0 else "đã qua # ngày" if left else "hạn cuối hôm nay"
        days = (abs(left),) if left else ()
        expected, lacking = dossiers[dossier.id].expected, dossiers[dossier.id].expected - handed_in[dossier.id]
        state, counts = ("còn thiếu #/# đơn vị", (lacking, expected)) if lacking else ("đủ #/# đơn vị", (expected,) * 2)
        yield f"deadline {dossier.id}", f"{dossier.label}: {reading} {latest} · {when} · {state}", (*days, *counts)
        steps = [row for row in asked.on_day("dossier_timeline") if row.dossier_id == dossier.id]
        yield f"steps {dossier.id}", drawing(f"buoc-{dossier.id}"), step_panel(steps)
    coming = min((last for last in last_days.values() if last > day + timedelta(days=1)), default=None)
    if coming:
        yield "the next deadline", f"Hạn tới: {dmy(coming)}, còn # ngày", (coming - day).days


def late_units(status: list[Any]) -> Iterator[Claim]:
    """Who is late, worst first: parts by status, the days of the longest overdue; the first nine by name."""
    calls = units_to_call(status)
    yield "units late", "Chậm, còn thiếu: # đơn vị", some(len(calls))
    yield "… all of them", "Xem cả # đơn vị", len(calls) if len(calls) > 9 else NOWHERE
    ids = {name: unit for unit, name in UNITS.items()}
    for name, _ in calls[:9]:
        own = [row for row in status if row.unit_id == ids[name] and row.status in CALLED]
        said = []
        for kind in CALLED:
            parts = [row for row in own if row.status == kind]
            days = max((row.days_late for row in parts), default=0) if kind == "missing" else 0
            look = BY_ID[kind]
            if parts:
                late = f", quá {days} ngày" if days else ""
                said.append(f"{look.symbol} {look.label}: {len(parts)} phần{late}")
        yield f"late: {name}", *as_pattern(f"{name} {' '.join(said)}")


def new_since_monday(asked: Asked) -> Iterator[Claim]:
    """What is another than on the evening before Monday: how many units of each kind of news."""
    before = before_monday(asked)
    for title, (was, now) in CHANGED.items():
        units = list(dict.fromkeys(
            row.unit_id for row in asked.on_day("submission_status")
            if row.status in now and before.get((row.unit_id, row.obligation_id)) in was
        ))  # fmt: skip
        rest = len(units) - 6
        yield f"new: {title}", f"# {title}:", some(len(units))
        if rest > 0:
            yield f"new: {title}, more", f"{short(units[5])} và # đơn vị nữa", rest
    yield "new models", "# mô hình mới", NOWHERE


def before_monday(asked: Asked) -> dict[tuple[str, str], str]:
    """The statuses on the evening before the week began; on a Monday the week before."""
    evening = asked.day - timedelta(days=(asked.day.weekday() or 7) + 1)
    return {(row.unit_id, row.obligation_id): row.status for row in asked("submission_status", evening)}


def short(unit: str) -> str:
    own = next(one for one in PLAN.units if one.id == unit)
    prefixes = [prefix + " " for prefix in PLAN.kind_by_id[own.kind].prefixes if own.name.startswith(prefix + " ")]
    return own.name.removeprefix(prefixes[0]) if prefixes else own.name


def obligation_bars(progress: list[Any]) -> Drawing:
    shown = [s for s in STATUSES if s.id != "exempt" and any(getattr(row, s.id) for row in progress)]
    return Drawing(
        {(s.label, PARTS[row.obligation_id]): (getattr(row, s.id),) for s in shown for row in progress},
        notes=[per_cent(row.on_time + row.late, row.expected) for row in progress],
    )


def step_panel(steps: list[Any]) -> Drawing:
    last = steps[-1]
    marks: dict[Any, Any] = {(0, row.day.isoformat()): (row.complete_to_date,) for row in steps}
    marks[1, last.day.isoformat()] = (last.complete_to_date,)
    count = [last.complete_to_date, last.expected]
    return Drawing(marks, notes=count, axis=[0, last.expected], lines=[last.expected], alt=count)


def units_to_call(status: list[Any]) -> list[list[str]]:
    """A row a unit, most parts overdue first: its name, then its parts by status, those of one kind together."""
    found = []
    for unit, name in UNITS.items():
        own = [row for row in status if row.unit_id == unit and row.status in CALLED]
        said = []
        for kind in CALLED:
            alike: dict[str, list[str]] = {}
            for row in own:
                if row.status == kind:
                    alike.setdefault(lacking_words(row), []).append(PARTS[row.obligation_id])
            if alike:
                look = BY_ID[kind]
                parts = "; ".join(", ".join(names) + words for words, names in alike.items())
                said.append(f"{look.symbol} {look.short} {parts}")
        days = max((row.days_late for row in own if row.status == "missing"), default=0)
        counts = [sum(row.status == kind for row in own) for kind in CALLED]
        if own:
            found.append((*(-count for count in counts), -days, name_key(PLAN, name), [name, " ".join(said)]))
    return [row for *_, row in sorted(found)]


def lacking_words(row: Any) -> str:
    if row.status == "incomplete":
        return f" (mới có {row.copies}/{COPIES[row.obligation_id]} bộ)"
    return f" (quá hạn {row.days_late} ngày)" if row.status == "missing" else ""


# -- Theo dõi nộp --------------------------------------------------------------------------------------------


def theo_doi_nop(asked: Asked) -> Iterator[Claim]:
    status = asked.on_day("submission_status")
    start, units = f"Đến ngày {dmy(asked.day)}", len({row.unit_id for row in status})
    called = len({row.unit_id for row in status if row.status in CALLED})
    fine = f"{start}: #/# đơn vị không còn thiếu phần nào đã đến hạn; # đơn vị cần đôn đốc"
    yield "units that owe nothing", fine, (units - called, units, called) if called else NOWHERE
    yield "… all of them", f"{start}: cả # đơn vị không còn thiếu phần nào", NOWHERE if called else units

    counts = Counter(row.status for row in status)
    yield "parts", "# phần hồ sơ:", len(status)
    for look in STATUSES:
        yield f"parts {look.id}", f"{look.symbol} {look.label}: #", some(counts[look.id])

    heads = [f"{o.label} {'đến hết' if o.inclusive else 'trước'} {dm(o.deadline)}" for o in PLAN.obligations]
    yield "matrix: deadlines", headings("Đơn vị", heads[0]), ["Đơn vị", *heads]
    for what, find, cell in (("cells", rows_in_any_order, matrix_cell), ("words", titles_in_any_order, full_words)):
        own = {unit: [UNITS[unit]] for unit in {row.unit_id: None for row in status}}
        for row in status:
            own[row.unit_id].append(cell(row))
        yield f"matrix: {what}", find("Đơn vị", heads[0]), sorted(own.values())

    yield "parts by day", drawing("theo-ngay"), receipt_bars(asked)


def matrix_cell(row: Any) -> str:
    look = BY_ID[row.status]
    day = dm(row.received_on) if row.received_on else ""
    short = {
        "on_time": day,
        "late": f"{day} +{row.days_late} ngày",
        "incomplete": f"{row.copies}/{COPIES[row.obligation_id]} bộ",
        "returned": "bổ sung",
        "missing": f"quá {row.days_late} ngày",
    }.get(row.status, "")
    return f"{look.symbol}{look.label} {short}{' gia hạn' if row.is_extended else ''}".strip()


def full_words(row: Any) -> str:
    label, day = BY_ID[row.status].label, dmy(row.received_on) if row.received_on else ""
    said = {
        "on_time": f"{label}, ngày {day}",
        "late": f"{label} {row.days_late} ngày, ngày {day}",
        "incomplete": f"{label}: mới có {row.copies}/{COPIES[row.obligation_id]} bộ, từ ngày {day}",
        "missing": f"{label} {row.days_late} ngày",
    }.get(row.status, label)
    return f"{said} (gia hạn đến {dmy(row.last_day)})" if row.is_extended else said


def receipt_bars(asked: Asked) -> Drawing:
    """Parts by day, told apart by each unit's own last day; of units on the roster, as in the matrix."""
    last_days = {(row.unit_id, row.obligation_id): row.last_day for row in asked.on_day("submission_status")}
    came = {(row.unit_id, row.obligation_id, row.received_on) for row in asked.on_day("receipt_list")}
    came = {part for part in came if part[:2] in last_days}
    total = Counter(day for _, _, day in came)
    late = Counter(day for unit, part, day in came if day > last_days[unit, part])
    marks: dict[Any, Any] = {("trong hạn", day.isoformat()): (total[day] - late[day],) for day in total}
    marks |= {("sau hạn", day.isoformat()): (late[day],) for day in total}
    return Drawing(marks, notes=[total[day] for day in sorted(total)])


def as_pattern(words: str) -> tuple[str, tuple[float, ...]]:
    """Turn words into a place to look for and the numbers that stand there; dates stay as they are."""
    dates = DATE.findall(words)
    plain = DATE.sub("\0", words)
    found = tuple(as_number(one) for one in re.findall(NUMBER, plain))
    pattern = re.sub(NUMBER, "#", plain)
    for day in dates:
        pattern = pattern.replace("\0", day, 1)
    return pattern, found


def finding_title(row: Any) -> str:
    return f"{'✗' if row.severity == 'error' else '▲'} {RULES[row.slug].title}"


def group_title(group: Sequence[Any]) -> str:
    return finding_title(group[0]) + (f" ({n(len(group))})" if len(group) > 1 else "")


# -- Đôn đốc -------------------------------------------------------------------------------------------------


def don_doc(asked: Asked) -> Iterator[Claim]:
    turns = whose_turn(asked)
    worst = Counter(min((row.status for row in own), key=CALLED.index) for own in turns.values())
    parts = {"missing": "có phần quá hạn", "returned": "được đề nghị bổ sung", "incomplete": "nộp chưa đủ"}
    said = ", ".join(f"# {words}" for status, words in parts.items() if worst[status])
    counts = tuple(worst[status] for status in parts if worst[status])
    yield "units to chase", f"Ngày {dmy(asked.day)} cần đôn đốc # đơn vị: {said}.", (len(turns), *counts)
    yield "letters", "Tải # công văn (.zip)", len(turns)
    yield "pages of units", pages(), [-(-len(turns) // 20)] if len(turns) > 20 else []
    status = asked.on_day("submission_status")
    for part in sorted((o for o in PLAN.obligations if o.last_day >= asked.day), key=lambda o: o.last_day):
        owed = [row.status for row in status if row.obligation_id == part.id and row.status != "exempt"]
        waiting = sum(one in (*CALLED, "not_due") for one in owed)
        if waiting:
            due = f"{'đến hết' if part.inclusive else 'trước'} ngày {dmy(part.deadline)}"
            said = f"Sắp đến hạn: {part.label} {due} (#/# đơn vị chưa gửi đủ)."
            yield "the next deadline's letter", said, (waiting, len(owed))
            break
    for unit, own in [*turns.items()][:20]:
        yield f"what {unit} lacks", *as_pattern(f"{UNITS[unit]} {chased_words(own, asked.day)}")


def whose_turn(asked: Asked) -> dict[str, list[Any]]:
    """The parts that each unit is chased about; in the order of the overview, for nobody has promised anything."""
    status = asked.on_day("submission_status")
    order = {name: unit for unit, name in UNITS.items()}
    turns = [order[name] for name, _ in units_to_call(status)]
    return {unit: [row for row in status if row.unit_id == unit and row.status in CALLED] for unit in turns}


def chased_words(own: list[Any], day: date) -> str:
    """By status; the parts of one deadline together, of those that lack copies how many."""
    lines = []
    for kind in CALLED:
        groups: dict[date, list[Any]] = {}
        for row in own:
            if row.status == kind:
                groups.setdefault(row.last_day, []).append(row)
        said = [chased_together(kind, group, day) for group in groups.values()]
        if said:
            lines.append(f"{BY_ID[kind].symbol} {BY_ID[kind].short} {'; '.join(said)}")
    return " ".join(lines)


def chased_together(kind: str, own: list[Any], day: date) -> str:
    names = [PARTS[row.obligation_id] for row in own]
    over = max((day - own[0].last_day).days, 0) if kind != "returned" else 0
    tail = f" (quá hạn {over} ngày)" if over else ""
    if kind != "incomplete":
        return ", ".join(names) + tail
    lacking: dict[int, list[str]] = {}
    for row in own:
        lacking.setdefault(COPIES[row.obligation_id] - row.copies, []).append(PARTS[row.obligation_id])
    said = [f"{', '.join(n)}: {'mỗi loại ' if len(n) > 1 else ''}nộp thêm {lack} bộ" for lack, n in lacking.items()]
    return "; ".join(said) + tail


def chosen_unit(asked: Asked) -> str:
    """The first unit with receipts, figures and something open in its files."""
    has = [{row.unit_id for row in asked(name)} for name in ("figure_list", "open_findings")]
    by_receipt: list[str] = [row.unit_id for row in asked.on_day("receipt_list")]
    return next(unit for unit in by_receipt if all(unit in one for one in has))


# -- Thay đổi ------------------------------------------------------------------------------------------------


def thay_doi(asked: Asked) -> Iterator[Claim]:
    """What is another than before Monday; no file came in on either day, so totals and models are the same."""
    before = before_monday(asked)
    found: dict[str, dict[str, list[str]]] = {title: {} for title in CHANGED}
    for row in asked.on_day("submission_status"):
        for title, (was, now) in CHANGED.items():
            if row.status in now and before.get((row.unit_id, row.obligation_id)) in was:
                how = "muộn" if row.status == "late" else "quá hạn"
                late = f" ({how} {row.days_late} ngày)" if row.days_late else ""
                found[title].setdefault(row.unit_id, []).append(PARTS[row.obligation_id] + late)
    for title, units in found.items():
        yield f"{title}: read out", f"# đơn vị {title[:1].lower()}{title[1:]}", some(len(units))
        yield f"{title}: how many", f"{title}: # đơn vị", some(len(units))
        for unit, parts in units.items():
            yield f"{title}: {unit}", *as_pattern(f"{UNITS[unit]}: {'; '.join(parts)}")
    yield "new models", "# mô hình mới", NOWHERE


NOT_IN = ("not_due", "missing", "returned", "incomplete", "exempt")
CHANGED = {
    "Mới nộp đủ, đúng hạn": (NOT_IN, ("on_time",)),
    "Mới nộp đủ, sau hạn": (NOT_IN, ("late",)),
    "Mới nộp một phần": (("not_due", "missing", "returned", "exempt"), ("incomplete",)),
    "Mới quá hạn chưa nộp": (("not_due", "returned", "exempt"), ("missing",)),
    "Mới được đề nghị bổ sung": (("not_due", "missing", "incomplete", "on_time", "late", "exempt"), ("returned",)),
}


# -- Nhập trên màn hình --------------------------------------------------------------------------------------


def typed_over(asked: Asked) -> Iterator[Claim]:
    """A sheet of figures opens with what counts; a blank where the unit did not report."""
    unit = chosen_unit(asked)
    values = {(row.indicator_id, row.year): row.value for row in asked("figure_list") if row.unit_id == unit}
    yield "the figures to be typed over", figures_drawn, [
        [i.label, i.unit_of_measure, *(values.get((i.id, year)) for year in YEARS)]
        for i in PLAN.indicators
        if i.sheet == TYPED_SHEET
    ]


TYPED_SHEET, CORRECTING = "Khen thưởng", "Đính chính một số liệu"


def figures_drawn(shown: Shown) -> object:
    return [[None if cell is pd.NA else cell for cell in row] for row in shown.take_frame()]


def corrected(asked: Asked) -> Iterator[Claim]:
    """The figure that stands, with the place it stands in."""
    figure = chosen_figure(asked)
    path = next(row.path for row in asked("file_list") if row.file_id == figure.file_id)
    place = f"{path}, {figure.sheet}, ô {figure.cell}"
    yield "the figure that counts", *as_pattern(f"Đang được tính: {n(figure.value)}, ở {place}.")
    label = next(i.label for i in PLAN.indicators if i.id == figure.indicator_id)
    yield "what would change, were it left blank", rows("Đơn vị", "Nội dung"), [
        [UNITS[figure.unit_id], f"{label}, năm {figure.year}", n(figure.value), "–", path]
    ]


# -- Mô hình -------------------------------------------------------------------------------------------------


def mo_hinh(asked: Asked) -> Iterator[Claim]:
    models = asked("model_list")
    sectors, total = {row.sector_id: row for row in asked("models_by_sector")}, len(models)
    label: dict[Any, str] = {one.id: one.label for one in (*PLAN.sectors, *PLAN.levels, *PLAN.model_kinds)}
    sending = len(asked.sending("Mô hình"))
    largest = max((row for row in sectors.values() if row.sector_id != "chua_phan_loai"), key=lambda row: row.models)
    marked = sum(row.nominated for row in sectors.values())
    lead = "Toàn huyện: # mô hình của # đơn vị (#/# báo cáo)"
    yield "models", lead, (total, len({row.unit_id for row in models}), sending, asked.expected)
    yield "largest sector", f"nhiều nhất là lĩnh vực {label[largest.sector_id]} (#)", largest.models
    yield "marked in the returns", "# được đánh dấu đề nghị khen thưởng trong biểu", some(marked)
    yield "heading", "# mô hình Bấm vào thanh", total
    yield from rests("đơn vị báo cáo biểu Mô hình", sending, asked.expected)

    collective, individual = (sum(getattr(r, k) for r in sectors.values()) for k in ("collectives", "individuals"))
    unstated = total - collective - individual
    yield "collective", "Tập thể: #", collective
    yield "individual", "Cá nhân: #", individual
    yield "neither", "Chưa ghi tập thể hay cá nhân: #", some(unstated)
    marks: dict[Any, Any] = {}
    for row in sectors.values():
        parts = (row.collectives, row.individuals, row.models - row.collectives - row.individuals)
        for name, count in zip(("Tập thể", "Cá nhân", "Chưa ghi tập thể hay cá nhân"), parts, strict=True):
            marks[name, label[row.sector_id]] = (count, count)
    yield "by sector", drawing("hinh-linh-vuc"), Drawing(
        {key: mark for key, mark in marks.items() if unstated or not key[0].startswith("Chưa")},
        notes=[r.models for r in sorted(sectors.values(), key=lambda r: (r.sector_id == "chua_phan_loai", -r.models))],
    )
    levels = Counter(row.level for row in models)
    order = [*(level.id for level in PLAN.levels), *([None] if levels[None] else [])]
    yield "by level", drawing("hinh-cap"), Drawing(
        {("Mô hình", label.get(level, "Chưa ghi")): (levels[level],) * 2 for level in order},
        notes=[levels[level] for level in order],
    )
    starts, span = Counter(row.start_year for row in models), range(PLAN.models_from, PLAN.models_to + 1)
    yield "by start", drawing("hinh-nam"), Drawing(
        {(0, str(year)): (starts[year], year, starts[year]) for year in span}, axis=list(span)
    )
    yield "without a start", "# mô hình chưa ghi năm", some(starts[None])

    listed = [
        [
            row.name, UNITS[row.unit_id], label[row.sector_id], label.get(row.kind, "Chưa ghi"),
            label.get(row.level, "Chưa ghi"), str(row.start_year or "–"), "✓" if row.nominated else "",
            row.summary or "",
        ]
        for row in models
    ]  # fmt: skip
    yield "rows", rows("Tên mô hình", "Đơn vị"), [[" ".join(cell.split()) for cell in row[:-1]] for row in listed[:50]]
    if total > 50:
        yield "pages of rows", pages(), [-(-total // 50)]
    printed = [[str(at), *(" ".join(cell.split()) for cell in row)] for at, row in enumerate(listed, 1)]
    yield "rows on paper", rows("TT", "Tên mô hình"), printed[:500]


# -- Khen thưởng, Tuyên truyền, Kiểm tra, giám sát -----------------------------------------------------------

SAID = {
    "khen_thuong": (
        "mô hình được biểu dương cấp cơ sở", "mô hình được khen thưởng cấp huyện", "mô hình được khen thưởng cấp tỉnh",
        "mô hình được khen thưởng cấp Trung ương",
    ),
    "tuyen_truyen": (
        "hội nghị quán triệt, tuyên truyền", "lượt người dự hội nghị", "buổi sinh hoạt chi bộ, hội, đoàn thể",
        "lượt người dự sinh hoạt",
    ),
    "kiem_tra_giam_sat": (
        "cuộc kiểm tra", "tổ chức đảng được kiểm tra", "cuộc giám sát thường xuyên", "cuộc giám sát theo chuyên đề",
    ),
}  # fmt: skip
QUESTION = {
    "khen_thuong": ("Khen thưởng", "awards_by_year"),
    "tuyen_truyen": ("Tuyên truyền", "propaganda_by_year"),
    "kiem_tra_giam_sat": ("Kiểm tra, giám sát", "inspections_by_year"),
}


def matrix_page(page: str, asked: Asked) -> Iterator[Claim]:
    """Panels, totals and who has reported."""
    sheet, question = QUESTION[page]
    found = {(row.indicator_id, row.year): row for row in asked(question)}
    indicators = [i for i in PLAN.indicators if i.sheet == sheet]
    yield from year_sentence(page, "Toàn huyện", {key: row.value for key, row in found.items()})
    for i in indicators:
        years = [found[i.id, year] for year in YEARS]
        yield i.id, drawing(f"hinh-{i.id}"), district_panel(years, is_line=sheet != "Khen thưởng")
    yield "totals", rows("Chỉ tiêu", "Đơn vị tính"), [
        [i.label, i.unit_of_measure, *(total_cell(found[i.id, year]) for year in YEARS)] for i in indicators
    ]
    yield from rests(f"đơn vị báo cáo biểu {sheet}", len(asked.sending(sheet)), asked.expected)
    if sheet == "Khen thưởng":
        stated = [row.awarded_models for row in asked("unit_facts") if row.awarded_models is not None]
        card = f"Mô hình được biểu dương, khen thưởng {YEARS[0]}–{YEARS[-1]} # #/# đơn vị ghi số này"
        yield "awarded once", card, (sum(stated), len(stated), asked.expected)
        yield from rests("đơn vị ghi số này", len(stated), asked.expected)


def who_reported(page: str, asked: Asked) -> Iterator[Claim]:
    sheet, _ = QUESTION[page]
    ids = {i.id for i in PLAN.indicators if i.sheet == sheet}
    marks: dict[str, list[str]] = {}
    for row in asked("figure_reporting"):
        if row.indicator_id in ids:
            marks.setdefault(row.unit_id, []).append(reporting_mark(row))
    done = {unit: sum(mark in "●0" for mark in own) for unit, own in marks.items()}
    full = sum(count == len(ids) for count in done.values())
    yield "complete units", "#/# đơn vị báo cáo đủ mọi chỉ tiêu", (full, len(marks))
    yield "who reported what", rows_in_any_order("Đơn vị", "Đủ"), sorted(
        [
            UNITS[unit], f"{done[unit]}/{len(ids)}", *(["Chưa báo cáo biểu này"] if set(own) == {"–"} else own)
        ]
        for unit, own in marks.items()
    )  # fmt: skip


def unit_by_unit(page: str, asked: Asked) -> Iterator[Claim]:
    first = next(i for i in PLAN.indicators if i.sheet == QUESTION[page][0])
    values = {(row.unit_id, row.year): row.value for row in asked("figure_list") if row.indicator_id == first.id}
    units = list(dict.fromkeys(row.unit_id for row in asked("figure_reporting")))
    yield "unit by unit", rows("Đơn vị", "2017"), [
        [UNITS[unit], *(n(values.get((unit, year))) for year in YEARS)] for unit in units
    ]


def matrix_page_of_a_unit(page: str, asked: Asked) -> Iterator[Claim]:
    """One unit's figures over the middle half of its kind, down to the cell."""
    sheet, unit = QUESTION[page][0], chosen_unit(asked)
    kind = PLAN.unit_by_id[unit].kind
    own = {(row.indicator_id, row.year): row for row in asked("figure_list") if row.unit_id == unit}
    usual = {(row.indicator_id, row.year): row for row in asked("figure_spread") if row.kind == kind}
    indicators = [i for i in PLAN.indicators if i.sheet == sheet]
    yield from year_sentence(page, UNITS[unit], {key: row.value for key, row in own.items()})
    for i in indicators:
        panel = unit_panel(i, own, usual, is_line=sheet != "Khen thưởng")
        yield f"{i.id} of the unit", drawing(f"hinh-{i.id}"), panel
    values = [[own.get((i.id, year)) for year in YEARS] for i in indicators]
    yield "the unit's totals", rows("Chỉ tiêu", "Đơn vị tính"), [
        [i.label, i.unit_of_measure, *(n(row and row.value) for row in line)]
        for i, line in zip(indicators, values, strict=True)
    ]
    yield "the unit's cells", last_rows("Chỉ tiêu", "Đơn vị tính"), [
        [i.label, i.unit_of_measure, *(f"{n(row.value)} ô {row.cell}" if row else "–" for row in line)]
        for i, line in zip(indicators, values, strict=True)
    ]
    if sheet == "Khen thưởng":
        stated = next((row.awarded_models for row in asked("unit_facts") if row.unit_id == unit), None)
        card = f"Mô hình được biểu dương, khen thưởng {YEARS[0]}–{YEARS[-1]}"
        yield "awarded once", f"{card} # {UNITS[unit]}", NOWHERE if stated is None else stated
    else:
        alike = {row.unit_id for row in asked("figure_reporting") if PLAN.unit_by_id[row.unit_id].kind == kind}
        yield from rests(f"đơn vị báo cáo biểu {sheet}", len(asked.sending(sheet) & alike), len(alike))


def year_sentence(page: str, scope: str, values: dict[tuple[str, int], int | None]) -> Iterator[Claim]:
    sheet, last = QUESTION[page][0], YEARS[-1]
    indicators = [i for i in PLAN.indicators if i.sheet == sheet][:4]
    told = [(words, values.get((i.id, last))) for i, words in zip(indicators, SAID[page], strict=True)]
    said = [(words, value) for words, value in told if value is not None]
    start = f"{scope}, năm {last}: "
    yield "sentence", start + "; ".join(f"# {words}" for words, _ in said) + ".", tuple(v for _, v in said)


def total_cell(row: Any) -> str:
    return f"{n(row.value)} {row.units_reporting}/{row.units_expected}"


def reporting_mark(row: Any) -> str:
    if row.years_reported == 0:
        return "–"
    if row.years_reported < row.years_asked:
        return "◐"
    return "●" if row.most else "0"


def district_panel(years: list[Any], is_line: bool) -> Drawing:
    marks = {
        (0, str(row.year)): (
            row.value, row.year, *(() if row.value is None else (row.value,)), row.units_reporting, row.units_expected
        )
        for row in years
    }  # fmt: skip
    counts = sorted({row.units_reporting for row in years})
    rests_on = [*dict.fromkeys([counts[0], counts[-1]]), years[0].units_expected]
    return Drawing(
        marks,
        notes=rests_on if is_line else [],
        axis=YEARS if is_line else [k for r in years for k in (r.year, r.units_reporting, r.units_expected)],
        alt=[k for row in years for k in (row.year, row.value) if k is not None],
    )


def unit_panel(indicator: Indicator, own: dict[Any, Any], usual: dict[Any, Any], is_line: bool) -> Drawing:
    marks: dict[Any, Any] = {}
    for year in YEARS:
        row, half = own.get((indicator.id, year)), usual.get((indicator.id, year))
        value = row.value if row else None
        said = [year] if value is None else [year, value]
        said += [halves_up(half.lower_quarter), halves_up(half.upper_quarter)] if half else []
        marks[0, str(year)] = (value, *said)
        if is_line and half:
            marks[1, str(year)] = (half.lower_quarter,)
            marks["Nửa giữa", str(year)] = (half.upper_quarter,)
    values = [(year, own.get((indicator.id, year))) for year in YEARS]
    alt = [k for year, row in values for k in (year, row.value if row else None) if k is not None]
    return Drawing(marks, axis=YEARS, alt=alt)


# -- Văn bản -------------------------------------------------------------------------------------------------


def van_ban(asked: Asked) -> Iterator[Claim]:
    documents = asked("document_list")
    writing = {row.unit_id for row in documents}
    types = document_types(documents)
    by_type = Counter(text_key(row.type or "") for row in documents)
    by_year = Counter(row.issued_on.year if row.issued_on else None for row in documents)
    typed = sorted((key for key in by_type if key), key=lambda key: -by_type[key])
    yield "documents", "Toàn huyện: # đơn vị đã ban hành # văn bản", (len(writing), len(documents))
    yield "commonest", f"nhiều nhất là {types[typed[0]].lower()} (#)", by_type[typed[0]]
    yield "heading", "# văn bản Bấm vào thanh", len(documents)
    yield "without a day", "# văn bản chưa ghi ngày ban hành", some(by_year[None])
    yield from rests("đơn vị có ghi văn bản", len(writing), asked.expected)

    order = [*typed, *([""] if by_type[""] else [])]
    yield "by type", drawing("hinh-loai"), Drawing(
        {("Văn bản", types[key]): (by_type[key],) * 2 for key in order}, notes=[by_type[key] for key in order]
    )
    years = sorted({*YEARS, *(year for year in by_year if year)})
    yield "by year", drawing("hinh-nam-van-ban"), Drawing(
        {(0, str(year)): (by_year[year], year, by_year[year]) for year in years}, axis=years
    )
    columns = [*years, *([None] if by_year[None] else [])]
    cells = Counter((text_key(r.type or ""), r.issued_on.year if r.issued_on else None) for r in documents)
    yield "type by year", rows_in_any_order("Loại văn bản"), sorted(
        [types[key], *(n(cells[key, year]) for year in columns), n(by_type[key])] for key in by_type
    )
    listed = document_rows(documents, types)
    yield "rows", rows("Số, ký hiệu", "Ngày ban hành"), listed[:40]
    yield "pages", pages(), [-(-len(listed) // 40)]


def document_types(documents: list[Any]) -> dict[str, str]:
    """key -> the commonest spelling of a type."""
    spellings: dict[str, Counter[str]] = {}
    for row in documents:
        spellings.setdefault(text_key(row.type or ""), Counter())[row.type or "Chưa ghi loại"] += 1
    return {key: counted.most_common(1)[0][0] for key, counted in spellings.items()}


def document_rows(documents: list[Any], types: dict[str, str]) -> list[list[str]]:
    return [
        [
            " ".join(cell.split())
            for cell in (
                row.number or "Chưa ghi số", dmy(row.issued_on) if row.issued_on else "Chưa ghi",
                types[text_key(row.type or "")], row.title or "", UNITS[row.unit_id],
            )
        ]
        for row in documents
    ]  # fmt: skip


# -- Ý kiến của đơn vị ---------------------------------------------------------------------------------------


def y_kien(asked: Asked) -> Iterator[Claim]:
    said = asked("remark_list")
    writing = {row.unit_id for row in said}
    lead = "Toàn huyện: #/# đơn vị nêu ý kiến, gồm # ý kiến theo các mục"
    yield "remarks", lead, (len(writing), asked.expected, len(said))
    yield from rests("đơn vị nêu ý kiến", len(writing), asked.expected)
    by_section = {s.id: len({row.unit_id for row in said if row.section_id == s.id}) for s in PLAN.sections}
    titles = {s.id: f"{s.outline}. {s.label}" for s in PLAN.sections}
    yield "by section", drawing("hinh-muc"), Drawing(
        {("Đơn vị", titles[section]): (count, count) for section, count in by_section.items()},
        notes=list(by_section.values()),
    )
    listed = remark_items(asked)
    yield "texts", remarks(), listed[:40]
    yield "pages", pages(), [-(-len(listed) // 40)]


def remark_items(asked: Asked) -> list[tuple[str, str]]:
    """What units wrote under a section, alike texts together: (text, who and in which file, sheet and cell)."""
    files = {row.file_id: row.path.rsplit("/", 1)[-1] for row in asked("file_list")}
    items: dict[tuple[str, str], tuple[str, list[str]]] = {}
    for row in asked("remark_list"):
        _, places = items.setdefault((row.section_id, fold_key(row.text)), (" ".join(row.text.split()), []))
        places.append(f"{UNITS[row.unit_id]} ({files[row.file_id]}, trang tính {row.sheet}, ô {row.cell})")
    return [
        (text, (f"{len(places)} đơn vị: " if len(places) > 1 else "") + "; ".join(places))
        for text, places in items.values()
    ]


# -- Tiếp nhận -----------------------------------------------------------------------------------------------

FILE_WORDS = {"accepted": "Nhận", "partial": "Nhận một phần", "refused": "Trả lại", "duplicate": "Đã có trong kho"}
FILE_SYMBOLS = {"accepted": "✓", "partial": "◐", "refused": "✗", "duplicate": "–"}


def tiep_nhan(asked: Asked) -> Iterator[Claim]:
    files, found = asked("file_list"), asked("open_findings")
    counts = Counter(row.status for row in files)
    there = [status for status in FILE_WORDS if counts[status]]
    lead = "Đã nhận # tệp: " + ", ".join(f"# {FILE_WORDS[status].lower()}" for status in there) + "."
    yield "files", lead, (len(files), *(counts[status] for status in there))
    errors = sum(row.severity == "error" for row in found)
    yield "open", "Đang chờ xử lý # lỗi và # cảnh báo", (errors, len(found) - errors) if found else NOWHERE


def viec_can_xu_ly(asked: Asked) -> Iterator[Claim]:
    found = asked("open_findings")
    units = {row.unit_id for row in found} - {None}
    sent_back = sent_back_rows(found, {row.file_id: row for row in asked("file_list")})
    yield "files sent back", "# tệp bị trả lại chờ xử lý", len(sent_back) or NOWHERE
    yield "tasks", rows("Tệp", "Đơn vị", "Tình trạng"), sent_back[:40] or NOWHERE
    yield "tasks left", "Còn # tệp nữa, hiện ra khi", len(sent_back) - 40 if len(sent_back) > 40 else NOWHERE
    yield "findings", "# điểm của # đơn vị", (len(found), len(units))
    groups = alike(found, lambda row: (row.file_id, row.unit_id))
    yield "first rows", rows("Đơn vị", "Loại"), [
        [UNITS.get(group[0].unit_id, "Chưa rõ đơn vị"), group_title(group), told(group), group[0].path]
        for group in groups[:40]
    ]
    yield "more", "Hiện # dòng đầu trong #", (40, len(groups)) if len(groups) > 40 else NOWHERE


def sent_back_rows(found: Iterable[Any], files: Mapping[int, Any]) -> list[list[str]]:
    """A row a file with open errors, a strange name first: what became of it, what is to be done."""
    slugs: dict[int, set[str]] = {}
    for one in found:
        if one.severity == "error":
            slugs.setdefault(one.file_id, set()).add(one.slug)
    strange = ["◐ Hỏi: tên đơn vị", "Chọn đơn vị ở dưới, bấm Ghi nhớ"]
    action = "Mở tệp, tải bản đánh dấu để gửi đơn vị"
    made = []
    for number, found_in in slugs.items():
        file = files[number]
        is_strange = file.status == "refused" and bool(found_in & {"unknown-unit", "ambiguous-unit"})
        state = ["↩ Nhận một phần" if file.status == "partial" else "↩ Trả lại", action]
        shown = [f"{file.path} nhận ngày {dmy(file.received_on)}", UNITS.get(file.unit_id, "Chưa rõ đơn vị")]
        made.append((not is_strange, [*shown, *(strange if is_strange else state)]))
    return [row for _, row in sorted(made, key=lambda pair: pair[0])]


def tep_da_nhan(asked: Asked) -> Iterator[Claim]:
    files = asked("file_list")
    yield "files received", "# tệp, mới nhất ở trên", len(files)
    yield "first rows", rows("Tệp", "Đơn vị"), [file_row(row) for row in files[:40]]
    yield "more", "Hiện # dòng đầu trong #", (40, len(files)) if len(files) > 40 else NOWHERE


def file_row(row: Any) -> list[str]:
    counts = [f"{count} {word}" for count, word in ((row.errors, "lỗi"), (row.warnings, "cảnh báo")) if count]
    result = f"{FILE_SYMBOLS[row.status]} {FILE_WORDS[row.status]} {', '.join(counts)}".strip()
    counts_now = row.standing_sheets or row.receipts
    standing = "Không được tính" if row.status == "refused" else "Đã có bản mới hơn"
    return [
        row.path, UNITS.get(row.unit_id, ""), FORM_LABELS.get(row.form, ""), result,
        "Đang được tính" if counts_now else standing, f"{dmy(row.received_on)} {row.recorded_by}",
    ]  # fmt: skip


# -- Chất lượng số liệu --------------------------------------------------------------------------------------

AWARD_SHEET = "Khen thưởng"
UNLIKE = {
    "is_by_own_years": "các năm khác của đơn vị",
    "is_by_mean": "trung bình cùng loại",
    "is_by_median": "mức giữa cùng loại",
}


def chat_luong(asked: Asked) -> Iterator[Claim]:
    """The sentence on top: what is nothing is not said."""
    found = asked("open_findings")
    errors = sum(row.severity == "error" for row in found)
    totals = len(asked("stated_totals")) + sum(row.slug == "total-mismatch" for row in found)
    said = [
        [(errors, "# lỗi"), (len(found) - errors, "# cảnh báo"), (len(found), "đang chờ xử lý")],
        [(sum(len(years) for *_, years in blank_figures(asked)), "# số liệu còn để trống")],
        [(len(asked("figures_out_of_line")), "# số liệu cần hỏi lại")],
        [(len({row.same_name for row in asked("models_in_several_units")}), "# tên mô hình có ở nhiều đơn vị")],
        [(totals, "# tổng số"), (len(asked("review_days")), "# ngày sơ kết"), (1, "chưa khớp")],
    ]
    parts, counts = [], []
    for group in said:
        there = [(count, words) for count, words in group if count and "#" in words]
        if there:
            end = "".join(f" {words}" for _, words in group if "#" not in words)
            parts.append(" và ".join(words for _, words in there) + end)
            counts += [count for count, _ in there]
    yield "what waits and what is to be asked", f"Toàn huyện: {'; '.join(parts)}.", tuple(counts)


def loi_canh_bao(asked: Asked) -> Iterator[Claim]:
    found = asked("open_findings")
    units = {row.unit_id for row in found}
    yield "open findings", "# điểm chờ xử lý của # đơn vị", (len(found), len(units - {None}))
    kinds = sorted({row.slug for row in found}, key=lambda slug: (RULES[slug].severity, list(RULES).index(slug)))
    marks = ["✗" if RULES[slug].severity == "error" else "▲" for slug in kinds]
    heads = [f"{mark} {RULES[slug].title}" for mark, slug in zip(marks, kinds, strict=True)]
    yield "kinds of finding", headings("Đơn vị", "Tất cả"), ["Đơn vị", "Tất cả", *heads]
    counts = Counter((row.unit_id, row.slug) for row in found)
    yield "findings by unit and kind", rows_in_any_order("Đơn vị", "Tất cả"), sorted(
        [
            UNITS.get(unit, "Chưa rõ đơn vị"), n(sum(counts[unit, slug] for slug in kinds)),
            *(n(counts[unit, slug]) if counts[unit, slug] else "" for slug in kinds),
        ]
        for unit in units
    )  # fmt: skip


def blank_figures(asked: Asked) -> list[tuple[str, Indicator, Any, list[int]]]:
    """Unit, indicator, where its sheet comes from, and the years left blank; of units that have sent the sheet."""
    there = {(row.unit_id, row.indicator_id, row.year) for row in asked("figure_list")}
    found = []
    for sent in asked("reporting_units"):
        for i in PLAN.indicators:
            years = [year for year in YEARS if (sent.unit_id, i.id, year) not in there]
            if i.sheet == sent.sheet and years:
                found.append((sent.unit_id, i, sent, years))
    return found


def chua_bao_cao(asked: Asked) -> Iterator[Claim]:
    yield from who_reported("khen_thuong", asked)
    yield from rests(f"đơn vị đã gửi biểu {AWARD_SHEET}", len(asked.sending(AWARD_SHEET)), asked.expected)
    reported: dict[str, list[str]] = {}
    for row in asked("figure_reporting"):
        reported.setdefault(row.indicator_id, []).append(reporting_mark(row).replace("0", "●"))
    yield "by indicator", rows("Chỉ tiêu", "Đã báo cáo"), [
        [
            i.label, f"{asked.expected - marks.count('–')}/{asked.expected} đơn vị",
            *(str(marks.count(mark) or "") for mark in "●◐–"),
        ]
        for i, marks in ((i, reported[i.id]) for i in PLAN.indicators if i.sheet == AWARD_SHEET)
    ]  # fmt: skip
    blank = [row for row in blank_figures(asked) if row[1].sheet == AWARD_SHEET]
    count = sum(len(years) for *_, years in blank)
    yield "blank cells", f"# ô còn trống ở đơn vị đã gửi biểu {AWARD_SHEET}", count
    yield "blank cells: each", rows("Đơn vị", "Chỉ tiêu", "Năm còn trống"), [
        [UNITS[unit], i.label, ", ".join(map(str, years)), sent.path.rsplit("/", 1)[-1]]
        for unit, i, sent, years in blank
    ][:400]


def can_hoi_lai(asked: Asked) -> Iterator[Claim]:
    found = asked("figures_out_of_line")
    units = len({row.unit_id for row in found})
    yield "figures to ask about", "# số liệu của # đơn vị cần hỏi lại", (len(found), units)
    indicators = {i.id: i for i in PLAN.indicators}
    together: dict[tuple[str, str], list[Any]] = {}
    for row in found:
        together.setdefault((row.unit_id, row.indicator_id), []).append(row)
    yield "questions", rows_in_any_order("Đơn vị", "Chỉ tiêu", "Đề nghị hỏi đơn vị"), sorted(
        [UNITS[unit], indicators[i].label, questions_of(own, indicators[i].unit_of_measure)]
        for (unit, i), own in together.items()
    )


def questions_of(own: list[Any], measure: str) -> str:
    said, before = [], ""
    for row in own:
        kind = f"{row.kind_units} đơn vị cùng loại ở giữa là {decimal(row.kind_middle)}"
        others = "" if row.own_mean is None else f"các năm khác của đơn vị trung bình {decimal(row.own_mean)}"
        is_of_kind = row.is_by_mean or row.is_by_median
        first, second = (kind, others) if is_of_kind else (others, kind)
        together = f"{first}, {second}" if is_of_kind and row.is_by_own_years else f"{first} ({second})"
        usual = together if second else first
        unlike = ", ".join(words for column, words in UNLIKE.items() if getattr(row, column))
        if before and unlike != before:
            said.append(f"Khác với: {before}")
        said.append(f"Năm {row.year} ghi {n(row.value)} {measure}; {usual}.")
        before = unlike
    said[-1] += " Những số này có đúng không?" if len(own) > 1 else " Có đúng không?"
    return " ".join([*said, f"Khác với: {before}"])


def decimal(number: float) -> str:
    tenths = int(number * 10 + 0.5)
    return n(tenths // 10) + (f",{tenths % 10}" if tenths % 10 else "")


def trung_ten(asked: Asked) -> Iterator[Claim]:
    by_name: dict[int, list[Any]] = {}
    for row in asked("models_in_several_units"):
        by_name.setdefault(row.same_name, []).append(row)
    yield "names", "# tên mô hình có ở nhiều đơn vị", len(by_name)
    yield "where", rows("Tên mô hình", "Số đơn vị"), [
        [" ".join(own[0].name.split()), n(own[0].units), " ".join(map(model_place, own))] for own in by_name.values()
    ]


def model_place(row: Any) -> str:
    about = [row.implementer or "", f"từ năm {row.start_year}" if row.start_year else ""]
    return " ".join(f"{UNITS[row.unit_id]}, ô {row.cell} {'; '.join(filter(None, about))}".split())


def doi_chieu(asked: Asked) -> Iterator[Claim]:
    totals = asked("stated_totals")
    yield "stated totals", "# tổng số mô hình khác với danh sách của đơn vị", some(len(totals))
    if totals:
        yield "stated totals: each", rows("Đơn vị", "Số đã ghi"), [
            [UNITS[row.unit_id], n(row.stated), n(row.listed), total_question(row)] for row in totals
        ]
    sums = [row for row in asked("open_findings") if row.slug == "total-mismatch"]
    yield "totals and years", "# dòng có Tổng cộng khác với cộng các năm", some(len(sums))
    if sums:
        yield "totals and years: each", rows("Đơn vị", "Tổng đã ghi"), [
            [UNITS[row.unit_id], row.value, row.message] for row in sums
        ]
    days = asked("review_days")
    yield "review days", "# đơn vị ghi ngày sơ kết khác với sổ tiếp nhận", some(len(days))
    if days:
        yield "review days: each", rows("Đơn vị", "Biểu của đơn vị ghi"), [
            [
                UNITS[row.unit_id], dmy(row.stated_on), dmy(row.registered_on),
                f"Sổ ghi {'sau' if row.days_apart > 0 else 'trước'} {abs(row.days_apart)} ngày. "
                "Hội nghị tổ chức ngày nào?",
            ]
            for row in days
        ]  # fmt: skip


def total_question(row: Any) -> str:
    if row.fact_id == "models_stated":
        return f"Ghi tổng số {n(row.stated)} mô hình đã xây dựng, danh sách có {n(row.listed)}. Số nào đúng?"
    awarded = f"Ghi {n(row.stated)} mô hình được biểu dương, khen thưởng"
    return f"{awarded}, nhiều hơn {n(row.listed)} mô hình trong danh sách. Số nào đúng?"


# -- Đơn vị --------------------------------------------------------------------------------------------------

STATED = {
    "models_stated": "Tổng số mô hình đã xây dựng",
    "awarded_models": "Số mô hình được biểu dương, khen thưởng (không tính trùng)",
    "review_on": "Ngày tổ chức sơ kết",
    "review_form": "Hình thức sơ kết",
    "attendees": "Số người dự",
}


def don_vi(asked: Asked) -> Iterator[Claim]:
    """One unit: every table, the sentence over them, what it stated, what it wrote."""
    unit = chosen_unit(asked)
    status, found = ([row for row in rows_ if row.unit_id == unit] for rows_ in (
        asked.on_day("submission_status"), asked("open_findings")
    ))  # fmt: skip
    counts = Counter(row.status for row in status)
    owed = len(status) - counts["exempt"]
    words = f"Đến ngày {dmy(asked.day)}: đã nộp đủ {counts['on_time'] + counts['late']}/{owed} phần"
    words += f", trong đó {counts['late']} nộp muộn" if counts["late"] else ""
    for kind, said in (("missing", "chưa nộp"), ("returned", "đề nghị bổ sung"), ("incomplete", "nộp chưa đủ")):
        alike: dict[str, list[str]] = {}
        for row in status:
            if row.status == kind:
                alike.setdefault(lacking_words(row), []).append(PARTS[row.obligation_id])
        if alike:
            words += f"; {said} " + ", ".join(", ".join(names) + what for what, names in alike.items())
    words += f"; {counts['not_due']} phần chưa nộp, chưa đến hạn" if counts["not_due"] else ""
    yield "sentence", *as_pattern(f"{words}; {len(found)} điểm cần xem trong tệp.")
    yield "dossier", rows("Thành phần hồ sơ", "Tình trạng"), [part_line(row) for row in status]

    paths = {row.file_id: row.path for row in asked("file_list")}
    receipts = [row for row in asked.on_day("receipt_list") if row.unit_id == unit]
    yield "receipts", "# lần tiếp nhận;", len(receipts)
    yield "receipts: each", rows("Lần tiếp nhận", "Ngày"), [
        [
            PARTS[row.obligation_id], dmy(row.received_on), n(row.copies), row.remark or "",
            f"{paths[row.file_id]}, {row.sheet}, {row.cell}",
        ]
        for row in receipts
    ]  # fmt: skip
    yield "findings", "# điểm cần xem trong tệp của đơn vị", len(found)
    yield "findings: each", rows("Loại", "Tệp"), [[finding_title(row), row.path, row.message] for row in found]
    carried: dict[int, list[str]] = {}
    for row in asked("reporting_units"):
        if row.unit_id == unit:
            carried.setdefault(row.file_id, []).append(row.sheet)
    yield "files", rows("Tệp", "Biểu mẫu"), [
        [
            file.path.rsplit("/", 1)[-1], FORM_LABELS.get(file.form, ""),
            f"{FILE_SYMBOLS[file.status]} {FILE_WORDS[file.status]}",
            ", ".join(carried.get(file.file_id, [])) or file_row(file)[4], dmy(file.received_on),
        ]
        for file in asked("file_list")
        if file.unit_id == unit or file.file_id in carried
    ]  # fmt: skip
    yield from models_of_a_unit(asked, unit)
    yield from figures_of_a_unit(asked, unit)


def part_line(row: Any) -> list[str]:
    part, look = next(o for o in PLAN.obligations if o.id == row.obligation_id), BY_ID[row.status]
    reading = f"{'đến hết' if part.inclusive else 'trước'} ngày {dmy(part.deadline)}"
    latest = f"(chậm nhất {WEEKDAYS[row.last_day.weekday()]} {dm(row.last_day)})"
    is_complete = row.copies >= part.copies
    late = f"{row.days_late} ngày" if row.days_late is not None else ""
    copies = f"{row.copies}/{part.copies}"
    complete_on = dmy(row.received_on) if is_complete else "–"
    return [part.label, f"{look.symbol} {look.short}", f"{reading} {latest}", complete_on, copies, late]


def models_of_a_unit(asked: Asked, unit: str) -> Iterator[Claim]:
    models = [row for row in asked("model_list") if row.unit_id == unit]
    named = [row for row in asked("nominations") if row.unit_id == unit]
    label: dict[Any, str] = {one.id: one.label for one in (*PLAN.sectors, *PLAN.levels, *PLAN.model_kinds)}
    listed, left = [], list(models)
    for row in named:
        said = "✓ theo danh sách" if row.source == "nomination_list" else "✓ theo dấu trong biểu"
        same = next((one for one in left if text_key(one.name) == text_key(row.name)), None)
        if same:
            left.remove(same)
        listed.append((same, row.name, said))
    listed += [(one, one.name, "") for one in left]
    yield "models", "# mô hình, # đề nghị khen thưởng", (len(models), len(named))
    yield "models: each", rows("Tên mô hình", "Lĩnh vực", "Tập thể/Cá nhân", "Cấp"), [
        [
            " ".join(one.name.split()), label[one.sector_id], label.get(one.kind, "Chưa ghi"),
            label.get(one.level, "Chưa ghi"), str(one.start_year or "–"), said,
        ]
        if one
        else [name, "không có trong biểu Mô hình", "", "", "", said]
        for one, name, said in listed
    ]  # fmt: skip


def figures_of_a_unit(asked: Asked, unit: str) -> Iterator[Claim]:
    kind, last = PLAN.unit_by_id[unit].kind, YEARS[-1]
    own = {(row.indicator_id, row.year): row.value for row in asked("figure_list") if row.unit_id == unit}
    usual = {row.indicator_id: row for row in asked("figure_spread") if (row.kind, row.year) == (kind, last)}
    for sheet, _ in QUESTION.values():
        yield f"figures: {sheet}", rows(sheet), [
            [
                f"{i.label} ({i.unit_of_measure})", *(n(own.get((i.id, year))) for year in YEARS),
                usual_words(usual[i.id]) if i.id in usual else "–",
            ]
            for i in PLAN.indicators
            if i.sheet == sheet
        ]  # fmt: skip
    yield "what is rounded", "từ # trở lên làm tròn", 100

    said = {row.fact_id: row for row in asked("fact_list") if row.unit_id == unit}
    stated = {name: said[name].text or said[name].day or said[name].number for name in said}
    ratings = [str(stated.get(f"rating_{year}", "–")) for year in YEARS]
    yield "ratings", rows("Xếp loại"), [["Đơn vị tự ghi", *ratings]]
    for name, words in STATED.items():
        value = stated.get(name)
        text = dmy(value) if isinstance(value, date) else n(value) if isinstance(value, int) else str(value or "–")
        yield f"stated {name}", *as_pattern(f"{words} {text}")
    for row in asked("review_days"):
        if row.unit_id == unit:
            days = f"biểu ghi {dmy(row.stated_on)}, sổ tiếp nhận ghi {dmy(row.registered_on)}"
            yield "two days", f"Ngày tổ chức: {days}", ()
    files = {row.file_id: row.path.rsplit("/", 1)[-1] for row in asked("file_list")}
    written = [row for row in asked("remark_list") if row.unit_id == unit]
    yield "remarks", "Đọc # ý kiến", len(written)
    yield "remarks: each", remarks(), [
        (" ".join(row.text.split()), f"{files[row.file_id]}, ô {row.cell}") for row in written
    ]


def usual_words(row: Any) -> str:
    """ "12 (9–15) · 20 đơn vị": one place below a hundred, none from there on; halves up."""

    def written(number: float) -> str:
        if number >= 100:
            return n(int(number + 0.5))
        tenths = halves_up(number)
        return n(int(tenths)) if tenths == int(tenths) else f"{tenths}".replace(".", ",")

    half = f"({written(row.lower_quarter)}–{written(row.upper_quarter)})"
    return f"{written(row.middle)} {half} · {row.units_reporting} đơn vị"


# -- Lịch ----------------------------------------------------------------------------------------------------


def lich(asked: Asked) -> Iterator[Claim]:
    day, progress = asked.day, {row.obligation_id: row for row in asked.on_day("submission_progress")}
    reviews = conferences(asked)
    state = Counter(said for said, *_ in reviews.values())
    lacking = {name: row.expected - row.on_time - row.late for name, row in progress.items()}
    coming = [o for o in PLAN.obligations if o.last_day >= day]
    held = f"{state['held']}/{len(reviews)} đơn vị đã tổ chức, {state['planned']} dự kiến, {state['silent']} chưa báo"
    start = f"Đến ngày {dmy(day)}: các hạn nộp đều đã qua"
    if coming:
        first = min(coming, key=lambda o: o.last_day)
        reading = f"{'đến hết' if first.inclusive else 'trước'} ngày {dmy(first.deadline)}"
        latest = f"chậm nhất {WEEKDAYS[first.last_day.weekday()]} {dm(first.last_day)}"
        parts = [o for o in coming if o.last_day == first.last_day and lacking[o.id]]
        short = ", ".join(f"{o.label.lower()} thiếu {lacking[o.id]} đơn vị" for o in parts)
        start = f"Đến ngày {dmy(day)}: hạn tới {reading}, {latest} (còn {(first.last_day - day).days} ngày); {short}"
    yield "sentence", *as_pattern(f"{start}. Hội nghị sơ kết: {held} ngày.")

    for part in PLAN.obligations:
        row, before = progress[part.id], " · " if part.id == "review" else f"{part.label}: "
        there = (row.expected - lacking[part.id], row.expected)
        short = f"{before}đủ #/# đơn vị, thiếu #"
        yield f"{part.id}: short", short, (*there, lacking[part.id]) if lacking[part.id] else NOWHERE
    for last in sorted({o.last_day for o in PLAN.obligations} | {PLAN.conference_deadline - timedelta(days=1)}):
        away = (last - day).days
        words = "còn # ngày" if away > 0 else "đã qua # ngày" if away else "hạn cuối hôm nay"
        yield f"days to {last}", f"chậm nhất {WEEKDAYS[last.weekday()]} {dm(last)}) · {words}", abs(away) or ()
    for part in PLAN.obligations:
        ahead = 0 <= (part.last_day - day).days <= 6
        row = progress[part.id]
        yield f"{part.id}: in seven days", f"hạn cuối {part.label}: còn thiếu #/# đơn vị", (
            (lacking[part.id], row.expected) if ahead and lacking[part.id] else NOWHERE
        )
    near = Counter(on for said, on, *_ in reviews.values() if said == "planned" and (on - day).days <= 6)
    counted = list(dict.fromkeys(near[on] for on in sorted(near)))
    yield "conferences in seven days", found_counts("# hội nghị sơ kết dự kiến ("), counted

    yield "weeks", rows("Thứ Hai", "Thứ Ba"), week_rows(asked, reviews)
    by_register = sum(said == "held" and "sổ" in by for said, _, _, by in reviews.values())
    card = "Đã tổ chức #/# # theo sổ tiếp nhận, # chỉ theo biểu của đơn vị"
    yield "card held", card, (state["held"], len(reviews), by_register, state["held"] - by_register)
    yield "card planned", "Dự kiến, sau ngày đang xem #", state["planned"]
    yield "card silent", "Chưa báo ngày #", state["silent"]
    yield "the silent", "# đơn vị chưa báo ngày tổ chức", some(state["silent"])
    for kind, words in (("held", "đã tổ chức"), ("planned", "dự kiến")):
        yield f"{kind}: how many", f"Xem # hội nghị {words}", some(state[kind])
        listed = [(on, UNITS[unit], form, by) for unit, (said, on, form, by) in reviews.items() if said == kind]
        yield f"{kind}: each", rows_in_any_order(f"Hội nghị {words}", "Ngày"), sorted(
            [name, f"{WEEKDAYS[on.weekday()]} {dmy(on)}", form, by] for on, name, form, by in listed
        )

    rates: dict[str, list[str]] = {}
    for row in asked.on_day("reporting_rates"):
        counts, owed = (row.received, row.on_time), row.expected
        shares = [f"{per_cent(count, owed):.1f} %".replace(".", ",") for count in counts if owed]
        said = [f"{share} ({count}/{owed})" for share, count in zip(shares, counts, strict=False)]
        rates.setdefault(row.obligation_id, []).append(" đúng hạn ".join(said) or "–")
    yield "rates", rows("Thành phần hồ sơ", PLAN.kinds[0].label), [[PARTS[part], *own] for part, own in rates.items()]


def found_counts(words: str) -> Find:
    return lambda shown: [count for (count,) in shown.take_words(words)]


def conferences(asked: Asked) -> dict[str, tuple[str, date, str, str]]:
    """unit -> held, planned or silent; the day; its form; on whose word. The register goes before the return."""
    told = {(row.unit_id, row.fact_id): row for row in asked("fact_list")}
    found = {}
    for row in asked.on_day("submission_status"):
        if row.obligation_id != "review" or row.status == "exempt":
            continue
        fact, form = told.get((row.unit_id, "review_on")), told.get((row.unit_id, "review_form"))
        stated = fact.day if fact else None
        on = row.received_on or stated
        by = ["sổ tiếp nhận"] if row.received_on else []
        if stated:
            by.append("biểu của đơn vị" + (f" ghi {dmy(stated)}" if row.received_on and stated != on else ""))
        said = "silent" if not on else "held" if row.received_on or on <= asked.day else "planned"
        found[row.unit_id] = (said, on, form.text if form and form.text else "", ", ".join(by))
    return found


def week_rows(asked: Asked, reviews: dict[str, tuple[str, date, str, str]]) -> list[list[str]]:
    """Monday to Sunday from the plan's week to the week of its close or of the day shown."""
    marks: dict[date, list[str]] = {}
    for dossier in PLAN.dossiers:
        last = max(o.last_day for o in PLAN.obligations if o.dossier == dossier.id)
        marks.setdefault(last, []).append(f"Hạn cuối: {dossier.label}")
    marks.setdefault(PLAN.conference_deadline - timedelta(days=1), []).append("Ngày cuối: hội nghị sơ kết cấp huyện")
    for holiday, name in PLAN.holidays:
        marks.setdefault(holiday, []).append(name)
    for kind, words in (("held", "hội nghị"), ("planned", "hội nghị dự kiến")):
        for on, count in Counter(on for said, on, *_ in reviews.values() if said == kind).items():
            marks.setdefault(on, []).append(f"{count} {words}")
    monday, end = PLAN.issued_on - timedelta(days=PLAN.issued_on.weekday()), max(PLAN.closes_on, asked.day)
    weeks = []
    while monday <= end:
        week = [monday + timedelta(days=at) for at in range(7)]
        weeks.append([week_cell(on, marks.get(on, []), asked.day) for on in week])
        monday += timedelta(days=7)
    return weeks


def week_cell(on: date, marks: list[str], shown: date) -> str:
    weekday = WEEKDAYS[on.weekday()]
    here = ["ngày đang xem"] if on == shown else []
    return " ".join([weekday[0].upper() + weekday[1:], dm(on), *here, *marks])


# -- Tệp đã nhận: the file itself, as another library reads it -------------------------------------------------


def chosen_figure(asked: Asked) -> Any:
    """The first figure near the top of a sheet of a file typed in Unicode, in whose file something was found."""
    files = {row.file_id for row in asked("file_list") if row.encoding == "unicode" and row.errors + row.warnings}
    return next(row for row in asked("figure_list") if row.file_id in files and int(row.cell[1:]) < 12)


def tep(asked: Asked) -> Iterator[Claim]:
    figure = chosen_figure(asked)
    file = next(row for row in asked("file_list") if row.file_id == figure.file_id)
    counts = [(file.errors, "lỗi"), (file.warnings, "cảnh báo")]
    said = ", ".join(f"# {word}" for count, word in counts if count)
    yield "what was found", f"bảng mã Unicode · {said}", tuple(count for count, _ in counts if count)
    columns, found = ask_rows(asked.store, "file_findings", file_id=file.file_id)
    listed = [SimpleNamespace(**dict(zip(columns, row, strict=True))) for row in found]
    yield "each of it", rows("Loại", "Ở đâu"), [
        [
            group_title(group),
            f"{group[0].sheet}, ô {group[0].cell}" if group[0].cell else group[0].sheet or "Cả tệp",
            told(group),
        ]
        for group in alike(listed)
    ]
    written = written_in(asked.store.archive.read(file.sha256), figure.sheet)
    cells = cells_filled(asked.store.archive.read(file.sha256), figure.sheet)
    yield "the tints", lambda shown: tints_of(shown, cells), []
    yield "the cell", f"Ô {figure.cell[0]}# #", (int(figure.cell[1:]), figure.value)
    yield "the sheet", rows("", "A"), written


def tints_of(shown: Shown, cells: int) -> list[str]:
    """What is wrong with the legend of tints: their cells are all that the sheet has, each share is of those."""
    counts = [int(text) for text in re.findall(r"(\d+) ô \(", shown.words)]
    told = shown.take_words("# ô (# %)")
    wrong = [f"{count} of {cells} is {share} %" for count, share in told if abs(share - 100 * count / cells) > 0.0501]
    return wrong if sum(counts) == cells else [*wrong, f"{counts} are not {cells} cells"]


def cells_filled(content: bytes, sheet: str) -> int:
    book = openpyxl.load_workbook(io.BytesIO(content))
    tab = next(book[name] for name in book.sheetnames if fold_key(name) == fold_key(sheet))
    return sum(cell.value is not None and str(cell.value).strip() != "" for row in tab.iter_rows() for cell in row)


def written_in(content: bytes, sheet: str) -> list[list[str]]:
    """The rows of a tab down to its last value: number, then what each cell says; of merged cells the first."""
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    tab = next(book[name] for name in book.sheetnames if fold_key(name) == fold_key(sheet))
    hidden = {place for area in tab.merged_cells.ranges for place in [*area.cells][1:]}
    filled = [cell for row in tab.iter_rows() for cell in row if str(cell.value or "").strip() or cell.value == 0]
    last_row, last_column = max(cell.row for cell in filled), max(cell.column for cell in filled)
    return [
        [
            str(row),
            *(
                as_written(tab.cell(row, column).value)
                for column in range(1, last_column + 1)
                if (row, column) not in hidden
            ),
        ]
        for row in range(1, last_row + 1)
    ]


def as_written(value: Any) -> str:
    if isinstance(value, date):
        return dmy(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else " ".join(normalize("NFC", str(value)).split())


# -- Xét chọn mô hình ---------------------------------------------------------------------------------------


def nominated(asked: Asked) -> list[Any]:
    return asked.on_day("nomination_evidence")


def xet_chon(asked: Asked) -> Iterator[Claim]:
    models = nominated(asked)
    total, units = len(models), len({row.unit_id for row in models})
    lead = "# mô hình của # đơn vị được giới thiệu: # chưa quyết định; # mô hình đã có người xét."
    yield "models", lead, (total, units, total, 0)
    yield from rests("đơn vị đã giới thiệu mô hình", units, asked.expected)
    yield "pages", pages(), [-(-total // 20)]
    yield "form B", "Danh sách mô hình các đơn vị giới thiệu: # mô hình", total
    for row in models[:20]:
        yield f"line {row.unit_id}", *as_pattern(model_line(asked, row))
    yield from names_with_numbers(models)


def names_with_numbers(models: list[Any]) -> Iterator[Claim]:
    """The names among which one is chosen, where a number is part of them."""
    for name in dict.fromkeys(row.name for row in models):
        pattern, found = as_pattern(name)
        if found:
            yield f"the name {name}", pattern, found


def model_line(asked: Asked, row: Any) -> str:
    """Names, sector, ratings by year, dossier, what is to be noticed."""
    stated = next((one for one in asked("unit_facts") if one.unit_id == row.unit_id), None)
    said = [next(one.label for one in PLAN.sectors if one.id == (row.sector_id or "chua_phan_loai"))]
    counts = Counter(rating for year in YEARS if (rating := getattr(stated, f"rating_{year}", None)))
    if counts:
        ratings = [f"{count} năm {words[:1].lower()}{words[1:]}" for words, count in counts.items()]
        ratings += [f"{len(YEARS) - counts.total()} năm chưa ghi"] * (counts.total() < len(YEARS))
        said.append(f"xếp loại: {', '.join(ratings)}")
    look = BY_ID[row.dossier_status]
    marks = [f"Hồ sơ: {look.symbol} {look.short}"]
    if row.nominated_count > row.nominations_max:
        marks.append(f"▲ đơn vị giới thiệu {row.nominated_count}, kế hoạch tối đa {row.nominations_max}")
    marks += [f"▲ trùng tên ở {row.other_units} đơn vị khác"] * (row.other_units > 0)
    marks += ["▲ không có trong biểu Mô hình"] * (not row.is_among_models)
    name = " ".join(row.name.split())
    return f"{name} … Chưa quyết định {UNITS[row.unit_id]} {' · '.join(said)} {' '.join(marks)} Chưa ai xét"


def mot_mo_hinh(asked: Asked) -> Iterator[Claim]:
    """One model up close: the unit's ratings and awards year by year, its dossier."""
    models, row = nominated(asked), chosen_nomination(asked)
    total, unit = len(models), row.unit_id
    lead = "# mô hình của # đơn vị được giới thiệu: # chưa quyết định; # mô hình đã có người xét."
    yield "models", lead, (total, len({one.unit_id for one in models}), total, 0)
    yield "its place", "Mô hình sau ¶ #/#", (models.index(row) + 1, total)
    quota = (row.nominated_count, row.nominations_min, row.nominations_max)
    between = "# (kế hoạch: # đến #)" if quota[1] < quota[2] else "# (kế hoạch: #)"
    yield "quota", f"Số mô hình giới thiệu {between}", quota if quota[1] < quota[2] else quota[:2]
    if row.summary:
        yield "summary", *as_pattern(" ".join(row.summary.split()))
    facts = next(one for one in asked("unit_facts") if one.unit_id == unit)
    ratings = [getattr(facts, f"rating_{year}") or "–" for year in YEARS]
    yield "ratings", rows("Năm", str(YEARS[0])), [["Xếp loại", *ratings]]
    figures = {(one.indicator_id, one.year): one.value for one in asked("figure_list") if one.unit_id == unit}
    yield "awards", rows("Chỉ tiêu", str(YEARS[0])), [
        [f"{i.label} ({i.unit_of_measure})", *(n(figures.get((i.id, year))) for year in YEARS)]
        for i in PLAN.indicators
        if i.sheet == "Khen thưởng"
    ]
    status = {one.obligation_id: BY_ID[one.status] for one in asked.on_day("submission_status") if one.unit_id == unit}
    parts = [o for o in PLAN.obligations if o.dossier == "award_dossier"]
    yield "dossier", rows("Thành phần hồ sơ", "Tình trạng"), [
        [part.label, f"{status[part.id].symbol} {status[part.id].short}"] for part in parts
    ]
    yield from names_with_numbers(models)


def chosen_nomination(asked: Asked) -> Any:
    """A nomination of a unit that says much of itself, and not the last of the list."""
    return next(row for row in nominated(asked) if row.unit_id == chosen_unit(asked))


# -- all views -----------------------------------------------------------------------------------------------

List = Callable[[Asked], Iterable[Claim]]
FIGURES = {"bang": "Số liệu từng đơn vị"}


def ke_hoach(asked: Asked) -> Iterator[Claim]:
    units = asked("unit_list")
    kinds = Counter(row.kind for row in units)
    said = "; ".join(f"{kinds[kind.id]} {kind.label}" for kind in PLAN.kinds)
    made_up = sum(row.is_illustrative for row in units)
    assert asked("plan_changes") == []
    yield "sentence", *as_pattern(f"{len(units)} đơn vị: {said}; {made_up} đơn vị là minh họa; chưa có thay đổi nào.")


def editor_row(values: Iterable[object]) -> list[str]:
    """A row of an editor as it reads: days as written, the parts of a list parted by commas."""
    found = []
    for value in values:
        if isinstance(value, list) or type(value).__name__ == "ndarray":
            found.append(", ".join(str(one) for one in cast("list[str]", value)))
        elif value is None or value is pd.NA or value is pd.NaT:
            found.append("")
        else:
            found.append(dmy(value.date()) if isinstance(value, datetime) else str(value))
    return found


def editor(shown: Shown) -> object:
    return [editor_row(row) for row in shown.take_frame()]


def don_vi_cua_ke_hoach(asked: Asked) -> Iterator[Claim]:
    kinds, codes = {kind.id: kind.label for kind in PLAN.kinds}, {unit.id: unit for unit in PLAN.units}
    yield "units", editor, [
        editor_row([
            row.unit_id, row.name, kinds[row.kind], "; ".join(codes[row.unit_id].aliases),
            pd.Timestamp(row.valid_from), row.valid_to, row.is_illustrative, codes[row.unit_id].gso_code or "",
        ])
        for row in asked("unit_list")
    ]  # fmt: skip
    yield "units on paper", on_paper(plan_tables.UNITS), [
        [
            row.name, kinds[row.kind], "; ".join(codes[row.unit_id].aliases), dmy(row.valid_from),
            dmy(row.valid_to) if row.valid_to else "", "✓" if row.is_illustrative else "",
        ]
        for row in asked("unit_list")
    ]  # fmt: skip


def on_paper(name: str) -> Find:
    """The printed twin of an editor: the columns that people read."""
    first, second, *_ = (c.heading for c in plan_tables.TABLES[name].columns[1:])
    return rows(first, second)


def thoi_han(asked: Asked) -> Iterator[Claim]:
    found = []
    for part in PLAN.obligations:
        reading = "Đến" if part.inclusive else "Trước"
        words = f"{reading} ngày {dmy(part.deadline)} (ngày cuối cùng đúng hạn {dmy(part.last_day)})"
        fall = [name for day, name in PLAN.holidays if day == part.deadline]
        fall = ["Chủ nhật", *fall] if part.deadline.weekday() == 6 else fall
        remark = f"{dmy(part.deadline)} là {' và '.join(fall)}; thời hạn không tự lùi." if fall else ""
        found.append([part.label, words, remark])
    yield "deadlines", rows("Thành phần hồ sơ", "Thời hạn"), found
    kinds, dossiers = ({one.id: one.label for one in ones} for ones in (PLAN.kinds, PLAN.dossiers))
    yield "parts", editor, [
        editor_row([
            o.id, o.label, dossiers[o.dossier], o.copies, "đến ngày" if o.inclusive else "trước ngày",
            pd.Timestamp(o.deadline), [kinds[kind] for kind in o.owed_by], o.plan_section,
        ])
        for o in PLAN.obligations
    ]  # fmt: skip
    yield "parts on paper", on_paper(plan_tables.PARTS), [
        [
            o.label, dossiers[o.dossier], str(o.copies), "đến ngày" if o.inclusive else "trước ngày", dmy(o.deadline),
            "; ".join(kinds[kind] for kind in o.owed_by), o.plan_section,
        ]
        for o in PLAN.obligations
    ]  # fmt: skip


# -- Kết quả trên một trang ----------------------------------------------------------------------------------

SHEETS_OF_RETURN = {"Thông tin", "Mô hình", "Khen thưởng", "Tuyên truyền", "Kiểm tra, giám sát", "Văn bản", "Đánh giá"}
ROOM = 14  # a part of a bar has its symbol from one in so many on
ONE_PAGE_TABLE = ("Chỉ tiêu", "Từng năm", str(YEARS[-1]), f"{len(YEARS):02d} năm", "đơn vị")


def mot_trang(asked: Asked) -> Iterator[Claim]:
    dossiers = {row.dossier_id: row for row in asked.on_day("dossier_progress")}
    said = "; ".join(f"{one.label[:1].lower()}{one.label[1:]} #/#" for one in PLAN.dossiers)
    done = [k for one in PLAN.dossiers for k in (in_full(dossiers[one.id]), dossiers[one.id].expected)]
    models, sectors = asked("model_list"), asked("models_by_sector")
    lead = f"Đến hết ngày {dmy(asked.day)}, số đơn vị đã hoàn thành: {said}; các đơn vị đã xây dựng # mô hình."
    yield "the sentence", lead, (*done, len(models))
    sending = len({row.unit_id for row in asked("reporting_units") if row.sheet in SHEETS_OF_RETURN})
    lacking = asked.expected - sending
    yield "what it rests on", "Số liệu của #/# đơn vị", (sending, asked.expected)
    yield "… who lacks, counted", "; # đơn vị chưa gửi", lacking if lacking > 10 else NOWHERE

    for row in asked.on_day("submission_progress"):
        part = next(one for one in PLAN.obligations if one.id == row.obligation_id)
        shown = [(look, getattr(row, look.id)) for look in STATUSES if look.id != "exempt" and getattr(row, look.id)]
        marks = " ".join(f"{look.symbol} #" if count * ROOM > row.expected else "#" for look, count in shown)
        reading = f"{'đến' if part.inclusive else 'trước'} ngày {dmy(part.deadline)}"
        share = per_cent(in_full(row), row.expected)
        yield f"bar {part.id}", f"{part.label} {reading} {marks} # %", (*(count for _, count in shown), share)

    kinds, levels = (Counter(getattr(row, name) for row in models) for name in ("kind", "level"))
    by_kind = [(f"# {one.label.lower()}", kinds[one.id]) for one in PLAN.model_kinds]
    by_kind += [("# chưa ghi", kinds[None])] if kinds[None] else []
    by_level = [(f"cấp {one.label.lower()} #", levels[one.id]) for one in PLAN.levels]
    by_level += [("chưa ghi cấp #", levels[None])] if levels[None] else []
    told = "; ".join(", ".join(words for words, _ in ones) for ones in (by_kind, by_level))
    counts = (len(models), len({row.unit_id for row in models}), asked.expected)
    yield "models", f"# mô hình (#/# đơn vị): {told}.", (*counts, *(count for _, count in (*by_kind, *by_level)))
    most_first = sorted(sectors, key=lambda row: (row.sector_id == "chua_phan_loai", -row.models))
    label = {one.id: one.label for one in PLAN.sectors}
    bars = " ".join(f"{label[row.sector_id]} #" for row in most_first)
    yield "sectors", bars, tuple(row.models for row in most_first)

    yield "figures", one_page_tables, [
        [yearly_row(asked, one) for one in PLAN.indicators if one.sheet == "Khen thưởng" and "mô hình" in one.label],
        *([yearly_row(asked, one, one.unit_of_measure) for one in PLAN.indicators if one.sheet == sheet][:3]
          for sheet in ("Tuyên truyền", "Kiểm tra, giám sát")),
    ]  # fmt: skip
    once = [row.awarded_models for row in asked("unit_facts") if row.awarded_models is not None]
    words = "Không tính trùng: # mô hình được biểu dương, khen thưởng (#/# đơn vị)"
    yield "once", words, (sum(once), len(once), asked.expected) if once else NOWHERE
    yield "thoughts of many", thoughts_shown, [
        len({row.unit_id for row in asked("remark_list") if row.section_id == section and found in fold_key(row.text)})
        for section in ("strengths", "weaknesses")
        for found in shared_most(asked, section)
    ]

    put_forward = asked("nominations")
    naming = len({row.unit_id for row in put_forward})
    listed = sum(row.source == "nomination_list" for row in put_forward)
    parts = {"theo danh sách": listed, "theo dấu trong biểu Mô hình": len(put_forward) - listed}
    named_by = ", ".join(f"# {words}" for words, count in parts.items() if count)
    counts = (len(put_forward), naming, asked.expected, *filter(None, parts.values()))
    yield "put forward", f"# mô hình được giới thiệu (#/# đơn vị: {named_by})", counts
    yield "undecided", "# mô hình được giới thiệu chưa có quyết định", some(len(put_forward))
    status = asked.on_day("submission_status")
    for kind, words in (("missing", "quá hạn chưa nộp"), ("returned", "đề nghị bổ sung")):
        units = [row.unit_id for row in status if row.status == kind]
        waiting = (len(units), len(set(units))) if units else NOWHERE
        yield f"parts {kind}", f"# phần{' hồ sơ' * (kind == 'missing')} {words} của # đơn vị", waiting


def in_full(row: Any) -> int:
    return int(row.on_time + row.late)


def yearly_row(asked: Asked, indicator: Indicator, measure: str = "") -> list[str]:
    """What it is, its last year, all years, the units that reported any of it."""
    own = [row for row in asked("figure_list") if row.indicator_id == indicator.id and row.value is not None]
    last = [row.value for row in own if row.year == YEARS[-1]]
    name = indicator.label.removeprefix("Số ")
    return [
        f"{name[:1].upper()}{name[1:]}{f' ({measure})' if measure else ''}", "",
        n(sum(last) if last else None), n(sum(row.value for row in own) if own else None),
        n(len({row.unit_id for row in own})),
    ]  # fmt: skip


def one_page_tables(shown: Shown) -> object:
    shown.take_table(*ONE_PAGE_TABLE)
    return [table.rows for table in shown.tables if tuple(table.head) == ONE_PAGE_TABLE]


def thoughts_shown(shown: Shown) -> object:
    """The counts behind the thoughts, in their order."""
    shown.take_words("(# đơn vị)")
    part = shown.words.partition("Ưu điểm nhiều đơn vị nêu")[2].partition("Mô hình được giới thiệu")[0]
    return [as_number(one) for one in re.findall(rf"\(({NUMBER}) đơn vị\)", part)]


def shared_most(asked: Asked, section: str) -> list[str]:
    """The three sentences that most units wrote, folded; of as many units the one written first."""
    units: dict[str, set[str]] = {}
    for row in asked("remark_list"):
        if row.section_id == section:
            for sentence in re.split(r"(?<=[.!?])\s+|\n+", row.text):
                if len(sentence.strip()) >= 24:
                    units.setdefault(fold_key(sentence), set()).add(row.unit_id)
    return [one for one in sorted(units, key=lambda one: -len(units[one])) if len(units[one]) > 1][:3]


def of(page: str, *lists: Callable[[str, Asked], Iterable[Claim]]) -> List:
    return lambda asked: [claim for made in lists for claim in made(page, asked)]


def together(*lists: List) -> List:
    return lambda asked: [claim for made in lists for claim in made(asked)]


VIEWS: dict[str, tuple[str, dict[str, str], List]] = {
    "tong-quan": ("tong_quan", {}, tong_quan),
    "theo-doi-nop": ("theo_doi_nop", {}, theo_doi_nop),
    "don-doc": ("don_doc", {}, don_doc),
    "don-vi": ("don_vi", {"don-vi": "chosen"}, don_vi),
    "lich": ("lich_ke_hoach", {}, lich),
    "ke-hoach-don-vi": ("ke_hoach", {}, together(ke_hoach, don_vi_cua_ke_hoach)),
    "ke-hoach-don-vi, deadlines": ("ke_hoach", {"kh-bang": "Thời hạn"}, together(ke_hoach, thoi_han)),
    "mo-hinh": ("mo_hinh", {}, mo_hinh),
    "ket-qua-mot-trang": ("mot_trang", {}, mot_trang),
    "xet-chon-mo-hinh": ("xet_chon", {}, xet_chon),
    "xet-chon-mo-hinh, a model": ("xet_chon", {"mo-hinh": "chosen"}, mot_mo_hinh),
    "van-ban": ("van_ban", {}, van_ban),
    "y-kien": ("y_kien", {}, y_kien),
    "tiep-nhan": ("tiep_nhan", {}, tiep_nhan),
    "tiep-nhan, what is open": ("tiep_nhan", {"muc": "Việc cần xử lý"}, together(tiep_nhan, viec_can_xu_ly)),
    "tep": ("tep_da_nhan", {}, tep),
    "thay-doi": ("thay_doi", {}, thay_doi),
    "nhap-so-lieu": ("nhap_so_lieu", {"don-vi": "chosen", "nhap-bieu": TYPED_SHEET}, typed_over),
    "nhap-so-lieu, one figure": (
        "nhap_so_lieu",
        {"muc-nhap": CORRECTING},
        corrected,
    ),
    "tiep-nhan, files": ("tiep_nhan", {"muc": "Tệp đã nhận"}, together(tiep_nhan, tep_da_nhan)),
}
for part, claims_of in {
    "Lỗi, cảnh báo": loi_canh_bao,
    "Chưa báo cáo": chua_bao_cao,
    "Số liệu cần hỏi lại": can_hoi_lai,
    "Mô hình trùng tên": trung_ten,
    "Đối chiếu": doi_chieu,
}.items():
    VIEWS[f"chat-luong, {part}"] = ("chat_luong", {"muc-chat-luong": part}, together(chat_luong, claims_of))
for each in QUESTION:
    address = each.replace("_", "-")
    VIEWS[address] = (each, {}, of(each, matrix_page, who_reported))
    VIEWS[f"{address}, unit by unit"] = (each, FIGURES, of(each, matrix_page, unit_by_unit))
    VIEWS[f"{address}, a unit"] = (each, FIGURES | {"don-vi": "chosen"}, of(each, matrix_page_of_a_unit))


CASES = (("sample", DAYS[0]), ("made-2", DAYS[1]), *in_soak((("sample", DAYS[1]),), (("made-2", DAYS[0]),)))
"""Campaign and day: both, of each, in `make test`; all four in `make soak`."""


@contextmanager
def served(store: Store) -> Iterator[Store]:
    """Let the dashboard show this store."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TONGHOP_STORE", str(store.folder))
        yield store


def filled(store: Store, campaign: Path) -> Store:
    load(
        store, collect([campaign]), received_on=date(2022, 5, 5), recorded_at=datetime(2022, 5, 5, 8),
        recorded_by="người thử", is_sample=campaign == SAMPLE,
    )  # fmt: skip
    return store


@pytest.fixture(scope="module")
def kept(made_campaigns: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Store]:
    """Return `kept(name)`: a store with that whole campaign, for all tests of the module."""

    @cache
    def made(name: str) -> Store:
        campaign = SAMPLE if name == "sample" else made_campaigns / name
        return campaign_store(tmp_path_factory.mktemp("campaign") / "store", campaign)

    return made


@pytest.fixture(params=["sample", "made-2"])
def store(request: pytest.FixtureRequest, kept: Callable[[str], Store]) -> Iterator[Store]:
    """Return a store with a whole campaign, on show."""
    with served(kept(request.param)) as made:
        yield made


@pytest.fixture(scope="module")
def answers() -> dict[tuple[str, date], Asked]:
    return {}


@pytest.fixture(params=CASES, ids=lambda case: f"{case[0]}-{case[1]}")
def asked(
    request: pytest.FixtureRequest, kept: Callable[[str], Store], answers: dict[tuple[str, date], Asked]
) -> Iterator[Asked]:
    """Return the answers of a store on a day, the store on show."""
    name, day = request.param
    with served(kept(name)) as made:
        yield answers.setdefault((name, day), Asked(made, day))


def chosen_id(asked: Asked, key: str) -> str:
    if key == "mo-hinh":
        row = chosen_nomination(asked)
        models, _ = selected(asked.store, asked.day)
        return next(model_id(one) for one in models if (one.unit_id, one.name) == (row.unit_id, row.name))
    return chosen_unit(asked)


def open_view(asked: Asked, page: str, state: dict[str, str]) -> AppTest:
    address: dict[str, object] = {"ngay": asked.day}
    if page == "tep_da_nhan":
        figure = chosen_figure(asked)
        address |= {"so": figure.file_id, "trang": figure.sheet, "o": figure.cell}
    state = {key: chosen_id(asked, key) if value == "chosen" else value for key, value in state.items()}
    app = open_page(page, address, state)
    if CORRECTING in state.values():
        figure = chosen_figure(asked)
        for key, value in (("don-vi", figure.unit_id), ("chi-tieu", figure.indicator_id), ("nam", str(figure.year))):
            app.selectbox(key=key).set_value(value)
        app.run()
    assert not app.exception
    return app


def differences(shown: Shown, claims: Iterable[Claim]) -> list[str]:
    """What the page says otherwise than the questions, and what it says that none of the claims explains."""
    wrong = []
    for what, find, said in claims:
        if isinstance(find, str):
            found: object = shown.take_words(find)
            said = NOWHERE if said is NOWHERE else [said if isinstance(said, tuple) else (said,)]
            what = f"{what} ({find})"
        else:
            found = find(shown)
        if found != said:
            wrong.append(f"{what}: {told_apart(found, said)}")
    return wrong + [f"no question explains {left}" for left in shown.untaken()]


def told_apart(found: object, said: object) -> str:
    if isinstance(found, Drawing) and isinstance(said, Drawing):
        parts = [(one.name, getattr(found, one.name), getattr(said, one.name)) for one in fields(Drawing)]
        return "; ".join(f"{name}: {told_apart(a, b)}" for name, a, b in parts if a != b)
    if isinstance(found, dict) and isinstance(said, dict):
        keys = [key for key in found | said if found.get(key) != said.get(key)]
        return f"shown {[(key, found.get(key)) for key in keys]}, asked {[(key, said.get(key)) for key in keys]}"
    if isinstance(found, list) and isinstance(said, list) and len(found) == len(said) > 1:
        pairs = [(a, b) for a, b in zip(found, said, strict=True) if a != b]
        return f"shown {[a for a, _ in pairs]}, asked {[b for _, b in pairs]}"
    return f"shown {found}, asked {said}"


@pytest.mark.parametrize("view", VIEWS)
def test_every_number_of_a_view_is_its_questions_answer(asked: Asked, view: str) -> None:
    page, state, claims = VIEWS[view]
    wrong = differences(Shown(open_view(asked, page, state)), [*frame(asked), *claims(asked)])
    assert not wrong, "\n".join(wrong)


def test_every_text_and_document_stands_on_one_of_the_pages(store: Store) -> None:
    asked = Asked(store, DAYS[0])
    documents = asked("document_list")
    for page, find, listed in (
        ("van_ban", rows("Số, ký hiệu", "Ngày ban hành"), document_rows(documents, document_types(documents))),
        ("y_kien", remarks(), remark_items(asked)),
    ):
        app = open_view(asked, page, {})
        pager: Any = app.get("pagination")
        found: list[Any] = []
        for number in range(Shown(app).pages[0]):
            pager[0].set_value(number + 1).run()
            pager, part = app.get("pagination"), cast("list[Any]", find(Shown(app)))
            found += part
        assert found == listed


def test_units_that_have_left_are_counted_alike_on_all_pages(tmp_path: Path) -> None:
    """Of two units that left before the close one has reported: it stays among those that totals rest on."""
    lines = plan_text("units.csv").splitlines(keepends=True)
    gone = {"tan-son", "nhat-tuu"}
    left = "".join(line.replace(",,real", ",2022-04-20,real") if line.split(",")[0] in gone else line for line in lines)
    store = filled(Store(tmp_path / "store", plan_folder(tmp_path / "plan", units=left)), SAMPLE)
    asked = Asked(store, DAYS[1])
    assert (asked.expected, len({row.unit_id for row in asked.on_day("submission_status")})) == (52, 51)
    with served(store):
        for view in (
            *("tong-quan", "theo-doi-nop", "ket-qua-mot-trang", "mo-hinh"),
            *("khen-thuong", "tuyen-truyen", "van-ban", "y-kien"),
        ):
            page, state, claims = VIEWS[view]
            wrong = differences(Shown(open_view(asked, page, state)), [*frame(asked), *claims(asked)])
            assert not wrong, "\n".join([view, *wrong])


def test_a_blank_sheet_of_models_is_no_report_of_none(tmp_path: Path) -> None:
    empty = unit_return(sheets={"Mô hình": titled("DANH SÁCH MÔ HÌNH", MODEL_HEADINGS, [])})
    store = Store(tmp_path / "store")
    assert load_all(store, {"tan-son.xlsx": empty}) == {"tan-son.xlsx": "accepted"}
    with served(store):
        shown = Shown(open_view(Asked(store, DAYS[0]), "tong_quan", {}))
    assert shown.take_words("Số liệu: #/# đơn vị · # mô hình ·") == [(0, 53, 0)]
    assert shown.take_words("#/# đơn vị báo cáo mô hình · thiếu # đơn vị") == [(0, 53, 53)]


def test_marks_in_the_returns_and_nominations_that_count_are_told_apart(store: Store) -> None:
    """The two numbers may differ, so each page says which it is: lists come first, marks where there is no list."""
    asked = Asked(store, DAYS[1])
    marked, counted = sum(row.nominated for row in asked("model_list")), len(asked("nominations"))
    models, overview = (Shown(open_view(asked, page, {})).words for page in ("mo_hinh", "tong_quan"))
    assert f"{n(marked)} được đánh dấu đề nghị khen thưởng trong biểu." in models
    assert "tính theo danh sách của đơn vị, chưa có danh sách thì theo dấu này" in models
    line = overview.partition(f"{n(counted)} mô hình đề nghị khen thưởng")[2]
    assert re.match(r" \(\d+/53 đơn vị: \d+ theo danh sách, \d+ theo dấu trong biểu\)", line)


def test_a_dossier_sent_back_makes_the_line_say_fewer() -> None:
    row = dict.fromkeys(("incomplete", "returned", "missing", "not_due"), 0) | {"dossier_id": "award_dossier"}
    now, then = (pd.DataFrame([row | {"on_time": count, "late": 2, "expected": 53}]) for count in (30, 33))
    due = [one for one in dues(PLAN) if one.dossier == "award_dossier"]
    said = dossier_bars(now, then, due, date(2022, 4, 28), date(2022, 5, 5))
    assert "<b>32/53</b>" in said
    assert "bớt 3 từ 28/04" in said
