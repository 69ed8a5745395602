"""Tiến độ trên một trang: what it says is what the questions say, and it is one A4 however many are late."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.builders import plan_83
from tonghop.__main__ import main
from tonghop.actions.progress_page import progress_page_of
from tonghop.actions.sample import load_sample
from tonghop.outputs.progress_page import progress_page_pdf
from tonghop.questions import ask_rows
from tonghop.report.progress_page import Late
from tonghop.store import Store

DAYS = [date(2022, 3, 30), date(2022, 4, 5), date(2022, 4, 12), date(2022, 4, 30)]
PLAN = plan_83()
CALLED = ("missing", "returned", "incomplete")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    made = Store(tmp_path_factory.mktemp("progress") / "store")
    load_sample(made)
    return made


def rows(store: Store, name: str, day: date) -> list[dict[str, object]]:
    columns, found = ask_rows(store, name, as_of=day)
    return [dict(zip(columns, row, strict=True)) for row in found]


@pytest.mark.parametrize("day", DAYS)
def test_the_page_says_what_the_questions_say(store: Store, day: date) -> None:
    page = progress_page_of(store, day)
    status = rows(store, "submission_status", day)
    late = {row["unit_id"] for row in status if row["status"] in CALLED}
    names = {unit.id: unit.name for unit in PLAN.units}
    assert {one.name for one in page.late} == {names[str(unit)] for unit in late}
    for bar, row in zip(page.dossiers, rows(store, "dossier_progress", day), strict=True):
        assert (bar.received, bar.expected) == (row["on_time"] + row["late"], row["expected"])  # type: ignore[operator]
        assert sum(count for _, count in bar.counts) == bar.expected
        assert f"{bar.label} {bar.received}/{bar.expected}" in page.lead
    parts = {(row["unit_id"], row["obligation_id"]) for row in status if row["status"] in CALLED}
    labels = {o.id: o.label for o in PLAN.obligations}
    said = {
        (one.name, label)
        for one in page.late
        for _, words in one.lacks
        for label in labels.values()
        if label in words
    }
    assert said == {(names[str(unit)], labels[str(part)]) for unit, part in parts}


def test_it_is_one_page_though_everybody_is_late_and_names_are_long(store: Store) -> None:
    page = progress_page_of(store, date(2022, 4, 12))
    many = tuple(
        Late(f"Chi bộ {'Rất dài ' * 12}{number}", (("missing", "Tờ trình, Danh sách mô hình (quá 9 ngày)"),))
        for number in range(120)
    )
    for one in (page, replace(page, late=many), replace(page, late=(), news=())):
        assert len(PdfReader(io.BytesIO(progress_page_pdf(PLAN, one))).pages) == 1


def test_the_verb_writes_the_page(store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["progress-page", "--as-of", "2022-04-12", "--out", str(tmp_path), "--store", str(store.folder)]
    assert main(given) == 0
    path = tmp_path / "tien-do-2022-04-12.pdf"
    assert str(path) in capsys.readouterr().out
    text = " ".join(PdfReader(path).pages[0].extract_text().split())
    assert "Nhật Tựu" in text
    with pytest.raises(SystemExit):
        main(["progress-page", "--as-of", "hôm qua", "--out", str(tmp_path)])
    assert "không phải là ngày" in capsys.readouterr().err


def test_the_sample_came_in_over_the_days_of_the_campaign(store: Store) -> None:
    columns, files = ask_rows(store, "file_list")
    days = [row[columns.index("received_on")] for row in files]
    moments = [row[columns.index("recorded_at")] for row in files]
    assert len(set(days)) > 10
    assert all(isinstance(at, datetime) and at.date() == day for at, day in zip(moments, days, strict=True))
    assert store.current == 1
