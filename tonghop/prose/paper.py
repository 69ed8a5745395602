"""A whole paper read: its head, its parts, what it proposes. The one door for those who have a book from the reader."""

from dataclasses import dataclass, replace

from tonghop.intake.blanks import without_long_blanks
from tonghop.intake.encodings import detect
from tonghop.intake.hidden import without_hidden
from tonghop.intake.pdf_paper import is_illegible
from tonghop.intake.reading import decoded
from tonghop.intake.word_texts import texts_of, with_texts
from tonghop.officefiles.reader import Book
from tonghop.plan.model import Plan
from tonghop.plan.unit_names import UnitNames
from tonghop.prose.blocks import beside, blocks
from tonghop.prose.head import Head, head_of
from tonghop.prose.proposal import Proposal, Proposer

MOST_LETTERS = 2_000_000  # of a paper; a report of a hundred pages has a quarter of a million
LONGEST_PARAGRAPH = 20_000
SOFT_HYPHEN = "\u00ad"


@dataclass(frozen=True)
class Paper:
    """What a paper is and what it proposes; `encoding` None: mixed, nothing was read of it. `is_cut`: too long."""

    head: Head
    proposal: Proposal
    encoding: str | None
    is_cut: bool = False


class PaperReader:
    """Reads the papers of one plan; `names` also knows what people said that names mean."""

    def __init__(self, plan: Plan, names: UnitNames) -> None:
        self.plan, self.names = plan, names
        self._proposer = Proposer(plan)

    def read(self, book: Book, kind: str | None = None, unit_id: str | None = None) -> Paper:
        """Read a Word file's book, as the kind and the unit's that a person says (None: as it says itself).

        Raises nothing for any content.
        """
        book, _ = without_hidden(without_long_blanks(book))
        lengths = list(map(len, texts_of(book)))
        if sum(lengths) > MOST_LETTERS or max(lengths, default=0) > LONGEST_PARAGRAPH:
            return Paper(Head(), Proposal(), "unicode", is_cut=True)
        texts = [*book.paragraphs, *book.headers]
        texts += [value for sheet in book.sheets for row in sheet.rows for value in row if isinstance(value, str)]
        encoding = detect(texts).encoding
        if encoding is None:
            return Paper(Head(), Proposal(), None)
        book = decoded(book, encoding, self.plan)
        book = _without_soft_hyphens(book)
        if is_illegible(book):
            return Paper(Head(), Proposal(), None)
        paper = list(blocks(book))
        around = tuple(beside(book))
        own = head_of(book, self.names, self.plan)
        head = replace(own, kind=kind or own.kind, unit_id=unit_id or own.unit_id)
        return Paper(head, self._proposer.propose(paper, head.kind, head.unit_id, around), encoding)


def _without_soft_hyphens(book: Book) -> Book:
    """Leave out the hyphens that nobody sees, once U+00AD is ư no longer: they part a number in two."""
    if not any(SOFT_HYPHEN in text for text in texts_of(book)):
        return book
    rows = [
        [
            [each.replace(SOFT_HYPHEN, "") if isinstance(each, str) else each for each in row]
            for row in sheet.rows
        ]
        for sheet in book.sheets
    ]  # fmt: skip
    sheets = tuple(replace(sheet, rows=some) for sheet, some in zip(book.sheets, rows, strict=True))
    return with_texts(replace(book, sheets=sheets), lambda text: text.replace(SOFT_HYPHEN, ""))
