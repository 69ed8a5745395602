"""A paper that turns out to be another unit's: figures and receipts go along, taking the naming back restores all."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.builders import OTHER, OTHER_ID, UNIT, UNIT_ID, load_all, register, unit_return
from tests.opened import open_page
from tests.prose_reports import made as made_report
from tests.test_received_once import MEMO, REPORT, copies, load, packed
from tests.test_taking_in import report
from tonghop.__main__ import main
from tonghop.actions.chosen import Chosen, ChosenFigure
from tonghop.actions.confirming import check_confirmation, kept_papers, record_confirmation
from tonghop.actions.entering import correction, record_correction
from tonghop.actions.naming import name_paper
from tonghop.actions.undoing import take_back
from tonghop.errors import Stop
from tonghop.questions import ask_rows
from tonghop.store import Store
from tonghop.store.sources import put_back, withdraw

DAY, NOON, WHO = date(2022, 4, 8), datetime(2022, 4, 9, 12), "Nguyễn Thị Hoa"
SAID: dict[str, Any] = {"recorded_at": NOON, "recorded_by": WHO}


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("TONGHOP_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("TONGHOP_BY", WHO)
    return Store(tmp_path / "store")


def confirm(store: Store, unit: str, *values: tuple[int, int]) -> int:
    paper = next(one for one in kept_papers(store) if not one.is_withdrawn)
    figures = tuple(ChosenFigure("conferences", year, value, "đoạn 4") for year, value in values)
    return record_confirmation(store, check_confirmation(store, paper, Chosen(unit, figures)), **SAID)


def told(store: Store) -> dict[str, dict[int, int]]:
    """Conferences by unit and year."""
    found: dict[str, dict[int, int]] = {}
    for row in ask_rows(store, "figure_list")[1]:
        if row[1] == "conferences":
            found.setdefault(row[0], {})[row[2]] = row[3]
    return found


def everything(store: Store) -> list[Any]:
    """What counts, wherever it stands."""
    answers: list[Any] = [ask_rows(store, name)[1] for name in ("figure_list", "remark_list", "reporting_units")]
    answers.append([row[:6] for row in ask_rows(store, "receipt_entries")[1]])
    columns, rows = ask_rows(store, "file_list")
    out, number = columns.index("is_withdrawn"), columns.index("file_id")
    return [*answers, [row[number] for row in rows if not row[out]], copies(store), copies(store, OTHER_ID)]


# -- figures -------------------------------------------------------------------------------------------------


def test_figures_follow_the_paper_and_taking_the_naming_back_restores_all(store: Store) -> None:
    load_all(store, {"bc.docx": REPORT}, DAY)
    confirm(store, UNIT_ID, (2019, 12), (2020, 5))
    before = everything(store)
    made = name_paper(store, 1, unit_id=OTHER_ID, **SAID)
    assert told(store) == {OTHER_ID: {2019: 12, 2020: 5}}
    assert made.says == (f"2 số, 0 ý kiến đã xác nhận từ văn bản chuyển từ {UNIT} sang {OTHER}.",)
    withdraw(store, next(one.file_id for one in kept_papers(store) if not one.is_withdrawn), reason="nhầm", **SAID)
    assert told(store) == {}
    put_back(store, 3, reason="đúng", **SAID)
    take_back(store, made.version, **SAID)
    assert everything(store) == before
    assert take_back(store, made.version, **SAID) == store.current, "asked twice, done once"


def test_figures_never_count_for_another_unit_than_their_paper_s(store: Store) -> None:
    load_all(store, {"bc.docx": REPORT}, DAY)
    confirm(store, UNIT_ID, (2019, 12))
    name_paper(store, 1, unit_id=OTHER_ID, **SAID)
    columns, rows = ask_rows(store, "file_list")
    form, number = columns.index("form"), columns.index("file_id")
    withdraw(store, max(row[number] for row in rows if row[form] == "paper_entry"), reason="nhầm", **SAID)
    assert told(store) == {}, "what was recorded for the unit before does not come up again"
    confirm(store, OTHER_ID, (2019, 13))
    assert told(store) == {OTHER_ID: {2019: 13}}


def test_a_name_that_leaves_the_unit_leaves_the_figures(store: Store) -> None:
    load_all(store, {"bc.docx": REPORT}, DAY)
    confirm(store, UNIT_ID, (2019, 12))
    assert name_paper(store, 1, number="9-BC/ĐU", **SAID).says == ()
    assert told(store) == {UNIT_ID: {2019: 12}}


def test_a_paper_is_kept_in_one_row(store: Store) -> None:
    load_all(store, {"bc.docx": REPORT}, DAY)
    name_paper(store, 1, unit_id=OTHER_ID, **SAID)
    with pytest.raises(Stop, match="đang được lưu ở tệp số 2"):
        put_back(store, 1, reason="lại", **SAID)


# -- receipts ------------------------------------------------------------------------------------------------


def test_a_receipt_follows_its_paper_and_comes_back(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert load(packed(tmp_path, memo=MEMO), "--copies", "2") == 0
    before = everything(store)
    assert main(["name", "1", "--unit", OTHER]) == 0
    said = capsys.readouterr().out
    assert f"Lượt tiếp nhận chuyển theo: Tờ trình của {UNIT}, nhận ngày 08/04/2022, 2 bộ nay là" in said
    assert (copies(store), copies(store, OTHER_ID)) == ({}, {"memo": 2})
    assert load(packed(tmp_path, memo=MEMO), "--copies", "2") == 0
    assert (copies(store), copies(store, OTHER_ID)) == ({}, {"memo": 2}), "handed in again it is received already"
    take_back(store, 2, **SAID)
    assert everything(store) == before


def test_a_receipt_follows_the_kind_of_its_paper(store: Store, tmp_path: Path) -> None:
    assert load(packed(tmp_path, bc=REPORT)) == 0
    name_paper(store, 1, kind="plan", **SAID)
    assert copies(store) == {"plan": 1}
    (paper,) = [one for one in kept_papers(store) if not one.is_withdrawn]
    name_paper(store, paper.file_id, kind="other", **SAID)
    assert copies(store) == {"plan": 1}, "a paper of no part takes no receipt away unsaid"


def test_a_receipt_that_others_speak_of_stays_and_is_said(store: Store, tmp_path: Path) -> None:
    assert load(packed(tmp_path, a=REPORT, b=report("16"))) == 0
    (says,) = name_paper(store, 1, unit_id=OTHER_ID, **SAID).says
    assert "vẫn tính lượt cũ" in says
    assert "lượt ấy còn của văn bản khác" in says
    assert (copies(store), copies(store, OTHER_ID)) == ({"report": 1}, {"report": 1})
    rows = [[1, UNIT, "Báo cáo sơ kết", "08/04/2022", 1, None]]
    load_all(store, {"so.xlsx": register(rows)}, date(2022, 4, 10))
    (says,) = name_paper(store, 2, unit_id=OTHER_ID, **SAID).says[:1]
    assert "sổ nhận cũng ghi lượt ấy" in says


def test_withdrawing_a_paper_says_which_receipts_stay(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert load(packed(tmp_path, bc=REPORT)) == 0
    capsys.readouterr()
    app = open_page("tep_da_nhan", {"so": 1}, {"nguoi": WHO})
    app.button("rut-tep").click().run()
    assert "vẫn được tính: Báo cáo sơ kết của" in " ".join(one.proto.body for one in app.main.get("html"))
    assert main(["withdraw", "1", "--reason", "nhầm"]) == 0
    said = capsys.readouterr().out
    assert f"vẫn được tính: Báo cáo sơ kết của {UNIT}, nhận ngày 08/04/2022, 1 bộ." in said
    assert "lệnh strike" in said


# -- taken back after others went on ---------------------------------------------------------------------------


def test_what_later_work_hangs_on_is_not_taken_back_unseen(store: Store) -> None:
    load_all(store, {"bc.docx": REPORT}, DAY)
    confirm(store, UNIT_ID, (2019, 12))
    before = everything(store)
    with pytest.raises(Stop, match=r"số liệu xác nhận từ văn bản \(bc.docx\)"):
        take_back(store, 1, **SAID)
    made = name_paper(store, 1, unit_id=OTHER_ID, **SAID)
    confirm(store, OTHER_ID, (2019, 13))
    for version in (1, 2, made.version):
        with pytest.raises(Stop, match="không hoàn tác cả lần được"):
            take_back(store, version, **SAID)
    take_back(store, 4, **SAID)
    take_back(store, made.version, **SAID)
    assert everything(store) == before


def test_a_return_is_not_taken_back_under_a_correction(store: Store) -> None:
    load_all(store, {"bieu.xlsx": unit_return()}, DAY)
    wanted = correction(store.plan(), UNIT_ID, "conferences", 2019, 99, "đơn vị báo lại")
    record_correction(store, wanted, received_on=DAY, **SAID)
    with pytest.raises(Stop, match="đính chính số liệu"):
        take_back(store, 1, **SAID)
    take_back(store, 2, **SAID)
    take_back(store, 1, **SAID)
    assert told(store) == {}


def test_reports_of_any_layout_follow(store: Store) -> None:
    content, _, _ = made_report(3)
    load_all(store, {"bc.docx": content}, DAY)
    assert main(["confirm", "1", "--remarks"]) == 0
    before = everything(store)
    made = name_paper(store, 1, unit_id=OTHER_ID, **SAID)
    assert {row[0] for row in ask_rows(store, "figure_list")[1]} == {OTHER_ID}
    assert {row[0] for row in ask_rows(store, "remark_list")[1]} == {OTHER_ID}
    take_back(store, made.version, **SAID)
    assert everything(store) == before
