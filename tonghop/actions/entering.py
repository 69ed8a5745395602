"""From what is typed on screen to what is stored: a unit's sheets, or one figure put right. Beside `loading` for files.

Joins the entry's layout, intake, the store and the paper kept behind it; spells no rule of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tonghop import forms
from tonghop.actions import preview
from tonghop.actions.loading import with_silence_said
from tonghop.actions.value_change import ValueChange, overtaken
from tonghop.errors import Stop
from tonghop.intake.addresses import cell_name, said_cell
from tonghop.intake.reading import Intake, Reading
from tonghop.intake.typed_return import Cell, Entry, entry_book
from tonghop.officefiles.reader import Book
from tonghop.outputs.entry_papers import CORRECTED, correction_workbook, entry_workbook
from tonghop.plan.model import Plan
from tonghop.questions import ask_rows
from tonghop.store import Store
from tonghop.store.archive import sha256_of
from tonghop.store.decisions import check_unit
from tonghop.store.loads import ACCEPTED, Received, holds_sample, holds_sample_rows, what_is_known, write_load
from tonghop.store.sources import Correction, correction_paper, write_correction
from tonghop.vietnamese import format_date

Rows = list[list[Cell]]


@dataclass(frozen=True)
class Checked:
    """An entry as it was read, and what storing it would change."""

    entry: Entry
    book: Book
    reading: Reading
    changes: tuple[ValueChange, ...]
    version: int
    """What it was held against."""


def standing_sheets(store: Store, unit_id: str, version: int | None = None) -> dict[str, Rows]:
    """Return what counts for a unit as the rows of each sheet of form A, blank where it has reported nothing."""
    number = store.current if version is None else version
    plan = store.plan(number)

    def mine(question: str) -> list[dict[str, object]]:
        columns, rows = ask_rows(store, question, version=number)
        at = columns.index("unit_id")
        return [dict(zip(columns, row, strict=True)) for row in rows if row[at] == unit_id]

    sheets: dict[str, Rows] = {forms.INFO: _info_rows(plan, mine("fact_list"))}
    sheets[forms.MODELS] = _model_rows(plan, mine("model_list"))
    figures = {(row["indicator_id"], row["year"]): row["value"] for row in mine("figure_list")}
    for sheet in forms.MATRIX_SHEETS:
        indicators = [indicator for indicator in plan.indicators if indicator.sheet == sheet]
        sheets[sheet] = [
            [place, i.label, i.unit_of_measure, *(_cell(figures.get((i.id, year))) for year in plan.years), None]
            for place, i in enumerate(indicators, 1)
        ]
    sheets[forms.DOCUMENTS] = [
        [place, *(_cell(row[key]) for key in ("number", "issued_on", "type", "title"))]
        for place, row in enumerate(mine("document_list"), 1)
    ]
    said: dict[object, list[object]] = {}
    for row in mine("remark_list"):
        said.setdefault(row["section_id"], []).append(row["text"])
    sheets[forms.REMARKS] = [
        [section.label, _cell(text)] for section in plan.sections for text in said.get(section.id, [None])
    ]
    return sheets


def _info_rows(plan: Plan, facts: list[dict[str, object]]) -> Rows:
    ratings = {rating.id: rating.label for rating in plan.ratings}
    values: dict[object, Cell] = {}
    for row in facts:
        value = next((row[key] for key in ("text", "number", "day") if row[key] is not None), None)
        values[row["fact_id"]] = ratings.get(str(value), _cell(value))
    return [[fact.label, values.get(fact.key)] for fact in forms.facts(plan.years) if fact.kind != "unit"]


def _model_rows(plan: Plan, models: list[dict[str, object]]) -> Rows:
    words = {
        key: {choice.id: choice.label for choice in choices}
        for key, choices in (("sector_id", plan.sectors), ("kind", plan.model_kinds), ("level", plan.levels))
    }
    words["sector_id"]["chua_phan_loai"] = ""
    rows: Rows = []
    for place, row in enumerate(models, 1):
        named = [words[key].get(str(row[key])) or None for key in ("sector_id", "kind", "level")]
        plain = [_cell(row[key]) for key in ("implementer", "start_year", "summary")]
        mark = "x" if row["nominated"] else None
        rows.append([place, _cell(row["name"]), *named, *plain, mark, _cell(row["remark"])])
    return rows


def _cell(value: object) -> Cell:
    if isinstance(value, date):
        return format_date(value)
    return value if isinstance(value, str | int) else None


def check_entry(store: Store, entry: Entry, received_on: date) -> Checked:
    """Read an entry by the rules of a file and say what it would change; stores nothing."""
    plan, version = store.plan(), store.current
    book = entry_book(plan, entry)
    reading = Intake(plan, plan.name_resolver(), received_on).read_entry(book, entry.unit_id)
    reading = with_silence_said(reading, what_is_known(store, store.current).sheets, plan)
    changes: list[ValueChange] = []
    if reading.status == ACCEPTED and entry.sheets:
        files = [_received(entry, reading, b"")]
        changes = preview.of_files(store, files, received_on, is_sample=holds_sample(store))
    return Checked(entry, book, reading, tuple(changes), version)


def record_entry(store: Store, checked: Checked, *, received_on: date, recorded_at: datetime, recorded_by: str) -> int:
    """Store an entry that was checked, with the workbook that shows its cells; return the version.

    Raises Stop where it has errors, carries nothing, does not say where its figures come from, and where it would no
    longer change what was shown (`checked`).
    """
    if checked.reading.status != ACCEPTED:
        raise Stop("Số liệu còn lỗi nên chưa ghi nhận.", "Đề nghị sửa các điểm được nêu.")
    if not checked.entry.sheets:
        raise Stop("Chưa có số liệu nào thay đổi.", "Đề nghị nhập số liệu rồi ghi nhận.")
    if not checked.entry.source.strip():
        raise Stop("Chưa ghi nguồn số liệu.", "Đề nghị ghi số liệu lấy từ văn bản nào, trang nào.")
    content = entry_workbook(checked.book, recorded_at)
    with store.change() as change:
        if store.current != checked.version:
            now = check_entry(store, checked.entry, received_on)
            if now.changes != checked.changes:
                raise overtaken(checked.changes, now.changes)
        received = _received(checked.entry, checked.reading, content)
        write_load(
            change.con, [received], received_on=received_on, recorded_at=recorded_at, recorded_by=recorded_by,
            is_sample=holds_sample_rows(change.con),
        )  # fmt: skip
        store.archive.keep({received.sha256: content})
        return change.number


def _received(entry: Entry, reading: Reading, content: bytes) -> Received:
    return Received(
        entry.source.strip(),
        sha256_of(content) if content else "",
        content or None,
        forms.ENTRY,
        entry.unit_id,
        reading.encoding,
        ACCEPTED,
        reading.findings,
        reading.records,
        (),
    )


def correction(plan: Plan, unit_id: str, indicator_id: str, year: int, value: int | None, reason: str) -> Correction:
    """Say which figure is to be put right. Raises Stop for an indicator or a year that the plan does not know."""
    indicator = next((i for i in plan.indicators if i.id == indicator_id), None)
    if indicator is None or not indicator.year_from <= year <= indicator.year_to:
        raise Stop(f"Không có chỉ tiêu “{indicator_id}” năm {year}.", "Đề nghị chọn trong danh sách.")
    if value is not None and value < 0:
        raise Stop("Số liệu không được âm.", "Đề nghị ghi số từ 0 trở lên.")
    return Correction(unit_id, indicator_id, year, value, reason.strip(), indicator.sheet, cell_name(*CORRECTED))


def preview_correction(store: Store, wanted: Correction, received_on: date) -> list[ValueChange]:
    """Return what a correction would change; raises Stop where there is nothing to correct."""
    paper = correction_paper(_name(wanted), "", b"", wanted.unit_id)
    return preview.of_correction(store, paper, wanted, received_on)


def record_correction(
    store: Store,
    wanted: Correction,
    *,
    shown: Sequence[ValueChange] | None = None,
    received_on: date,
    recorded_at: datetime,
    recorded_by: str,
) -> int:
    """Put one figure right and keep the paper that says so; return the version.

    Raises Stop as the store does, and where it would no longer change what was `shown` (None: nothing was).
    """
    with store.change() as change:
        check_unit(change, wanted.unit_id)
        if shown is not None:
            now = preview_correction(store, wanted, received_on)
            if now != list(shown):
                raise overtaken(shown, now)
        before, source = _as_it_stands(store, wanted)
        content = correction_workbook(change.plan, wanted, before, source, recorded_by, recorded_at)
        paper = correction_paper(_name(wanted), sha256_of(content), content, wanted.unit_id)
        write_correction(
            change.con, paper, wanted, received_on=received_on, recorded_at=recorded_at, recorded_by=recorded_by
        )
        store.archive.keep({paper.sha256: content})
        return change.number


def _name(wanted: Correction) -> str:
    return f"Đính chính: {wanted.reason}"


def _as_it_stands(store: Store, wanted: Correction) -> tuple[int | None, str]:
    """The figure that counts now, and where it stands in words."""
    version = store.current
    columns, rows = ask_rows(store, "figure_list", version=version)
    key = (wanted.unit_id, wanted.indicator_id, wanted.year)
    found = next((dict(zip(columns, row, strict=True)) for row in rows if row[:3] == key), None)
    if found is None:
        return None, ""
    names, files = ask_rows(store, "file_list", version=version)
    paths = {row[names.index("file_id")]: row[names.index("path")] for row in files}
    return int(found["value"]), f"{paths.get(found['file_id'], '')}, {found['sheet']}, {said_cell(found['cell'])}"
