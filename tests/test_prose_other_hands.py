"""Ways of writing that clerks have and that are easily misread: each was found in a paper by another hand."""

from __future__ import annotations

import pytest

from tests.builders import plan_83
from tests.prose_papers import proposed, table_reader, told_by_table, vocabulary
from tonghop.prose.blocks import Block, Paragraph, Table
from tonghop.prose.figures import Reader
from tonghop.prose.laid_out import BECAME_LABELS, Became, as_lines, laid_out
from tonghop.prose.outline import Outline
from tonghop.prose.proposal import Proposer

CASES = [
    (  # the year behind a bracket is that of the pair before it, never of the next one
        "Giám sát chuyên đề 02 cuộc (03 chi bộ) năm 2018, 02 cuộc (04 chi bộ) năm 2020.",
        "thematic_supervisions 2018:2 2020:2; supervised_organisations 2018:3 2020:4",
    ),
    (
        "Kiểm tra 01 cuộc (02 chi bộ) trong năm 2017 và 03 cuộc (05 chi bộ) trong năm 2019.",
        "inspections 2017:1 2019:3; inspected_organisations 2017:2 2019:5",
    ),
    ("Kiểm tra 02 cuộc (03 chi bộ) năm 2018: 01 cuộc; năm 2019: 02 cuộc.", "inspections 2018:1 2019:2"),
    # a number said again in words or in digits
    ("Năm 2018 tổ chức 14 (mười bốn) hội nghị.", "conferences 2018:14"),
    ("Năm 2018 tổ chức mười bốn (14) hội nghị.", "conferences 2018:14"),
    ("Năm 2018 tổ chức 14 (mười lăm) hội nghị.", "conferences? 2018:-"),
    ("Năm 2018 tổ chức mười bốn (15) hội nghị.", "conferences? 2018:-"),
    ("Năm 2019 mở 5 HN với 760 lượt người.", "conferences 2019:5; conference_attendances 2019:760"),
    # a bracket that says which the five years are
    (
        "Chi bộ sơ kết 01 lần/năm trong cả 5 năm (2017 - 2021).",
        "annual_reviews 2017:1 2018:1 2019:1 2020:1 2021:1",
    ),
    ("Trong 5 năm (2017 - 2021) tổ chức 32 hội nghị.", ""),
]


@pytest.mark.parametrize(("text", "told"), CASES)
def test_what_a_sentence_tells(text: str, told: str) -> None:
    assert proposed(text) == told


@pytest.mark.parametrize(
    ("name", "text", "asked"),
    [
        ("Đảng bộ Công an huyện", "Năm 2017, Đoàn Thanh niên Công an huyện tổ chức 01 cuộc thi.", ""),
        ("Liên đoàn Lao động huyện", "Năm 2017, Liên đoàn Lao động huyện tổ chức 01 cuộc thi.", ""),
        ("Liên đoàn Lao động huyện", "Năm 2017, Huyện ủy tổ chức 01 cuộc thi.", "other-level"),
        ("Liên đoàn Lao động huyện", "Năm 2017, Hội Phụ nữ huyện tổ chức 01 cuộc thi.", "other-level"),
        ("Đảng bộ xã Thi Sơn", "Năm 2017, Công an huyện tổ chức 01 cuộc thi.", "other-level"),
    ],
)
def test_a_unit_whose_name_ends_with_the_district_is_no_other_level(name: str, text: str, asked: str) -> None:
    (found,) = Reader(vocabulary(), plan_83().years, "dang_bo", (name,)).paragraph(text, "đoạn 1")
    assert found.asked == asked


def test_a_rows_bracket_names_both_numbers_of_its_cells() -> None:
    rows = [
        ["Nội dung", "2017", "2018"],
        ["Hội nghị quán triệt, tuyên truyền (hội nghị/lượt người)", "2/74", "3/112"],
        ["Sinh hoạt chi bộ (buổi/lượt đảng viên)", "12/262", "11/250"],
    ]
    assert told_by_table(rows, (), "") == (
        "conferences 2017:2 2018:3; conference_attendances 2017:74 2018:112; "
        "meetings 2017:12 2018:11; meeting_attendances 2017:262 2018:250"
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Số liệu của Đảng bộ được tổng hợp dưới đây", ""),
        ("Chi bộ trường tổ chức", ""),
        ("Kết quả của Chi bộ Thanh Liêm năm 2019", "Chi bộ Thanh Liêm"),
        ("Trường Đinh Công Tráng", "Trường Đinh Công Tráng"),
    ],
)
def test_a_name_begins_with_a_capital(text: str, name: str) -> None:
    assert table_reader(own_name="Đảng bộ xã Thi Sơn").words.names_another(text) == name


@pytest.mark.parametrize(
    ("headings", "parts"),
    [
        (("I. Khái quát", "II. Kết quả đạt được", "2. Mô hình"), ["I", "II", "II.2"]),
        (("I. Đặc điểm", "II. Kết quả", "1.1. Văn bản", "2. Về các mô hình"), ["I", "II", "II.1.1", "II.2"]),
        (("II. Kết quả thực hiện", "III. Đánh giá", "1. Kết quả đạt được"), ["II", "III", "III.1"]),
        (("III. Đánh giá", "2. Nhược điểm"), ["III", "III.2"]),
        (
            ("A. ĐẶC ĐIỂM", "B. KẾT QUẢ THỰC HIỆN", "II. Mô hình điểm", "C. ĐÁNH GIÁ", "D. NHIỆM VỤ, GIẢI PHÁP"),
            ["I", "II", "II.2", "III", "IV"],
        ),
    ],
)  # fmt: skip
def test_short_headings_and_lettered_chapters(headings: tuple[str, ...], parts: list[str]) -> None:
    placed = Outline(plan_83()).place([Paragraph(text, f"đoạn {at}") for at, text in enumerate(headings)])
    assert [each.outline for each in placed] == parts


def test_a_subject_in_bold_lines_begins_no_part() -> None:
    """As a PDF has it: the title's subject line by line."""
    subject = [
        "Chi bộ Trường THPT Kim Bảng C, ngày 05 tháng 4 năm 2022",
        "BÁO CÁO",
        "Kết quả xây dựng mô hình học tập và làm theo tư tưởng",
        "đạo đức, phong cách Hồ Chí Minh",
    ]
    text = ["Căn cứ Kế hoạch số 83-KH/HU, Chi bộ xin báo cáo như sau:", "Đặc điểm, tình hình", "Kết quả thực hiện"]
    blocks = [Paragraph(each, "đoạn 1", is_bold=each not in (subject[0], text[0])) for each in [*subject, *text]]
    assert [each.outline for each in Outline(plan_83()).place(blocks)] == [None] * 5 + ["I", "II"]


@pytest.mark.parametrize(
    ("name", "text", "is_certain"),
    [
        ("Đảng bộ xã Thi Sơn", "Năm 2018, chi bộ trường tổ chức 05 hội nghị.", False),
        ("Đảng bộ xã Thi Sơn", "Năm 2018 nhà trường mở 05 hội nghị.", False),
        ("Đảng bộ xã Thi Sơn", "Năm 2018, trạm y tế tổ chức 05 hội nghị.", False),
        ("Đảng bộ xã Thi Sơn", "Năm 2018, tại trường tổ chức 05 hội nghị.", True),
        ("Đảng bộ xã Thi Sơn", "Năm 2018, các trường tổ chức 05 hội nghị.", True),
        ("Chi bộ Trường THPT Kim Bảng C", "Năm 2018, chi bộ trường tổ chức 05 hội nghị.", True),
        ("Chi bộ Trường THPT Kim Bảng C", "Năm 2018, nhà trường mở 05 hội nghị.", True),
    ],
)
def test_what_one_part_of_a_unit_did_is_not_certain_but_in_its_own_paper(
    name: str, text: str, is_certain: bool
) -> None:
    (found,) = Reader(vocabulary(), plan_83().years, "dang_bo", (name,)).paragraph(text, "đoạn 1")
    assert found.is_certain is is_certain


ROWS = (("Nội dung", "2017", "2018"), ("Hội nghị tuyên truyền", "5", "6"))
MORE = (("Nội dung", "2017", "2018"), ("Sinh hoạt chi bộ (buổi)", "7", "8"))


@pytest.mark.parametrize(
    ("below", "told"),
    [
        (("Bảng 1: Kết quả tuyên truyền",), {"conferences": True}),
        (("Bảng 1: Kinh phí tuyên truyền (triệu đồng)",), {}),
        (("Bảng 1: Kế hoạch giao năm 2017, 2018",), {}),
        (("Bảng 1: Số liệu của Hội Nông dân",), {"conferences": False}),
        (("Bảng 1: Kế hoạch giao", "Bảng 2: Kết quả sinh hoạt"), {"meetings": True}),
        (("Bảng 1: Kết quả hội nghị", "Bảng 2: Kế hoạch giao"), {"conferences": True}),
    ],
)
def test_a_caption_below_its_table_says_what_the_table_is(below: tuple[str, ...], told: dict[str, bool]) -> None:
    plan = plan_83()
    blocks: list[Block] = [
        Paragraph("II. Kết quả thực hiện", "đoạn 1"),
        Paragraph("1.2. Công tác tuyên truyền", "đoạn 2"),
    ]
    for at, (rows, caption) in enumerate(zip((ROWS, MORE), below, strict=False), 1):
        blocks += [Table(rows, at), Paragraph(caption, f"đoạn {at + 2}")]
    found = Proposer(plan).propose(blocks, "report", "thi-son").figures
    assert {each.indicator_id: each.is_certain for each in found} == told


@pytest.mark.parametrize(
    ("title", "unit", "became"),
    [
        ("Bảng 1: Kinh phí tuyên truyền (triệu đồng)", "", Became.NO_FIGURES),
        ("Bảng 1: Kế hoạch giao", "", Became.NO_FIGURES),
        ("Bảng 1: Kết quả", " (tỷ lệ %)", Became.NO_FIGURES),
        ("Bảng 1: Kết quả", "", Became.FIGURES),
    ],
)
def test_a_table_of_money_or_plans_is_named_as_such(title: str, unit: str, became: Became) -> None:
    rows = (ROWS[0], (f"{ROWS[1][0]}{unit}", *ROWS[1][1:]))
    blocks = [Paragraph("II. Kết quả thực hiện", "đoạn 1"), Paragraph(title, "đoạn 2"), Table(rows, 1)]
    shown = laid_out(Proposer(plan_83()).propose(blocks, "report", "thi-son"), "report")
    assert [each.became for each in shown if each.place == "bảng 1"] == [became]
    assert BECAME_LABELS[became] in "\n".join(as_lines(shown))


@pytest.mark.parametrize(
    "lead", ["Chỉ tiêu kế hoạch như sau:", "Các hội nghị do huyện mời dự gồm:", "Số liệu cần sửa lại:"]
)
def test_a_lead_that_changes_its_items_leaves_none_certain(lead: str) -> None:
    assert "~" in proposed(f"{lead}\n- Năm 2018 tổ chức 05 hội nghị.")
    assert proposed("Kết quả cụ thể:\n- Năm 2018 tổ chức 05 hội nghị.") == "conferences 2018:5"
