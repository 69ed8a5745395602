"""A paper is received once and by one unit: whoever loads it again, at the same time, or names it anew."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.builders import OTHER, OTHER_ID, UNIT, UNIT_ID, package, unit_return
from tests.test_confirming_together import together
from tests.test_taking_in import report
from tonghop.__main__ import main
from tonghop.actions.deciding import SEND_BACK, Decision, decide
from tonghop.actions.loading import check
from tonghop.actions.receiving import ReceiptLine, receive_papers
from tonghop.actions.taking_in import lines_of, offers, take_in
from tonghop.errors import Stop
from tonghop.intake.inbox import collect, collect_uploads
from tonghop.questions import ask_rows
from tonghop.store import Store
from ui.intake.papers import FULL, copies_of

DAY, TODAY, NOON, WHO = date(2022, 4, 8), date(2022, 4, 12), datetime(2022, 4, 8, 12), "Nguyễn Thị Hoa"
SAID: dict[str, Any] = {"recorded_at": NOON, "recorded_by": WHO}
MEMO, REPORT = report("13", "TỜ TRÌNH", "TTr"), report()


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("TONGHOP_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("TONGHOP_BY", WHO)
    return Store(tmp_path / "store")


def copies(store: Store, unit: str = UNIT_ID) -> dict[str, int]:
    rows = ask_rows(store, "submission_status", as_of=TODAY)[1]
    return {row[1]: row[4] for row in rows if row[0] == unit and row[4]}


def packed(folder: Path, **files: bytes) -> str:
    path = folder / "goi.zip"
    path.write_bytes(package({f"{name}.docx": content for name, content in files.items()}))
    return str(path)


def load(path: str, *words: str, day: str = "2022-04-08") -> int:
    return main(["load", path, "--received", day, "--receipts", *words])


def send_back(store: Store, part: str, day: date) -> None:
    decide(store, Decision(SEND_BACK, UNIT_ID, part, day, "thiếu chữ ký"), today=TODAY, **SAID)


# -- again ---------------------------------------------------------------------------------------------------


def test_a_package_loaded_again_records_no_receipt_again(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = packed(tmp_path, memo=MEMO, report=REPORT)
    assert load(path, "--copies", "1") == 0
    assert copies(store) == {"memo": 1, "report": 1}
    version = store.current
    assert load(path, "--copies", "1") == 0
    assert (copies(store), store.current) == ({"memo": 1, "report": 1}, version)
    said = capsys.readouterr().err
    assert "Đã ghi 0 lượt tiếp nhận." in said
    assert f"Chưa ghi lượt tiếp nhận (đã ghi theo chính tệp này, có 1/2 bộ): {path}/memo.docx" in said
    receive_papers(store, [ReceiptLine(UNIT_ID, "memo", 1)], DAY, today=TODAY, **SAID)
    assert copies(store)["memo"] == 2, "the second original is told at the desk"


def test_loads_at_the_same_moment_record_each_receipt_once(store: Store, tmp_path: Path) -> None:
    (tmp_path / "truoc.xlsx").write_bytes(unit_return(OTHER))
    assert main(["load", str(tmp_path / "truoc.xlsx"), "--received", "2022-04-01"]) == 0
    path = packed(tmp_path, memo=MEMO, report=REPORT)
    ran = together(store, *[["load", path, "--received", "2022-04-08", "--receipts", "--copies", "1"]] * 3)
    assert [each.returncode for each in ran] == [0, 0, 0], [each.stderr for each in ran]
    assert copies(store) == {"memo": 1, "report": 1}
    counts = sorted(each.stderr.partition("Đã ghi ")[2][:1] for each in ran)
    assert counts == ["0", "0", "2"], [each.stderr for each in ran]
    columns, rows = ask_rows(store, "file_list")
    assert sorted(row[columns.index("status")] for row in rows).count("paper") == 2
    told = sorted(each.stderr.partition("2 tệp: ")[2].partition(";")[0] for each in ran)
    assert told == ["lưu văn bản 2", "đã có trong kho 2", "đã có trong kho 2"], "what became of each is said truly"
    assert store.current == 2, "no version for nothing"


def test_on_screen_what_another_received_since_is_said_and_nothing_written(store: Store) -> None:
    found = check(store, collect_uploads([("bc.docx", REPORT)]), received_on=DAY)
    lines = lines_of(offers(store, found), {o.sha256: 1 for o in offers(store, found)})
    receive_papers(store, [ReceiptLine(OTHER_ID, "report", 1)], DAY, today=TODAY, **SAID)
    take_in(store, found, lines, received_on=DAY, today=TODAY, **SAID)
    assert copies(store) == {"report": 1}
    version = store.current
    with pytest.raises(Stop, match=f"thay đổi khác ở Báo cáo sơ kết của {UNIT}"):
        take_in(store, found, lines, received_on=DAY, today=TODAY, **SAID)
    assert (copies(store), store.current) == ({"report": 1}, version)


# -- sent back -------------------------------------------------------------------------------------------------


def test_what_was_sent_back_is_received_when_it_comes_anew(store: Store, tmp_path: Path) -> None:
    assert load(packed(tmp_path, report=REPORT)) == 0
    send_back(store, "report", date(2022, 4, 9))
    found = check(store, collect_uploads([("moi.docx", report("20"))]), received_on=TODAY)
    (offer,) = offers(store, found)
    assert (offer.so_far, offer.is_whole, offer.is_lacking, offer.lack) == (0, False, True, "")
    assert copies_of(offer, {}, None) == 1
    assert load(packed(tmp_path, moi=report("20")), day="2022-04-10") == 0
    rows = ask_rows(store, "submission_status", as_of=TODAY)[1]
    assert next(row[5] for row in rows if row[:2] == (UNIT_ID, "report")) == "on_time"
    assert copies(store) == {"report": 2}, "all that ever came"
    assert load(packed(tmp_path, nua=report("21")), day="2022-04-11") == 0
    assert copies(store) == {"report": 2}, "now it is whole again"


def test_the_very_same_file_sent_back_and_brought_again_is_received(store: Store, tmp_path: Path) -> None:
    path = packed(tmp_path, memo=MEMO)
    assert load(path, "--copies", "2") == 0
    send_back(store, "memo", date(2022, 4, 9))
    (offer,) = offers(store, check(store, collect([Path(path)]), received_on=TODAY))
    assert copies_of(offer, {}, FULL) == 2, "all copies went back"
    assert load(path, "--copies", "1", day="2022-04-10") == 0
    assert load(path, "--copies", "1", day="2022-04-10") == 0
    assert copies(store) == {"memo": 3}


# -- more than is owed -------------------------------------------------------------------------------------------


def test_more_copies_than_the_plan_asks_for_are_said(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = packed(tmp_path, report=REPORT)
    assert load(path, "--copies", "5") == 0
    said = capsys.readouterr().err
    assert f"Báo cáo sơ kết của {UNIT}: ghi 5 bộ, kế hoạch cần 1 bộ." in said
    assert "đề nghị gạch lượt ấy" in said
    assert copies(store) == {"report": 5}, "as written (CONTRACT §1)"
    assert main(["receive", UNIT, "report", "--day", "2022-04-09"]) == 0
    assert "ghi 1 bộ thêm vào 5 bộ đã có, kế hoạch cần 1 bộ." in capsys.readouterr().out
    path = packed(tmp_path, memo=MEMO)
    assert load(path, "--copies", "3", "--json") == 0
    assert json.loads(capsys.readouterr().out)["remarks"] == [f"Tờ trình của {UNIT}: ghi 3 bộ, kế hoạch cần 2 bộ."]
