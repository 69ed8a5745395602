"""What people changed in a report that was written on in Word: paragraphs reworded, taken out, put in, moved.

The paragraphs as they were written out against those that came back, section by section. Pure.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from tonghop.report.document import Heading, Report
from tonghop.report.edited import OPENING, Line, State

ALIKE = 0.45
"""From this likeness on a paragraph in another's place is that one reworded; below, one went and another came."""
SAME_REPORT = 0.3
"""Below this share of paragraphs that came back as they were, the file is no draft of this report."""
CLOSING = "Trên đây là Báo cáo"
DASH = "- "


@dataclass(frozen=True, slots=True)
class Change:
    """One change: `line` is the line as it was, None for a new one; `after_line`: behind which one it stands now."""

    kind: Literal["reworded", "left out", "added", "moved"]
    section: str
    line: Line | None
    before: str
    after: str
    after_line: str | None = None


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What came back: the changes in the report's order, and what was changed that is no line (captions, notes)."""

    changes: tuple[Change, ...]
    others: tuple[str, ...]
    likeness: float


def read_back(
    report: Report, lines: Mapping[str, Sequence[State]], written: Sequence[str], returned: Sequence[str]
) -> ReadBack:
    """Compare the paragraphs of a report as it was `written` with those that `returned`."""
    before, after = (_by_section(report, texts) for texts in (written, returned))
    every = sum(map(len, before.values()))
    pairs = [SequenceMatcher(None, texts, after.get(section, []), autojunk=False) for section, texts in before.items()]
    same = sum(block.size for pair in pairs for block in pair.get_matching_blocks())
    changes: list[Change] = []
    others: list[str] = []
    for section, texts in before.items():
        known = _known(texts, lines.get(section, []))
        found, strange = _section(section, texts, after.get(section, []), known)
        changes += found
        others += strange
    return ReadBack(tuple(changes), tuple(others), same / every if every else 0.0)


def _by_section(report: Report, texts: Iterable[str]) -> dict[str, list[str]]:
    """Paragraphs by section, from the first heading that the outline has on; up to the closing sentence."""
    headings: list[tuple[str, str]] = []
    top = ""
    for block in report.body:
        if isinstance(block, Heading):
            top = block.number if block.level == 1 else top
            headings.append((block.number if block.level == 1 else f"{top}.{block.number}", _bare(_heading(block))))
    found: dict[str, list[str]] = {OPENING: []}
    section, at = OPENING, 0
    for text in map(_bare, texts):
        if text.startswith(CLOSING):
            break
        ahead = next((place for place in range(at, len(headings)) if headings[place][1] == text), None)
        if ahead is not None:
            section, at = headings[ahead][0], ahead + 1
            found.setdefault(section, [])
        elif text:
            found[section].append(text)
    return found


def _heading(block: Heading) -> str:
    return f"{block.number}. {block.text}"


def _bare(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def _known(texts: Sequence[str], states: Sequence[State]) -> dict[int, State]:
    """Which paragraph is which line, in their order."""
    found: dict[int, State] = {}
    waiting = [one for one in states if not (one.edit and one.edit.is_left_out)]
    for at, text in enumerate(texts):
        place = next((n for n, one in enumerate(waiting) if _bare(one.text) == text.removeprefix(DASH)), None)
        if place is not None:
            found[at] = waiting.pop(place)
    return found


def _section(
    section: str, before: Sequence[str], after: Sequence[str], known: Mapping[int, State]
) -> tuple[list[Change], list[str]]:
    gone: list[int] = []
    come: list[tuple[str, str]] = []  # text, id of the line before it
    changes: list[Change] = []
    others: list[str] = []
    last = ""
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            last = next((known[at].line.id for at in range(i2 - 1, i1 - 1, -1) if at in known), last)
            continue
        new = list(range(j1, j2))
        for old in range(i1, i2):
            pair = next((at for at in new if _alike(before[old], after[at])), None)
            if pair is None:
                gone.append(old)
                continue
            for skipped in new[: new.index(pair)]:
                come.append((after[skipped], last))
            new = new[new.index(pair) + 1 :]
            if old in known:
                line, last = known[old].line, known[old].line.id
                text = after[pair].removeprefix(DASH)
                changes.append(Change("reworded", section, line, known[old].text, text))
            else:
                others.append(after[pair])
        come += [(after[at], last) for at in new]
    for text, behind in come:
        moved = next((at for at in gone if at in known and before[at] == text), None)
        if moved is not None:
            gone.remove(moved)
            line = known[moved].line
            changes.append(Change("moved", section, line, known[moved].text, known[moved].text, behind))
        else:
            changes.append(Change("added", section, None, "", text.removeprefix(DASH), behind))
    for at in gone:
        if at in known:
            changes.append(Change("left out", section, known[at].line, known[at].text, ""))
        else:
            others.append(before[at])
    return changes, others


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio() >= ALIKE
