"""Puts the returns of all reporting units together: models, papers, figures and the facts of Thông tin."""

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import story
from figures import Size, unit_figures, with_blanks
from models import commune_models, own_models, with_levels
from papers import documents, remarks
from phrasebook import YEARS, Unit, draw, person, phrases, roster
from truth import Model, Return

RATINGS = ("Hoàn thành xuất sắc nhiệm vụ", "Hoàn thành tốt nhiệm vụ", "Hoàn thành nhiệm vụ")


def campaign(review_days: Mapping[str, date], report_days: Mapping[str, date]) -> list[Return]:
    """Return the returns of the units that report, in the roster's order.

    `review_days` and `report_days` are the register's, so that the returns agree with it.
    """
    units = [unit for unit in roster() if unit.unit_id not in story.NOT_REPORTING]
    models = with_levels(commune_models(units) | own_models(units))
    return [
        _unit_return(unit, models[unit.unit_id], review_days.get(unit.unit_id), report_days.get(unit.unit_id))
        for unit in units
    ]


def unit_size(unit: Unit) -> Size:
    """Return a unit's made-up size."""
    rng = draw(unit.unit_id, "size")
    if unit.place:
        cells = rng.randint(9, 15)
        return Size(members=round(cells * rng.uniform(26, 38)), staff=22, cells=cells)
    known = phrases("units")[unit.unit_id]
    return Size(known["members"], known["staff"], known.get("cells", 1), known.get("base", 0), known.get("union", 0))


def _unit_return(unit: Unit, models: Sequence[Model], review_on: date | None, reported_on: date | None) -> Return:
    rng = draw(unit.unit_id, "facts")
    size = unit_size(unit)
    style = story.STYLES.get(unit.unit_id, story.Style())
    complete = unit_figures(unit, size, [(model.start_year, model.level) for model in models])
    figures = with_blanks(unit, complete)
    figures.update(story.FIGURES.get(unit.unit_id, {}))
    filled_on = _working_day((reported_on or date(2022, 4, 7)) - timedelta(days=rng.randint(0, 2)), date(2022, 3, 30))
    least = max((n for (name, _), n in complete.items() if name in ("awards_grassroots", "awards_district")), default=0)
    begun = sum(model.start_year <= YEARS[-1] for model in models)
    awarded = min(begun, max(least, round(begun * rng.uniform(0.55, 0.85))))
    if review_on and unit.unit_id in story.REVIEW_PUT_OFF:
        review_on -= timedelta(days=story.REVIEW_PUT_OFF[unit.unit_id])
    return Return(
        unit=unit,
        models=tuple(models),
        figures=figures,
        documents=() if "Văn bản" in style.omits else documents(unit, filled_on),
        remarks={} if "Đánh giá" in style.omits else remarks(unit, size, models, figures, awarded),
        ratings=_ratings(unit),
        models_stated=story.STATED.get(unit.unit_id, len(models)),
        awarded_models=None if unit.unit_id in ("hoang-tay", "gdnn-gdtx") else awarded,
        review_on=review_on,
        review_form=_review_form(unit, rng) if review_on else None,
        attendees=_attendees(unit, size, rng) if review_on else None,
        filled_by=person(draw(unit.unit_id, "clerk"))[0],
        filled_on=filled_on,
        signer=person(draw(unit.unit_id, "signer"))[0],
    )


def _working_day(day: date, earliest: date) -> date:
    day = max(day, earliest)
    while day.weekday() > 4:
        day -= timedelta(days=1)
    return day


def _ratings(unit: Unit) -> dict[int, str]:
    rng = draw(unit.unit_id, "ratings")
    ratings = {year: rng.choices(RATINGS, (20, 74, 6))[0] for year in YEARS}
    if unit.unit_id in ("nhat-tan", "vien-thong"):
        del ratings[2017]
    return ratings


def _review_form(unit: Unit, rng: random.Random) -> str:
    if unit.kind == "chi_bo":
        return "Sinh hoạt chi bộ định kỳ tháng 4/2022"
    return rng.choice(["Hội nghị", "Hội nghị", "Hội nghị trực tiếp", "Hội nghị trực tiếp kết hợp trực tuyến"])


def _attendees(unit: Unit, size: Size, rng: random.Random) -> int | None:
    if unit.unit_id in ("quan-su", "kho-bac"):
        return None
    if unit.kind == "chi_bo":
        return size.members - rng.randint(0, 2)
    return rng.randint(70, 150) if unit.place else rng.randint(55, 120)
