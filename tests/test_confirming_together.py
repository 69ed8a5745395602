"""What others do while a report is gone through: what was shown is what is recorded, or nothing is, and it is said."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.builders import load_all, unit_return
from tests.paper_pdf import texts_as_pdf
from tests.test_prose_reports import document
from tonghop.__main__ import main
from tonghop.actions.chosen import Chosen, ChosenFigure
from tonghop.actions.confirming import (
    KeptPaper,
    check_confirmation,
    kept_paper,
    kept_papers,
    record_confirmation,
    recorded_of,
)
from tonghop.actions.naming import name_paper
from tonghop.errors import Stop
from tonghop.questions import ask_rows
from tonghop.store import Store
from tonghop.store.sources import put_back, withdraw

DAY, NOON, WHO = date(2022, 4, 8), datetime(2022, 4, 9, 12), "Nguyễn Thị Hoa"
UNIT, NAME = "kha-phong", "Đảng bộ xã Khả Phong"
OTHER, OTHER_NAME = "thi-son", "Đảng bộ xã Thi Sơn"
SAID: dict[str, Any] = {"recorded_at": NOON, "recorded_by": WHO}
TEXT = [
    "ĐẢNG ỦY XÃ KHẢ PHONG", "BÁO CÁO", "II. KẾT QUẢ THỰC HIỆN", "Năm 2019 có 12 hội nghị, năm 2020 có 05 hội nghị.",
    "Năm 2018 kiểm tra 03/04 cuộc.", "III. ĐÁNH GIÁ CHUNG", "1. Ưu điểm", "Dân đồng lòng.",
]  # fmt: skip
SECOND = [*TEXT[:3], "Năm 2019 có 13 hội nghị, năm 2021 có 04 hội nghị."]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "store")
    load_all(made, {"bao-cao.docx": document(TEXT)}, DAY)
    return made


def paper(store: Store, path: str = "bao-cao.docx") -> KeptPaper:
    return next(one for one in kept_papers(store) if one.path == path and not one.is_withdrawn)


def chosen(*values: tuple[int, int], unit: str = UNIT) -> Chosen:
    """Conferences: year, value."""
    return Chosen(unit, tuple(ChosenFigure("conferences", year, value, "đoạn 4") for year, value in values))


def confirm(store: Store, one: KeptPaper, what: Chosen) -> int:
    return record_confirmation(store, check_confirmation(store, one, what), **SAID)


def figures(store: Store, unit: str = UNIT) -> dict[tuple[str, int], int]:
    return {(row[1], row[2]): row[3] for row in ask_rows(store, "figure_list")[1] if row[0] == unit}


def conferences(store: Store, unit: str = UNIT) -> dict[int, int]:
    return {year: value for (name, year), value in figures(store, unit).items() if name == "conferences"}


def entries(store: Store) -> int:
    columns, rows = ask_rows(store, "file_list")
    form, out = columns.index("form"), columns.index("is_withdrawn")
    return sum(row[form] == "paper_entry" and not row[out] for row in rows)


def together(store: Store, *verbs: list[str]) -> list[subprocess.CompletedProcess[str]]:
    """Run verbs at the same time, each in a process of its own."""
    env = {**os.environ, "TONGHOP_STORE": str(store.folder), "TONGHOP_BY": WHO}
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "tonghop", *verb], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True, encoding="utf-8",
        )
        for verb in verbs
    ]  # fmt: skip
    return [subprocess.CompletedProcess(one.args, one.returncode, *said) for one in started for said in [ended(one)]]


def ended(process: subprocess.Popen[str]) -> tuple[str, str]:
    out, err = process.communicate(timeout=120)
    return out, err


# -- between the look and the recording ------------------------------------------------------------------------


@pytest.mark.parametrize("day", [date(2022, 4, 1), date(2022, 4, 20)])
def test_a_return_that_came_since_the_look_loses_nothing_and_is_said(store: Store, day: date) -> None:
    checked = check_confirmation(store, paper(store), chosen((2019, 12), (2020, 5)))
    load_all(store, {"bieu.xlsx": unit_return(NAME)}, day)
    before = figures(store)
    with pytest.raises(Stop, match="kho đã có ghi nhận khác") as told:
        record_confirmation(store, checked, **SAID)
    assert "Tuyên truyền" in told.value.message
    assert (store.current, figures(store)) == (2, before)
    confirm(store, paper(store), checked.chosen)
    assert set(figures(store)) == set(before), "the rest of the return stays"
    is_newer = day > DAY
    assert conferences(store)[2019] == (before["conferences", 2019] if is_newer else 12)


def test_what_others_record_for_other_units_is_in_nobodys_way(store: Store) -> None:
    checked = check_confirmation(store, paper(store), chosen((2019, 12)))
    load_all(store, {"bieu.xlsx": unit_return(OTHER_NAME)}, DAY)
    assert record_confirmation(store, checked, **SAID) == 3
    assert conferences(store) == {2019: 12}


def test_two_who_confirm_the_same_report_do_not_record_over_each_other(store: Store) -> None:
    first, second = (check_confirmation(store, paper(store), chosen(*said)) for said in ([(2019, 12)], [(2020, 5)]))
    record_confirmation(store, first, **SAID)
    with pytest.raises(Stop, match="kho đã có ghi nhận khác"):
        record_confirmation(store, second, **SAID)
    with pytest.raises(Stop, match="Không có số liệu hay ý kiến nào mới"):
        record_confirmation(store, first, **SAID)
    assert (conferences(store), entries(store)) == ({2019: 12}, 1)


def test_confirmations_at_the_same_moment_are_recorded_once(store: Store) -> None:
    load_all(store, {"hai.docx": document(SECOND)}, DAY)
    one, two = str(paper(store).file_id), str(paper(store, "hai.docx").file_id)
    (tmp := store.folder.parent / "bieu.xlsx").write_bytes(unit_return(OTHER_NAME))
    ran = together(
        store, ["confirm", one], ["confirm", one], ["load", str(tmp), "--received", "2022-04-08"], ["confirm", two]
    )
    assert sorted(each.returncode for each in ran[:2]) == [0, 1], [each.stderr for each in ran]
    assert [each.returncode for each in ran[2:]] == [0, 0], [each.stderr for each in ran]
    assert "nào mới để ghi nhận" in next(each.stderr for each in ran[:2] if each.returncode)
    now = conferences(store)
    assert (now[2020], now[2021]) == (5, 4)
    assert now[2019] in (12, 13), "of papers of one day the one recorded last"
    assert (entries(store), len(conferences(store, OTHER))) == (2, 5)


def test_figures_told_at_the_same_moment_are_all_recorded(store: Store) -> None:
    said = ("inspections.2018=3", "conferences.2019=13")
    ran = together(store, *(["confirm", "1", "--figure", one] for one in said))
    assert [each.returncode for each in ran] == [0, 0], [each.stderr for each in ran]
    assert figures(store)["inspections", 2018] == 3
    assert (conferences(store), entries(store)) == ({2019: 13, 2020: 5}, 2)


def test_a_paper_withdrawn_since_the_look_is_refused_in_words(store: Store) -> None:
    checked = check_confirmation(store, paper(store), chosen((2019, 12)))
    withdraw(store, 1, reason="nhầm", **SAID)
    with pytest.raises(Stop, match="Văn bản đã được rút"):
        record_confirmation(store, checked, **SAID)
    assert entries(store) == 0
    put_back(store, 1, reason="đúng", **SAID)
    name_paper(store, 1, number="9-BC/ĐU", **SAID)
    with pytest.raises(Stop, match="được ghi tên lại thành tệp số 2"):
        record_confirmation(store, checked, **SAID)


# -- what hangs on what ----------------------------------------------------------------------------------------


def test_withdrawing_another_source_leaves_what_a_paper_confirms(store: Store) -> None:
    load_all(store, {"bieu.xlsx": unit_return(NAME), "hai.docx": document(SECOND)}, date(2022, 4, 1))
    base = figures(store)
    confirm(store, paper(store), chosen((2019, base["conferences", 2019]), (2020, 5)))
    confirm(store, paper(store, "hai.docx"), chosen((2021, 4)))
    assert conferences(store) == {
        **{year: value for (name, year), value in base.items() if name == "conferences"}, 2020: 5, 2021: 4,
    }  # fmt: skip
    withdraw(store, 2, reason="nhầm", **SAID)
    left = {2019: base["conferences", 2019], 2020: 5, 2021: 4}
    assert conferences(store) == left, "also what the return said alike"
    withdraw(store, paper(store, "hai.docx").file_id, reason="nhầm", **SAID)
    assert conferences(store) == {2019: base["conferences", 2019], 2020: 5}
    withdraw(store, 1, reason="nhầm", **SAID)
    assert conferences(store) == {}


def test_what_was_recorded_and_is_overruled_is_no_less_recorded(store: Store) -> None:
    load_all(store, {"bieu.xlsx": unit_return(NAME)}, date(2022, 4, 20))
    confirm(store, paper(store), chosen((2019, 99)))
    known = recorded_of(store, paper(store))
    assert known is not None
    assert known.figures == chosen((2019, 99)).figures
    withdraw(store, 2, reason="nhầm", **SAID)
    assert conferences(store) == {2019: 99}


def test_a_figure_taken_back_whose_sheet_has_no_other_is_gone(store: Store) -> None:
    other = ChosenFigure("inspections", 2018, 3, "đoạn 5")
    confirm(store, paper(store), replace(chosen((2019, 12)), figures=(*chosen((2019, 12)).figures, other)))
    confirm(store, paper(store), Chosen(UNIT, (other,)))
    assert figures(store) == {("inspections", 2018): 3}


# -- on the command line -----------------------------------------------------------------------------------------


def test_what_a_newer_source_overrules_is_said_figure_by_figure(
    store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    load_all(store, {"bieu.xlsx": unit_return(NAME)}, date(2022, 4, 20))
    before = conferences(store)
    words = ["confirm", "1", "--store", str(store.folder), "--by", WHO]
    assert main(words) == 0
    said = capsys.readouterr().out
    assert "Đã ghi nhận 2 số, 0 ý kiến" in said
    assert "2 điều được lưu nhưng không được tính" in said
    assert (
        f"Không được tính: Hội nghị quán triệt, tuyên truyền, năm 2019: xác nhận 12, đang tính {before[2019]} theo "
        "nguồn nhận sau (bieu.xlsx, nhận ngày 20/04/2022)."
    ) in said
    assert main([*words, "--figure", "inspections.2018=3", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert len(told["remarks"]) == 3
    assert conferences(store) == before


def test_another_unit_than_the_letterhead_s_is_refused(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["confirm", "1", "--store", str(store.folder), "--by", WHO, "--unit", OTHER_NAME]
    assert main(words) == 1
    said = capsys.readouterr().err
    assert f"Văn bản này là của {NAME}, không phải của {OTHER_NAME}." in said
    assert "lệnh name 1 --unit" in said
    assert (entries(store), figures(store, OTHER)) == (0, {})


def test_a_report_that_names_nobody_is_not_confirmed_for_two_units(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = Store(tmp_path / "other")
    load_all(made, {"bao-cao.docx": document(TEXT[1:])}, DAY)
    words = ["confirm", "1", "--store", str(made.folder), "--by", WHO]
    assert main([*words, "--unit", NAME]) == 0
    assert main([*words, "--unit", OTHER_NAME]) == 1
    assert f"đã có số liệu ghi nhận cho {NAME}, không phải của {OTHER_NAME}" in capsys.readouterr().err
    assert main([*words, "--figure", "inspections.2018=3"]) == 0, "whose it is was said before"


def test_a_second_confirmation_keeps_what_the_first_one_recorded(store: Store) -> None:
    words = ["confirm", "1", "--store", str(store.folder), "--by", WHO]
    assert main([*words, "--figure", "inspections.2018=3", "--remarks"]) == 0
    assert main([*words, "--figure", "conferences.2019=13"]) == 0
    assert figures(store) == {("conferences", 2019): 13, ("conferences", 2020): 5, ("inspections", 2018): 3}
    assert len(ask_rows(store, "remark_list")[1]) == 1
    assert main([*words, "--figure", "inspections.2018=trống"]) == 0
    assert figures(store) == {("conferences", 2019): 13, ("conferences", 2020): 5}


def test_a_pdf_is_confirmed_like_any_report(tmp_path: Path) -> None:
    made = Store(tmp_path / "other")
    (path := tmp_path / "bao-cao.pdf").write_bytes(texts_as_pdf(TEXT))
    words = ["--store", str(made.folder), "--by", WHO]
    assert main(["load", str(path), "--received", "2022-04-08", "--receipts", *words]) == 0
    rows = ask_rows(made, "submission_status", as_of=DAY)[1]
    assert [row[1] for row in rows if row[0] == UNIT and row[4]] == ["report"]
    assert main(["confirm", "1", *words]) == 0
    assert conferences(made) == {2019: 12, 2020: 5}
    withdraw(made, kept_paper(made, 1).file_id, reason="nhầm", **SAID)
    assert main(["confirm", "1", *words]) == 1
