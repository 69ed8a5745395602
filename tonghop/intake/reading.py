"""A file's sheets into records and findings: its encoding, its form, and then its reading.

Pure: bytes, stores and screens are others'.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from unicodedata import is_normalized

from tonghop.findings import Finding, make
from tonghop.forms import ENTRY, RETURNED, UNIT_PAPER
from tonghop.intake.account import Account, Fate, SheetAccount
from tonghop.intake.addresses import cell_name
from tonghop.intake.blanks import without_long_blanks
from tonghop.intake.cells import as_text
from tonghop.intake.encodings import ENCODINGS, decode, detect
from tonghop.intake.file_reader import FileReader, Reading, in_order
from tonghop.intake.hidden import without_hidden
from tonghop.intake.identify import foreign_stamp, identify, recognised_sheets
from tonghop.intake.paper_looks import looks, remarks
from tonghop.intake.pdf_paper import is_illegible, pdf_paper, why_unread
from tonghop.intake.unit_paper import OTHER, Paper, lines_to_ask, owner_of, paper_of, without_table
from tonghop.intake.vocabulary import PlanLists
from tonghop.intake.word_lists import joined
from tonghop.intake.word_texts import with_texts
from tonghop.officefiles.reader import Book, Sheet
from tonghop.plan.model import Plan
from tonghop.plan.unit_names import UnitNames

__all__ = ["ENCODING_LABELS", "Intake", "Reading", "decoded"]

ENCODING_LABELS = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI"}


class Intake:
    """Reads files of one plan. `names` also holds what people said names mean; `received_on` dates the files."""

    def __init__(self, plan: Plan, names: UnitNames, received_on: date) -> None:
        self.plan, self.names, self.received_on = plan, names, received_on
        self.lists = PlanLists(plan)

    def read(self, book: Book) -> Reading:
        """Read one file. Wrong data is a finding; this raises nothing for any content."""
        book, note = _as_sent(book)
        reading, _ = self._read(book)
        return replace(reading, notes=(note, *reading.notes)) if note else reading

    def account(self, book: Book) -> Account:
        """Read one file and return what became of each of its cells, sheet by sheet in the file's order."""
        _, reader = self._read(_as_sent(book)[0])
        if reader and book.kind == "word":  # a list over several tables is read as one
            return reader.account()
        read = list(reader.account().sheets) if reader else []
        accounts = []
        for sheet in book.sheets:
            if sheet.name != RETURNED and read:
                accounts.append(read.pop(0))
                continue
            accounts.append(SheetAccount(sheet))
            # a file that is refused as such is in its finding, cell by cell
            accounts[-1].put_rest(Fate.PROGRAM if sheet.name == RETURNED else Fate.FINDING)
        return Account(tuple(accounts))

    def _read(self, book: Book) -> tuple[Reading, FileReader | None]:
        places, texts = _texts(book)
        detection = detect(texts)
        if book.is_pdf:
            return self._pdf(book, detection.encoding), None
        if detection.encoding is None:
            if book.kind == "word" and (paper := paper_of(book)):
                return self._kept(book, paper, None), None
            form = self._form_in_any_encoding(book)
            if form is None:
                return _not_a_form(None), None
            tabs = recognised_sheets(book, self.plan)
            suspects = [(places[at], texts[at]) for at in detection.suspects]
            findings = [_uncertain(book, tabs, place, text) for place, text in suspects]
            return Reading(form, None, None, "refused", tuple(in_order(findings, book, tabs))), None
        if detection.encoding != "unicode" or not all(is_normalized("NFC", text) for text in texts):
            book = decoded(book, detection.encoding, self.plan)
        book = joined(book) if book.kind == "word" else book
        if finding := without_table(book):
            return Reading(None, None, detection.encoding, "refused", (finding,)), None
        if book.kind == "word" and (paper := paper_of(book)):
            return self._kept(book, paper, detection.encoding), None
        form = identify(book, self.plan)
        if form is None:
            return _not_a_form(detection.encoding), None
        if reason := foreign_stamp(book, self.plan):
            finding = make("not-a-form", reason=reason)
            return Reading(form, None, detection.encoding, "refused", (finding,)), None
        reader = FileReader(self.plan, self.lists, self.names, self.received_on, book, form)
        reader.read()
        if detection.encoding != "unicode":
            reader.findings.append(make("legacy-encoding", encoding=ENCODING_LABELS[detection.encoding]))
        return reader.reading(detection.encoding), reader

    def read_entry(self, book: Book, unit_id: str) -> Reading:
        """Read what was typed on screen for a unit; the same rules, and the same findings, as for a file."""
        reader = FileReader(self.plan, self.lists, self.names, self.received_on, book, ENTRY)
        reader.read_entry(unit_id)
        return reader.reading("unicode")

    def _kept(self, book: Book, paper: Paper, encoding: str | None) -> Reading:
        """A unit's paper in prose: kept with what it says of itself; it counts for nothing (form E)."""
        unit, note = owner_of(book, self.names, self.plan)
        notes = (*((note,) if note else ()), *remarks(book))
        unnamed = () if unit else tuple(lines_to_ask(book))
        return Reading(UNIT_PAPER, unit, encoding, "paper", looks(book), notes=notes, unnamed=unnamed, paper=paper)

    def _pdf(self, book: Book, encoding: str | None) -> Reading:
        """A PDF is a paper whatever it holds; what cannot be read as Vietnamese is kept as a scan is."""
        book = decoded(book, encoding or "unicode", self.plan)
        if encoding is not None and is_illegible(book):
            why = why_unread("scan", "words") or ""
            return Reading(UNIT_PAPER, None, None, "paper", (), notes=(why,), paper=Paper(OTHER))
        paper, notes = pdf_paper(book)
        reading = self._kept(book, paper, encoding)
        return replace(reading, notes=(*reading.notes, *notes))

    def _form_in_any_encoding(self, book: Book) -> str | None:
        books = (book if encoding == "unicode" else decoded(book, encoding, self.plan) for encoding in ENCODINGS)
        return next(filter(None, (identify(each, self.plan) for each in books)), None)


def _as_sent(book: Book) -> tuple[Book, str | None]:
    """Leave out our own sheet in a copy that comes back, which is no text of the unit's, and hidden characters."""
    book = replace(book, sheets=tuple(sheet for sheet in book.sheets if sheet.name != RETURNED))
    return without_hidden(without_long_blanks(book))


def _not_a_form(encoding: str | None) -> Reading:
    finding = make("not-a-form", reason="không thấy trang tính hay bảng nào của biểu mẫu")
    return Reading(None, None, encoding, "refused", (finding,))


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
    for paragraph in (*book.paragraphs, *book.headers):
        places.append(None)
        texts.append(paragraph)
    return places, texts


def decoded(book: Book, encoding: str, plan: Plan) -> Book:
    """Return a file's texts in Unicode, NFC, read as `encoding`; the form's own tabs keep the names they have."""

    known: dict[str, str] = {}  # a text may stand in thousands of cells: kept once

    def text(value: object) -> object:
        if not isinstance(value, str):
            return value
        if value not in known:
            known[value] = decode(value, encoding)
        return known[value]

    tabs = {sheet.name for sheet in recognised_sheets(book, plan).values()}  # tabs may be typed in Unicode all the same
    sheets = tuple(
        replace(
            s,
            name=s.name if s.name in tabs else decode(s.name, encoding),
            rows=[[text(value) for value in row] for row in s.rows],
        )
        for s in book.sheets
    )
    found = with_texts(replace(book, sheets=sheets), lambda each: decode(each, encoding))
    notes = [*(text for _, _, text in book.notes), *book.footers]
    if encoding != "unicode" and detect(notes).encoding != encoding:  # a comment may be typed in Unicode all the same
        found = replace(found, notes=book.notes, footers=book.footers)
    return found


def _uncertain(
    book: Book, tabs: Mapping[str, Sheet], place: tuple[int, int, int] | None, text: str
) -> Finding:
    if place is None or book.kind == "word":
        return make("encoding-uncertain", value=as_text(text))
    sheet = book.sheets[place[0]]
    name = next((name for name, tab in tabs.items() if tab is sheet), sheet.name)
    return make("encoding-uncertain", sheet=name, cell=cell_name(place[1], place[2]), value=as_text(text))
