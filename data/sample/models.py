"""The units' models: cards of phrases dealt out to the communes, the others' own; levels and nominations."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import story
from phrasebook import Unit, draw, fill, person, phrases, sentence_case, speaks_of_no_village
from truth import Model

SECTORS = ("kinh_te", "van_hoa_xa_hoi", "quoc_phong_an_ninh", "xay_dung_dang", "nong_thon_moi", "khac")
START_WEIGHTS = (10, 7, 5, 3, 3, 1)  # first years 2017 to 2022: most models began soon after the directive
LONG_RUN = re.compile(r"năm liền|(hai|ba|bốn|năm|5|\}) năm\b", re.IGNORECASE)  # a summary that looks back on years
Card = tuple[str, Mapping[str, Any]]  # the sector, and the model's phrases


def commune_models(units: Sequence[Unit]) -> dict[str, list[Model]]:
    """Deal the cards of commune_models out: each to the unit that has the fewest of its sector so far."""
    rng = draw("deal")
    communes = [unit for unit in units if unit.place]
    hands: dict[str, list[Card]] = {unit.unit_id: [] for unit in communes}
    cards = [(sector, card) for sector in SECTORS for card in phrases("commune_models")[sector]]
    rng.shuffle(cards)
    cards.sort(key=lambda dealt: ("only" not in dealt[1], dealt[1].get("where") != "thi_tran"))
    for towns_only in (True, False):  # towns first: fewer cards fit them
        left = []
        for sector, card in cards:
            able = [
                unit
                for unit in communes
                if len(hands[unit.unit_id]) < story.MODELS_OF_COMMUNE[unit.unit_id]
                and (unit.is_town or not towns_only)
                and card["topic"] not in {other["topic"] for _, other in hands[unit.unit_id]}
                and _card_fits(card, unit)
            ]
            if not able:
                left.append((sector, card))
                continue
            luck = {unit.unit_id: rng.random() for unit in able}

            def crowding(unit: Unit, sector: str = sector, luck: Mapping[str, float] = luck) -> tuple[float, float]:
                held = Counter(name for name, _ in hands[unit.unit_id])
                capacity = story.MODELS_OF_COMMUNE[unit.unit_id]
                return (held[sector] / capacity * 2 + len(hands[unit.unit_id]) / capacity, luck[unit.unit_id])

            taker = min(able, key=crowding)
            hands[taker.unit_id].append((sector, card))
        cards = left
    for unit in communes:
        if len(hands[unit.unit_id]) != story.MODELS_OF_COMMUNE[unit.unit_id]:
            raise ValueError(f"not enough cards of models for {unit.unit_id}")
    return {
        unit.unit_id: [
            _model(unit, number, sector, card)
            for number, (sector, card) in enumerate(_mixed(unit, hands[unit.unit_id]))
        ]
        for unit in communes
    }


def _mixed(unit: Unit, hand: Sequence[Card]) -> list[Card]:
    mixed = list(hand)
    draw(unit.unit_id, "order").shuffle(mixed)
    return mixed


def own_models(units: Sequence[Unit]) -> dict[str, list[Model]]:
    """Return the models of the units that are no communes, each written for its unit."""
    return {
        unit.unit_id: [
            _model(unit, number, card["sector"], card)
            for number, card in enumerate(phrases("unit_models")[unit.unit_id])
        ]
        for unit in units
        if not unit.place
    }


def _card_fits(card: Mapping[str, Any], unit: Unit) -> bool:
    if unit.unit_id not in card.get("only", (unit.unit_id,)):
        return False
    where = card.get("where")
    if unit.is_town:
        words = f"{card['name']} {card['summary']} {card['by']}"
        return where == "thi_tran" or (where is None and speaks_of_no_village(words))
    return where != "thi_tran"


def _model(unit: Unit, number: int, sector: str, card: Mapping[str, Any]) -> Model:
    rng = draw(unit.unit_id, "model", number)
    weights = START_WEIGHTS[:2] if LONG_RUN.search(card["summary"]) else START_WEIGHTS
    start = rng.choice(card["start"]) if "start" in card else rng.choices(range(2017, 2017 + len(weights)), weights)[0]
    name, is_man = person(rng)
    group = "tổ dân phố số" if unit.is_town else "thôn"
    title = ("ông" if is_man else "bà") if unit.place or unit.kind == "mttq_ctxh" else "đồng chí"
    if unit.unit_id in ("lien-doan-lao-dong", "doan-thanh-nien"):  # young people
        title = "anh" if is_man else "chị"
    values = {
        "xa": unit.place,
        "ten": unit.place.removeprefix("xã ").removeprefix("thị trấn "),
        "thon": f"{group} {rng.randint(1, 9)}",
        "ho": rng.choice(phrases("people")["families"]),
        "nam": str(start),
        "nguoi": f"{title} {name}",
    }
    return Model(
        name=fill(card["name"], values, rng),
        sector=sector,
        kind=card.get("kind", "tap_the"),
        level=card.get("level"),
        implementer=sentence_case(fill(card.get("by", unit.name), values, rng)),
        start_year=start,
        summary=sentence_case(fill(card["summary"], values, rng)),
        note=_note(unit, number, start),
    )


def _note(unit: Unit, number: int, start: int) -> str | None:
    rng = draw(unit.unit_id, "note", number)
    if rng.random() > 0.12:
        return None
    return "Mới triển khai" if start >= 2021 else rng.choice(("Đang nhân rộng", "Duy trì thường xuyên", "Mô hình điểm"))


def with_levels(drafts: Mapping[str, Sequence[Model]]) -> dict[str, list[Model]]:
    """Choose the nominated models, then give the district's level to the best-known share of all models."""
    models = {unit_id: _with_nominations(unit_id, drafted) for unit_id, drafted in drafts.items()}
    rng = draw("levels")
    rank = {
        (unit_id, number): model.nominated * 0.6 + (2021 - model.start_year) * 0.08 + rng.random()
        for unit_id, listed in models.items()
        for number, model in enumerate(listed)
    }
    of_district = sorted(rank, key=lambda key: -rank[key])[: round(len(rank) * story.DISTRICT_SHARE)]
    for (unit_id, number), _ in rank.items():
        model = models[unit_id][number]
        level = model.level or ("huyen" if (unit_id, number) in of_district else "co_so")
        models[unit_id][number] = replace(model, level=level)
    for unit_id, number in story.LEVEL_LEFT_BLANK:
        models[unit_id][number] = replace(models[unit_id][number], level=None)
    for unit_id, number in story.KIND_LEFT_BLANK:
        models[unit_id][number] = replace(models[unit_id][number], kind=None)
    for unit_id, planted in story.PLANTED.items():
        for mistake in planted:
            number = int(mistake.row) if isinstance(mistake.row, int) else 0
            if mistake.slug == "unclassified-model":
                models[unit_id][number] = replace(models[unit_id][number], sector=None)
            if mistake.slug == "unknown-choice":  # stored as null
                models[unit_id][number] = replace(models[unit_id][number], level=None)
    return models


def _with_nominations(unit_id: str, models: Sequence[Model]) -> list[Model]:
    wanted = 1
    if unit_id in (*story.TWO_NOMINATIONS, story.OVER_QUOTA):
        wanted = 2
    if unit_id == story.UNDER_QUOTA:
        wanted = 0
    rng = draw(unit_id, "nominations")
    merit = [
        (model.level == "tinh") * 9 + (model.kind == "tap_the") * 2 + (model.start_year <= 2019) + rng.random()
        for model in models
    ]
    chosen = sorted(range(len(models)), key=lambda number: -merit[number])[:wanted]
    return [replace(model, nominated=number in chosen) for number, model in enumerate(models)]
