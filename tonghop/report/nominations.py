"""The nominated models as they are appraised: a store's answers as rows that page, documents and command line share.

Joins questions; gives no verdict and counts no points.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from tonghop.plan.model import Plan
from tonghop.store.appraisals import ANSWERS, DECISIONS, FOR_DISTRICT, FOR_PROVINCE

if TYPE_CHECKING:
    from tonghop.store import Store

UNDECIDED = ""
UNDECIDED_WORDS = "Chưa quyết định"
UNSORTED = "chua_phan_loai"


class Opinion(NamedTuple):
    """What one appraiser says of one criterion (a row of `appraisal_list`)."""

    criterion_id: str
    answer: str
    remark: str | None
    appraiser: str
    recorded_at: datetime


class Decision(NamedTuple):
    """What counts of the decisions about a model (a row of `selection_list`)."""

    decision: str
    reason: str | None
    decided_on: date
    recorded_by: str


@dataclass(frozen=True, slots=True)
class Nominated:
    """One nominated model with what stands beside it; `row` is its row of `nomination_evidence`."""

    unit_id: str
    unit: str
    kind: str
    name: str
    row: Mapping[str, Any]
    opinions: tuple[Opinion, ...]
    decided: Decision | None

    @property
    def decision(self) -> str:
        return self.decided.decision if self.decided else UNDECIDED

    @property
    def sector(self) -> str:
        return self.row["sector_id"] or UNSORTED

    @property
    def appraisers(self) -> list[str]:
        """Who has said something, in the order of the answers."""
        return list(dict.fromkeys(opinion.appraiser for opinion in self.opinions))

    @property
    def is_disputed(self) -> bool:
        """Do two appraisers answer one criterion differently?"""
        said: dict[str, set[str]] = {}
        for opinion in self.opinions:
            said.setdefault(opinion.criterion_id, set()).add(opinion.answer)
        return any(len(answers) > 1 for answers in said.values())


class Gone(NamedTuple):
    """A decision about a model that its unit's list no longer names."""

    unit_id: str
    name: str
    decided: Decision


def nominated(store: "Store", as_of: date, version: int | None = None) -> tuple[list[Nominated], list[Gone]]:
    """Return the nominated models in the roster's order, and decisions about models that are nominated no more."""
    number = store.current if version is None else version
    plan = store.plan(number)
    opinions: dict[tuple[str, str], list[Opinion]] = {}
    for row in _answer(store, "appraisal_list", number):
        said = Opinion(row["criterion_id"], row["answer"], row["remark"], row["appraiser"], row["recorded_at"])
        opinions.setdefault((row["unit_id"], row["name"]), []).append(said)
    decided: dict[tuple[str, str], Decision] = {}
    gone = []
    for row in _answer(store, "selection_list", number):
        if row["decision"] is not None:
            decision = Decision(row["decision"], row["reason"], row["decided_on"], row["recorded_by"])
            if row["is_listed"]:
                decided[row["unit_id"], row["name"]] = decision
            else:
                gone.append(Gone(row["unit_id"], row["name"], decision))
    found = []
    for row in _answer(store, "nomination_evidence", number, as_of=as_of):
        unit, key = plan.unit_by_id[row["unit_id"]], (row["unit_id"], row["name"])
        own = tuple(opinions.get(key, ()))
        found.append(Nominated(unit.id, unit.name, unit.kind, row["name"], row, own, decided.get(key)))
    return found, gone


def _answer(store: "Store", name: str, version: int, **parameters: Any) -> Iterable[dict[str, Any]]:
    from tonghop.questions import ask_rows  # the command line starts without the database

    columns, rows = ask_rows(store, name, version=version, **parameters)
    return (dict(zip(columns, row, strict=True)) for row in rows)


def decision_words(decision: str) -> str:
    return DECISIONS.get(decision, UNDECIDED_WORDS)


def said_of(opinions: Sequence[Opinion]) -> str:
    """Count the answers in words: "2 người xét: 3 đạt, 1 chưa rõ"."""
    if not opinions:
        return "Chưa ai xét"
    counts = Counter(opinion.answer for opinion in opinions)
    people = len({opinion.appraiser for opinion in opinions})
    answers = ", ".join(f"{counts[answer]} {words.lower()}" for answer, words in ANSWERS.items() if counts[answer])
    return f"{people} người xét: {answers}"


def for_district(models: Iterable[Nominated]) -> list[Nominated]:
    """Those that are proposed for the district's award."""
    return [model for model in models if model.decision in FOR_DISTRICT]


def for_province(models: Iterable[Nominated]) -> list[Nominated]:
    """Those that are put forward to the province."""
    return [model for model in models if model.decision in FOR_PROVINCE]


def by_kind(plan: Plan, models: Sequence[Nominated]) -> list[tuple[str, list[Nominated]]]:
    """The models by the kind of their unit, in the plan's order; kinds without a model are left out."""
    groups = [(kind.label, [model for model in models if model.kind == kind.id]) for kind in plan.kinds]
    return [(label, own) for label, own in groups if own]
