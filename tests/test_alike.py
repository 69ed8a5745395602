"""Findings as people are told them: errors are never drowned by warnings, alike ones are one line with a count."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import unit_return
from tonghop.__main__ import main
from tonghop.alike import alike, told
from tonghop.findings import Finding, make


def bad(cell: str, value: str = "x") -> Finding:
    return make("not-a-number", sheet="Khen thưởng", cell=cell, value=value)


UNSORTED = make("unclassified-model", sheet="Mô hình", cell="C4", value="Hũ gạo")


def test_errors_come_first_and_alike_ones_are_one_line() -> None:
    elsewhere = make("not-a-number", sheet="Tuyên truyền", cell="D4", value="x")
    groups = alike([UNSORTED, bad("D4"), UNSORTED, bad("D5", "mười"), elsewhere, bad("D6", "")])
    assert groups == [[bad("D4"), bad("D5", "mười"), bad("D6", "")], [elsewhere], [UNSORTED, UNSORTED]]
    assert told(groups[0]) == f"{bad('D4').message} Còn 2 chỗ như vậy: D5 (“mười”), D6."
    assert told(groups[1]) == elsewhere.message


def test_a_long_line_is_cut_and_says_how_many_there_are() -> None:
    (group,) = alike([bad(f"D{row}", "rất dài " * 20) for row in range(4, 44)])
    line = told(group)
    assert "Còn 39 chỗ như vậy: D5 (“rất dài " in line
    assert line.endswith("…”), ….")
    assert line.count("(“") == 12


def test_findings_without_a_cell_stand_apart_while_they_are_few() -> None:
    def lacking(*columns: str) -> list[Finding]:
        return [make("missing-column", sheet="Khen thưởng", column=column) for column in columns]

    assert [len(group) for group in alike(lacking("2017", "2018", "2018"))] == [1, 2]
    (many,) = alike(lacking("2017", "2018", "2019", "2020"))
    assert told(many).endswith("Còn 3 chỗ như vậy.")


def test_what_is_of_two_units_is_two_lines() -> None:
    ours, theirs = (make("not-a-number", sheet="Mô hình", cell="C4", value=1, unit_id=unit) for unit in ("a", "b"))
    assert alike([ours, theirs, ours], lambda one: one.unit_id) == [[ours, ours], [theirs]]


def test_the_command_line_says_alike_ones_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changes = {("Khen thưởng", f"{column}4"): "nhiều" for column in "DEFGH"} | {("Mô hình", "C4"): None}
    (tmp_path / "a.xlsx").write_bytes(unit_return(changes=changes))
    assert main(["check", str(tmp_path / "a.xlsx"), "--store", str(tmp_path / "store")]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line[:8] for line in lines[1:3]] == ["  ✗ [5] ", "  ! Mô h"]
    assert "Còn 4 chỗ như vậy: E4 (“nhiều”), F4" in lines[1]
