"""From a paper's proposals to what counts: what a person confirms is checked as any entry, then recorded (form E).

A sheet that nothing stands for is carried by what is confirmed. Where another source carries it, the confirmed figures
that differ are put in its place one by one, and the rest of that source stays; a newer source is never overruled.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any

from tonghop import forms
from tonghop.actions import preview
from tonghop.actions.proposing import Proposed, proposed_of
from tonghop.actions.value_change import ValueChange
from tonghop.errors import Stop
from tonghop.findings import Finding
from tonghop.intake.addresses import cell_name, cell_place, said_cell
from tonghop.intake.reading import Intake, Reading
from tonghop.intake.typed_return import HEADING_ROW, Cell, Entry, entry_book
from tonghop.intake.unit_paper import Paper as PaperHead
from tonghop.plan.model import Plan
from tonghop.prose.paper import PaperReader
from tonghop.prose.review import CERTAIN, Review, key_of
from tonghop.questions import ask_rows
from tonghop.records import Carried, Figure, Record, Remark
from tonghop.store import Store
from tonghop.store.loads import ACCEPTED, PAPER, Received, holds_sample, what_is_known
from tonghop.store.sources import Correction, confirm_paper


@dataclass(frozen=True)
class KeptPaper:
    """A paper in the store; `unit_id` None: nobody has said whose it is."""

    file_id: int
    path: str
    sha256: str
    unit_id: str | None
    kind: str
    number: str | None
    received_on: date
    is_withdrawn: bool = False
    is_read: bool = True
    """Has it a text that could be read? A scan has none."""

    @property
    def label(self) -> str:
        """What it is, in words: "Báo cáo số 67-BC/ĐU"."""
        return PaperHead(self.kind, self.number).label


@dataclass(frozen=True)
class ChosenFigure:
    """A figure that a person confirms, with the place in the paper that says it ("đoạn 12")."""

    indicator_id: str
    year: int
    value: int
    place: str

    @property
    def key(self) -> str:
        return key_of(self.indicator_id, self.year)


@dataclass(frozen=True)
class ChosenRemark:
    """A text that a person takes as the unit's remark, with the place where it begins."""

    section_id: str
    text: str
    place: str


@dataclass(frozen=True)
class Chosen:
    """All that a person confirms of a paper, for a unit."""

    unit_id: str
    figures: tuple[ChosenFigure, ...] = ()
    remarks: tuple[ChosenRemark, ...] = ()


@dataclass(frozen=True)
class Confirmation:
    """What is confirmed as it was read, and what recording it would change.

    `alike`: figures that another source says the same, which stay that source's. `newer`: sheets of which a source that
    came later counts.
    """

    paper: KeptPaper
    reading: Reading
    source: Received
    corrections: tuple[tuple[int, Correction], ...]
    changes: tuple[ValueChange, ...]
    alike: int = 0
    newer: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Would recording it say nothing that is not said already?"""
        return not (self.source.records or self.corrections) or not (self.changes or self.newer)


def kept_papers(store: Store, version: int | None = None) -> list[KeptPaper]:
    """Return the papers of a version, newest first."""
    columns, rows = ask_rows(store, "file_list", version=store.current if version is None else version)
    found = (dict(zip(columns, row, strict=True)) for row in rows)
    return [_kept(row) for row in found if row["status"] == PAPER]


def kept_paper(store: Store, file_id: int, version: int | None = None) -> KeptPaper:
    """Return one paper of a version. Raises Stop where the number is no paper's."""
    found = next((paper for paper in kept_papers(store, version) if paper.file_id == file_id), None)
    if found is None:
        raise Stop(f"Tệp số {file_id} không phải văn bản trong kho.", "Đề nghị chọn lại ở mục Tệp đã nhận.")
    return found


def _kept(row: Mapping[str, Any]) -> KeptPaper:
    return KeptPaper(
        row["file_id"], row["path"], row["sha256"], row["unit_id"], row["paper_kind"] or "other", row["paper_number"],
        row["received_on"], bool(row["is_withdrawn"]),
        row["encoding"] is not None or row["path"].lower().endswith(".docx"),
    )  # fmt: skip


def read_kept(store: Store, paper: KeptPaper) -> Proposed:
    """Read a kept paper in the reading process. Raises FileNotFoundError where the store lost its bytes."""
    plan = store.plan()
    reader = PaperReader(plan, plan.name_resolver(what_is_known(store, store.current).aliases))
    suffix = PurePosixPath(paper.path.replace("\\", "/")).suffix
    return proposed_of(f"tep{suffix}", store.archive.read(paper.sha256), reader, paper.kind, paper.unit_id)


def certain_figures(found: Review, said: Mapping[str, int | None]) -> tuple[ChosenFigure, ...]:
    """Return the figures of a report that are certain, and those that a person says (`review.key_of` -> value or None).

    Raises Stop for a figure that the report does not speak of: nobody could look it up.
    """
    strange = said.keys() - {item.key for item in found.items if item.year is not None}
    if strange:
        raise Stop(f"Báo cáo không nêu số “{min(strange)}”.", "Đề nghị xem lại bằng propose, hoặc nhập trên màn hình.")
    figures = []
    for item in found.items:
        value = said.get(item.key, item.value if item.state == CERTAIN else None)
        if item.year is not None and value is not None:
            place = next((one.place for one in item.places if one.value == value), item.places[0].place)
            figures.append(ChosenFigure(item.indicator_id, item.year, value, place))
    return tuple(figures)


# -- checked and recorded ------------------------------------------------------------------------------------


def check_confirmation(store: Store, paper: KeptPaper, chosen: Chosen) -> Confirmation:
    """Read what is confirmed by the rules of a file, and say what recording it would change; stores nothing."""
    plan, version = store.plan(), store.current
    entry = Entry(chosen.unit_id, paper.label, "", _sheets(plan, chosen))
    book = entry_book(plan, entry)
    reading = Intake(plan, plan.name_resolver(), paper.received_on).read_entry(book, chosen.unit_id)
    reading = _placed(reading, entry, chosen, plan)
    records, corrections, alike, newer = _against(store, version, paper, chosen.unit_id, reading.records)
    source = Received(
        paper.path, paper.sha256, None, forms.PAPER_ENTRY, chosen.unit_id, reading.encoding, ACCEPTED,
        reading.findings, tuple(records), (),
    )  # fmt: skip
    changes: list[ValueChange] = []
    if reading.status == ACCEPTED and (records or corrections):
        is_sample = holds_sample(store)
        changes = preview.of_confirmation(store, source, corrections, paper.received_on, is_sample=is_sample)
    return Confirmation(paper, reading, source, tuple(corrections), tuple(changes), alike, tuple(newer))


def record_confirmation(store: Store, checked: Confirmation, *, recorded_at: datetime, recorded_by: str) -> int:
    """Store what was confirmed, as a source of the day on which the paper came; return the version.

    Raises Stop where it has errors, says nothing new, or the paper was withdrawn.
    """
    if checked.paper.is_withdrawn:
        raise Stop("Văn bản đã được rút nên không ghi nhận số liệu từ đó.", "Đề nghị tính lại văn bản trước.")
    if checked.reading.status != ACCEPTED:
        raise Stop("Số liệu còn lỗi nên chưa ghi nhận.", "Đề nghị sửa các điểm được nêu.")
    if checked.is_empty:
        raise Stop("Không có số liệu hay ý kiến nào mới để ghi nhận.", "Đề nghị xác nhận một số hoặc một ý kiến khác.")
    return confirm_paper(
        store, checked.source, checked.corrections, received_on=checked.paper.received_on, recorded_at=recorded_at,
        recorded_by=recorded_by, is_sample=holds_sample(store),
    )  # fmt: skip


def _sheets(plan: Plan, chosen: Chosen) -> dict[str, list[list[Cell]]]:
    """What is confirmed as the rows of form A's sheets, in the form's order."""
    values = {(one.indicator_id, one.year): one.value for one in chosen.figures}
    sheets: dict[str, list[list[Cell]]] = {}
    for indicator in plan.indicators:
        by_year: list[Cell] = [values.get((indicator.id, year)) for year in plan.years]
        if any(value is not None for value in by_year):
            rows = sheets.setdefault(indicator.sheet, [])
            rows.append([len(rows) + 1, indicator.label, indicator.unit_of_measure, *by_year, None])
    labels = {section.id: section.label for section in plan.sections}
    remarks: list[list[Cell]] = [[labels[one.section_id], one.text] for one in _in_order(plan, chosen.remarks)]
    return {**sheets, forms.REMARKS: remarks} if remarks else sheets


def _in_order(plan: Plan, remarks: Iterable[ChosenRemark]) -> list[ChosenRemark]:
    order = {section.id: at for at, section in enumerate(plan.sections)}
    return sorted((one for one in remarks if one.section_id in order), key=lambda one: order[one.section_id])


def _placed(reading: Reading, entry: Entry, chosen: Chosen, plan: Plan) -> Reading:
    """Put the places of the paper where the cells of the form stand, in records and findings alike."""
    figures = {(one.indicator_id, one.year): one.place for one in chosen.figures}
    remarks = {one.section_id: one.place for one in chosen.remarks}
    places: dict[tuple[str, str], str] = {}
    records: list[Record] = []
    for record in reading.records:
        place = None
        if isinstance(record, Figure):
            place = figures.get((record.indicator_id, record.year))
        elif isinstance(record, Remark):
            place = remarks.get(record.section_id)
        if place and isinstance(record, Figure | Remark):
            places[record.sheet, record.cell] = place
            records.append(record._replace(cell=place))
        else:
            records.append(record)
    places |= _places_of_rows(entry, chosen, plan)
    return replace(reading, records=tuple(records), findings=tuple(_at_place(f, places) for f in reading.findings))


def _places_of_rows(entry: Entry, chosen: Chosen, plan: Plan) -> dict[tuple[str, str], str]:
    """(sheet, cell of the form's row) -> the place, for cells that became no record."""
    ids = {(i.sheet, i.label): i.id for i in plan.indicators}
    places = {(one.indicator_id, one.year): one.place for one in chosen.figures}
    found = {}
    for sheet, rows in entry.sheets.items():
        for at, row in enumerate(rows, HEADING_ROW + 1):
            for column, year in enumerate(plan.years, 3):
                if place := places.get((ids.get((sheet, str(row[1])), ""), year)):
                    found[sheet, cell_name(at, column)] = place
    return found


def _at_place(finding: Finding, places: Mapping[tuple[str, str], str]) -> Finding:
    if not finding.cell or not finding.sheet:
        return finding
    place = places.get((finding.sheet, finding.cell))
    if place is None:  # a cell of a row: the row's first figure says where
        row = cell_place(finding.cell)[0]
        place = next((p for (sheet, cell), p in places.items() if sheet == finding.sheet and _row(cell) == row), None)
    message = finding.message.replace(said_cell(finding.cell), place or "")
    return replace(finding, cell=place, message=message)


def _row(cell: str) -> int | None:
    digits = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return int(digits) - 1 if digits.isdigit() and digits != cell else None


def _against(
    store: Store, version: int, paper: KeptPaper, unit_id: str, records: Sequence[Record]
) -> tuple[list[Record], list[tuple[int, Correction]], int, list[str]]:
    """Hold what is confirmed against what stands: rows to be carried, figures to be replaced, how many are alike, and
    the sheets that a newer source carries.
    """
    sheets = {one.sheet for one in records if isinstance(one, Carried)}
    standing = {sheet: row for sheet, row in _standing(store, version, unit_id).items() if sheet in sheets}
    newer = [sheet for sheet, row in standing.items() if row["received_on"] > paper.received_on]
    others = {
        sheet: row["file_id"]
        for sheet, row in standing.items()
        if sheet in forms.MATRIX_SHEETS and sheet not in newer and row["sha256"] != paper.sha256
    }
    stand = _values(store, version, unit_id)
    kept: list[Record] = []
    corrections: list[tuple[int, Correction]] = []
    alike = 0
    for record in records:
        sheet = record.sheet
        if sheet not in others:
            kept.append(record)
        elif isinstance(record, Figure):
            if stand.get((record.indicator_id, record.year)) == record.value:
                alike += 1
                continue
            one = Correction(
                unit_id, record.indicator_id, record.year, record.value, paper.label, record.sheet, record.cell
            )
            corrections.append((others[str(sheet)], one))
    return kept, corrections, alike, newer


def _standing(store: Store, version: int, unit_id: str) -> dict[str, dict[str, Any]]:
    """Sheet -> the source that counts for it: its number, day and sha256."""
    columns, rows = ask_rows(store, "reporting_units", version=version)
    found = [dict(zip(columns, row, strict=True)) for row in rows]
    names, files = ask_rows(store, "file_list", version=version)
    number, digest = names.index("file_id"), names.index("sha256")
    digests = {row[number]: row[digest] for row in files}
    return {row["sheet"]: {**row, "sha256": digests[row["file_id"]]} for row in found if row["unit_id"] == unit_id}


def _values(store: Store, version: int, unit_id: str) -> dict[tuple[str, int], int]:
    columns, rows = ask_rows(store, "figure_list", version=version)
    at = [columns.index(name) for name in ("unit_id", "indicator_id", "year", "value")]
    return {(row[at[1]], row[at[2]]): int(row[at[3]]) for row in rows if row[at[0]] == unit_id}
