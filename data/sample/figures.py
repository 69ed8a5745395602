"""The yearly figures of one unit: a base by kind of unit, bent by what happened in the district.

Conferences dip in 2020 and 2021 (Covid-19), social media rises, radio stays, inspections peak in 2020 before
the Party congress, awards rise slowly. Attendances follow the meetings, awards the models that exist.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from phrasebook import YEARS, Unit, draw, register

Figures = dict[tuple[str, int], int]

CURVES: Mapping[str, Sequence[float]] = {
    "conferences": (1.0, 1.1, 1.15, 0.62, 0.54),
    "meetings": (0.98, 1.0, 1.02, 0.88, 0.84),
    "radio_items": (1.0, 1.0, 1.02, 1.03, 0.99),
    "website_items": (0.25, 0.45, 0.65, 0.9, 1.0),
    "social_media_items": (0.06, 0.17, 0.38, 0.78, 1.0),
    "banners": (0.82, 0.88, 0.95, 1.25, 1.15),
    "publications": (1.3, 0.95, 0.85, 0.8, 0.9),
    "contests": (1.0, 1.4, 1.2, 0.5, 0.3),
    "inspections": (1.0, 1.0, 1.05, 1.6, 1.1),
    "regular_supervisions": (0.95, 1.0, 1.0, 1.25, 1.05),
    "thematic_supervisions": (0.9, 1.0, 1.0, 1.6, 1.0),
}

# Of each indicator the least and the most a unit of that size has in an ordinary year.
BASES: Mapping[str, Mapping[str, tuple[float, float]]] = {
    "commune": {
        "conferences": (8, 13), "radio_items": (88, 165), "website_items": (24, 58),
        "social_media_items": (130, 310), "banners": (38, 84), "publications": (110, 260), "contests": (1, 2.4),
        "inspections": (3, 6), "regular_supervisions": (3, 6), "thematic_supervisions": (1, 2.2),
    },
    "agency": {
        "conferences": (5, 8), "radio_items": (6, 18), "website_items": (14, 40),
        "social_media_items": (70, 190), "banners": (12, 28), "publications": (60, 140), "contests": (0.8, 1.8),
        "inspections": (2, 4), "regular_supervisions": (2, 4), "thematic_supervisions": (1, 1.6),
    },
    "cell": {
        "conferences": (2, 4), "radio_items": (1, 5), "website_items": (4, 18),
        "social_media_items": (12, 60), "banners": (2, 8), "publications": (10, 46), "contests": (0.1, 0.9),
        "inspections": (0.9, 1.6), "regular_supervisions": (1, 2.2), "thematic_supervisions": (0.2, 1),
    },
    "union": {
        "conferences": (7, 14), "radio_items": (18, 46), "website_items": (14, 42),
        "social_media_items": (110, 430), "banners": (34, 110), "publications": (240, 780), "contests": (1, 3),
        "inspections": (3, 6), "regular_supervisions": (2, 4), "thematic_supervisions": (0.8, 1.4),
    },
}  # fmt: skip


@dataclass(frozen=True)
class Size:
    """How many people and branches a unit has; `union` counts members of the Front's organisations."""

    members: int
    staff: int
    cells: int
    base: int = 0
    union: int = 0


def size_class(unit: Unit) -> str:
    """Return which row of BASES a unit belongs to."""
    if unit.place:
        return "commune"
    return {"dang_bo": "agency", "chi_bo": "cell", "mttq_ctxh": "union"}[unit.kind]


def unit_figures(unit: Unit, size: Size, starts: Sequence[tuple[int, str | None]]) -> Figures:
    """Return the unit's figures before blanks; `starts` are first year and level of its models."""
    rng = draw(unit.unit_id, "figures")
    figures = _activity(unit, size, rng)
    figures |= _inspection(unit, size, figures, rng)
    figures |= _awards(unit, starts, rng)
    return figures


def with_blanks(unit: Unit, figures: Figures) -> Figures:
    """Return the figures without those the unit left blank: a few cells, in some units a whole row."""
    rng = draw(unit.unit_id, "blanks")
    blank: set[tuple[str, int]] = set()
    if unit.kind == "mttq_ctxh" and rng.random() < 0.5:  # the Front's organisations inspect no Party bodies
        rows = ["inspected_organisations", "supervised_organisations"]
        blank |= {(row, year) for row in rows for year in YEARS}
    if unit.kind == "chi_bo" and rng.random() < 0.3:
        row = rng.choice(["radio_items", "website_items", "contests"])
        blank |= {(row, year) for year in YEARS}
    if unit.place and rng.random() < 0.25:  # no portal yet
        blank.add(("website_items", 2017))
    for _ in range(rng.choice([0, 0, 1, 1, 2, 3, 4])):
        blank.add((rng.choice([row["indicator_id"] for row in register("indicators")]), rng.choice(YEARS)))
    return {key: value for key, value in figures.items() if key not in blank}


def _yearly(name: str, bounds: tuple[float, float], rng: random.Random, spread: float = 0.12) -> list[int]:
    base = rng.uniform(*bounds)
    return [max(0, round(base * bend * rng.uniform(1 - spread, 1 + spread))) for bend in CURVES[name]]


def _activity(unit: Unit, size: Size, rng: random.Random) -> Figures:
    bounds = BASES[size_class(unit)]
    figures: Figures = {}
    for name in (
        "conferences",
        "radio_items",
        "website_items",
        "social_media_items",
        "banners",
        "publications",
        "contests",
    ):
        spread = 0.06 if name == "radio_items" else 0.12
        figures |= {(name, year): n for year, n in zip(YEARS, _yearly(name, bounds[name], rng, spread), strict=True)}
    for year in YEARS:
        if figures["conferences", year] == 0:
            figures["conferences", year] = 1
    if unit.place:
        meetings, heads, room = size.cells * 12 + rng.randint(48, 96), size.members / size.cells * 1.05, 110.0
    elif unit.kind == "mttq_ctxh":
        meetings, heads, room = min(size.base, 40) * 12 + rng.randint(30, 110), rng.uniform(26, 44), 120.0
    else:
        meetings, heads, room = size.cells * 12 + rng.randint(0, 8), size.members / size.cells * 0.95, size.staff * 0.9
    for year, bend in zip(YEARS, CURVES["meetings"], strict=True):
        held = max(12, round(meetings * bend * rng.uniform(0.96, 1.04)))
        figures["meetings", year] = held
        figures["meeting_attendances", year] = round(held * heads * rng.uniform(0.9, 0.99))
        people = room * rng.uniform(0.88, 1.05)
        figures["conference_attendances", year] = round(figures["conferences", year] * people)
    return figures


def _inspection(unit: Unit, size: Size, activity: Figures, rng: random.Random) -> Figures:
    bounds = BASES[size_class(unit)]
    figures: Figures = {}
    for name in ("inspections", "regular_supervisions", "thematic_supervisions"):
        figures |= {(name, year): n for year, n in zip(YEARS, _yearly(name, bounds[name], rng), strict=True)}
    inspects_party = unit.kind != "mttq_ctxh"
    most = max(1, size.cells)
    for year in YEARS:
        inspected = min(most, round(figures["inspections", year] * rng.uniform(1.0, 1.7)))
        supervisions = figures["regular_supervisions", year] + figures["thematic_supervisions", year]
        supervised = min(most, round(supervisions * rng.uniform(0.8, 1.3)))
        figures["inspected_organisations", year] = inspected if inspects_party else 0
        figures["supervised_organisations", year] = supervised if inspects_party else 0
        reviews = 0 if year == 2021 and rng.random() < 0.2 else 1
        figures["annual_reviews", year] = reviews + (1 if unit.place and rng.random() < 0.25 else 0)
    return figures


def _awards(unit: Unit, starts: Sequence[tuple[int, str | None]], rng: random.Random) -> Figures:
    figures: Figures = {}
    share, upper = rng.uniform(0.4, 0.6), rng.uniform(0.2, 0.4)
    people = {"commune": 4, "agency": 4, "cell": 1, "union": 5}[size_class(unit)]
    for step, year in enumerate(YEARS):
        begun = [level for first, level in starts if first <= year]
        higher = [level for level in begun if level in ("huyen", "tinh")]
        fresh = 1.3 - 0.1 * step  # what is new is commended more readily
        figures["awards_grassroots", year] = round(len(begun) * share * fresh * rng.uniform(0.85, 1.15))
        figures["awards_district", year] = round(len(higher) * upper * rng.uniform(0.7, 1.4))
        figures["awards_province", year] = 1 if higher and rng.random() < 0.03 + 0.012 * step else 0
        figures["awards_central", year] = 0
        commended = figures["awards_grassroots", year] + figures["awards_district", year]
        figures["awarded_collectives", year] = commended + figures["awards_province", year] + rng.randint(0, 1)
        figures["awarded_individuals", year] = round(people * (1 + 0.12 * step) * rng.uniform(0.8, 1.4))
    return figures
