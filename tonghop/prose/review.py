"""What a report proposes, as a person goes through it: a figure of an indicator and year at a time, all its places.

The texts under the plan's headings are proposed as the unit's remarks. Pure: what is decided, and what becomes of it,
is `actions.confirming`'s.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tonghop.plan.model import Plan, Section
from tonghop.prose.blocks import Paragraph
from tonghop.prose.figures import Found
from tonghop.prose.outline import BODY, Placed
from tonghop.prose.proposal import Proposal
from tonghop.vietnamese import fold_key

CERTAIN, LOOK, QUESTION = "certain", "look", "question"
STATE_LABELS = {CERTAIN: "chắc chắn", LOOK: "cần xem", QUESTION: "cần hỏi"}
_NUMBERED = re.compile(r"^\W*(?:(?:\d+(?:\.\d+)*|[a-zđ])\s*[.)/–-])?\W*", re.IGNORECASE)
_LABELLED = re.compile(r"[^.;:!?]{3,80}?[:.]\s*")


@dataclass(frozen=True)
class Item:
    """One figure to be settled; `places` are what the paper says of it, of a question all of them.

    `year` None: a total that is not the sum of its years, which can only be looked at.
    """

    indicator_id: str
    year: int | None
    state: str
    places: tuple[Found, ...]

    @property
    def key(self) -> str:
        return key_of(self.indicator_id, self.year)

    @property
    def value(self) -> int | None:
        """The proposed number; None for a question."""
        return None if self.state == QUESTION else self.places[0].value

    @property
    def choices(self) -> list[Found]:
        """The places that each give another number, the first of every number."""
        by_value: dict[int, Found] = {}
        for found in self.places:
            if found.value is not None:
                by_value.setdefault(found.value, found)
        return list(by_value.values())


@dataclass(frozen=True)
class RemarkText:
    """A text proposed as the unit's remark under a section of the plan. `is_own`: the section's own heading says so."""

    section_id: str
    outline: str
    text: str
    place: str
    is_own: bool = True


@dataclass(frozen=True)
class Review:
    """All that is to be gone through; `outside`: texts that belong to no remark, with the part they stand under."""

    items: tuple[Item, ...] = ()
    remarks: tuple[RemarkText, ...] = ()
    outside: tuple[tuple[str | None, str], ...] = ()
    by_key: dict[str, Item] = field(default_factory=dict)


def key_of(indicator_id: str, year: int | None) -> str:
    """What a figure is called in an address and a draft."""
    return f"{indicator_id}.{year or ''}"


def review(proposal: Proposal, plan: Plan) -> Review:
    """Return what of a paper a person goes through, in the order of the form."""
    order = {indicator.id: at for at, indicator in enumerate(plan.indicators)}
    found: dict[tuple[str, int | None], list[Found]] = {}
    for each in (*proposal.questions, *proposal.figures):
        found.setdefault((each.indicator_id, each.year), []).append(each)
    items = []
    for (indicator, year), places in found.items():
        asked = any(each.asked for each in places)
        state = QUESTION if asked else CERTAIN if places[0].is_certain else LOOK
        items.append(Item(indicator, year, state, tuple(dict.fromkeys(places))))
    items.sort(key=lambda item: (order.get(item.indicator_id, len(order)), item.year or 0))
    remarks, outside = _texts(proposal.placed, plan)
    return Review(tuple(items), tuple(remarks), tuple(outside), {item.key: item for item in items})


def _texts(placed: Iterable[Placed], plan: Plan) -> tuple[list[RemarkText], list[tuple[str | None, str]]]:
    remarks: dict[str, RemarkText] = {}
    outside: list[tuple[str | None, str]] = []
    part: str | None = None
    section: Section | None = None
    is_own = True
    for each in placed:
        if each.where != BODY or not isinstance(each.block, Paragraph):
            continue
        if each.outline != part:
            part = each.outline
            section, is_own = _section_of(part, plan.sections)
        if each.is_heading and each.outline is not None:
            if named := _named(each.heading, part, plan.sections):
                section, is_own = named, True
            continue
        text = each.block.quoted.strip()
        if not text:
            continue
        label = _LABELLED.match(text)
        named = _named(label[0] if label else text if len(text) < 80 else "", part, plan.sections)
        named = named or _named(each.heading, part, plan.sections)
        if named:
            section, is_own = named, True
        if section is None:
            outside.append((each.outline, text))
            continue
        before = remarks.get(section.id)
        remarks[section.id] = RemarkText(
            section.id, part or "", f"{before.text}\n{text}" if before else text,
            before.place if before else each.block.place, before.is_own if before else is_own,
        )  # fmt: skip
    return [remarks[one.id] for one in plan.sections if one.id in remarks], outside


def _section_of(part: str | None, sections: Sequence[Section]) -> tuple[Section | None, bool]:
    """The section that a part's text goes to; a part above parts lends it to the first below, for a person to see."""
    if part is None:
        return None, False
    own = next((one for one in sections if one.outline == part), None)
    if own is not None:
        return own, True
    if "." in part or part == "II":
        return None, False
    return next((one for one in sections if one.outline.startswith(f"{part}.")), None), False


def _named(words: str, part: str | None, sections: Sequence[Section]) -> Section | None:
    """The section of a part that a heading or a run-in label names word for word."""
    key = fold_key(_NUMBERED.sub("", words.strip()))
    return next((one for one in sections if one.outline == part and fold_key(one.label) == key), None)
