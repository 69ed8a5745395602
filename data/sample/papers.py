"""What a unit writes: the documents it issued and its remarks on the outline's sections."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import story
from figures import Figures, Size
from phrasebook import (
    YEARS,
    Unit,
    draw,
    fill,
    labels,
    phrases,
    register,
    roster,
    sentence_case,
    slots,
    speaks_of_no_village,
)
from truth import Document, Model


def documents(unit: Unit, before: date) -> tuple[Document, ...]:
    """Return the documents the unit lists, in the order of their days, none later than `before`."""
    rng = draw(unit.unit_id, "documents")
    count = rng.randint(7, 11) if unit.place else rng.randint(4, 7)
    sign = phrases("units").get(unit.unit_id, {}).get("sign", "ĐU" if unit.kind == "dang_bo" else "CB")
    titles = phrases("documents")["title"]
    every = range(2017, 2023)
    choices = [
        (year, row)
        for year in every
        for row in titles
        if year in row.get("years", every) and unit.kind in row.get("kinds", (unit.kind,))
    ]
    drafts: dict[str, tuple[date, Mapping[str, Any]]] = {}
    for year, row in rng.sample(choices, len(choices)):
        issued_on = _issued_on(year, row["months"], rng)
        if issued_on <= before and len(drafts) < count:
            values = {"year": str(year), "chu_de": phrases("documents")["themes"][str(year)], "birthday": year - 1890}
            drafts.setdefault(fill(row["text"], values, rng), (issued_on, row))
    if unit.unit_id == story.EARLY_DOCUMENT[0]:
        early = next(row for row in titles if row["sign"] == "KH")
        drafts[story.EARLY_DOCUMENT[2]] = (story.EARLY_DOCUMENT[1], early)
    issued: list[Document] = []
    used: Counter[int] = Counter()
    for title, (issued_on, row) in sorted(drafts.items(), key=lambda draft: (draft[1][0], draft[0])):
        number = max(used[issued_on.year] + 1, issued_on.timetuple().tm_yday // 9 + rng.randint(0, 4))
        used[issued_on.year] = number
        issued.append(Document(f"{number:02d}-{row['sign']}/{sign}", issued_on, row["type"], title))
    return tuple(issued)


def _issued_on(year: int, months: Sequence[int], rng: random.Random) -> date:
    """Return a working day between the first and the last of the months."""
    start, end = date(year, months[0], 4), date(year, months[1], 28)
    day = start + timedelta(days=rng.randrange((end - start).days))
    while day.weekday() > 4 or (day.month, day.day) in ((4, 30), (5, 1), (9, 2)):
        day -= timedelta(days=1)
    return day


def remarks(unit: Unit, size: Size, models: Sequence[Model], figures: Figures, awarded: int) -> dict[str, str]:
    """Return the unit's remarks by section; a few sections are left blank."""
    rng = draw(unit.unit_id, "remarks")
    villages = max(4, size.cells - rng.randint(3, 5))
    households = rng.randrange(1650, 3300, 7)
    values: dict[str, object] = {
        "Ten": unit.name if unit.kind != "mttq_ctxh" else unit.name.removesuffix(" huyện"),
        "Xa": sentence_case(unit.place),
        "xa": unit.place,
        "thon_or_street": "tổ dân phố" if unit.is_town else "thôn",
        "villages": villages,
        "households": households,
        "population": round(households * rng.uniform(3.1, 3.5)),
        "members": size.members,
        "staff": size.staff,
        "people": phrases("units").get(unit.unit_id, {}).get("people", "cán bộ, công chức, người lao động"),
        "cells": size.cells,
        "base": size.base,
        "union_members": size.union,
        "degree": rng.randint(86, 100),
        "age": rng.randint(37, 46),
        "women": rng.randint(28, 64),
        "models": len(models),
        "awarded": awarded,
        "keep": max(1, min(len(models), rng.randint(2, 5))),
    }
    for row in register("indicators"):
        reported = [figures[row["indicator_id"], year] for year in YEARS if (row["indicator_id"], year) in figures]
        if len(reported) == len(YEARS) and sum(reported) > 4:
            values[row["indicator_id"]] = sum(reported)
    said = {}
    for section in labels("sections", "section_id"):
        sentences = _dealt(section, unit, values)
        silence = 0.16 if section.startswith("proposals") else 0.05
        if section == "situation" or rng.random() >= silence:
            alone = section == "situation" or _proposes_nothing(sentences[0])
            keep = 1 if alone else rng.choice((1, 1, 2, 2, 3))
            said[section] = " ".join(fill(sentence, values, rng) for sentence in sentences[:keep])
    return said


def _dealt(section: str, unit: Unit, values: Mapping[str, object]) -> list[str]:
    """Return up to three sentences: two of the group's deck, dealt round the group, and one that may follow."""
    said = phrases("remarks")[section]
    deck = [*said[unit.group], *said.get("chung", ())]
    draw("remarks", section, unit.group).shuffle(deck)
    place = [other for other in roster() if other.group == unit.group].index(unit)
    lap, turn = divmod(place, len(deck))
    dealt = [deck[turn], deck[(turn + lap + 1 + len(deck) // 3) % len(deck)], *deck[turn + 1 :], *deck[:turn]]
    fitting = [text for text in dict.fromkeys(dealt) if _says_right(text, unit, values)]
    first, *others = fitting
    second = [text for text in others if not _proposes_nothing(text) and not set(slots(text)) & set(slots(first))]
    more = [text for text in said.get("them", ()) if _says_right(text, unit, values)]
    return [first, *second[:1], *more[place % len(more) :][:1]] if more else [first, *second[:1]]


def _proposes_nothing(text: str) -> bool:
    return "có đề xuất" in text


def _says_right(text: str, unit: Unit, values: Mapping[str, object]) -> bool:
    """Whether the unit has the figures of a phrase, and the phrase suits a town or a school."""
    if unit.is_town and not speaks_of_no_village(text):
        return False
    is_school = any(word in unit.name for word in ("Trường", "GDNN"))
    if is_school and any(word in text for word in ("người dân", "tiếp dân", "tham mưu", "hành chính")):
        return False
    return all(slot in values for slot in slots(text))
