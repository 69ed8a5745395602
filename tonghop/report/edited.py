"""The report as its writer left it: lines reworded, left out, moved, added; which of their numbers have moved since.

A line is known from draft to draft by the rule that makes it (its section and first number, or its theme), so that what
was written stays when figures move. Pure: a report and the writer's edits in, a report or its lines out.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from tonghop.report.condensed import masked
from tonghop.report.document import Block, Claim, Heading, Look, Paragraph, Part, Report, Topics
from tonghop.report.numbers import Number

OWN = "own."
"""Begins the id of a line that the writer added."""
OPENING = "mo-dau"
ID_LETTERS = 60


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the report's text: an id that stays, its section, how it is set, words and numbers, whose words.

    `others`: what units say on a theme beside what the line prints, for the writer to pick from.
    """

    id: str
    section: str
    look: Look
    parts: tuple[Part, ...]
    origin: Literal["program", "units", "writer"] = "program"
    others: tuple[Claim, ...] = ()

    @property
    def text(self) -> str:
        return Paragraph(self.parts).text

    @property
    def numbers(self) -> dict[str, tuple[str, str]]:
        """Its numbers: id -> what it says, how it reads."""
        return {part.id: (part.says, part.text) for part in self.parts if isinstance(part, Number)}


@dataclass(frozen=True, slots=True)
class Edit:
    """What the writer made of a line. `text` None: not reworded; `basis`: its numbers then, as `Line.numbers`."""

    line_id: str
    section: str
    text: str | None = None
    is_left_out: bool = False
    after_line: str | None = None
    basis: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    recorded_by: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """A number that stands in a kept sentence and reads otherwise now."""

    says: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class State:
    """A line as it stands: the program's, what the writer made of it, what is printed, what moved since.

    `offered`: the writer's words with the numbers of now, where each that moved stands in them; None: nothing to offer.
    `is_gone`: the program has no such line any more; the writer's words stand all the same.
    """

    line: Line
    edit: Edit | None
    moved: tuple[Moved, ...] = ()
    offered: str | None = None
    is_gone: bool = False

    @property
    def text(self) -> str:
        return self.edit.text if self.edit and self.edit.text is not None else self.line.text


def edit_of(row: Mapping[str, Any]) -> Edit:
    """An edit from a row of `report_edits`."""
    basis = {id: (str(says), str(text)) for id, (says, text) in json.loads(row["basis"]).items()}
    return Edit(row["line_id"], row["section"], row["text"], row["is_left_out"], row["after_line"], basis,
                row["recorded_by"])  # fmt: skip


def edited(report: Report, edits: Iterable[Edit]) -> Report:
    """Return the report as the writer left it; a section that nobody touched stays as it is."""
    mine = _by_section(edits)
    body: list[Block] = []
    for section, blocks in _sections(report.body):
        if section not in mine:
            body += blocks
            continue
        for one in _placed(section, blocks, mine[section]):
            if not isinstance(one, State):
                body.append(one)
            elif not (one.edit and one.edit.is_left_out):
                body.append(_paragraph(one))
    return replace(report, body=tuple(body))


def states(report: Report, edits: Iterable[Edit]) -> dict[str, list[State]]:
    """Return every section's lines in the order in which they are printed, those left out among them."""
    mine = _by_section(edits)
    return {
        section: [one for one in _placed(section, blocks, mine.get(section, [])) if isinstance(one, State)]
        for section, blocks in _sections(report.body)
    }


def _by_section(edits: Iterable[Edit]) -> dict[str, list[Edit]]:
    found: dict[str, list[Edit]] = {}
    for edit in edits:
        found.setdefault(edit.section, []).append(edit)
    return found


def _placed(section: str, blocks: Sequence[Block], edits: Sequence[Edit]) -> list[Block | State]:
    """A section's headings and tables at their place, its lines with what became of them, moved ones where they are."""
    by_id = {edit.line_id: edit for edit in edits}
    found: list[Block | State] = []
    seen: dict[str, int] = {}
    for block in blocks:
        lines = _lines(section, block)
        if not lines:
            found.append(block)
        for line in lines:
            seen[line.id] = seen.get(line.id, 0) + 1
            if seen[line.id] > 1:  # lines of one id are told apart by their place
                line = replace(line, id=f"{line.id}#{seen[line.id]}")
            found.append(_state(line, by_id.pop(line.id, None)))
    for edit in by_id.values():  # added by the writer, or of a line that is no more
        if edit.text is not None:
            line = Line(edit.line_id, section, "body", (edit.text,), "writer")
            found.append(State(line, edit, is_gone=not edit.line_id.startswith(OWN)))
    for state in [one for one in found if isinstance(one, State) and one.edit and one.edit.after_line is not None]:
        found.remove(state)
        found.insert(_behind(found, state.edit.after_line or "") if state.edit else 0, state)
    return found


def _behind(found: Sequence[Block | State], line_id: str) -> int:
    """The place behind a line; "": before the first line; behind all where that line is no more."""
    if not line_id:
        return next((at for at, one in enumerate(found) if isinstance(one, State)), len(found))
    behind = (at for at, one in enumerate(found, 1) if isinstance(one, State) and one.line.id == line_id)
    return next(behind, len(found))


def _state(line: Line, edit: Edit | None) -> State:
    if edit is None or edit.text is None:
        return State(line, edit)
    now = line.numbers
    moved = tuple(
        Moved(says, before, now[id][1])
        for id, (says, before) in edit.basis.items()
        if id in now and now[id][1] != before and _place(before, edit.text)
    )
    return State(line, edit, moved, with_numbers(edit.text, moved))


def with_numbers(text: str, moved: Sequence[Moved]) -> str | None:
    """Put the numbers of now where those of then stand, each once and in order; None where one does not stand there."""
    found, start = text, 0
    for one in moved:
        place = _place(one.before, found, start) or _place(one.before, found)
        if place is None:
            return None
        found = f"{found[: place.start()]}{one.after}{found[place.end() :]}"
        start = place.start() + len(one.after)
    return found if moved else None


def _place(number: str, text: str, start: int = 0) -> re.Match[str] | None:
    """Where a number stands in a text by itself: 7 neither in 17 nor in 7,5."""
    return re.compile(rf"(?<![\d.,]){re.escape(number)}(?!\d|[.,]\d)").search(text, start)


def _sections(body: Sequence[Block]) -> list[tuple[str, list[Block]]]:
    """The body by heading: the key of each section, its blocks with the heading first."""
    found: list[tuple[str, list[Block]]] = [(OPENING, [])]
    path: list[str] = []
    for block in body:
        if isinstance(block, Heading):
            path = [*path[: block.level - 1], block.number]
            found.append((path[0] if block.level == 1 else f"{path[0]}.{block.number}", []))
        found[-1][1].append(block)
    return found


def _lines(section: str, block: Block) -> list[Line]:
    match block:
        case Paragraph():
            return [Line(_id(section, block.parts), section, block.look, block.parts)]
        case Topics():
            return list(_of_topics(section, block))
    return []


def _of_topics(section: str, block: Topics) -> Iterator[Line]:
    about = f"{section}:{block.section_id}"
    yield Line(f"{about}:lead", section, "body", block.lead.parts)
    for one in block.topics:
        parts: tuple[Part, ...] = (f"Về {one.label} (", one.units, "/", one.of, f" đơn vị): {'. '.join(one.shown)}.")
        others = tuple(claim for claim in one.claims if claim.id not in one.printed)
        yield Line(f"{about}:{one.theme_id}", section, "item", parts, "units", others)
    if block.rest:
        yield Line(f"{about}:rest", section, "body", block.rest.parts)


def _id(section: str, parts: Sequence[Part]) -> str:
    number = next((part.id for part in parts if isinstance(part, Number)), "")
    return f"{section}:{number or masked(Paragraph(tuple(parts)).text)[:ID_LETTERS]}"


def _paragraph(state: State) -> Paragraph:
    if state.edit is None or state.edit.text is None:
        return Paragraph(state.line.parts, state.line.look)
    look: Look = "body" if state.line.look == "note" else state.line.look
    return Paragraph((state.edit.text,), look)
