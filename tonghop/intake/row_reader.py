"""What the rows of each sheet say: models, figures, documents, remarks, receipts, facts.

One reader a file; it knows columns and lists, not which form or whose file it is.
"""

from collections.abc import Iterable
from datetime import date

from tonghop import forms
from tonghop.findings import ERROR
from tonghop.intake.addresses import cell_name
from tonghop.intake.cells import Cells
from tonghop.intake.checks import MatrixRow
from tonghop.intake.table_layout import Row
from tonghop.intake.vocabulary import PlanLists, by_label
from tonghop.plan.files import UNCLASSIFIED
from tonghop.plan.model import Plan
from tonghop.records import Document, Fact, Figure, Model, Receipt, Record, Remark
from tonghop.vietnamese import format_count, format_date, is_dash, scales_numbers, text_key

USUAL_COPIES = 10
"""More in one row is asked about (CONTRACT §1, receipt-differs)."""


class RowReader:
    """Reads rows into records; `scope` is the unit that a finding of a row speaks of, None in one unit's file."""

    def __init__(self, plan: Plan, lists: PlanLists, received_on: date) -> None:
        self.plan, self.lists, self.received_on = plan, lists, received_on
        self.records: list[Record] = []
        self.matrix_rows: list[MatrixRow] = []
        self.notes: list[str] = []
        """What a reader should know and no rule finds fault with, in words."""
        self.copies_cells: dict[str, str] = {}
        """Cell of a receipt -> cell of its copies."""

    def read_row(self, cells: Cells, name: str, row: Row, unit: str, scope: str | None) -> bool:
        """Read a row of data; False where nothing of it could be taken, be it with a finding or without."""
        if cells.is_struck_row(row.number, row.columns, scope):
            return False
        if name == forms.MODELS:
            return self._read_model(cells, row, unit, scope)
        if name == forms.DOCUMENTS:
            return self._read_document(cells, row, unit, scope)
        if name == forms.REMARKS:
            return self._read_remark(cells, row, unit, scope)
        if name == forms.RECEIPTS:
            return self._read_receipt(cells, row, unit, scope)
        return self._read_matrix_row(cells, row, unit, scope, name)

    def _read_model(self, cells: Cells, row: Row, unit: str, scope: str | None) -> bool:
        at = row.number
        name = cells.text(at, row.at("name"), scope)
        if name is None:  # or an error cell, which has its finding
            return False
        plan, lists = self.plan, self.lists
        sector_text = cells.spoken_text(at, row.at("sector"), scope)
        sector = lists.sectors.get(text_key(sector_text)) if sector_text else None
        if sector_text and sector is None:
            sector_at = row.at("sector") or 0
            said_at = cells.speaking_row(at, sector_at)
            labels = [s.label for s in plan.sectors]
            near, allowed = cells.near(labels, sector_text), ", ".join(labels)
            cells.note(
                "unknown-sector", said_at, sector_at, value=sector_text, unit_id=scope, allowed=allowed, near=near
            )
        elif sector in (None, UNCLASSIFIED):
            cells.note("unclassified-model", at, row.at("name") or 0, value=name, unit_id=scope)
        kind = cells.choice(at, row.at("kind"), lists.model_kinds, _labels(plan.model_kinds), scope)
        level = cells.choice(at, row.at("level"), lists.levels, _labels(plan.levels), scope)
        year, _ = cells.spoken_count(at, row.at("start_year"), None, scope)
        if year is not None and not plan.models_from <= year <= plan.models_to:
            year_at = row.at("start_year") or 0
            said_at = cells.speaking_row(at, year_at)
            cells.note(
                "year-out-of-range",
                said_at,
                year_at,
                value=cells.raw(said_at, year_at),
                unit_id=scope,
                first=plan.models_from,
                last=plan.models_to,
            )
        self.records.append(
            Model(
                unit,
                at,
                name,
                None if sector == UNCLASSIFIED else sector,
                kind,
                level,
                cells.spoken_text(at, row.at("implementer"), scope),
                year,
                cells.spoken_text(at, row.at("summary"), scope),
                cells.mark(at, row.at("nominated"), scope),
                cells.spoken_text(at, row.at("remark"), scope),
                forms.MODELS,
                cell_name(at, row.at("name") or 0),
            )
        )
        return True

    def _read_matrix_row(self, cells: Cells, row: Row, unit: str, scope: str | None, sheet: str) -> bool:
        at = row.number
        label_at = row.at("indicator") or 0
        label = cells.text(at, label_at, scope)
        indicator = by_label(self.lists.indicators[sheet], label) if label else None
        measure_at = row.at("unit_of_measure")
        measure = cells.spoken_text(at, measure_at, scope)
        own = measure or (indicator.unit_of_measure if indicator else None)
        values: dict[int, int | None] = {}
        readable = True
        for year in self.plan.years:
            column = row.columns[str(year)]
            if self._is_nobodys(cells, row, column, scope):
                value, is_read = None, False
            else:
                value, is_read = cells.count(at, column, own, scope)
            readable &= is_read
            values[year] = value
            if value is not None and indicator is not None:
                self.records.append(Figure(unit, indicator.id, year, value, sheet, cell_name(at, column)))
        if indicator is None:
            reported = not readable or any(value is not None for value in values.values())
            if (label or reported) and not cells.is_dead(at, label_at):
                near = cells.near((i.label for i in self.lists.indicators[sheet].values()), label or "")
                variant = None if label else "blank"
                cells.note(
                    "unknown-indicator", at, label_at, value=label or "", unit_id=scope, variant=variant, near=near
                )
            return False
        if measure and text_key(measure) != text_key(indicator.unit_of_measure) and measure_at is not None:
            said_at = cells.speaking_row(at, measure_at)
            variant = "scaled" if scales_numbers(measure) else None
            expected = indicator.unit_of_measure
            cells.note(
                "unit-of-measure-mismatch",
                said_at,
                measure_at,
                value=measure,
                unit_id=scope,
                variant=variant,
                expected=expected,
            )
        self.matrix_rows.append(
            MatrixRow(
                unit,
                sheet,
                indicator,
                values,
                readable,
                cells.raw(at, row.at("total")),
                at,
                label_at,
                row.at("total"),
                {year: row.columns[str(year)] for year in self.plan.years},
                scope,
            )
        )
        return True

    def _is_nobodys(self, cells: Cells, row: Row, column: int, scope: str | None) -> bool:
        """Is the figure in a cell merged over years or indicators, and so nobody's? Leaves the finding at that cell."""
        area = cells.area(row.number, column)
        value = cells.raw(area[0], area[1]) if area else None
        if area is None or value is None:
            return False
        first, left, last, right = area
        years = sum(left <= row.columns[str(year)] <= right for year in self.plan.years)
        label_at = row.at("indicator")
        labels = [at for at in range(first, last + 1) if cells.raw(at, label_at) is not None]
        if years < 2 and len(labels) < 2:
            return False
        cells.note("ambiguous-number", first, left, value=value, unit_id=scope, variant="merged")
        return True

    def _read_document(self, cells: Cells, row: Row, unit: str, scope: str | None) -> bool:
        at = row.number
        keys = ("number", "issued_on", "type", "title")
        places = [place for key in keys if (place := row.at(key)) is not None]
        if all(cells.raw(at, place) is None and not cells.is_dead(at, place) for place in places):
            return False
        number, kind, title = (cells.spoken_text(at, row.at(key), scope) for key in ("number", "type", "title"))
        issued_on = cells.day(at, row.at("issued_on"), scope)
        cells.question_day(
            issued_on,
            at,
            row.at("issued_on"),
            self.plan.earliest_date,
            self.received_on,
            f"trước năm {self.plan.earliest_date.year}",
            scope,
        )
        place = next(
            row.at(key) for key in ("number", "title", "type", "issued_on") if row.at(key) is not None
        )
        self.records.append(
            Document(unit, at, number, issued_on, kind, title, forms.DOCUMENTS, cell_name(at, place or 0))
        )
        return True

    def _read_remark(self, cells: Cells, row: Row, unit: str, scope: str | None) -> bool:
        at = row.number
        label = cells.text(at, row.at("section"), scope)
        text = cells.spoken_text(at, row.at("text"), scope)
        if label is None:
            return False
        section = by_label(self.lists.sections, label)
        if section is None:
            near = cells.near((each.label for each in self.plan.sections), label)
            cells.note("unknown-section", at, row.at("section") or 0, value=label, unit_id=scope, near=near)
        elif text is not None:
            self.records.append(
                Remark(unit, section, text, forms.REMARKS, cell_name(at, row.at("text") or 0))
            )
        return section is not None

    def _read_receipt(self, cells: Cells, row: Row, unit: str, scope: str | None) -> bool:
        at = row.number
        label_at, day_at = row.at("obligation") or 0, row.at("received_on") or 0
        label = cells.text(at, label_at, scope)
        obligation = by_label(self.lists.obligations, label) if label else None
        if obligation is None and not cells.is_dead(at, label_at):
            labels = [o.label for o in self.plan.obligations]
            near, allowed = cells.near(labels, label or ""), ", ".join(labels)
            variant = None if label else "blank"
            cells.note(
                "unknown-obligation",
                at,
                label_at,
                value=label or "",
                unit_id=scope,
                variant=variant,
                allowed=allowed,
                near=near,
            )
        day = cells.day(at, day_at, scope)
        said_at = cells.speaking_row(at, day_at)
        if cells.raw(said_at, day_at) is None and not cells.is_dead(said_at, day_at):
            cells.note("not-a-date", at, day_at, value="", unit_id=scope, variant="blank")
        early = "trước ngày ban hành kế hoạch"
        if day is not None and day < self.plan.issued_on:
            shown = format_date(day)
            cells.note("suspicious-date", said_at, day_at, value=shown, unit_id=scope, severity=ERROR, reason=early)
        else:
            cells.question_day(day, at, day_at, self.plan.issued_on, self.received_on, early, scope)
        copies = self._copies(cells, row, obligation, scope)
        if obligation is not None and day is not None and copies:
            cell = cell_name(at, day_at)
            remark = cells.spoken_text(at, row.at("remark"), scope)
            self.records.append(Receipt(unit, obligation, day, copies, remark, forms.RECEIPTS, cell))
            if (copies_at := row.at("copies")) is not None:
                self.copies_cells[cell] = cell_name(at, copies_at)
            return True
        return copies == 0  # a row that says that nothing came in

    def _copies(self, cells: Cells, row: Row, obligation: str | None, scope: str | None) -> int | None:
        """How many copies a row says came in: 0 for none, which is no receipt; None where it cannot be read."""
        column = row.at("copies")
        at = row.number if column is None else cells.speaking_row(row.number, column)
        written = cells.raw(at, column)
        # not stated: what came in was at least one; a conference has no copies
        if isinstance(written, str) and is_dash(written) and obligation in self.lists.milestones:
            return 1
        copies, is_read = cells.count(at, column, "bộ", scope)
        if copies == 0:
            self.notes.append(f"{forms.RECEIPTS}, dòng {at + 1}: ghi 0 bộ nên không tính là một lần tiếp nhận.")
        elif copies is not None and copies > USUAL_COPIES:
            reason = f"dòng này ghi {format_count(copies)} bộ, nhiều hơn {USUAL_COPIES} bộ"
            cells.note("receipt-differs", at, column or 0, value=copies, unit_id=scope, reason=reason)
        return 1 if is_read and copies is None else copies

    def read_fact(self, cells: Cells, fact: forms.Fact, row: int, column: int) -> None:
        text: str | None = None
        number: int | None = None
        day: date | None = None
        if fact.kind == "count":
            number, _ = cells.count(row, column, fact.unit_of_measure)
        elif fact.kind == "day":
            day = cells.day(row, column)
            earliest = self.plan.earliest_date
            # a conference may be planned: until the end of the plan's last year, its day is still to come
            latest = max(self.received_on, date(self.plan.closes_on.year, 12, 31))
            latest = latest if fact.is_planned else self.received_on
            cells.question_day(day, row, column, earliest, latest, f"trước năm {earliest.year}", None)
        elif fact.kind == "rating":
            text = cells.choice(row, column, self.lists.ratings, _labels(self.plan.ratings))
        else:
            text = cells.text(row, column)
        if text is not None or number is not None or day is not None:
            self.records.append(Fact("", fact.key, text, number, day, forms.INFO, cell_name(row, column)))


def _labels(choices: Iterable[object]) -> list[str]:
    return [getattr(choice, "label", "") for choice in choices]
