"""Papers and lists taken in with the receipts that they are: on the screen, by the command line, as one version."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.builders import OTHER, OTHER_ID, UNIT, UNIT_ID, load_all, nomination_list, package, unit_return
from tests.buttons import button
from tests.fields import field
from tests.opened import open_page
from tests.test_unit_papers import HEAD, paper
from tonghop.__main__ import main
from tonghop.actions.deciding import SEND_BACK, Decision, decide
from tonghop.actions.loading import IntakeReport, check
from tonghop.actions.receiving import ReceiptLine, receive_papers
from tonghop.actions.taking_in import Named, TakenIn, lines_of, named_report, offers, take_in
from tonghop.actions.undoing import take_back
from tonghop.errors import Stop
from tonghop.intake.inbox import collect_uploads
from tonghop.questions import ask_rows
from tonghop.store import Store

DAY, TODAY, NOON, WHO = date(2022, 4, 8), date(2022, 4, 9), datetime(2022, 4, 8, 12), "Nguyễn Thị Hoa"
SCAN, OLD = b"%PDF-1.7 quet", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def report(number: str = "12", title: str = "BÁO CÁO", symbol: str = "BC") -> bytes:
    return paper(title, "Về việc làm theo", head=HEAD.replace("12 - {}", f"{number} - {symbol}"))


FILES = {
    "bieu.xlsx": unit_return(),
    "ds.docx": nomination_list(),
    "bc.docx": report(),
    "ttr.docx": report("13", "TỜ TRÌNH", "TTr"),
    "kh.docx": report("14", "KẾ HOẠCH", "KH"),
    "moi.docx": report("15", "THÔNG BÁO", "TB"),
    "Bao cao thanh tich xa Tan Son.doc": OLD,
    "quet.pdf": SCAN,
}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def checked(store: Store, files: dict[str, bytes] | None = None) -> IntakeReport:
    return check(store, collect_uploads((files or FILES).items()), received_on=DAY)


def stored(store: Store, found: IntakeReport, lines: list[ReceiptLine], day: date = DAY) -> TakenIn:
    return take_in(store, found, lines, received_on=day, today=TODAY, recorded_at=NOON, recorded_by=WHO)


def copies(store: Store, unit: str = UNIT_ID) -> dict[str, int]:
    rows = ask_rows(store, "submission_status", as_of=TODAY)[1]
    return {row[1]: row[4] for row in rows if row[0] == unit and row[4]}


def test_papers_and_lists_offer_receipts_and_returns_none(store: Store) -> None:
    found = {o.path: (o.kind, o.unit_id, o.obligation_id, o.owed) for o in offers(store, checked(store))}
    assert found == {
        "ds.docx": ("nominations", UNIT_ID, "nominations", 2),
        "bc.docx": ("report", UNIT_ID, "report", 1),
        "ttr.docx": ("memo", UNIT_ID, "memo", 2),
        "kh.docx": ("plan", UNIT_ID, "plan", 1),
        "moi.docx": ("other", UNIT_ID, None, 0),
        "Bao cao thanh tich xa Tan Son.doc": ("other", None, None, 0),
        "quet.pdf": ("other", None, None, 0),
    }


def test_a_files_name_is_only_a_guess(store: Store) -> None:
    guesses = {o.path: o.guess for o in offers(store, checked(store))}
    assert guesses["Bao cao thanh tich xa Tan Son.doc"] == (UNIT_ID, "achievements")
    assert guesses["quet.pdf"] == (None, None)


def test_all_is_one_version_and_goes_back_in_one(store: Store) -> None:
    found = checked(store)
    lines = lines_of(offers(store, found), {o.sha256: o.owed for o in offers(store, found)})
    assert stored(store, found, lines).version == 1
    assert copies(store) == {"nominations": 2, "report": 1, "memo": 2, "plan": 1}
    take_back(store, 1, recorded_at=NOON, recorded_by=WHO)
    assert copies(store) == {}


def test_where_nobody_says_how_many_copies_came_there_is_no_receipt(store: Store) -> None:
    found = offers(store, checked(store))
    lines = lines_of(found, {o.sha256: 1 for o in found if o.owed == 1})
    assert [(line.obligation_id, line.copies) for line in lines] == [("report", 1), ("plan", 1)]


def test_two_files_of_one_part_are_one_receipt(store: Store) -> None:
    found = offers(store, checked(store, {"a.docx": report(), "b.docx": report("16")}))
    (line,) = lines_of(found, {o.sha256: 1 for o in found})
    assert (line.copies, line.remark) == (1, "Theo tệp a.docx, b.docx")


def test_what_a_person_says_of_a_scan_is_kept_with_it(store: Store) -> None:
    found = checked(store, {"quet.pdf": SCAN})
    (offer,) = offers(store, found)
    said = {offer.sha256: Named(OTHER_ID, "memo", "5-TTr/ĐU", date(2022, 4, 2))}
    (offer,) = offers(store, found, said)
    assert (offer.unit_id, offer.kind, offer.obligation_id, offer.owed) == (OTHER_ID, "memo", "memo", 2)
    stored(store, named_report(found, said, store.plan()), lines_of([offer], {offer.sha256: 2}))
    assert copies(store, OTHER_ID) == {"memo": 2}
    columns, (row,) = ask_rows(store, "file_list")[0], [r for r in ask_rows(store, "file_list")[1] if r[5] == "paper"]
    kept = dict(zip(columns, row, strict=True))
    assert (kept["unit_id"], kept["paper_kind"], kept["paper_number"]) == (OTHER_ID, "memo", "5-TTr/ĐU")
    assert kept["paper_issued_on"] == date(2022, 4, 2)


def test_what_came_before_is_known_and_a_paper_in_the_store_may_still_be_received(store: Store) -> None:
    load_all(store, {"bc.docx": FILES["bc.docx"]}, DAY)
    found = checked(store, {"lan hai.docx": FILES["bc.docx"]})
    (offer,) = offers(store, found)
    assert (offer.is_known, offer.so_far, offer.obligation_id) == (True, 0, "report")
    assert stored(store, found, lines_of([offer], {offer.sha256: 1})).version == 2
    (offer,) = offers(store, checked(store, {"lan ba.docx": FILES["bc.docx"]}))
    assert (offer.so_far, offer.is_whole, offer.lack) == (1, True, "đã nhận đủ 1 bộ")


def test_a_day_before_the_plan_stops_all(store: Store) -> None:
    found = checked(store)
    with pytest.raises(Stop, match="trước ngày ban hành"):
        stored(store, found, [ReceiptLine(UNIT_ID, "report", 1)], date(2022, 3, 1))
    assert store.current == 0


def test_a_paper_closes_the_finding_of_the_time_when_it_was_refused(store: Store) -> None:
    load_all(store, {"bc.docx": report()[:3000]}, DAY)
    assert len(ask_rows(store, "open_findings")[1]) == 1
    load_all(store, {"bc.docx": report()}, TODAY)
    assert ask_rows(store, "open_findings")[1] == []


# -- the command line ----------------------------------------------------------------------------------------


def test_load_records_receipts_only_when_it_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TONGHOP_STORE", str(tmp_path / "store"))
    (tmp_path / "a.zip").write_bytes(package({name: FILES[name] for name in ("bc.docx", "ttr.docx", "quet.pdf")}))
    words = ["load", str(tmp_path / "a.zip"), "--received", "2022-04-08"]
    assert main(words) == 0
    assert "2 tệp là thành phần hồ sơ; lượt tiếp nhận chưa ghi" in capsys.readouterr().err
    assert copies(Store(tmp_path / "store")) == {}
    assert main([*words, "--receipts"]) == 0
    said = capsys.readouterr().err
    assert "Đã ghi 1 lượt tiếp nhận." in said
    assert f"Chưa ghi lượt tiếp nhận (chưa rõ số bộ): {tmp_path}/a.zip/ttr.docx" in said
    assert copies(Store(tmp_path / "store")) == {"report": 1}
    assert main([*words, "--receipts", "--copies", "2", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["receipts"] == [{"unit": UNIT_ID, "obligation": "memo", "copies": 2}]
    assert copies(Store(tmp_path / "store")) == {"report": 1, "memo": 2}
    assert main([*words, "--copies", "2"]) == 2


# -- the screen ----------------------------------------------------------------------------------------------


@pytest.fixture
def page(store: Store, monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, bytes]], AppTest]:
    def drop(files: dict[str, bytes], **state: Any) -> AppTest:
        monkeypatch.setenv("TONGHOP_STORE", str(store.folder))
        app = open_page("tiep_nhan", {}, {"nguoi": WHO, "ngay-nhan": "08/04/2022", **state})
        app.file_uploader[0].upload("ho so.zip", package(files))
        app.run()
        assert not app.exception
        return app

    return drop


def said(app: AppTest) -> str:
    bodies = " ".join(element.proto.body for element in app.main.get("html"))
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", bodies))


def test_the_page_says_of_each_what_it_is_and_asks_what_is_missing(
    store: Store, page: Callable[[dict[str, bytes]], AppTest]
) -> None:
    app = page(FILES)
    words = said(app)
    assert "7 giấy tờ: 2 lượt tiếp nhận sẽ ghi" in words
    assert f"ho so.zip/bc.docx ▤ Lưu văn bản Báo cáo {UNIT} Báo cáo sơ kết 12-BC/ĐU, 05/04/2022 ✓ Sẽ ghi 1 bộ" in words
    assert "Hỏi: mấy bộ bản giấy" in words
    assert "Hỏi: chưa rõ là văn bản gì" in words
    assert "Không ghi: ngoài thành phần hồ sơ" in words
    field(app.segmented_control, "tiep-nhan-giay-to-so-bo").select("Đủ theo kế hoạch").run()
    assert "7 giấy tờ: 4 lượt tiếp nhận sẽ ghi" in said(app)
    button(app, "giay-to-goi-y").click().run()
    assert "7 giấy tờ: 5 lượt tiếp nhận sẽ ghi" in said(app)
    asked = {box.label: box for box in app.selectbox if box.label.startswith("quet.pdf")}
    asked["quet.pdf: của đơn vị nào?"].select(OTHER_ID).run()
    box = next(box for box in app.selectbox if box.label == "quet.pdf: là văn bản gì?")
    box.select("memo").run()
    assert f"{OTHER} Tờ trình" in said(app)
    button(app, "ghi-nhan").click().run()
    assert "Đã ghi nhận 8 tệp, 6 lượt tiếp nhận vào phiên bản 1" in said(app)
    assert copies(store) == {"nominations": 2, "report": 1, "memo": 2, "plan": 1, "achievements": 2}
    assert copies(store, OTHER_ID) == {"memo": 2}


def test_one_row_can_be_put_right_or_left_unreceived(store: Store, page: Callable[[dict[str, bytes]], AppTest]) -> None:
    app = page({"bc.docx": report(), "kh.docx": FILES["kh.docx"]})
    box = next(box for box in app.selectbox if box.key == "giay-to-sua-tep")
    box.select(next(option for option, o in zip(box.options, box.options, strict=True) if "bc.docx" in o)).run()
    toggle = next(one for one in app.toggle if one.label == "Ghi lượt tiếp nhận")
    toggle.set_value(False).run()
    next(one for one in app.text_input if one.label == "Ngày văn bản").input("06/04/2022").run()
    assert "2 giấy tờ: 1 lượt tiếp nhận sẽ ghi" in said(app)
    assert "12-BC/ĐU, 06/04/2022" in said(app)
    button(app, "ghi-nhan").click().run()
    assert copies(store) == {"plan": 1}


def test_a_file_that_is_asked_about_can_be_put_right_as_well(page: Callable[[dict[str, bytes]], AppTest]) -> None:
    app = page({"quet.pdf": SCAN})
    box = next(box for box in app.selectbox if box.key == "giay-to-sua-tep")
    box.select_index(0).run()
    assert not app.exception
    next(box for box in app.selectbox if box.key and box.key.startswith("giay-to-sua-don-vi")).select(UNIT_ID).run()
    next(box for box in app.selectbox if box.key and box.key.startswith("giay-to-sua-phan")).select("plan").run()
    assert not app.exception
    assert "1 giấy tờ: 1 lượt tiếp nhận sẽ ghi" in said(app)


def test_more_copies_than_owed_are_said_and_what_went_back_is_asked_for_again(
    store: Store, page: Callable[[dict[str, bytes]], AppTest]
) -> None:
    receive_papers(store, [ReceiptLine(UNIT_ID, "memo", 2)], DAY, today=TODAY, recorded_at=NOON, recorded_by=WHO)
    back = Decision(SEND_BACK, UNIT_ID, "memo", DAY, "thiếu chữ ký")
    decide(store, back, today=TODAY, recorded_at=NOON, recorded_by=WHO)
    app = page({"ttr.docx": FILES["ttr.docx"]})
    assert "Hỏi: mấy bộ bản giấy" in said(app)
    field(app.segmented_control, "tiep-nhan-giay-to-so-bo").select("Đủ theo kế hoạch").run()
    assert "Sẽ ghi 2 bộ" in said(app)
    app.selectbox("giay-to-sua-tep").select_index(0).run()
    next(box for box in app.number_input if box.label == "Số bộ").set_value(5).run()
    assert f"Tờ trình của {UNIT}: ghi 5 bộ, kế hoạch cần 2 bộ." in said(app)
    assert not app.exception
