"""The plan's lists of words, keyed the way texts are compared: what a cell's text may be."""

import difflib
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TypeVar

from tonghop import forms
from tonghop.plan.model import MILESTONE, Indicator, Plan
from tonghop.vietnamese import fold_key, text_key, unnumbered

Said = TypeVar("Said")
LONGEST, SHORTEST, ALIKE = 120, 4, 0.7
"""Letters of a text that is held against labels, of one that may be a part of them, and how like they must be."""


def by_label(labels: Mapping[str, Said], text: str) -> Said | None:
    """Return what a label of one of the lists stands for, be it numbered in its cell or not."""
    found = labels.get(text_key(text))
    return labels.get(text_key(unnumbered(text))) if found is None else found


def nearest(labels: Iterable[str], text: str) -> str:
    """Say which label, two at most, a text may mean: " Có phải là “…”?", or nothing. To be shown, not acted upon.

    A label that the text is a part of, or that is a part of the text, is nearer than one that only looks like it.
    """
    key = fold_key(text)[:LONGEST]
    known = {fold_key(label): label for label in labels}
    if len(key) < SHORTEST:
        return ""
    parts = [each for each in known if key in each or (len(each) >= SHORTEST and each in key)]
    parts.sort(key=lambda each: (not each.startswith(key), abs(len(each) - len(key))))
    found = parts or difflib.get_close_matches(key, known, 1, ALIKE)
    said = " hoặc ".join(f"“{known[each]}”" for each in found[:2])
    return f" Có phải là {said}?" if said else ""


class PlanLists:
    """Text key -> id (ratings: label) for each list of the plan; made once a load."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

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
    def milestones(self) -> frozenset[str]:
        """The ids of what is held, not handed in: it has no copies."""
        return frozenset(o.id for o in self.plan.obligations if o.dossier == MILESTONE)

    @cached_property
    def model_kinds(self) -> dict[str, str]:
        return {text_key(kind.label): kind.id for kind in self.plan.model_kinds}

    @cached_property
    def levels(self) -> dict[str, str]:
        return {text_key(level.label): level.id for level in self.plan.levels}

    @cached_property
    def ratings(self) -> dict[str, str]:
        return {text_key(rating.label): rating.label for rating in self.plan.ratings}
