"""What a paper proposes: its text by the outline, figures to be confirmed, questions (CONTRACT form E).

Figures come from reports only: a plan, a memo or a summary of achievements tells what will be done or one model's own.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tonghop.plan.model import Plan, Unit
from tonghop.prose.blocks import Block, Paragraph, Table
from tonghop.prose.figures import Found, Reader
from tonghop.prose.head import REPORT
from tonghop.prose.looked import Over, looked_at, notes_on, unsettled_years, with_notes, with_unsettled
from tonghop.prose.outline import BESIDE, Outline, Placed
from tonghop.prose.table_around import CAPTION
from tonghop.prose.tables import TableReader
from tonghop.prose.taken_back import after, said_in
from tonghop.prose.words import read_vocabulary

_TOLD_BY_GUESS = {"each-year-of-the-plan", "none-in-all-years", "each-remaining-year"}
_MODELS = "II.2"
_NO_FIGURES = ("I", "IV", "V")


@dataclass(frozen=True)
class Part:
    """The text under one part of the outline (None: under none)."""

    outline: str | None
    text: str


@dataclass(frozen=True)
class Proposal:
    """A paper's parts, its figures, its questions; every figure and question has its sentence and its place."""

    parts: tuple[Part, ...] = ()
    figures: tuple[Found, ...] = ()
    questions: tuple[Found, ...] = ()
    placed: tuple[Placed, ...] = ()
    """Every block of the paper in its order; what is no report has no parts."""
    around: tuple[Placed, ...] = ()
    """What stands beside the body: notes, comments, page headers and footers. It proposes nothing."""
    no_figures: frozenset[int] = frozenset()
    """The tables whose own words say that their numbers are none: money, shares, differences, plans."""


class Proposer:
    """Reads the papers of one plan."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.vocabulary, self.outline = read_vocabulary(plan), Outline(plan)

    def propose(
        self, paper: Sequence[Block], kind: str, unit_id: str | None, around: Iterable[Paragraph] = ()
    ) -> Proposal:
        """Read a paper, decoded, whose kind (CONTRACT form E) and unit are known; `around`: what is beside its body."""
        beside = tuple(Placed(block, None, "", where=BESIDE) for block in around)
        if kind != REPORT:
            text = "\n".join(map(_text_of, paper))
            whole = tuple(Placed(block, None, "") for block in paper)
            return Proposal((Part(None, text),) if text.strip() else (), placed=whole, around=beside)
        placed = self.outline.place(paper)
        unit = self.plan.unit_by_id.get(unit_id or "")
        found = self._found(placed, unit)
        years = unsettled_years([*placed, *beside], self.plan.years)
        figures, questions = settled(with_unsettled(found, years))
        apart = frozenset(self._no_figures)
        return Proposal(tuple(_parts(placed)), tuple(figures), tuple(questions), tuple(placed), beside, apart)

    def _found(self, placed: Sequence[Placed], unit: Unit | None) -> list[Found]:
        kind, own_name = (unit.kind, unit.name) if unit else ("", "")
        names = (unit.name, *unit.aliases) if unit else ()
        reader = Reader(self.vocabulary, self.plan.years, kind, names)
        tables = TableReader(self.vocabulary, self.plan.years, kind, own_name)
        found: list[Found] = []
        above: list[Paragraph] = []
        over = Over()
        self._has_parts = any(each.outline for each in placed)
        self._no_figures: set[int] = set()
        is_below = _captions_are_below(placed)
        for at, each in enumerate(placed):
            block = each.block
            if isinstance(block, Table):
                if self._may_tell(each):
                    before = [one for one in above[-2:] if not (is_below and CAPTION.match(one.text))]
                    below = _text_below(placed, at)
                    caption = [below] if is_below and CAPTION.match(below) else []
                    over_it = [each.heading, *(one.text for one in before), *caption]
                    titles = {one.text for one in before if _stands_as_title(one)}
                    told = tables.read(block, over_it, "" if caption else below, titles)
                    if tables.is_never and not told:
                        self._no_figures.add(block.number)
                    found += self._judged(each, with_notes(told, [*over.notes, *notes_on(before)]))
                above.clear()
                continue
            is_heading = each.is_heading or (bool(each.heading) and block.text.rstrip().endswith(each.heading.rstrip()))
            over.take_in(block, is_heading=is_heading)
            some: list[Found] = []
            if self._may_tell(each) and not each.is_heading and not block.is_loose and block.text.strip():
                by = Reader(self.vocabulary, self.plan.years, kind, names) if block.is_boxed else reader
                told = by.paragraph(block.text, block.place, each.heading, block.number)
                some = self._judged(each, with_notes(looked_at(told, block), over.notes))
            for taken_back in said_in(block.text, self.vocabulary, self.plan.years):
                found = after(found, taken_back, some)
            found += some
            if not block.is_boxed:
                above.append(block)
        return found

    def _may_tell(self, placed: Placed) -> bool:
        """Situation, plans and proposals tell no figures of the years; a paper without headings may, all over."""
        if placed.outline is None:
            return bool(placed.heading) or not self._has_parts
        return placed.outline.split(".")[0] not in _NO_FIGURES

    @staticmethod
    def _is_at_home(placed: Placed, found: Found, awards: set[str]) -> bool:
        """Under the models only what commends them is the unit's own for certain; the rest may be one model's."""
        return placed.outline != _MODELS or found.indicator_id in awards

    def _judged(self, placed: Placed, found: Iterable[Found]) -> list[Found]:
        """What the assessment repeats, and what stands under a heading that is not the outline's, a person looks at."""
        is_boxed = isinstance(placed.block, Paragraph) and placed.block.is_boxed
        doubtful = placed.outline is None or placed.outline.startswith("III") or is_boxed
        awards = {words.id for words in self.vocabulary.indicators if words.needs}
        return [
            replace(each, is_certain=each.is_certain and not doubtful and self._is_at_home(placed, each, awards))
            for each in found
            if placed.outline or each.rule not in _TOLD_BY_GUESS
        ]


def _stands_as_title(block: Paragraph) -> bool:
    """Is a line above a table its title, and no heading of the text nor the end of a sentence?"""
    is_numbered = bool(block.number) or bool(re.match(r"\W*(?:\d|[IVX]+\b|[a-zđ]\s*[.)])", block.text))
    return (block.is_bold or block.text.isupper()) and not is_numbered and not block.text.rstrip().endswith((".", ":"))


def _captions_are_below(placed: Sequence[Placed]) -> bool:
    """Do a paper's captions stand below its tables: so they do where the first and the last table have theirs there?"""
    tables = [at for at, each in enumerate(placed) if isinstance(each.block, Table)]
    told = [at for at in tables if CAPTION.match(_text_below(placed, at))]
    if not told:
        return False
    before = [each.block for each in placed[: told[0]] if isinstance(each.block, Table) or each.block.text.strip()]
    is_above = any(isinstance(each, Paragraph) and CAPTION.match(each.text) for each in before[-2:])
    return not is_above and told[-1] == tables[-1]


def _text_below(placed: Sequence[Placed], at: int) -> str:
    """The paragraph right below a table: it may say something of its figures."""
    below = next((each.block for each in placed[at + 1 :] if isinstance(each.block, Table) or each.block.text), None)
    return below.text if isinstance(below, Paragraph) else ""


def _parts(placed: Iterable[Placed]) -> list[Part]:
    parts: list[Part] = []
    for each in placed:
        outline, text = (None if each.is_heading and each.outline is None else each.outline), _text_of(each.block)
        if each.is_heading and each.outline is not None:
            parts.append(Part(each.outline, ""))
        elif parts and parts[-1].outline == outline:
            parts[-1] = Part(outline, f"{parts[-1].text}\n{text}".strip("\n"))
        else:
            parts.append(Part(outline, text))
    return [part for part in parts if part.text.strip()]


def _text_of(block: Block) -> str:
    if isinstance(block, Paragraph):
        return block.quoted
    return "\n".join(map(" | ".join, block.rows))


def _is_said(found: Found, values: set[int | None]) -> bool:
    """`đạt 100% kế hoạch (05/05 cuộc)` behind `05 cuộc` asks nothing."""
    return found.asked == "fraction" and found.shown.isdecimal() and int(found.shown) in values


def settled(found: Iterable[Found]) -> tuple[list[Found], list[Found]]:
    """Return the figures and the questions: what is told twice differently is asked, with both places."""
    by_key: dict[tuple[str, int | None], list[Found]] = {}
    for each in found:
        by_key.setdefault((each.indicator_id, each.year), []).append(each)
    figures, questions = [], []
    for (_, year), several in by_key.items():
        told = [each for each in several if each.value is not None and not each.asked and year is not None]
        plain = [each for each in told if each.rule not in _TOLD_BY_GUESS] or told
        said = {each.value for each in plain}
        asked = [each for each in several if each.asked and not _is_said(each, said)]
        values = {each.value for each in plain} | {each.value for each in asked if each.value is not None}
        if plain and len(values) > 1:
            asked = [replace(each, asked=each.asked or "told-differently") for each in (*plain, *asked)]
        elif plain and not any(each.sentence in {one.sentence for one in plain} for each in asked):
            best = next((each for each in plain if each.is_certain), plain[0])
            figures.append(replace(best, is_certain=best.is_certain and not asked))
        questions += asked
    return figures, questions
