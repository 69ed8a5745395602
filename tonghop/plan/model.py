"""A plan as data: who owes what by when, what is counted, in which words (the folder data/plan-83).

Everything is checked when it is read; a mistake is one Stop that names file, row and remedy.
Knows nothing of returns, stores or screens.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from tonghop.plan.unit_names import UnitNames

MILESTONE = "milestone"
"""The dossier of things that are held, not handed in (CONTRACT §1)."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a short list: an id for the data, a label for people."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of unit with the number of models it may nominate (plan V.3).

    `prefixes` may stand before the name of a unit of this kind, and of no other (CONTRACT §2).
    """

    id: str
    label: str
    nominations_min: int
    nominations_max: int
    prefixes: tuple[str, ...] = ()

    @property
    def quota(self) -> str:
        low, high = self.nominations_min, self.nominations_max
        return f"{low:02d}" if low == high else f"{low:02d} đến {high:02d}"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the roster; valid on the days from `valid_from` to `valid_to`, both included (None: open)."""

    id: str
    kind: str
    name: str
    aliases: tuple[str, ...]
    gso_code: str | None
    valid_from: date
    valid_to: date | None
    is_illustrative: bool


@dataclass(frozen=True, slots=True)
class Obligation:
    """One thing that units of some kinds owe, with its deadline and how that is read (CONTRACT §1)."""

    id: str
    label: str
    dossier: str
    copies: int
    deadline: date
    inclusive: bool
    owed_by: tuple[str, ...]
    plan_section: str

    @property
    def last_day(self) -> date:
        """The last day on time: "trước ngày D" leaves D out, "đến ngày D" takes it in."""
        return self.deadline if self.inclusive else self.deadline - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of a matrix sheet; counts are whole, >= 0, in `unit_of_measure`, one a year."""

    id: str
    sheet: str
    label: str
    unit_of_measure: str
    year_from: int
    year_to: int


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of sheet Đánh giá and where its texts go in the report's outline."""

    id: str
    label: str
    outline: str


@dataclass(frozen=True, slots=True)
class Theme:
    """What several opinions are about; a sentence belongs to it by the words that it uses."""

    id: str
    label: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Criterion:
    """A standard that a nominated model is held against; `readings`: the ways in which its words can be read."""

    id: str
    label: str
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """How the plan calls the models that are chosen, in the titles of its lists; all may be empty."""

    section: str = ""
    list_title: str = ""
    award_title: str = ""
    province_title: str = ""


@dataclass(frozen=True)
class Plan:
    """The whole plan. Tuples keep the order of the files, which is the order of the screens."""

    id: str
    title: str
    short_title: str
    issued_on: date
    issued_by: str
    district: str
    superior: str
    report_subject: str
    party_form: str
    closes_on: date
    form_version: int
    conference_deadline: date
    conference_inclusive: bool
    models_from: int
    models_to: int
    years_from: int
    years_to: int
    earliest_date: date
    roster_note: str
    holidays: tuple[tuple[date, str], ...]
    kinds: tuple[Kind, ...]
    dossiers: tuple[Choice, ...]
    model_kinds: tuple[Choice, ...]
    levels: tuple[Choice, ...]
    ratings: tuple[Choice, ...]
    outline: tuple[Choice, ...]
    units: tuple[Unit, ...]
    obligations: tuple[Obligation, ...]
    indicators: tuple[Indicator, ...]
    sectors: tuple[Choice, ...]
    sections: tuple[Section, ...]
    themes: tuple[Theme, ...]
    criteria: tuple[Criterion, ...]
    selection: Selection
    attendances: tuple[tuple[str, str], ...]
    name_prefixes: tuple[str, ...]
    name_suffixes: tuple[str, ...]
    name_organs: tuple[str, ...]
    sources: Mapping[str, str]
    """The plan's files as read, name -> text: what a store remembers its plan by."""

    @property
    def years(self) -> range:
        return range(self.years_from, self.years_to + 1)

    @cached_property
    def unit_by_id(self) -> dict[str, Unit]:
        return {unit.id: unit for unit in self.units}

    @cached_property
    def kind_by_id(self) -> dict[str, Kind]:
        return {kind.id: kind for kind in self.kinds}

    @property
    def all_prefixes(self) -> tuple[str, ...]:
        """What may stand before a unit's name, of whatever kind it is."""
        return (*self.name_prefixes, *(prefix for kind in self.kinds for prefix in kind.prefixes))

    def name_resolver(self, learned: Mapping[str, str] | None = None) -> UnitNames:
        """Index every alias of the roster, and `learned` ones (name -> unit id) that people have given."""
        names = [(unit.id, name) for unit in self.units for name in (unit.name, *unit.aliases)]
        own = {unit.id: self.kind_by_id[unit.kind].prefixes for unit in self.units}
        organs = self.name_organs
        return UnitNames(names, self.name_prefixes, self.name_suffixes, learned, own=own, organs=organs)
