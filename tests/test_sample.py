"""The sample campaign: made anew the same, labelled, varied, and telling the story it is meant to tell."""

import json
import re
import subprocess
import sys
import zipfile
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from python_calamine import CalamineWorkbook

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "data" / "sample"
RETURNS = SAMPLE / "returns"
LABEL = "DỮ LIỆU MINH HỌA"
AWARD_PARTS = ("memo", "nominations", "achievements")
REPORT_PARTS = ("plan", "report")
COPIES = {"memo": 2, "nominations": 2, "achievements": 2, "plan": 1, "report": 1, "review": 1}


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    return json.loads((SAMPLE / "expected.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def models(expected: dict[str, Any]) -> list[dict[str, Any]]:
    return [model for unit in expected["units"].values() for model in unit["models"]]


def contents(path: Path) -> object:
    """Return what a file holds, of an archive its members: another zlib packs the same into other bytes."""
    if path.suffix == ".json":
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as archive:
        return [(member.filename, member.date_time, archive.read(member)) for member in archive.infolist()]


def generated(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in [*folder.glob("returns/**/*.*"), folder / "expected.json"]}


def test_the_generator_makes_the_committed_files_again(tmp_path: Path) -> None:
    subprocess.run([sys.executable, SAMPLE / "make_sample.py", "--out", tmp_path], check=True, timeout=60)

    assert generated(tmp_path) == generated(SAMPLE)
    differing = [str(path) for path in generated(SAMPLE) if contents(tmp_path / path) != contents(SAMPLE / path)]
    assert differing == []


def test_all_units_of_the_roster_are_there_and_two_have_reported_nothing(expected: dict[str, Any]) -> None:
    roster = (ROOT / "data" / "plan-83" / "units.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    silent = {unit_id for unit_id, unit in expected["units"].items() if not unit["models"]}

    assert list(expected["units"]) == [line.split(",")[0] for line in roster]
    assert len(roster) == 53
    assert silent == {"nhat-tuu", "chi-cuc-thong-ke"}
    assert not silent & {receipt["unit_id"] for receipt in expected["receipts"]}


def test_the_files_named_are_the_files_there(expected: dict[str, Any]) -> None:
    named = {file["path"] for file in expected["files"]}
    there = {path.relative_to(RETURNS).as_posix() for path in RETURNS.glob("**/*.*")}

    assert named == there
    assert Counter(file["form"] for file in expected["files"]) == {
        "unit_return": 51,
        "nomination_list": 31,
        "register": 1,
    }


def test_every_sheet_and_every_list_says_that_it_is_illustrative() -> None:
    for path in RETURNS.glob("**/*.xlsx"):
        book = CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            first = book.get_sheet_by_name(name).to_python(nrows=3)
            assert any(str(cell).startswith(LABEL) for row in first for cell in row), f"{path.name}: {name}"
    for path in RETURNS.glob("danh-sach/*.docx"):
        assert docx.Document(str(path)).paragraphs[0].text.startswith(LABEL), path.name


def test_no_two_summaries_are_alike_even_without_their_figures(models: list[dict[str, Any]]) -> None:
    bare = Counter(re.sub(r"\d[\d.,]*", "#", model["summary"]) for model in models)

    assert [text for text, count in bare.items() if count > 1] == []
    assert len(bare) == len(models)


def test_models_are_as_many_and_as_widely_known_as_in_a_neighbouring_district(models: list[dict[str, Any]]) -> None:
    levels = Counter(model["level"] for model in models)

    assert 240 <= len(models) <= 250
    assert levels["tinh"] == 1
    assert 0.44 <= levels["huyen"] / len(models) <= 0.49
    assert {model["start_year"] for model in models} == set(range(2017, 2023))
    assert len({model["sector"] for model in models}) == 7


def test_two_files_are_refused_and_the_others_accepted(expected: dict[str, Any]) -> None:
    refused = {
        file["unit"]: [finding["slug"] for finding in file["must_find"]]
        for file in expected["files"]
        if file["status"] == "refused"
    }

    assert refused == {"thanh-son": ["ambiguous-number"], "thpt-kim-bang-c": ["unknown-sector"]}
    assert {file["status"] for file in expected["files"]} == {"accepted", "refused"}


def test_nominations_keep_to_the_quota_but_for_the_two_units_planted(expected: dict[str, Any]) -> None:
    kinds = {}
    for line in (ROOT / "data" / "plan-83" / "units.csv").read_text(encoding="utf-8-sig").splitlines()[1:]:
        unit_id, kind, *_ = line.split(",")
        kinds[unit_id] = kind
    outside = {}
    for unit_id, unit in expected["units"].items():
        nominated = sum(model["nominated"] for model in unit["models"])
        most = 2 if kinds[unit_id] == "dang_bo" else 1
        if unit["models"] and not 1 <= nominated <= most:
            outside[unit_id] = nominated

    assert outside == {"hoi-cuu-chien-binh": 2, "vien-thong": 0}


def test_the_lists_name_the_models_marked_in_the_unit_s_return(expected: dict[str, Any]) -> None:
    for path in RETURNS.glob("danh-sach/*.docx"):
        table = docx.Document(str(path)).tables[-1]
        names = [row.cells[1].text for row in table.rows[1:] if row.cells[1].text]
        marked = [model["name"] for model in expected["units"][path.stem]["models"] if model["nominated"]]
        assert names == marked, path.name


def test_people_attend_only_what_was_held(expected: dict[str, Any]) -> None:
    odd = []
    for unit_id, unit in expected["units"].items():
        figures = {(row["indicator_id"], row["year"]): row["value"] for row in unit["figures"]}
        for people, held in (("conference_attendances", "conferences"), ("meeting_attendances", "meetings")):
            odd += [
                unit_id
                for (indicator_id, year), value in figures.items()
                if indicator_id == people and value and figures.get((held, year)) == 0
            ]

    assert odd == ["bao-hiem-xa-hoi"]  # the one planted


def test_the_figures_tell_the_years_of_the_epidemic_and_the_congress(expected: dict[str, Any]) -> None:
    sums: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for unit in expected["units"].values():
        for row in unit["figures"]:
            sums[row["indicator_id"]][row["year"]] += row["value"]

    conferences, posts, radio = sums["conferences"], sums["social_media_items"], sums["radio_items"]
    assert max(conferences[2020], conferences[2021]) < 0.7 * min(conferences[year] for year in (2017, 2018, 2019))
    assert [posts[year] for year in range(2017, 2022)] == sorted(posts.values())
    assert max(radio.values()) < 1.2 * min(radio.values())
    assert max(sums["inspections"], key=lambda year: sums["inspections"][year]) == 2020
    assert list(sums["awards_grassroots"].values()) == sorted(sums["awards_grassroots"].values())
    assert sum(sums["awards_central"].values()) == 1


def test_returns_give_the_register_s_day_for_the_review_but_for_two(expected: dict[str, Any]) -> None:
    held = {row["unit_id"]: row["received_on"] for row in expected["receipts"] if row["obligation_id"] == "review"}
    differing = {
        unit_id
        for unit_id, unit in expected["units"].items()
        if unit["models"] and unit["review"]["held_on"] != held.get(unit_id)
    }

    assert differing == {"hoang-tay", "thpt-kim-bang-a"}
    assert len(held) == 50


@pytest.mark.parametrize(
    ("as_of", "parts", "last_day", "on_time", "late", "incomplete", "nothing"),
    [
        (date(2022, 4, 5), AWARD_PARTS, date(2022, 4, 4), 40, 1, 5, 7),
        (date(2022, 4, 11), AWARD_PARTS, date(2022, 4, 4), 40, 6, 2, 5),
        (date(2022, 4, 30), AWARD_PARTS, date(2022, 4, 4), 40, 7, 3, 3),
        (date(2022, 4, 11), REPORT_PARTS, date(2022, 4, 9), 44, 2, 3, 4),
        (date(2022, 4, 30), REPORT_PARTS, date(2022, 4, 9), 44, 6, 1, 2),
        (date(2022, 4, 30), ("review",), date(2022, 4, 30), 50, 0, 0, 3),
    ],
)
def test_so_many_units_have_brought_a_dossier_by_a_day(
    expected: dict[str, Any],
    as_of: date,
    parts: tuple[str, ...],
    last_day: date,
    on_time: int,
    late: int,
    incomplete: int,
    nothing: int,
) -> None:
    counts: Counter[str] = Counter()
    for unit_id in expected["units"]:
        brought: Counter[str] = Counter()
        complete_on: dict[str, date] = {}
        for row in expected["receipts"]:
            day = date.fromisoformat(row["received_on"])
            if row["unit_id"] != unit_id or row["obligation_id"] not in parts or day > as_of:
                continue
            brought[row["obligation_id"]] += row["copies"]
            if brought[row["obligation_id"]] >= COPIES[row["obligation_id"]]:
                complete_on.setdefault(row["obligation_id"], day)
        if len(complete_on) == len(parts):
            counts["on time" if max(complete_on.values()) <= last_day else "late"] += 1
        else:
            counts["incomplete" if brought else "nothing"] += 1

    assert [counts["on time"], counts["late"], counts["incomplete"], counts["nothing"]] == [
        on_time,
        late,
        incomplete,
        nothing,
    ]


def test_the_register_is_kept_in_the_order_of_the_days(expected: dict[str, Any]) -> None:
    days = [row["received_on"] for row in expected["receipts"]]

    assert days == sorted(days)
    assert days[0] == "2022-03-30"
    assert days[-1] <= "2022-04-28"
