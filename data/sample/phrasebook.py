"""Reads the phrases and the plan's registers, and fills a phrase's slots.

Every draw comes from a generator named after what it is drawn for, so a change to one unit leaves the others alone.
"""

import csv
import random
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PLAN = HERE.parent / "plan-83"
SEED = 83
YEARS = range(2017, 2022)

_RANGE = re.compile(r"\{(\d+)-(\d+)(?:/(\d+))?\}")
_SLOT = re.compile(r"\{([A-Za-z_]+)\}")


@dataclass(frozen=True)
class Unit:
    """A unit of the roster; `place` is the commune as running text ("xã Văn Xá"), empty elsewhere."""

    unit_id: str
    kind: str
    name: str
    aliases: tuple[str, ...]
    place: str

    @property
    def is_town(self) -> bool:
        return self.place.startswith("thị trấn")

    @property
    def group(self) -> str:
        """Return whose phrases the unit speaks: communes, agencies, or Front and unions."""
        if self.place:
            return "xa"
        return "doan_the" if self.kind == "mttq_ctxh" else "co_quan"


def draw(*names: object) -> random.Random:
    """Return the random generator of that name."""
    return random.Random("/".join(str(name) for name in (SEED, *names)))


@cache
def phrases(name: str) -> Mapping[str, Any]:
    """Return one file of phrases."""
    return tomllib.loads((HERE / "phrases" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def register(name: str) -> tuple[Mapping[str, str], ...]:
    """Return the rows of one of the plan's registers."""
    with (PLAN / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def roster() -> tuple[Unit, ...]:
    """Return the plan's units in the roster's order."""
    return tuple(
        Unit(
            row["unit_id"],
            row["kind"],
            row["name"],
            tuple(alias.strip() for alias in row["aliases"].split(";") if alias.strip()),
            row["name"].removeprefix("Đảng bộ ") if row["gso_code"] else "",
        )
        for row in register("units")
    )


def labels(name: str, key: str) -> dict[str, str]:
    """Return id -> label of one of the plan's registers."""
    return {row[key]: row["label"] for row in register(name)}


def grouped(number: int) -> str:
    """Return a number as Vietnamese writes it: 1.250."""
    return f"{number:,}".replace(",", ".")


def fill(text: str, values: Mapping[str, object], rng: random.Random) -> str:
    """Return `text` with its slots filled: {name} from `values`, {a-b/step} with a number in the range."""

    def number(match: re.Match[str]) -> str:
        low, high, step = int(match[1]), int(match[2]), int(match[3] or 1)
        return grouped(rng.randrange(low, high + 1, step))

    def value(match: re.Match[str]) -> str:
        found = values[match[1]]
        return grouped(found) if isinstance(found, int) else str(found)

    return _SLOT.sub(value, _RANGE.sub(number, text))


def slots(text: str) -> list[str]:
    """Return the names of the slots in `text`."""
    return _SLOT.findall(text)


def sentence_case(text: str) -> str:
    """Return `text` with its first letter a capital."""
    return text[:1].upper() + text[1:]


def speaks_of_no_village(text: str) -> bool:
    """Whether a phrase reads right in a town, which has street groups and no villages."""
    words = text.lower()
    for other in ("xã hội", "hợp tác xã", "{xa}"):
        words = words.replace(other, "")
    return not any(word in words.replace(",", " ").replace(".", " ").split() for word in ("xã", "thôn", "xóm", "làng"))


def person(rng: random.Random) -> tuple[str, bool]:
    """Return a made-up name and whether it is a man's."""
    people = phrases("people")
    is_man = rng.random() < 0.6
    middles, givens = ("men_middle", "men") if is_man else ("women_middle", "women")
    return f"{rng.choice(people['families'])} {rng.choice(people[middles])} {rng.choice(people[givens])}", is_man
