"""What a person confirms of a paper, read by the rules of a file: places of the paper stand where cells do (form E)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from tonghop import forms
from tonghop.findings import Finding
from tonghop.intake.addresses import cell_name, cell_place, said_cell
from tonghop.intake.reading import Intake, Reading
from tonghop.intake.typed_return import HEADING_ROW, Cell, Entry, entry_book
from tonghop.plan.model import Plan
from tonghop.prose.review import key_of
from tonghop.records import Figure, Record, Remark


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


def read_chosen(plan: Plan, chosen: Chosen, label: str, received_on: date) -> Reading:
    """Read what is confirmed as an entry of form A's sheets; `label`: what the paper is, in words."""
    entry = Entry(chosen.unit_id, label, "", _sheets(plan, chosen))
    reading = Intake(plan, plan.name_resolver(), received_on).read_entry(entry_book(plan, entry), chosen.unit_id)
    return _placed(reading, entry, chosen, plan)


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
