"""The head of a paper or sheet: which lines name its unit, which are another's, which nobody's (CONTRACT §2)."""

from __future__ import annotations

import io

import docx
import pytest

from tests.builders import (
    LIST_HEADINGS,
    MODEL_HEADINGS,
    NOMINATIONS,
    OTHER,
    UNIT,
    UNIT_ID,
    Row,
    consolidated,
    nomination_list,
    nomination_workbook,
    plan_83,
    read,
    read_one,
    said,
    titled,
    unit_return,
    workbook,
)
from tonghop.intake.letterhead import Line, is_furniture, is_title, lines_of, said_in
from tonghop.store import Store


@pytest.fixture
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(tmp_path_factory.mktemp("store"))


def heard(*lines: str) -> list[tuple[str, ...]]:
    return [one.units for one in said_in([Line(line) for line in lines], plan_83().name_resolver())]


@pytest.mark.parametrize(
    ("lines", "units"),
    [
        (["HUYỆN ỦY KIM BẢNG", "ĐẢNG BỘ XÃ TÂN SƠN", "*"], [("tan-son",)]),
        # a name over several lines, before the lines each for itself
        (["CHI BỘ BAN DÂN VẬN -", "MẶT TRẬN TỔ QUỐC"], [("ban-dan-van",)]),
        (["ĐẢNG BỘ HUYỆN KIM BẢNG", "CHI BỘ", "TÒA ÁN NHÂN DÂN HUYỆN", "*"], [("toa-an",)]),
        (["ĐẢNG BỘ XÃ TÂN SƠN", "HUYỆN KIM BẢNG", "TỈNH HÀ NAM"], [("tan-son",)]),
        (["ĐẢNG BỘ", "BAN CHẤP HÀNH", "ĐẢNG BỘ XÃ TÂN SƠN"], [("tan-son",)]),
        # another level is another body
        (["HỘI NÔNG DÂN", "TỈNH HÀ NAM"], []),
        (["HỘI NÔNG DÂN TỈNH HÀ NAM", "HỘI NÔNG DÂN HUYỆN KIM BẢNG"], [("hoi-nong-dan",)]),
        # a number before a line; two lines are two units
        (["1. Đảng bộ xã Tân Sơn", "2. Đảng bộ xã Thi Sơn"], [("tan-son",), ("thi-son",)]),
        # whom it goes to, who signs, lists
        (["ĐẢNG BỘ XÃ TÂN SƠN", "Kính gửi:", "Ban Tuyên giáo Huyện ủy"], [("tan-son",)]),
        (["Kính gửi: Ban Tuyên giáo Huyện ủy", "DANH SÁCH MÔ HÌNH", "Đơn vị: xã Tân Sơn"], [("tan-son",)]),
        (["- Ban Tuyên giáo Huyện ủy", "* Hội Nông dân"], []),
        (["T/M BAN CHẤP HÀNH", "ĐẢNG BỘ XÃ TÂN SƠN"], []),
        # a body of its own below the unit, which is not the unit; the unit's own organs are no such body
        (["ĐẢNG BỘ XÃ THANH SƠN", "CHI BỘ 3"], [("thanh-son",), ()]),
        (["ĐẢNG BỘ CÔNG AN HUYỆN", "CHI BỘ CÔNG AN XÃ TÂN SƠN"], [("cong-an",), ()]),
        (["ĐẢNG BỘ XÃ TÂN SƠN", "HỘI PHỤ NỮ XÃ"], [("tan-son",), ()]),
        (["ĐẢNG BỘ XÃ TÂN SƠN", "BAN CHẤP HÀNH"], [("tan-son",)]),
        (["ĐẢNG BỘ XÃ TÂN SƠN", "UBND XÃ TÂN SƠN"], [("tan-son",), ("tan-son",)]),
        (["TÒA ÁN NHÂN DÂN HUYỆN KIM BẢNG", "CHI BỘ"], [("toa-an",)]),
        (["ĐẢNG BỘ XÃ TÂN SƠN", "ĐẢNG ỦY"], [("tan-son",)]),
        (["HUYỆN ĐOÀN KIM BẢNG", "CHI BỘ"], [("doan-thanh-nien",), ()]),
        # a part of the commune that the line below names; its organs are the commune, the district a level above
        (["TRƯỜNG THCS", "XÃ TÂN SƠN"], [("tan-son",), ()]),
        (["CÔNG AN", "XÃ TÂN SƠN"], [("tan-son",), ()]),
        (["HỘI NÔNG DÂN", "XÃ TÂN SƠN"], [("tan-son",), ()]),
        (["CHI BỘ THÔN 3", "ĐẢNG BỘ XÃ TÂN SƠN"], [("tan-son",), ()]),
        (["CHI BỘ CƠ SỞ", "TRƯỜNG THPT KIM BẢNG A"], [("thpt-kim-bang-a",)]),
        (["ĐẢNG ỦY - HĐND - UBND", "XÃ TÂN SƠN"], [("tan-son",)]),
        (["ỦY BAN NHÂN DÂN", "XÃ TÂN SƠN"], [("tan-son",)]),
        (["BAN CHỈ ĐẠO 35 HUYỆN KIM BẢNG", "XÃ TÂN SƠN"], [("tan-son",)]),
        (["ĐẢNG BỘ XÃ TÂN SƠN", "DANH SÁCH MÔ HÌNH", "Hội thi kể chuyện"], [("tan-son",)]),
        (["Đơn vị: Chi bộ 3"], [()]),
        (["Đơn vị: ………"], []),
        (["Đơn vị tính: mô hình"], []),
    ],
)
def test_what_the_lines_of_a_head_say_of_units(lines: list[str], units: list[tuple[str, ...]]) -> None:
    assert heard(*lines) == units


def test_a_tab_or_a_run_of_spaces_ends_a_line() -> None:
    text = "Đơn vị: xã Tân Sơn\t\tTân Sơn, ngày 04 tháng 4 năm 2022\n  ĐẢNG BỘ     ĐẢNG CỘNG SẢN"
    assert [line.text for line in lines_of(text)] == [
        "Đơn vị: xã Tân Sơn", "Tân Sơn, ngày 04 tháng 4 năm 2022", "ĐẢNG BỘ", "ĐẢNG CỘNG SẢN",
    ]  # fmt: skip


def test_furniture_and_titles_are_known() -> None:
    for line in ("ĐẢNG CỘNG SẢN VIỆT NAM", "Số 12-BC/ĐU", "Số: …/BC", "Kim Bảng, ngày   tháng 4 năm 2022", "*", "---"):
        assert is_furniture(line), line
    for line in ("ĐẢNG BỘ XÃ TÂN SƠN", "Sơn Tây", "CHI BỘ 3"):
        assert not is_furniture(line), line
    assert is_title("DANH SÁCH MÔ HÌNH")
    assert not is_title("Kế hoạch số 83-KH/HU")


# -- in files ------------------------------------------------------------------------------------------------


def in_word(*lines: str, header: str = "", head: list[Row] | None = None, after: list[Row] | None = None) -> bytes:
    """A list of nominations with its lines above, its page's header, a table before it and one after it."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = header
    for rows in (head, [LIST_HEADINGS, *NOMINATIONS], after):
        if rows is None:
            continue
        if rows is not head:
            for line in lines if rows is not after else ():
                document.add_paragraph(line)
        table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                table.cell(row, column).text = str(value or "")
        document.add_paragraph("")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


TITLE = "DANH SÁCH MÔ HÌNH"
HEAD: list[Row] = [["HUYỆN ỦY KIM BẢNG", "ĐẢNG CỘNG SẢN VIỆT NAM"], [UNIT.upper(), "Tân Sơn, ngày 04/4/2022"], ["*"]]


def test_the_unit_of_a_list_in_word_is_the_one_its_head_names(store: Store) -> None:
    right = {
        "a line with a day": in_word(f"Đơn vị: {UNIT}\tKim Bảng, ngày 04 tháng 4 năm 2022", TITLE),
        "a table as head": in_word(TITLE, head=HEAD),
        "a page's header": in_word(TITLE, header=UNIT),
        "an addressee": in_word(UNIT, "Kính gửi:", "Ban Tuyên giáo Huyện ủy Kim Bảng", TITLE),
        "another table below": in_word(UNIT, TITLE, after=[["Tổ chức", "Số"], ["Hội Nông dân", "12"], ["x", "3"]]),
    }
    for case, reading in read(store, right).items():
        assert (reading.unit_id, [f for f in reading.findings if f.is_error]) == (UNIT_ID, []), case


def test_a_part_of_a_unit_or_its_addressee_is_not_the_unit(store: Store) -> None:
    wrong = {
        "CHI BỘ 3": in_word("ĐẢNG BỘ XÃ TÂN SƠN", "CHI BỘ 3", TITLE),
        "ĐU XÃ TÂN SƠN": in_word("ĐU XÃ TÂN SƠN", "Kính gửi:", "Ban Tuyên giáo Huyện ủy", TITLE),
        "HỘI PHỤ NỮ XÃ": workbook({"Sheet1": titled("ĐẢNG BỘ XÃ TÂN SƠN\nHỘI PHỤ NỮ XÃ", LIST_HEADINGS, NOMINATIONS)}),
    }
    wrong["TRƯỜNG THCS XÃ TÂN SƠN"] = in_word("TRƯỜNG THCS", "XÃ TÂN SƠN", TITLE)
    for value, reading in read(store, wrong).items():
        assert said(f for f in reading.findings if f.is_error) == [("unknown-unit", None, None, value)]
        assert value in reading.unnamed, "a person may say whose it is"
    two = in_word("BAN TUYÊN GIÁO HUYỆN ỦY", TITLE, f"1. {UNIT}", f"2. {OTHER}")
    assert [f.slug for f in read_one(store, two).findings] == ["unit-mismatch"]


def test_a_group_heading_of_another_unit_makes_a_list_of_two(store: Store) -> None:
    def grouped(*groups: str) -> list[Row]:
        return [row for at, group in enumerate(groups) for row in (["I" * (at + 1), group], *NOMINATIONS)]

    two = nomination_list("BAN TUYÊN GIÁO HUYỆN ỦY", grouped(UNIT.upper(), OTHER.upper()))
    assert [f.slug for f in read_one(store, two).findings if f.is_error] == ["unit-mismatch"]
    rows = [*titled(UNIT, LIST_HEADINGS, NOMINATIONS), ["Nơi nhận:"], ["Ban Tuyên giáo Huyện ủy"]]
    signed = read_one(store, workbook({"DS": rows}))
    assert (signed.unit_id, [f.slug for f in signed.findings if f.is_error]) == (UNIT_ID, [])
    for groups in ((UNIT, "TẬP THỂ"), ("CÔNG AN", "HỘI NÔNG DÂN")):  # the commune's own bodies are groups of its list
        reading = read_one(store, nomination_list(UNIT, grouped(*groups)))
        assert (reading.unit_id, [f.slug for f in reading.findings if f.is_error]) == (UNIT_ID, [])


def test_a_sheets_own_title_is_held_against_the_unit(store: Store) -> None:
    for sheet in ("Thông tin", "Khen thưởng", "Văn bản"):
        reading = read_one(store, unit_return(changes={(sheet, "A1"): f"HUYỆN ỦY KIM BẢNG\n{OTHER.upper()}"}))
        assert said(reading.findings) == [("unit-mismatch", sheet, "A1", OTHER.upper())]
        reading = read_one(store, unit_return(changes={(sheet, "A1"): f"{UNIT}\nCHI BỘ 3"}))
        assert said(reading.findings) == [("unknown-unit", sheet, "A1", "CHI BỘ 3")]
        assert not read_one(store, unit_return(changes={(sheet, "A1"): UNIT})).findings
    assert read_one(store, nomination_workbook(UNIT)).unit_id == UNIT_ID


def test_a_row_of_nobody_refuses_the_unit_it_may_belong_to(store: Store) -> None:
    def rows(*units: str | None) -> bytes:
        models: list[Row] = [[unit, n, f"Mô hình {n}", "Kinh tế"] for n, unit in enumerate(units, 1)]
        return consolidated(sheets={"Mô hình": titled("x", ["Đơn vị", *MODEL_HEADINGS], models)})

    cases: dict[tuple[str | None, ...], tuple[str, ...]] = {
        (UNIT, "xã Lạ", UNIT, OTHER): (UNIT_ID,),
        (UNIT, "xã Lạ", "xã Lạ", UNIT, OTHER): (UNIT_ID,),
        (UNIT, "xã Lạ", OTHER): (),
        (UNIT, None, OTHER): (UNIT_ID,),
        (UNIT, None, UNIT, OTHER): (UNIT_ID,),
        (OTHER, UNIT, "xã Lạ"): (),
    }
    for units, reading in read(store, {units: rows(*units) for units in cases}).items():
        assert (reading.status, reading.refused_units) == ("partial", cases[units]), units
    (blank,) = read_one(store, rows(UNIT, None, OTHER)).findings[:1]
    assert "chưa ghi tên đơn vị (để trống)" in blank.message


def test_a_short_name_is_suggested_with_the_units_own(store: Store) -> None:
    (finding,) = read_one(store, unit_return("HPN huyện")).findings
    assert "“Hội LHPN huyện” (Hội Liên hiệp Phụ nữ huyện)" in finding.message
    (finding,) = read_one(store, nomination_list("Đảng bộ xã Thi Sơm")).findings
    assert "Có phải là “Đảng bộ xã Thi Sơn” hoặc" in finding.message
