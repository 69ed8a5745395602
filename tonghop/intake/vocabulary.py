"""The plan's lists of words, keyed the way texts are compared: what a cell's text may be."""

from collections.abc import Mapping
from functools import cached_property
from typing import TypeVar

from tonghop import forms
from tonghop.plan.model import MILESTONE, Indicator, Plan
from tonghop.vietnamese import text_key, unnumbered

Said = TypeVar("Said")


def by_label(labels: Mapping[str, Said], text: str) -> Said | None:
    """Return what a label of one of the lists stands for, be it numbered in its cell or not."""
    found = labels.get(text_key(text))
    return labels.get(text_key(unnumbered(text))) if found is None else found


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
