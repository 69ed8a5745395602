"""Blank workbooks for units: filled in they read back as filled in; another plan's or version's are refused by name."""

from __future__ import annotations

import io
import random
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.builders import plan_83, read_one, said
from tonghop import forms
from tonghop.errors import Stop
from tonghop.intake.reading import Reading
from tonghop.outputs.templates import TITLE_ROWS, unit_template, units_named
from tonghop.plan.model import Plan
from tonghop.records import Document, Fact, Figure, Model, Remark
from tonghop.store import Store

HEADING = TITLE_ROWS + 1  # as Excel counts rows


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def filled(plan: Plan, unit_id: str, seed: int) -> tuple[bytes, dict[str, object]]:
    """Fill a template in at random; return the file and what was written."""
    chance = random.Random(seed)
    book = openpyxl.load_workbook(io.BytesIO(unit_template(plan, plan.unit_by_id[unit_id])))
    figures: dict[tuple[str, int], int] = {}
    for sheet in forms.MATRIX_SHEETS:
        for row, indicator in enumerate((i for i in plan.indicators if i.sheet == sheet), HEADING + 1):
            for column, year in enumerate(plan.years, 4):
                if chance.random() < 0.8:
                    figures[indicator.id, year] = chance.randrange(5000)
                    book[sheet].cell(row, column).value = figures[indicator.id, year]
    models = []
    for row in range(HEADING + 1, HEADING + 1 + chance.randrange(2, 8)):
        sector = chance.choice([s for s in plan.sectors if s.id != "chua_phan_loai"])
        values = [f"Mô hình số {row}", sector.label, "Tập thể", "Huyện", "Chi bộ thôn 1", 2019, "Có kết quả.", "x"]
        for column, value in enumerate(values, 2):
            book["Mô hình"].cell(row, column).value = value
        models.append((values[0], sector.id))
    for column, value in enumerate(["12-KH/ĐU", date(2020, 3, 4), "Kế hoạch", "Về học tập và làm theo Bác"], 2):
        book["Văn bản"].cell(HEADING + 1, column).value = value
    book["Đánh giá"].cell(HEADING + 1, 2).value = "Đơn vị đoàn kết."
    book["Thông tin"].cell(HEADING + 3, 2).value = len(models)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue(), {"figures": figures, "models": models}


def records_of(reading: Reading, kind: type) -> list[object]:
    return [record for record in reading.records if isinstance(record, kind)]


@pytest.mark.parametrize("seed", range(4))
def test_a_filled_template_reads_back_as_filled_in(store: Store, seed: int) -> None:
    plan = plan_83()
    content, written = filled(plan, "tan-son", seed)
    reading = read_one(store, content)
    assert (reading.form, reading.unit_id, reading.status) == ("unit_return", "tan-son", "accepted")
    assert [slug for slug, *_ in said(reading.findings)] in ([], ["over-quota"])
    figures = {(f.indicator_id, f.year): f.value for f in reading.records if isinstance(f, Figure)}
    assert figures == written["figures"]
    assert [(m.name, m.sector_id) for m in reading.records if isinstance(m, Model)] == written["models"]
    assert len(records_of(reading, Document)) == 1
    assert [r.text for r in reading.records if isinstance(r, Remark)] == ["Đơn vị đoàn kết."]
    assert ("models_stated", len(written["models"])) in [  # type: ignore[arg-type]
        (f.fact_id, f.number) for f in reading.records if isinstance(f, Fact)
    ]


def test_an_untouched_template_reports_nothing_and_asks_only_for_nominations(store: Store) -> None:
    for unit in plan_83().units[:3]:
        reading = read_one(store, unit_template(plan_83(), unit))
        assert (reading.status, reading.unit_id) == ("accepted", unit.id)
        assert [slug for slug, *_ in said(reading.findings)] == ["under-quota"]
        assert records_of(reading, Figure) == []


def test_a_template_of_an_earlier_version_is_refused_by_name(store: Store) -> None:
    older = replace(plan_83(), form_version=0)
    reading = read_one(store, unit_template(older, older.units[0]))
    assert reading.status == "refused"
    (finding,) = reading.findings
    assert finding.slug == "not-a-form"
    assert "phiên bản 0" in finding.message
    assert "phiên bản 1" in finding.message


def test_a_template_of_another_plan_is_refused_by_name(store: Store) -> None:
    other = replace(plan_83(), id="99-KH/HU")
    (finding,) = read_one(store, unit_template(other, other.units[0])).findings
    assert finding.slug == "not-a-form"
    assert "99-KH/HU" in finding.message


def test_a_template_is_recognised_even_where_sheets_were_taken_out(store: Store) -> None:
    book = openpyxl.load_workbook(io.BytesIO(unit_template(plan_83(), plan_83().units[0])))
    del book["Thông tin"]
    target = io.BytesIO()
    book.save(target)
    reading = read_one(store, target.getvalue())
    assert (reading.form, reading.status) == ("unit_return", "refused")
    assert ("missing-sheet", "Thông tin", None, None) in said(reading.findings)


def test_choices_numbers_and_sums_guard_the_cells() -> None:
    book = openpyxl.load_workbook(io.BytesIO(unit_template(plan_83(), plan_83().units[0])))
    matrices = [rule for sheet in forms.MATRIX_SHEETS for rule in book[sheet].data_validations.dataValidation]
    rules = {(rule.type, rule.operator) for rule in matrices}
    assert rules == {("whole", "greaterThanOrEqual")}
    assert {rule.type for rule in book["Mô hình"].data_validations.dataValidation} == {"list", "whole"}
    total = book["Khen thưởng"].cell(HEADING + 1, 9).value
    assert total == '=IF(COUNT(D6:H6)=0,"",SUM(D6:H6))'
    assert all(book[sheet].protection.sheet for sheet in book.sheetnames)
    assert book[forms.STAMP].sheet_state == "veryHidden"


def test_units_are_named_by_id_or_by_name_and_an_unknown_one_gets_a_suggestion() -> None:
    plan = plan_83()
    assert [unit.id for unit in units_named(plan, ["thi-son", "xã Tân Sơn"])] == ["thi-son", "tan-son"]
    assert len(units_named(plan, [])) == len(plan.units)
    with pytest.raises(Stop, match="xã Tâm Sơn"):
        units_named(plan, ["xã Tâm Sơn"])


def test_the_command_writes_one_workbook_a_unit(tmp_path: Path, project_root: Path) -> None:
    command = [sys.executable, "-m", "tonghop", "template", "tan-son", "--out", str(tmp_path / "out")]
    done = subprocess.run(
        [*command, "--store", str(tmp_path / "store")], cwd=project_root, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["tan-son.xlsx"]


def test_sums_come_back_right_as_excel_keeps_them(store: Store) -> None:
    content, written = filled(plan_83(), "tan-son", 83)
    sums_come_back_right(store, with_sums(content, plan_83()), written)


@pytest.mark.soak
def test_sums_come_back_right_from_libreoffice(store: Store, tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not on this machine: what it calculates is not looked at")
    content, written = filled(plan_83(), "tan-son", 83)
    source = tmp_path / "tan-son.xlsx"
    source.write_bytes(content)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    words = [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "out"), str(source)]
    subprocess.run(words, check=True, capture_output=True, timeout=120)
    sums_come_back_right(store, (tmp_path / "out" / source.name).read_bytes(), written)


def sums_come_back_right(store: Store, content: bytes, written: Any) -> None:
    plan = plan_83()
    figures: Any = written["figures"]
    reading = read_one(store, content)
    assert (reading.unit_id, reading.status) == ("tan-son", "accepted")
    assert {(f.indicator_id, f.year): f.value for f in reading.records if isinstance(f, Figure)} == figures
    totals = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    for sheet in forms.MATRIX_SHEETS:
        for row, indicator in enumerate((i for i in plan.indicators if i.sheet == sheet), HEADING + 1):
            values = [figures.get((indicator.id, year)) for year in plan.years]
            stated: Any = totals[sheet].cell(row, 4 + len(plan.years)).value
            known = [value for value in values if value is not None]
            assert (stated or 0, bool(known)) == (sum(known), stated not in ("", None))
    assert not [finding for finding in reading.findings if finding.slug == "total-mismatch"]


def with_sums(content: bytes, plan: Plan) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in forms.MATRIX_SHEETS:
        for row in range(HEADING + 1, HEADING + 1 + sum(i.sheet == sheet for i in plan.indicators)):
            values: list[Any] = [book[sheet].cell(row, column).value for column in range(4, 4 + len(plan.years))]
            known = [value for value in values if value is not None]
            book[sheet].cell(row, 4 + len(plan.years)).value = sum(known) if known else None
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
