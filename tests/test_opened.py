"""What is worked out once and laid as tables is what the views say: for every question, day and past."""

from __future__ import annotations

import contextlib
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.once import SAMPLE, campaign_store
from tonghop.questions import Question, ask_rows, check_parameters, questions
from tonghop.store import Store
from tonghop.store.opened import KEPT_DAYS
from tonghop.store.past import Past
from tonghop.store.rules import QUERIES, over_tables, rules, rules_under

DAY = date(2022, 4, 12)
PASTS = {
    "now": Past(),
    "a chosen day": Past(come_by=date(2022, 4, 7), known_by=date(2022, 4, 7)),
    "before all": Past(come_by=date(2022, 4, 1)),
    "received until": Past(received_until=date(2022, 4, 7)),
    "recorded until": Past(recorded_until=datetime(2022, 4, 8, 9)),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return campaign_store(tmp_path_factory.mktemp("opened") / "store", SAMPLE, date(2022, 4, 8))


def answered(store: Store, question: Question, past: Past, *, laid: bool) -> list[tuple[Any, ...]]:
    values = check_parameters(question.name, {name: 3 if name == "file_id" else DAY for name in question.parameters})
    if laid:
        return ask_rows(store, question.name, past=past, **values)[1]
    with contextlib.closing(store.as_it_was(past)) as con:
        return con.execute(question.sql, values).fetchall()


@pytest.mark.parametrize("past", PASTS)
def test_every_question_answers_alike_over_tables_and_views(store: Store, past: str) -> None:
    for question in questions().values():
        laid, told = (answered(store, question, PASTS[past], laid=laid) for laid in (True, False))
        assert laid == told, question.name


def test_every_view_is_known_with_what_it_stands_on(store: Store) -> None:
    with contextlib.closing(store.reader()) as con:
        views = {
            name
            for (name,) in con.execute(
                "select view_name from duckdb_views() where not internal and database_name = 'held'"
            ).fetchall()
        }
    assert views == {name for name, rule in rules().items() if not rule.is_of_a_day} != set()
    seen = set[str]()
    for name, rule in rules().items():
        assert rules_under(rule.body) <= seen, f"{name} stands on a rule below it"
        seen.add(name)


def test_what_a_question_asks_is_found_through_macros_and_other_views() -> None:
    assert rules_under("select 1 from units -- not of nominations") == set()
    assert rules_under("from receipt_days") == {"counted_files", "recorded_receipts", "receipt_days"}
    assert {"counted_figures", "standing_corrections", "sheet_stacks", "day_files"} <= rules_under(
        "from figures_by_year('Khen thưởng')"
    )
    assert {"obligation_status", "dues_on", "receipts_until", "receipt_days"} <= rules_under("dossier_status($as_of)")
    for name in rules():
        assert name in rules_under(f"from {name}")


def test_where_a_rule_hangs_on_the_day_past_all_that_stand_on_it_do() -> None:
    assert {name for name, rule in rules().items() if rule.sees_past and not rules_under(rule.body)} == {
        "day_files", "standing_appraisals", "day_selections"
    }  # fmt: skip
    assert rules()["counted_figures"].sees_past
    assert not rules()["receipts_to_date"].sees_past
    for name, rule in rules().items():
        assert not (rule.is_of_a_day and rule.sees_past), f"{name}: its table is kept for the day asked alone"


def test_rules_of_the_day_asked_are_tables_and_of_another_day_are_not() -> None:
    sql = "from dossier_status($as_of), obligation_status(other), had_come($as_of)"
    assert over_tables(sql, "$as_of") == "from dossier_status, obligation_status(other), had_come($as_of)"


def test_no_question_reads_the_row_numbers_of_a_view() -> None:
    for question in questions().values():
        for view in question.rules:
            assert not re.search(rf"\b{view}\.rowid\b", question.sql), question.name
    assert not re.search(r"from (?:day|counted|standing)_\w+[^;]*rowid", (QUERIES / "views.sql").read_text("utf-8"))


def test_days_make_room_for_others_and_answer_alike_when_asked_again(store: Store) -> None:
    question = questions()["models_by_sector"]
    days = [Past(come_by=date(2022, 3, 28) + timedelta(days=n)) for n in range(KEPT_DAYS + 4)]
    told = [answered(store, question, day, laid=False) for day in days]

    def twice(_: int) -> list[list[tuple[Any, ...]]]:
        return [answered(store, question, day, laid=True) for day in (*days, *days)]

    with ThreadPoolExecutor(4) as people:
        for found in people.map(twice, range(4)):
            assert found == [*told, *told]
    with contextlib.closing(store.reader()) as con:
        laid = con.execute(
            "select count(*) from duckdb_schemas() where database_name = 'memory' and starts_with(schema_name, 'day')"
        ).fetchall()[0][0]
    assert laid == KEPT_DAYS


def test_what_is_laid_is_never_in_the_version_itself(store: Store, tmp_path: Path) -> None:
    path = store.version_path(store.current)
    before = path.read_bytes()
    for question in questions().values():
        answered(store, question, Past(), laid=True)
    assert path.read_bytes() == before
