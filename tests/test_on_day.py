"""A day past that somebody chose: every figure, model, conference and decision, recomputed by pandas from the files.

A made campaign of four days: returns that come in time and late, a consolidated workbook of which one unit is refused,
a return sent anew, a figure put right, a file withdrawn, decisions taken and taken back.
"""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from tests.builders import nomination_list, plan_83, workbook
from tests.campaign import consolidated_sheets_of
from tests.campaigns import MATRICES, receipts_of, return_of, truth_of
from tonghop.__main__ import main
from tonghop.actions.entering import correction, record_correction
from tonghop.actions.loading import load
from tonghop.actions.report_files import drafted
from tonghop.intake.inbox import collect_uploads
from tonghop.on_day import number_on_day, on_day
from tonghop.outputs.appendix import appendix
from tonghop.outputs.stamp import made_from
from tonghop.outputs.word import report_document
from tonghop.questions import ask_rows
from tonghop.report.deck import numbers_of
from tonghop.report.document import Made
from tonghop.report.numbers import Number
from tonghop.report.one_page import numbers as page_numbers
from tonghop.report.one_page import one_page, paragraphs
from tonghop.report.outline import build, writing_of
from tonghop.report.show import show as slides_of
from tonghop.report.sources import sources
from tonghop.report.unit_years import tables as unit_years
from tonghop.store import Store
from tonghop.store.appraisals import record_selection
from tonghop.store.sources import withdraw

ROOT = Path(__file__).resolve().parent.parent
PLAN = plan_83()
NAMES = {unit.id: unit.name for unit in PLAN.units}
IDS = {name.casefold(): id for id, name in NAMES.items()}
INDICATORS = {(i.sheet, i.label): i.id for i in PLAN.indicators}
QUESTIONS = dict(zip(MATRICES, ("awards_by_year", "propaganda_by_year", "inspections_by_year"), strict=True))
DAYS = [date(2022, 4, 4), date(2022, 4, 8), date(2022, 4, 12), date(2022, 4, 20)]
BETWEEN = date(2022, 4, 10)
BEFORE = date(2022, 4, 1)
AT_ONCE = datetime(2026, 11, 26, 9)
COUNTING = ("Mô hình", *MATRICES)


@dataclass
class Event:
    """What happened on a day: a file (refused for some units), a figure put right, a file out, a word."""

    day: date
    file: tuple[str, bytes] | None = None
    refused: frozenset[str] = frozenset()
    right: tuple[str, str, int, int] | None = None
    out: str = ""
    decided: tuple[str, str, str | None] | None = None


@dataclass
class Campaign:
    """The events in their order, and the folder where the store is."""

    store: Store
    events: list[Event] = field(default_factory=list)


def made_events(seed: int) -> list[Event]:
    draw = random.Random(seed)
    truth = truth_of(seed)
    ids = draw.sample(list(truth), 14)
    early, late, together, bad = ids[:6], ids[6:9], ids[9:14], ids[9]

    def returned(unit: str) -> bytes:
        return workbook(return_of(unit, truth[unit], draw).sheets)

    found = [Event(DAYS[0], (f"{unit}.xlsx", returned(unit))) for unit in early]
    found += [Event(DAYS[1], (f"{unit}-muon.xlsx", returned(unit))) for unit in late]
    sheets = consolidated_sheets_of(truth, receipts_of(seed))
    kept = set(together)
    for sheet, rows in sheets.items():
        sheets[sheet] = [
            row for row in rows if not row or row[0] not in NAMES.values() or IDS[str(row[0]).casefold()] in kept
        ]
    del sheets["Tiếp nhận"]
    at = next(at for at, row in enumerate(sheets["Khen thưởng"], 1) if row and row[0] == NAMES[bad])
    mixed = workbook(sheets, {("Khen thưởng", f"E{at}"): -1})
    found.append(Event(DAYS[1], ("tong-hop.xlsx", mixed), refused=frozenset({bad})))
    anew = draw.choice(early[1:])
    for figure in truth[anew]["figures"]:
        figure["value"] += 1000
    truth[anew]["models"] = truth[anew]["models"][:-1]
    truth[anew]["models_stated"] -= 1
    truth[anew]["review"]["held_on"] = "2022-04-29"
    found.append(Event(DAYS[2], (f"{anew}-gui-lai.xlsx", returned(anew))))
    put = next(unit for unit in early if unit != anew)
    figure = next(f for f in truth[put]["figures"] if f["value"])
    found.append(Event(DAYS[2], right=(put, figure["indicator_id"], figure["year"], figure["value"] + 7)))
    other = next(unit for unit in early if unit not in (anew, put))
    rows = [["1", "Mô hình chỉ có trong danh sách", "Chi bộ 1", "Tốt", None]]
    found.append(Event(DAYS[2], (f"{other}.docx", nomination_list(NAMES[other], rows))))
    found.append(Event(DAYS[2], decided=(other, "Mô hình chỉ có trong danh sách", "district")))
    found.append(Event(DAYS[3], out=f"{late[0]}-muon.xlsx"))
    found.append(Event(DAYS[3], decided=(other, "Mô hình chỉ có trong danh sách", "not_chosen")))
    return found


def happen(store: Store, events: list[Event], at: Callable[[date], datetime]) -> Campaign:
    """Let it all happen, each recorded at a moment told by its day."""
    numbers: dict[str, int] = {}
    for event in events:
        said: Any = {"recorded_at": at(event.day), "recorded_by": "Hoa"}
        if event.file:
            report = load(store, collect_uploads([event.file]), received_on=event.day, **said)
            assert report.outcomes[0].status == ("partial" if event.refused else "accepted"), report.outcomes[0]
            numbers[event.file[0]] = max(row[0] for row in ask_rows(store, "file_list")[1])
        elif event.right:
            wanted = correction(PLAN, *event.right, "ghi nhầm")
            record_correction(store, wanted, received_on=event.day, **said)
        elif event.out:
            withdraw(store, numbers[event.out], reason="nhầm", **said)
        elif event.decided:
            record_selection(store, *event.decided, event.day, reason="x", **said)
    return Campaign(store, events)


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    """Everything recorded on its own day."""
    store = Store(tmp_path_factory.mktemp("live") / "store")
    return happen(store, made_events(5), lambda day: datetime.combine(day, time(9)))


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    """The same campaign, loaded years after with the days on which its files had come."""
    store = Store(tmp_path_factory.mktemp("later") / "store")
    return happen(store, made_events(5), lambda day: AT_ONCE)


# -- the same, by pandas from the files ----------------------------------------------------------------------


def count(cell: Any) -> int:
    return int(re.sub(r"[.\s\xa0]", "", str(cell).removesuffix(".0")))


def table_of(book: dict[str, pd.DataFrame], sheet: str, first: str) -> pd.DataFrame:
    """The rows of a sheet below the row of headings in which `first` stands."""
    raw = book[sheet]
    at = next(at for at, row in enumerate(raw.itertuples(index=False)) if first in [str(cell) for cell in row])
    table = raw.iloc[at + 1 :].copy()
    table.columns = [str(cell).removesuffix(".0") for cell in raw.iloc[at]]
    return table.dropna(subset=[first])


@dataclass
class Told:
    """What one file says: figures (sheet, indicator, year, value), models, list, day of the conference; by unit."""

    figures: dict[tuple[str, str], pd.DataFrame] = field(default_factory=dict)
    models: dict[str, pd.DataFrame] = field(default_factory=dict)
    listed: dict[str, list[str]] = field(default_factory=dict)
    review: dict[str, date] = field(default_factory=dict)


def told_by(name: str, content: bytes) -> Told:
    told = Told()
    if name.endswith(".docx"):
        told.listed[name.removesuffix(".docx")] = ["Mô hình chỉ có trong danh sách"]
        return told
    book = pd.read_excel(io.BytesIO(content), sheet_name=None, header=None, engine="calamine", dtype=object)
    alone = ""
    if "Thông tin" in book:
        info = {str(row[0]): row[1] for row in book["Thông tin"].itertuples(index=False)}
        alone = IDS[str(info["Đơn vị"]).strip().casefold()]
        told.review[alone] = day_of(info["Ngày tổ chức sơ kết"])
    for sheet in COUNTING:
        table = table_of(book, sheet, "Chỉ tiêu" if sheet in MATRICES else "Tên mô hình")
        whose = [alone] * len(table) if alone else [IDS[str(name).casefold()] for name in table["Đơn vị"]]
        for unit, rows in table.groupby(pd.Series(whose, index=table.index)):
            if sheet == "Mô hình":
                told.models[unit] = rows
                continue
            years = [str(year) for year in PLAN.years]
            melted = rows.melt("Chỉ tiêu", years, "year", "value").dropna(subset=["value"])
            melted["indicator"] = [INDICATORS[sheet, label] for label in melted["Chỉ tiêu"]]
            melted["value"], melted["year"] = melted["value"].map(count), melted["year"].astype(int)
            if len(melted):
                told.figures[unit, sheet] = melted[["indicator", "year", "value"]]
    return told


def day_of(written: Any) -> date:
    year, month, day = (
        (written.year, written.month, written.day)
        if hasattr(written, "year")
        else (lambda n: n if n[0] > 31 else n[::-1])([int(part) for part in re.findall(r"\d+", str(written))])
    )
    return date(year, month, day)


@dataclass
class Known:
    """What stands on a day, by pandas."""

    figures: pd.DataFrame
    models: dict[str, pd.DataFrame]
    nominated: dict[str, list[str]]
    review: dict[str, date]
    decided: dict[tuple[str, str], str]

    def totals(self, sheet: str) -> dict[tuple[str, int], tuple[int, int]]:
        own = self.figures[self.figures["sheet"] == sheet]
        grouped = own.groupby(["indicator", "year"])["value"].agg(["sum", "count"])
        return {key: (int(row["sum"]), int(row["count"])) for key, row in grouped.iterrows()}  # type: ignore[misc]


def known_on(events: list[Event], day: date | None, *, withdrawn_always: bool = False) -> Known:
    """Replay what had happened by the end of a day (None: all of it)."""
    past = [event for event in events if day is None or event.day <= day]
    gone = {event.out for event in (events if withdrawn_always else past) if event.out}
    figures: dict[tuple[str, str], pd.DataFrame] = {}
    models: dict[str, pd.DataFrame] = {}
    listed: dict[str, list[str]] = {}
    review: dict[str, date] = {}
    decided: dict[tuple[str, str], str] = {}
    for event in past:
        if event.file and event.file[0] not in gone:
            told = told_by(*event.file)
            figures |= {key: rows for key, rows in told.figures.items() if key[0] not in event.refused}
            models |= {unit: rows for unit, rows in told.models.items() if unit not in event.refused}
            listed, review = listed | told.listed, review | told.review
        elif event.right:
            unit, indicator, year, value = event.right
            sheet = next(i.sheet for i in PLAN.indicators if i.id == indicator)
            rows = figures[unit, sheet].copy()
            rows.loc[(rows["indicator"] == indicator) & (rows["year"] == year), "value"] = value
            figures[unit, sheet] = rows
        elif event.decided and event.decided[2]:
            decided[event.decided[0], event.decided[1]] = event.decided[2]
    frames = [rows.assign(unit=unit, sheet=sheet) for (unit, sheet), rows in figures.items()]
    everything = pd.concat(frames) if frames else pd.DataFrame(columns=["indicator", "year", "value", "unit", "sheet"])
    marked = {
        u: [str(n) for n in rows.loc[rows["Đề nghị khen thưởng"].notna(), "Tên mô hình"]] for u, rows in models.items()
    }
    nominated = {unit: names for unit, names in (marked | listed).items() if names}
    return Known(everything, models, nominated, review, decided)


def compare(store: Store, version: int, known: Known) -> None:
    """Hold every answer of a version against what pandas found."""
    for sheet, question in QUESTIONS.items():
        rows = ask_rows(store, question, version=version)[1]
        answered = {(indicator, year): (value, units) for indicator, year, value, units, _ in rows if value is not None}
        assert answered == known.totals(sheet), question
    columns, rows = ask_rows(store, "figure_list", version=version)
    mine = sorted((row[0], row[1], row[2], row[3]) for row in rows)
    assert mine == sorted(known.figures[["unit", "indicator", "year", "value"]].itertuples(index=False, name=None))
    listed = sorted((row[0], " ".join(row[1].split())) for row in ask_rows(store, "model_list", version=version)[1])
    assert listed == sorted(
        (u, " ".join(str(n).split())) for u, rows in known.models.items() for n in rows["Tên mô hình"]
    )
    named = sorted((row[0], row[1]) for row in ask_rows(store, "nominations", version=version)[1])
    assert named == sorted((unit, name) for unit, names in known.nominated.items() for name in names)
    facts = ask_rows(store, "unit_facts", version=version)
    at = facts[0].index("review_on")
    assert {row[0]: row[at] for row in facts[1] if row[at]} == known.review
    columns, rows = ask_rows(store, "selection_list", version=version)
    chosen = [dict(zip(columns, row, strict=True)) for row in rows]
    assert {(one["unit_id"], one["name"]): one["decision"] for one in chosen if one["decision"]} == known.decided


@pytest.mark.parametrize("day", [*DAYS, BETWEEN])
def test_what_stands_on_a_day_is_what_had_come_by_it(live: Campaign, day: date) -> None:
    compare(live.store, on_day(live.store, day).version, known_on(live.events, day))


def test_without_a_day_everything_known_counts(live: Campaign) -> None:
    compare(live.store, live.store.current, known_on(live.events, None))
    assert on_day(live.store, date(2022, 5, 31)).version == live.store.current


@pytest.mark.parametrize("day", DAYS)
def test_of_a_campaign_loaded_years_after_the_days_of_the_files_count(later: Campaign, day: date) -> None:
    """Nothing can have been known then; a withdrawal has no day of its own and holds always."""
    compare(later.store, on_day(later.store, day).version, known_on(later.events, day, withdrawn_always=True))


def test_what_came_later_is_counted_and_said(live: Campaign) -> None:
    first = on_day(live.store, DAYS[0])
    assert (first.later_files, first.later_entries, first.later_words) == (5, 1, 2)  # one late file was withdrawn
    assert "5 tệp nhận sau ngày này chưa tính" in first.says
    assert "1 lần nhập, đính chính sau ngày này chưa tính" in first.says
    third = on_day(live.store, DAYS[2])
    assert (third.later_files, third.withdrawn_later, third.later_words) == (0, 1, 1)
    assert "1 tệp rút sau ngày này vẫn tính" in third.says
    assert on_day(live.store, DAYS[3]).says == ""


def test_days_between_which_nothing_came_are_one_picture(live: Campaign) -> None:
    numbers = {on_day(live.store, date(2022, 4, day)).version for day in (8, 9, 10, 11)}
    assert len(numbers) == 1
    assert numbers != {on_day(live.store, date(2022, 4, 12)).version}


def test_where_every_file_came_later_what_is_known_now_is_shown_and_said(live: Campaign) -> None:
    shown = on_day(live.store, BEFORE)
    assert shown.version == live.store.current
    assert shown.is_all_later
    assert shown.says.startswith("Mọi tệp số liệu đều nhận sau ngày 01/04/2022")
    assert ask_rows(live.store, "model_list", version=number_on_day(live.store, BEFORE, live.store.current))[1] == []


def test_a_file_that_had_come_but_was_loaded_later_was_not_known(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    first, second = made_events(7)[:2]
    for event, at in ((first, DAYS[0]), (second, DAYS[2])):
        assert event.file
        load(
            store,
            collect_uploads([event.file]),
            received_on=DAYS[0],
            recorded_at=datetime.combine(at, time(9)),
            recorded_by="Hoa",
        )
    shown = on_day(store, DAYS[1])
    assert (shown.files_loaded_later, shown.later_files) == (1, 0)
    assert "1 tệp nạp sau ngày này chưa tính" in shown.says
    compare(store, shown.version, known_on([first], None))


def test_receipts_go_by_their_own_days(live: Campaign) -> None:
    day = DAYS[0]
    shown = on_day(live.store, day)
    assert shown.version != live.store.current
    assert ask_rows(live.store, "submission_status", version=shown.version, as_of=day) == ask_rows(
        live.store, "submission_status", as_of=day
    )


# -- papers and pages ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", DAYS)
def test_report_slides_and_page_say_the_days_numbers(live: Campaign, day: date) -> None:
    known = known_on(live.events, day)
    made = Made(day, live.store.current, datetime(2022, 5, 5))
    writing = writing_of(live.store, made)
    report, page = build(writing, made), one_page(writing, made)
    slides = slides_of(writing, report)
    found = {number.id: number.value for number in page_numbers(page)}
    found |= {number.id: number.value for slide in slides.slides for number in numbers_of(slide)}
    found |= {id: number.value for id, number in report.numbers.items()}
    assert found["models"] == sum(len(rows) for rows in known.models.values())
    assert found["nominations"] == sum(len(names) for names in known.nominated.values())
    checked = 0
    for sheet in MATRICES:
        for (indicator, year), (value, _) in known.totals(sheet).items():
            if f"{indicator}.{year}" in found:
                checked += 1
                assert found[f"{indicator}.{year}"] == value, (indicator, year)
    assert checked > 30
    said = on_day(live.store, day).says
    in_slides = " ".join(str(part) for slide in slides.slides for point in slide.points for part in point)
    in_page = " ".join(str(part) for paragraph in paragraphs(page) for part in paragraph.parts)
    in_report = " ".join(str(getattr(block, "parts", "")) for block in report.body)
    book = pd.read_excel(
        io.BytesIO(appendix(PLAN, report, sources(writing, report))), sheet_name=0, header=None, engine="calamine"
    )
    for where in (in_slides, in_page, in_report, book.to_string()):
        assert (said in where) if said else ("sau ngày này" not in where)


@pytest.mark.parametrize("day", DAYS)
def test_the_short_report_and_the_workbook_say_the_days_numbers(live: Campaign, day: date) -> None:
    """Every figure of the short report, and of the sheets by unit and year, by pandas from the files known by then."""
    known = known_on(live.events, day)
    draft = drafted(live.store, Made(day, live.store.current, datetime(2022, 5, 5)))
    numbers = draft.short.numbers
    every = known.figures
    kinds = {unit.id: unit.kind for unit in PLAN.units}
    checked = 0
    for indicator, own in every.groupby("indicator"):
        by_year = own.pivot(index="unit", columns="year", values="value")
        if f"{indicator}.total" in numbers:
            assert numbers[f"{indicator}.total"].value == own["value"].sum()
            assert numbers[f"{indicator}.total.units"].value == own["unit"].nunique()
            checked += 1
        first, last = min(by_year.columns), max(by_year.columns)
        same = by_year[by_year[first].notna() & by_year[last].notna()]
        for year in (first, last):
            number = numbers.get(f"{indicator}.{year}.same")
            if number:
                assert number.value == same[year].sum(), number
                checked += 1
        for kind in set(kinds.values()):
            number = numbers.get(f"{indicator}.kind.{kind}")
            if number:
                assert number.value == own[own["unit"].map(kinds) == kind]["value"].sum()
                checked += 1
    models = {unit: rows for unit, rows in known.models.items() if len(rows)}
    assert numbers["models"].value == sum(map(len, models.values()))
    assert numbers["models.units"].value == len(models)
    for kind in set(kinds.values()):
        number = numbers.get(f"models.of.{kind}")
        assert (number.value if number else 0) == sum(len(rows) for unit, rows in models.items() if kinds[unit] == kind)
    assert checked > 25
    one = {(row.unit, row.indicator, row.year): row.value for row in every.itertuples()}
    whole = every.groupby(["unit", "indicator"])["value"].sum().to_dict()
    for table in unit_years(draft.writing):
        for cell in (cell for line in table.lines if line.kind == "row" for cell in line.cells):
            if isinstance(cell, Number):
                where = dict(cell.trace.where)
                key = where["unit_id"], where["indicator_id"]
                assert cell.value == (one.get((*key, where["year"])) if "year" in where else whole.get(key)), cell


def test_the_commands_say_what_is_left_out(live: Campaign, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(live.store.folder)
    for verb in ("report", "one-page", "selection"):
        for day, words in (
            (DAYS[0], "5 tệp nhận sau ngày này chưa tính"),
            (BEFORE, "Mọi tệp số liệu đều nhận sau ngày"),
        ):
            assert main([verb, "--store", folder, "--as-of", day.isoformat(), "--out", str(tmp_path / verb)]) == 0
            assert words in capsys.readouterr().out, verb


@pytest.fixture
def store(live: Campaign) -> Store:
    return live.store


def words_of(app: AppTest) -> str:
    bodies = [element.proto.body for element in app.main.get("html")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", " ".join(bodies)))


def test_pages_of_a_day_show_what_had_come_by_it_and_say_so(live: Campaign, show: Callable[..., AppTest]) -> None:
    for day in (DAYS[0], DAYS[2]):
        known = known_on(live.events, day)
        models = sum(len(rows) for rows in known.models.values())
        for page in ("tong_quan", "mo_hinh", "ket_qua", "xet_chon", "mot_trang"):
            if page == "ket_qua":
                continue
            shown = words_of(show(page, ngay=day.isoformat()))
            assert "sau ngày này" in shown, page
            if page != "xet_chon":
                assert re.search(rf"\b{models}\b", shown), page
    assert "sau ngày này" not in words_of(show("mo_hinh"))
    assert "Mọi tệp số liệu đều nhận sau ngày" in words_of(show("mo_hinh", ngay=BEFORE.isoformat()))


def test_pages_of_work_show_all_there_is(live: Campaign, show: Callable[..., AppTest]) -> None:
    for page in ("tiep_nhan", "nhap_so_lieu", "ke_hoach"):
        app = show(page, ngay=DAYS[0].isoformat())
        assert not app.exception
        assert "sau ngày này" not in words_of(app)


def test_papers_of_a_day_that_nobody_chose_count_all_that_is_known(live: Campaign) -> None:
    day = min(DAYS)
    newest = live.store.current
    chosen, unasked = (
        writing_of(live.store, Made(day, newest, datetime(2022, 5, 5), is_chosen)) for is_chosen in (True, False)
    )
    known = ask_rows(live.store, "model_list")[1]
    assert len(unasked.answers.rows("model_list")) == len(known) > len(chosen.answers.rows("model_list"))
    assert (unasked.left_out, bool(chosen.left_out)) == ("", True)


def test_a_draft_carries_whether_its_day_was_chosen(live: Campaign) -> None:
    plan = live.store.plan()
    for is_chosen in (True, False):
        made = Made(min(DAYS), live.store.current, datetime(2022, 5, 5), is_chosen)
        report = build(writing_of(live.store, made), made)
        assert made_from(plan, report_document(plan, report)) == made
