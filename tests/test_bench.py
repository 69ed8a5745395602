"""The measuring itself, at its smallest: rows are there, labelled, and their ratios are numbers. No time is judged."""

import math
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from bench.__main__ import main
from bench.asking import PLAIN, ask_at_scales
from bench.files import CALAMINE, CHECK, GUARDED, LOAD, MERELY, PANDAS, WHOLE, compare_reading
from bench.hands import comparisons, under_hands
from bench.measure import Comparison
from bench.multiply import multiplied, sample_store
from bench.pages import EMPTY, compare_pages, compare_sessions, dashboard, empty_page
from bench.papers import ASK, IMPORTS, REPORT, compare_papers
from bench.plain import AGGREGATES, LISTS
from bench.server import Served
from bench.table import Section, markdown, ratio_table, scale_tables
from bench.unit_papers import compare_unit_papers
from tonghop.questions import ask_rows, questions

SAMPLE = Path(__file__).resolve().parent.parent / "data" / "sample" / "returns" / "don-vi"


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("two-returns")
    for name in ("le-ho.xlsx", "nhat-tan.xlsx"):
        shutil.copy(SAMPLE / name, folder)
    return folder


@pytest.fixture(scope="module")
def served(two: Path) -> Iterator[Served]:
    with dashboard([two]) as found:
        yield found


def are_ratios(comparisons: Sequence[Comparison]) -> bool:
    return all(math.isfinite(ratio) and ratio > 0 for row in comparisons for ratio in row.ratios)


def test_reading_is_measured_against_those_who_merely_read(two: Path) -> None:
    found = compare_reading(two, rounds=1, warm_ups=0)
    assert [(row.what, row.against) for row in found] == [
        (LOAD, PANDAS),
        (CHECK, PANDAS),
        (CALAMINE, PANDAS),
        (LOAD, CALAMINE),
        (CHECK, CALAMINE),
        (GUARDED, MERELY),
        (WHOLE, MERELY),
    ]
    assert are_ratios(found)
    assert LOAD in ratio_table(found)


def test_every_counterpart_is_of_a_question_and_is_measured(two: Path) -> None:
    assert {*AGGREGATES, *LISTS} <= set(questions())
    found = ask_at_scales([1], rounds=1, returns=[two])
    assert [row.what for row in found[1]] == [*AGGREGATES, *LISTS]
    assert {row.against for row in found[1]} == {PLAIN}
    assert are_ratios(found[1])
    ratios, times = scale_tables(found)
    assert all(f"| {row.what} |" in table for row in found[1] for table in (ratios, times))


def test_a_multiplied_store_holds_every_district_once_and_replaced_returns_do_not_count(
    two: Path, tmp_path: Path
) -> None:
    sample = sample_store(tmp_path / "sample", [two])
    many = multiplied(sample, tmp_path / "many", 3)
    one = {name: len(ask_rows(sample, name)[1]) for name in ("figure_list", "model_list", "unit_list")}
    assert {name: len(ask_rows(many, name)[1]) for name in one} == {name: 3 * count for name, count in one.items()}
    _, facts = ask_rows(many, "unit_facts")
    assert sorted(row[0] for row in facts) == sorted(
        f"{district}{unit}" for district in ("", "u001-", "u002-") for unit in ("le-ho", "nhat-tan")
    )


def test_a_page_is_measured_against_the_empty_page(served: Served) -> None:
    with empty_page() as empty:
        found = compare_pages(served, empty, rounds=1, pages=1)
    assert [(row.what, row.against, row.remark) for row, _ in found] == [("Tổng quan", EMPTY, "")]
    assert are_ratios([row for row, _ in found])
    assert all(weight.size > 0 for _, weight in found)


def test_sessions_at_once_are_measured_against_one_alone(served: Served) -> None:
    found = compare_sessions(served, [2], reruns=2, think=0.01, pages=1)
    assert [row.what for row in found] == ["2 sessions, p50", "2 sessions, p95"]
    assert are_ratios(found)


@pytest.mark.soak
def test_those_who_record_lose_nothing_and_the_page_is_measured_under_their_hands(two: Path) -> None:
    found = under_hands([two], writers=3, viewers=1, entries=2, think=0.01)
    assert (found.recorded, found.lost) == (6, 0)
    assert are_ratios(comparisons(found))
    assert len(found.quiet.opening) == 2


def test_the_ratio_is_the_middle_of_the_pairs_and_is_held_against_its_goal() -> None:
    row = Comparison("a", "b", (1.0, 2.0, 9.0), (2.0, 2.0, 2.0), bound=2.0, goal=0.5)
    assert (row.ratio, row.more, row.verdict) == (1.0, 0.0, "within")
    assert Comparison("a", "b", (1.0,), (2.0,), bound=1.0, goal=0.5).verdict == "meets its goal"
    assert Comparison("a", "b", (3.0,), (2.0,), bound=1.0, goal=0.5).verdict == "**above**"
    assert Comparison("a", "b", (3.0,), (2.0,), bound_more=0.5).verdict == "**above**"
    assert Comparison("a", "b", (3.0,), (2.0,)).verdict == ""


def test_the_table_names_the_machine_and_no_place_on_it() -> None:
    text = markdown([Section("Nothing", ("a note",), ())])
    assert "| Python |" in text
    assert "| cores |" in text
    assert str(Path.home()) not in text
    assert str(SAMPLE.parents[3]) not in text


def test_the_command_runs_a_part_and_writes_its_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "results" / "bench.md"
    words = ["questions", "--questions", "unit_list", "--scales", "1", "--rounds", "1", "--out", str(out)]
    assert main(words) == 0
    printed = capsys.readouterr().out
    assert "| unit_list |" in printed
    assert out.read_text(encoding="utf-8") == printed


@pytest.mark.parametrize("words", [["pagess"], ["--scales", "0"], ["--questions", "nothing"], ["--returns", "no/such"]])
def test_wrong_words_are_refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(words)
    assert "usage:" in capsys.readouterr().err


@pytest.mark.soak
def test_the_papers_are_measured_as_whole_commands() -> None:
    found = compare_papers(rounds=1, warm_ups=0)
    assert [(row.what, row.against) for row in found] == [(REPORT, ASK), (REPORT, IMPORTS)]
    assert are_ratios(found)


@pytest.mark.soak
def test_the_units_papers_are_measured_as_whole_commands() -> None:
    found = compare_unit_papers(rounds=1, warm_ups=0)
    assert [row.what for row in found] == ["20 pages (.docx)", "20 pages (.pdf)"]
    assert are_ratios(found)
