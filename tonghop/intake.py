"""Sheets into records and findings: which form a file is, whose, in which encoding, and what its rows say.

Pure: bytes, stores and screens are others'. The rules across cells and sheets are in checks.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import takewhile
from unicodedata import is_normalized

from tonghop import forms
from tonghop.cells import Cells, as_text
from tonghop.checks import MatrixRow, cross_check
from tonghop.encodings import ENCODINGS, decode, detect
from tonghop.findings import Finding, make
from tonghop.forms import CONSOLIDATED, NOMINATION_LIST, REGISTER, UNIT_RETURN, Table
from tonghop.grid import (
    Found,
    cell_name,
    cell_place,
    find_table,
    heading_key,
    heading_matches,
    is_blank,
    is_signature,
)
from tonghop.identify import foreign_stamp, identify, mentioned_units, recognised_sheets
from tonghop.names import UnitNames
from tonghop.plan import Indicator, Plan
from tonghop.plan_files import UNCLASSIFIED
from tonghop.records import Carried, Document, Fact, Figure, Model, Nomination, Receipt, Record, Remark
from tonghop.sheets import Book, Sheet
from tonghop.vietnamese import is_mark, text_key

ENCODING_LABELS = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI"}
TITLE_ROWS = 10
FILE_LEVEL = {"encoding-uncertain", "missing-column", "missing-sheet", "not-a-form"}


@dataclass(frozen=True)
class Reading:
    """What one file says. `records` are of accepted units only; a refused file has none.

    `status` is accepted, partial or refused; `unit_id` is None in workbooks of many units and where unknown.
    """

    form: str | None
    unit_id: str | None
    encoding: str | None
    status: str
    findings: tuple[Finding, ...]
    records: tuple[Record, ...] = ()
    refused_units: tuple[str, ...] = ()


class Intake:
    """Reads files of one plan. `names` also holds what people said names mean; `received_on` dates the files."""

    def __init__(self, plan: Plan, names: UnitNames, received_on: date) -> None:
        self.plan, self.names, self.received_on = plan, names, received_on

    def read(self, book: Book) -> Reading:
        """Read one file. Wrong data is a finding; this raises nothing for any content."""
        places, texts = _texts(book)
        detection = detect(texts)
        if detection.encoding is None:
            form = self._form_in_any_encoding(book)
            if form is None:
                return _not_a_form(None)
            tabs = recognised_sheets(book, self.plan)
            suspects = [(places[at], texts[at]) for at in detection.suspects]
            findings = [_uncertain(book, tabs, place, text) for place, text in suspects]
            return Reading(form, None, None, "refused", tuple(_in_order(findings, book, tabs)))
        if detection.encoding != "unicode" or not all(is_normalized("NFC", text) for text in texts):
            book = _decoded(book, detection.encoding, self.plan)
        form = identify(book, self.plan)
        if form is None:
            return _not_a_form(detection.encoding)
        if reason := foreign_stamp(book, self.plan):
            finding = make("not-a-form", reason=reason)
            return Reading(form, None, detection.encoding, "refused", (finding,))
        reader = _FileReader(self, book, form)
        reader.read()
        if detection.encoding != "unicode":
            reader.findings.append(make("legacy-encoding", encoding=ENCODING_LABELS[detection.encoding]))
        return reader.reading(detection.encoding)

    def _form_in_any_encoding(self, book: Book) -> str | None:
        books = (book if encoding == "unicode" else _decoded(book, encoding, self.plan) for encoding in ENCODINGS)
        return next(filter(None, (identify(each, self.plan) for each in books)), None)

    # The plan's lists, keyed the way texts are compared.

    @cached_property
    def indicators(self) -> dict[str, dict[str, Indicator]]:
        return {
            sheet: {text_key(i.label): i for i in self.plan.indicators if i.sheet == sheet}
            for sheet in forms.MATRIX_SHEETS
        }

    @cached_property
    def sectors(self) -> dict[str, str]:
        return {text_key(sector.label): sector.id for sector in self.plan.sectors}

    @cached_property
    def sections(self) -> dict[str, str]:
        return {text_key(section.label): section.id for section in self.plan.sections}

    @cached_property
    def obligations(self) -> dict[str, str]:
        return {text_key(o.label): o.id for o in self.plan.obligations}

    @cached_property
    def model_kinds(self) -> dict[str, str]:
        return {text_key(kind.label): kind.id for kind in self.plan.model_kinds}

    @cached_property
    def levels(self) -> dict[str, str]:
        return {text_key(level.label): level.id for level in self.plan.levels}

    @cached_property
    def ratings(self) -> dict[str, str]:
        return {text_key(rating.label): rating.label for rating in self.plan.ratings}


class _FileReader:
    """The reading of one file whose form is known."""

    def __init__(self, intake: Intake, book: Book, form: str) -> None:
        self.intake, self.plan, self.book, self.form = intake, intake.plan, book, form
        self.tabs = recognised_sheets(book, intake.plan)
        self.findings: list[Finding] = []
        self.records: list[Record] = []
        self.matrix_rows: list[MatrixRow] = []
        self.unit_id: str | None = None
        self.carried: set[tuple[str, str]] = set()

    def read(self) -> None:
        if self.form == NOMINATION_LIST:
            self._read_nominations()
        elif self.form == UNIT_RETURN:
            self._read_unit_return()
        else:
            self._read_many_units()
        self.records.extend(Carried(unit, sheet) for unit, sheet in sorted(self.carried))
        self.findings.extend(cross_check(self.form, self.unit_id, self.records, self.matrix_rows, self.plan))

    def reading(self, encoding: str) -> Reading:
        findings = tuple(_in_order(self.findings, self.book, self.tabs))
        errors = [finding for finding in findings if finding.is_error]
        many = self.form in (CONSOLIDATED, REGISTER)
        if not errors:
            return Reading(self.form, self.unit_id, encoding, "accepted", findings, tuple(self.records))
        if not many or any(e.slug in FILE_LEVEL or e.cell is None for e in errors):
            return Reading(self.form, self.unit_id, encoding, "refused", findings)
        refused = {e.unit_id for e in errors if e.unit_id is not None}
        kept = tuple(record for record in self.records if record.unit_id not in refused)
        status = "partial" if kept else "refused"
        order = [unit.id for unit in self.plan.units if unit.id in refused]
        return Reading(self.form, None, encoding, status, findings, kept, tuple(order))

    # -- forms ---------------------------------------------------------------------------------------------------

    def _read_unit_return(self) -> None:
        tables = forms.unit_return_tables(self.plan.years)
        for name in (forms.INFO, *tables):
            if name not in self.tabs and (name == forms.INFO or tables[name].required):
                self.findings.append(make("missing-sheet", sheet=name))
        if forms.INFO in self.tabs:
            self._read_info(Cells(self.tabs[forms.INFO], forms.INFO))
        # A return whose unit is unknown is refused anyway; it is read on for its other findings.
        unit = self.unit_id or ""
        for name, table in tables.items():
            if name in self.tabs:
                cells = Cells(self.tabs[name], name)
                found = self._find_table(cells, table)
                self._check_title(cells, found)
                for row in _rows(found):
                    self._read_row(cells, name, row, unit, unit or None)
                if unit and found.heading_row is not None and not found.missing:
                    self.carried.add((unit, name))
                self.findings.extend(cells.findings)

    def _read_many_units(self) -> None:
        tables = forms.consolidated_tables(self.plan.years) | {forms.RECEIPTS: forms.RECEIPT_TABLE}
        for name, table in tables.items():
            if name not in self.tabs:
                continue
            cells = Cells(self.tabs[name], name)
            for row in _rows(self._find_table(cells, table)):
                unit = self._unit_of_row(cells, row)
                if unit is not None:
                    self._read_row(cells, name, row, unit, unit)
                    if name != forms.RECEIPTS:
                        self.carried.add((unit, name))
            self.findings.extend(cells.findings)

    def _read_nominations(self) -> None:
        lists = [s for s in self.book.sheets if "name" in heading_matches(s, forms.NOMINATION_TABLE)]
        self._find_unit_of_list(lists)
        position = 0
        for sheet in lists:
            cells = Cells(sheet, None if self.book.kind == "word" else forms.NOMINATION_TABLE.sheet)
            for row in _rows(self._find_table(cells, forms.NOMINATION_TABLE)):
                name = cells.text(row.number, row.at("name"))
                if name is not None:
                    position += 1
                    texts = [
                        cells.text(row.number, row.at(key)) for key in ("implementer", "summary", "remark")
                    ]
                    place = cells.address(row.number, row.at("name") or 0)
                    self.records.append(
                        Nomination(
                            self.unit_id or "",
                            position,
                            name,
                            texts[0],
                            texts[1],
                            texts[2],
                            cells.name,
                            place,
                        )
                    )
            self.findings.extend(cells.findings)
        if self.unit_id:
            self.carried.add((self.unit_id, forms.NOMINATION_TABLE.sheet))

    # -- whose -------------------------------------------------------------------------------------------------

    def _read_info(self, cells: Cells) -> None:
        facts = {heading_key(fact.label): fact for fact in forms.facts(self.plan.years)}
        seen: set[str] = set()
        for row, values in enumerate(cells.sheet.rows):
            value_at = -1  # a value is no label, whatever it says
            for column, value in enumerate(values):
                if not isinstance(value, str) or column == value_at:
                    continue
                fact = facts.get(heading_key(value))
                if fact is not None and (fact.key not in seen or fact.kind == "unit"):
                    value_at = column + 1
                    if fact.kind == "unit":
                        self._read_unit(cells, row, value_at, is_first="unit" not in seen)
                    else:
                        self._read_fact(cells, fact, row, value_at)
                    seen.add(fact.key)
        if "unit" not in seen:
            self.findings.append(make("missing-column", sheet=forms.INFO, column=forms.UNIT_HEADING))
        if self.unit_id:
            self.carried.add((self.unit_id, forms.INFO))
            self.records = [
                r._replace(unit_id=self.unit_id) if isinstance(r, Fact) else r for r in self.records
            ]
        self.findings.extend(cells.findings)

    def _read_unit(self, cells: Cells, row: int, column: int, is_first: bool) -> None:
        text = cells.text(row, column)
        if text is None and not is_first:
            return
        unit = self._unit_named(cells, text, row, column)
        if unit is None:
            return
        if self.unit_id not in (None, unit):
            self._mismatch(cells, text, row, column, unit)
        else:
            self.unit_id = unit

    def _check_title(self, cells: Cells, found: Found) -> None:
        """A title row "Đơn vị: …" above a table that names another unit makes a file of two units."""
        above = TITLE_ROWS if found.heading_row is None else found.heading_row
        for row, values in enumerate(cells.sheet.rows[:above]):
            for column, value in enumerate(values):
                # the name may stand in the cell beside its label
                label = values[column - 1] if column else None
                is_labelled = isinstance(label, str) and heading_key(label) == heading_key(forms.UNIT_HEADING)
                line = f"{forms.UNIT_HEADING}: {value}" if is_labelled else value
                if isinstance(line, str):
                    for text, units in mentioned_units([line], self.intake.names, labelled_only=True):
                        if self.unit_id and len(units) == 1 and units[0] != self.unit_id:
                            self._mismatch(cells, text, row, column, units[0])

    def _mismatch(self, cells: Cells, text: str | None, row: int, column: int, other: str) -> None:
        names = self.plan.unit_by_id
        cells.note(
            "unit-mismatch",
            row,
            column,
            value=text,
            other=names[other].name,
            unit=names[self.unit_id or other].name,
        )

    def _unit_named(self, cells: Cells, text: str | None, row: int, column: int) -> str | None:
        units = self.intake.names.find(text) if text else ()
        if len(units) == 1:
            return units[0]
        if cells.is_dead(row, column):
            return None
        if units:
            shown = ", ".join(self.plan.unit_by_id[unit].name for unit in units)
            cells.note("ambiguous-unit", row, column, value=text, units=shown)
        else:
            cells.note("unknown-unit", row, column, value=text or "", suggestion=self._suggestion(text))
        return None

    def _unit_of_row(self, cells: Cells, row: "_Row") -> str | None:
        column = row.at("unit") or 0
        return self._unit_named(cells, cells.text(row.number, column), row.number, column)

    def _find_unit_of_list(self, lists: list[Sheet]) -> None:
        found = list(mentioned_units(_lines_around(self.book, lists), self.intake.names))
        for text, units in found:
            if len(units) > 1:
                shown = ", ".join(self.plan.unit_by_id[unit].name for unit in units)
                self.findings.append(make("ambiguous-unit", value=text, units=shown))
        owners = list(dict.fromkeys(units[0] for _, units in found if len(units) == 1))
        if len(owners) == 1:
            self.unit_id = owners[0]
        elif owners:
            text = next(text for text, units in found if units == (owners[1],))
            names = self.plan.unit_by_id
            self.findings.append(
                make("unit-mismatch", value=text, other=names[owners[1]].name, unit=names[owners[0]].name)
            )
        elif not any(len(units) > 1 for _, units in found):
            line = next(iter(_lines_around(self.book, lists)), "")
            self.findings.append(make("unknown-unit", value=line, suggestion=self._suggestion(line)))

    def _suggestion(self, text: str | None) -> str:
        close = self.intake.names.suggest(text) if text else []
        if close:
            return f"Có phải là {' hoặc '.join(f'“{name}”' for name in close)}? Đề nghị ghi đúng tên đơn vị."
        return "Đề nghị ghi đúng tên đơn vị theo danh sách của kế hoạch."

    # -- rows --------------------------------------------------------------------------------------------------

    def _find_table(self, cells: Cells, table: Table) -> Found:
        """Find a sheet's table; leaves findings of missing and strange columns."""
        known: Mapping[str, object] = {}
        if table.sheet in forms.MATRIX_SHEETS:
            known = self.intake.indicators[table.sheet]
        elif table.sheet == forms.REMARKS:
            known = self.intake.sections
        found = find_table(cells.sheet, table, lambda name: isinstance(name, str) and text_key(name) in known)
        if not table.required and all(is_blank(value) for row in cells.sheet.rows for value in row):
            return replace(found, missing=())  # an empty tab is a sheet left out
        if found.heading_row is None and not found.missing and _holds_table(cells.sheet):
            missing = next(c for c in table.columns if c.key == table.name_column)
            self.findings.append(make("missing-column", sheet=cells.name, column=missing.heading))
        for lacking in found.missing:
            self.findings.append(make("missing-column", sheet=cells.name, column=lacking.heading))
        for column in found.strange:
            row = found.heading_row or 0
            cells.note("column-ignored", row, column, value=cells.raw(row, column) or cell_name(row, column))
        return found

    def _read_row(self, cells: Cells, name: str, row: "_Row", unit: str, scope: str | None) -> None:
        if name == forms.MODELS:
            self._read_model(cells, row, unit, scope)
        elif name == forms.DOCUMENTS:
            self._read_document(cells, row, unit, scope)
        elif name == forms.REMARKS:
            self._read_remark(cells, row, unit, scope)
        elif name == forms.RECEIPTS:
            self._read_receipt(cells, row, unit, scope)
        else:
            self._read_matrix_row(cells, row, unit, scope, name)

    def _read_model(self, cells: Cells, row: "_Row", unit: str, scope: str | None) -> None:
        at = row.number
        name = cells.text(at, row.at("name"), scope)
        if name is None:  # the empty part of a merged cell, or an error cell, which has its finding
            return
        plan, intake = self.plan, self.intake
        sector_text = cells.text(at, row.at("sector"), scope)
        sector = intake.sectors.get(text_key(sector_text)) if sector_text else None
        if sector_text and sector is None:
            allowed = ", ".join(s.label for s in plan.sectors)
            cells.note(
                "unknown-sector", at, row.at("sector") or 0, value=sector_text, unit_id=scope, allowed=allowed
            )
        elif sector in (None, UNCLASSIFIED):
            cells.note("unclassified-model", at, row.at("name") or 0, value=name, unit_id=scope)
        kind = cells.choice(at, row.at("kind"), intake.model_kinds, _labels(plan.model_kinds), scope)
        level = cells.choice(at, row.at("level"), intake.levels, _labels(plan.levels), scope)
        year, _ = cells.count(at, row.at("start_year"), None, scope)
        if year is not None and not plan.models_from <= year <= plan.models_to:
            cells.note(
                "year-out-of-range",
                at,
                row.at("start_year") or 0,
                value=cells.raw(at, row.at("start_year")),
                unit_id=scope,
                first=plan.models_from,
                last=plan.models_to,
            )
        mark = row.at("nominated")
        nominated = not cells.is_faulty(at, mark, scope) and is_mark(cells.raw(at, mark))
        self.records.append(
            Model(
                unit,
                at,
                name,
                None if sector == UNCLASSIFIED else sector,
                kind,
                level,
                cells.text(at, row.at("implementer"), scope),
                year,
                cells.text(at, row.at("summary"), scope),
                nominated,
                cells.text(at, row.at("remark"), scope),
                forms.MODELS,
                cell_name(at, row.at("name") or 0),
            )
        )

    def _read_matrix_row(self, cells: Cells, row: "_Row", unit: str, scope: str | None, sheet: str) -> None:
        at = row.number
        label_at = row.at("indicator") or 0
        label = cells.text(at, label_at, scope)
        indicator = self.intake.indicators[sheet].get(text_key(label)) if label else None
        measure_at = row.at("unit_of_measure")
        measure = cells.text(at, measure_at, scope)
        own = measure or (indicator.unit_of_measure if indicator else None)
        values: dict[int, int | None] = {}
        readable = True
        for year in self.plan.years:
            column = row.columns[str(year)]
            value, is_read = cells.count(at, column, own, scope)
            readable &= is_read
            values[year] = value
            if value is not None and indicator is not None:
                self.records.append(Figure(unit, indicator.id, year, value, sheet, cell_name(at, column)))
        if indicator is None:
            reported = not readable or any(value is not None for value in values.values())
            if (label or reported) and not cells.is_dead(at, label_at):
                cells.note("unknown-indicator", at, label_at, value=label or "", unit_id=scope)
            return
        if measure and text_key(measure) != text_key(indicator.unit_of_measure) and measure_at is not None:
            cells.note(
                "unit-of-measure-mismatch",
                at,
                measure_at,
                value=measure,
                unit_id=scope,
                expected=indicator.unit_of_measure,
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

    def _read_document(self, cells: Cells, row: "_Row", unit: str, scope: str | None) -> None:
        at = row.number
        number, kind, title = (cells.text(at, row.at(key), scope) for key in ("number", "type", "title"))
        before = len(cells.findings)
        issued_on = cells.day(at, row.at("issued_on"), scope)
        if (
            number is None
            and kind is None
            and title is None
            and issued_on is None
            and len(cells.findings) == before
        ):
            return
        cells.question_day(
            issued_on,
            at,
            row.at("issued_on"),
            self.plan.earliest_date,
            self.intake.received_on,
            f"trước năm {self.plan.earliest_date.year}",
            scope,
        )
        place = next(
            row.at(key) for key in ("number", "title", "type", "issued_on") if row.at(key) is not None
        )
        self.records.append(
            Document(unit, at, number, issued_on, kind, title, forms.DOCUMENTS, cell_name(at, place or 0))
        )

    def _read_remark(self, cells: Cells, row: "_Row", unit: str, scope: str | None) -> None:
        at = row.number
        label = cells.text(at, row.at("section"), scope)
        text = cells.text(at, row.at("text"), scope)
        if label is None:
            return
        section = self.intake.sections.get(text_key(label))
        if section is None:
            cells.note("unknown-section", at, row.at("section") or 0, value=label, unit_id=scope)
        elif text is not None:
            self.records.append(
                Remark(unit, section, text, forms.REMARKS, cell_name(at, row.at("text") or 0))
            )

    def _read_receipt(self, cells: Cells, row: "_Row", unit: str, scope: str | None) -> None:
        at = row.number
        label_at, day_at = row.at("obligation") or 0, row.at("received_on") or 0
        label = cells.text(at, label_at, scope)
        obligation = self.intake.obligations.get(text_key(label)) if label else None
        if obligation is None and not cells.is_dead(at, label_at):
            allowed = ", ".join(o.label for o in self.plan.obligations)
            cells.note("unknown-obligation", at, label_at, value=label or "", unit_id=scope, allowed=allowed)
        day = cells.day(at, day_at, scope)
        if day is None and cells.raw(at, day_at) is None and not cells.is_dead(at, day_at):
            cells.note("not-a-date", at, day_at, value="", unit_id=scope)
        cells.question_day(
            day,
            at,
            day_at,
            self.plan.issued_on,
            self.intake.received_on,
            "trước ngày ban hành kế hoạch",
            scope,
        )
        copies, is_read = cells.count(at, row.at("copies"), "bộ", scope)
        if obligation is not None and day is not None and is_read:
            # copies not stated: what came in was at least one
            self.records.append(
                Receipt(
                    unit,
                    obligation,
                    day,
                    1 if copies is None else copies,
                    cells.text(at, row.at("remark"), scope),
                    forms.RECEIPTS,
                    cell_name(at, day_at),
                )
            )

    def _read_fact(self, cells: Cells, fact: forms.Fact, row: int, column: int) -> None:
        text: str | None = None
        number: int | None = None
        day: date | None = None
        if fact.kind == "count":
            number, _ = cells.count(row, column, fact.unit_of_measure)
        elif fact.kind == "day":
            day = cells.day(row, column)
            earliest = self.plan.earliest_date
            cells.question_day(
                day, row, column, earliest, self.intake.received_on, f"trước năm {earliest.year}", None
            )
        elif fact.kind == "rating":
            text = cells.choice(row, column, self.intake.ratings, _labels(self.plan.ratings))
        else:
            text = cells.text(row, column)
        if text is not None or number is not None or day is not None:
            self.records.append(Fact("", fact.key, text, number, day, forms.INFO, cell_name(row, column)))


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    columns: Mapping[str, int]

    def at(self, key: str) -> int | None:
        return self.columns.get(key)


def _not_a_form(encoding: str | None) -> Reading:
    finding = make("not-a-form", reason="không thấy trang tính hay bảng nào của biểu mẫu")
    return Reading(None, None, encoding, "refused", (finding,))


def _rows(found: Found) -> Iterator[_Row]:
    return (_Row(number, found.columns) for number in found.rows)


def _labels(choices: Iterable[object]) -> str:
    return ", ".join(getattr(choice, "label", "") for choice in choices)


def _holds_table(sheet: Sheet) -> bool:
    return any(sum(not is_blank(value) for value in row) >= 3 for row in sheet.rows)


def _texts(book: Book) -> tuple[list[tuple[int, int, int] | None], list[str]]:
    """All texts of a file with their places (sheet, row, column); None for a paragraph."""
    places: list[tuple[int, int, int] | None] = []
    texts: list[str] = []
    for at, sheet in enumerate(book.sheets):
        for row, values in enumerate(sheet.rows):
            for column, value in enumerate(values):
                if isinstance(value, str):
                    places.append((at, row, column))
                    texts.append(value)
    for paragraph in book.paragraphs:
        places.append(None)
        texts.append(paragraph)
    return places, texts


def _decoded(book: Book, encoding: str, plan: Plan) -> Book:
    def text(value: object) -> object:
        return decode(value, encoding) if isinstance(value, str) else value

    tabs = {sheet.name for sheet in recognised_sheets(book, plan).values()}  # tabs may be typed in Unicode all the same
    sheets = tuple(
        replace(
            s,
            name=s.name if s.name in tabs else decode(s.name, encoding),
            rows=[[text(value) for value in row] for row in s.rows],
        )
        for s in book.sheets
    )
    return replace(book, sheets=sheets, paragraphs=tuple(decode(p, encoding) for p in book.paragraphs))


def _uncertain(
    book: Book, tabs: Mapping[str, Sheet], place: tuple[int, int, int] | None, text: str
) -> Finding:
    if place is None or book.kind == "word":
        return make("encoding-uncertain", value=as_text(text))
    sheet = book.sheets[place[0]]
    name = next((name for name, tab in tabs.items() if tab is sheet), sheet.name)
    return make("encoding-uncertain", sheet=name, cell=cell_name(place[1], place[2]), value=as_text(text))


def _lines_around(book: Book, lists: list[Sheet]) -> list[str]:
    """The lines of text outside the tables of nominations, down to a signature block: what can name the unit."""
    blocks: list[Iterable[object]] = [book.paragraphs]
    for sheet in book.sheets:
        rows = sheet.rows
        if any(sheet is each for each in lists):
            table = find_table(sheet, forms.NOMINATION_TABLE)
            rows = rows[: table.heading_row or 0]
        blocks.append([value for row in rows for value in row])
    found: list[str] = []
    for block in blocks:
        lines = [line for text in block if isinstance(text, str) for line in text.splitlines() if line.strip()]
        found += takewhile(lambda line: not is_signature(line), lines)
    return found


def _in_order(findings: list[Finding], book: Book, tabs: Mapping[str, Sheet]) -> list[Finding]:
    """Those without a cell first, then in the order of the workbook's sheets, rows, columns (CONTRACT §3)."""
    names = {id(tab): name for name, tab in tabs.items()}
    order = {names.get(id(sheet), sheet.name): at for at, sheet in enumerate(book.sheets)}

    def key(finding: Finding) -> tuple[int, int, tuple[int, int]]:
        sheet = order.get(finding.sheet or "", -1 if finding.sheet is None else len(order))
        return (1, sheet, cell_place(finding.cell)) if finding.cell else (0, sheet, (0, 0))

    return sorted(findings, key=key)
