"""Papers in prose (form E): what the title makes of a Word file, kept as it came, counted for nothing (CONTRACT §2)."""

from __future__ import annotations

import io
import json
from datetime import date, datetime
from pathlib import Path

import docx
import pytest

from tests.builders import (
    LIST_HEADINGS,
    NOMINATIONS,
    UNIT,
    UNIT_ID,
    Row,
    nomination_list,
    of_kind,
    read,
    read_one,
    said,
)
from tonghop.__main__ import main
from tonghop.actions.loading import load
from tonghop.intake.inbox import collect_uploads
from tonghop.intake.unit_paper import Paper
from tonghop.questions import ask_rows
from tonghop.records import Nomination
from tonghop.store import Store

LIST: list[Row] = [LIST_HEADINGS, *NOMINATIONS]
FIGURES: list[Row] = [["TT", "Nội dung", "2017", "2018"], ["1", "Hội nghị", "5", "6"]]
TEXT = "Thực hiện Kế hoạch số 83-KH/HU, Đảng ủy xã Tân Sơn báo cáo như sau:"


@pytest.fixture
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(tmp_path_factory.mktemp("store"))


def paper(*lines: str, head: str = "", tables: tuple[list[Row], ...] = ()) -> bytes:
    """A paper: its letterhead's left and right cells by |, its lines, tables at its end."""
    document = docx.Document()
    if head:
        left, _, right = head.partition("|")
        cells = document.add_table(1, 2).rows[0].cells
        cells[0].text, cells[1].text = left, right
    for line in lines:
        document.add_paragraph(line)
    for rows in tables:
        table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                table.cell(row, column).text = str(value or "")
        document.add_paragraph("")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


HEAD = (
    "ĐẢNG BỘ HUYỆN KIM BẢNG\nĐẢNG ỦY XÃ TÂN SƠN\n*\nSố 12 - {}/ĐU"
    "|ĐẢNG CỘNG SẢN VIỆT NAM\nTân Sơn, ngày 05 tháng 4 năm 2022"
)


@pytest.mark.parametrize(
    ("content", "unit", "found"),
    [
        (
            paper("BÁO CÁO", "Kết quả 5 năm học tập và làm", "theo Bác", "_____", TEXT, head=HEAD.format("BC")),
            UNIT_ID,
            Paper("report", "12-BC/ĐU", date(2022, 4, 5), "Kết quả 5 năm học tập và làm theo Bác"),
        ),
        (
            # a list annexed makes no list of it
            paper("BÁO CÁO", "Kết quả", TEXT, "DANH SÁCH MÔ HÌNH", head=HEAD.format("BC"), tables=(LIST, FIGURES)),
            UNIT_ID,
            Paper("report", "12-BC/ĐU", date(2022, 4, 5), "Kết quả"),
        ),
        (
            paper("TỜ TRÌNH", "V/v đề nghị khen thưởng", TEXT, head=HEAD.format("TTr"), tables=(LIST,)),
            UNIT_ID,
            Paper("memo", "12-TTr/ĐU", date(2022, 4, 5), "V/v đề nghị khen thưởng"),
        ),
        (paper(UNIT, "KẾ HOẠCH", "Căn cứ công văn"), UNIT_ID, Paper("plan")),
        (paper("BÁO CÁO TÓM TẮT THÀNH TÍCH", "của mô hình A"), None, Paper("achievements", subject="của mô hình A")),
        (paper("BÁO CÁO", "TÓM TẮT THÀNH TÍCH", "của mô hình A"), None, Paper("achievements", subject="của mô hình A")),
        (paper("THÔNG BÁO", "Về việc họp"), None, Paper("other", subject="Về việc họp")),
        (
            paper("Kính gửi: Ban Tuyên giáo Huyện ủy", "Gửi kèm.", head=HEAD.format("CV") + "\nV/v gửi báo cáo"),
            UNIT_ID,
            Paper("covering_letter", "12-CV/ĐU", date(2022, 4, 5), "V/v gửi báo cáo"),
        ),
        (paper(f"{UNIT.upper()}\tĐẢNG CỘNG SẢN VIỆT NAM", "Số:      -BC/ĐU", "BÁO CÁO"), UNIT_ID, Paper("report")),
        (paper("BÁO CÁO", head="ĐẢNG ỦY XÃ TÂN SƠN\nCHI BỘ THÔN 3|"), UNIT_ID, Paper("report")),
        # another paper's number and day, told in words, are not this one's
        (
            paper("(Kèm theo Công văn số 45-CV/ĐU ngày 03/4/2022)", "BÁO CÁO", "Kết quả", head="ĐẢNG ỦY XÃ TÂN SƠN|"),
            UNIT_ID,
            Paper("report", subject="Kết quả"),
        ),
        (paper("Thực hiện Kế hoạch số 83-KH/HU ngày 29/3/2022", "Kính thưa các đồng chí"), None, Paper("other")),
        # a body that leaves the district out, below a commune's name or above its place, is a part of the commune
        (paper("BÁO CÁO", head="ĐẢNG ỦY XÃ TÂN SƠN\nHỘI NÔNG DÂN|"), UNIT_ID, Paper("report")),
        (paper("BÁO CÁO", head="ỦY BAN MTTQ VIỆT NAM\nXÃ TÂN SƠN|"), UNIT_ID, Paper("report")),
        (paper("BÁO CÁO", head="ĐẢNG ỦY XÃ TÂN SƠN\nHỘI NÔNG DÂN HUYỆN|"), None, Paper("report")),
        (paper("BÁO CÁO", head="MTTQ HUYỆN KIM BẢNG\nHỘI NÔNG DÂN|"), None, Paper("report")),
        (paper("BÁO CÁO", head="ĐẢNG ỦY XÃ TÂN SƠN|ĐẢNG ỦY XÃ THI SƠN"), None, Paper("report")),
    ],
)
def test_the_title_says_what_a_paper_is(store: Store, content: bytes, unit: str | None, found: Paper) -> None:
    reading = read_one(store, content)
    assert (reading.status, reading.form, reading.unit_id, reading.paper) == ("paper", "unit_paper", unit, found)
    assert (reading.findings, reading.records) == ((), ())


def test_where_two_units_are_named_a_person_is_asked(store: Store) -> None:
    reading = read_one(store, paper("BÁO CÁO", head="ĐẢNG ỦY XÃ TÂN SƠN|ĐẢNG ỦY XÃ THI SƠN"))
    assert reading.unnamed == ("ĐẢNG ỦY XÃ TÂN SƠN", "ĐẢNG ỦY XÃ THI SƠN")


def test_a_part_of_a_unit_is_said(store: Store) -> None:
    reading = read_one(store, paper("BÁO CÁO", head="ĐẢNG ỦY XÃ TÂN SƠN\nCHI BỘ THÔN 3|"))
    assert reading.notes == ("“CHI BỘ THÔN 3” là bộ phận của Đảng bộ xã Tân Sơn; văn bản tính cho đơn vị này.",)


def test_a_list_is_the_form_with_its_table_and_no_form_without(store: Store) -> None:
    for content in (nomination_list(), nomination_list(title="Danh sách mô hình"), nomination_list(title="")):
        reading = read_one(store, content)
        assert (reading.form, len(of_kind(reading, Nomination))) == ("nomination_list", 1)
    for content in (paper(UNIT, "DANH SÁCH MÔ HÌNH", "1. Hũ gạo"), paper("DANH SÁCH", tables=(FIGURES,))):
        assert [f[0] for f in said(read_one(store, content).findings)] == ["not-a-form"]
    nothing = read_one(store, paper("Kính thưa các đồng chí", tables=(FIGURES,)))
    assert [finding.slug for finding in nothing.findings] == ["not-a-form"]


SCANS = {
    "a.pdf": b"%PDF-1.7\n", "a.jpg": b"\xff\xd8\xff\xe0", "a.png": b"\x89PNG\r\n", "a.rtf": b"{\\rtf1 a}",
    "an.doc": b"{\\rtf1 b}",
}  # fmt: skip


def test_scans_and_old_papers_are_kept_unread(store: Store) -> None:
    for name, reading in read(store, SCANS).items():
        assert (reading.status, reading.paper) == ("paper", Paper("other")), name
    others = {"b.pdf": b"", "b.xlsx": SCANS["a.pdf"], "b.png": SCANS["a.jpg"], "b.doc": b"<html>"}
    for name, content in others.items():
        report = load(
            store, collect_uploads([(name, content)]), received_on=date(2022, 5, 5),
            recorded_at=datetime(2022, 5, 5), recorded_by="a",
        )  # fmt: skip
        assert [outcome.status for outcome in report.outcomes] == ["refused"], name


def test_a_paper_is_kept_byte_for_byte_and_counts_for_nothing(store: Store) -> None:
    content = paper("BÁO CÁO", "Kết quả", head=HEAD.format("BC"), tables=(LIST,))

    def hand_in(content: bytes) -> str:
        report = load(
            store, collect_uploads([("a.docx", content)]), received_on=date(2022, 5, 5),
            recorded_at=datetime(2022, 5, 5), recorded_by="a",
        )  # fmt: skip
        assert report.is_clean
        return report.outcomes[0].status

    assert hand_in(nomination_list()) == "accepted"
    before = store.current
    assert (hand_in(content), store.current) == ("paper", before + 1)
    assert (hand_in(content), store.current) == ("duplicate", before + 1), "kept once"
    columns, rows = ask_rows(store, "file_list")
    (row,) = [dict(zip(columns, each, strict=True)) for each in rows if each[columns.index("status")] == "paper"]
    assert (row["form"], row["unit_id"], row["standing_sheets"]) == ("unit_paper", UNIT_ID, 0)
    assert (row["paper_kind"], row["paper_number"], row["paper_subject"]) == ("report", "12-BC/ĐU", "Kết quả")
    assert row["paper_issued_on"] == date(2022, 4, 5)
    assert len(ask_rows(store, "nominations")[1]) == 1
    assert store.archive.read(str(row["sha256"])) == content


def test_the_command_line_says_what_a_paper_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TONGHOP_STORE", str(tmp_path / "store"))
    (tmp_path / "a.docx").write_bytes(paper("BÁO CÁO", "Kết quả", head=HEAD.format("BC")))
    assert main(["check", str(tmp_path / "a.docx"), "--json"]) == 0
    (file,) = json.loads(capsys.readouterr().out)["files"]
    assert (file["status"], file["form"], file["unit"]) == ("paper", "unit_paper", UNIT_ID)
    assert file["paper"] == {"kind": "report", "number": "12-BC/ĐU", "issued_on": "2022-04-05", "subject": "Kết quả"}
    assert main(["load", str(tmp_path / "a.docx")]) == 0
    assert "lưu văn bản (Báo cáo số 12-BC/ĐU)" in capsys.readouterr().out
