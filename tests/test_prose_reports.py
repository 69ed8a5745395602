"""Whole papers: what is told is proposed, whatever the words and the layout; what is no figure proposes nothing."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from tests.builders import in_tcvn3, nfd, plan_83
from tests.prose_papers import proposed
from tests.prose_reports import LAYOUTS, made
from tonghop.officefiles.reader import Book, read
from tonghop.prose.paper import Paper, PaperReader

PLAN_TEXT = Path(__file__).parent / "plan_sentences.txt"


def paper(content: bytes) -> Paper:
    book = next(read([("a.docx", content)]))
    assert isinstance(book, Book)
    plan = plan_83()
    return PaperReader(plan, plan.name_resolver()).read(book)


@pytest.mark.parametrize("seed", range(2 * len(LAYOUTS)))
def test_what_is_told_is_proposed_and_nothing_else(seed: int) -> None:
    content, true, idle = made(seed)
    found = paper(content)
    told = {(each.indicator_id, each.year): each.value for each in found.proposal.figures}
    assert told == true
    assert not found.proposal.questions
    assert sum(each.is_certain for each in found.proposal.figures) >= 0.8 * len(true)
    assert (found.head.kind, found.head.unit_id) == ("report", "kha-phong")
    under = {part.outline: part.text for part in found.proposal.parts}
    assert {part: text for part, text in idle.items() if text not in under.get(part, "")} == {}


@pytest.mark.parametrize("written", [nfd, in_tcvn3], ids=["nfd", "tcvn3"])
def test_old_ways_of_writing_letters_change_nothing(written: Callable[[str], str]) -> None:
    content, true, _ = made(5)
    found = paper(rewritten(content, lambda text: written(text)))
    assert {(each.indicator_id, each.year): each.value for each in found.proposal.figures} == true
    assert (found.head.kind, found.head.unit_id) == ("report", "kha-phong")


def test_two_numbers_for_one_year_are_a_question_with_both_places() -> None:
    report = [
        "BÁO CÁO",
        "II. KẾT QUẢ THỰC HIỆN",
        "Năm 2019 có 12 hội nghị.",
        "III. ĐÁNH GIÁ CHUNG",
        "Năm 2019 có 13 hội nghị.",
    ]
    found = paper(document(report)).proposal
    assert not found.figures
    assert [(each.value, each.place, each.asked) for each in found.questions] == [
        (12, "đoạn 3", "told-differently"),
        (13, "đoạn 5", "told-differently"),
    ]


def test_what_belongs_nowhere_is_kept_under_none() -> None:
    report = ["BÁO CÁO", "Mở đầu.", "II. KẾT QUẢ THỰC HIỆN", "Đã làm.", "III. CÔNG TÁC KHÁC CỦA CHI HỘI", "Việc khác."]
    parts = paper(document(report)).proposal.parts
    assert [(part.outline, part.text) for part in parts] == [
        (None, "BÁO CÁO\nMở đầu."),
        ("II", "Đã làm."),
        (None, "III. CÔNG TÁC KHÁC CỦA CHI HỘI\nViệc khác."),
    ]


@pytest.mark.parametrize(
    "title", ["KẾ HOẠCH", "TỜ TRÌNH", "BÁO CÁO TÓM TẮT THÀNH TÍCH", "THÔNG BÁO", "DANH SÁCH MÔ HÌNH"]
)
def test_only_a_report_proposes_figures(title: str) -> None:
    found = paper(document([title, "II. KẾT QUẢ THỰC HIỆN", "Năm 2019 có 12 hội nghị."])).proposal
    assert (found.figures, found.questions) == ((), ())
    assert "Năm 2019 có 12 hội nghị." in found.parts[0].text


def test_situation_plans_and_proposals_tell_no_figures() -> None:
    for heading in ("I. ĐẶC ĐIỂM TÌNH HÌNH", "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ", "V. KIẾN NGHỊ"):
        found = paper(document(["BÁO CÁO", heading, "Năm 2021 có 12 hội nghị."])).proposal
        assert not found.figures, heading


def test_inspections_of_a_mass_organisation_are_asked() -> None:
    assert proposed("Năm 2018 kiểm tra 03 cuộc.", "mttq_ctxh") == "inspections? 2018:3"
    assert proposed("Năm 2018 kiểm tra 03 cuộc.", "dang_bo") == "inspections 2018:3"


def test_the_plans_own_text_and_its_kind_propose_nothing() -> None:
    own = [*PLAN_TEXT.read_text("utf-8").splitlines(), *(part.label for part in plan_83().outline)]
    assert [text for text in own if proposed(text)] == []
    made_up = list(of_the_plans_kind())
    assert len(made_up) >= 200
    assert [text for text in made_up if proposed(text)] == []


def of_the_plans_kind() -> Iterator[str]:
    """Paragraphs that order, plan and explain: numbers, days and years in them are nobody's figures."""
    subjects = (
        "Các chi bộ, đảng bộ",
        "Ban Tuyên giáo Huyện ủy",
        "Mặt trận Tổ quốc và các đoàn thể",
        "Văn phòng cấp ủy",
    )
    orders = (
        "gửi 02 bộ hồ sơ trước ngày 05/4/2022",
        "phấn đấu năm 2021 tổ chức 05 hội nghị, 12 buổi sinh hoạt",
        "chọn từ 01 đến 02 mô hình tiêu biểu giai đoạn 2017 - 2022",
        "mỗi năm tổ chức ít nhất 02 cuộc kiểm tra, 01 cuộc giám sát theo chuyên đề",
        "thực hiện Chỉ thị số 05-CT/TW ngày 15/5/2016 và Kế hoạch số 83-KH/HU ngày 29/3/2022",
        "dự kiến tổ chức hội nghị sơ kết vào ngày 20/4/2022 với khoảng 120 đại biểu",
        "tổng hợp số liệu các năm 2017, 2018, 2019, 2020, 2021 về hội nghị, tin, bài, băng rôn",
        "nêu rõ số cuộc kiểm tra, giám sát trong 5 năm, số tổ chức đảng được kiểm tra",
        "đề nghị khen thưởng 03 tập thể, 05 cá nhân trong năm 2021",
        "đến năm 2025 có 100% chi bộ xây dựng được 01 mô hình trở lên",
        "sẽ đăng 20 tin, bài trên trang thông tin điện tử trong năm 2020",
        "cần treo 10 băng rôn, khẩu hiệu trong năm 2021",
        "được giao 04 cuộc thi trong năm 2021",
    )
    ends = ("", ", báo cáo Ban Thường vụ", " theo hướng dẫn", ", xong trước quý II/2022")
    for subject in subjects:
        for order in orders:
            for end in ends:
                yield f"- {subject} {order}{end}."


def document(lines: Iterable[str]) -> bytes:
    made_of = docx.Document()
    for line in lines:
        made_of.add_paragraph(line)
    buffer = io.BytesIO()
    made_of.save(buffer)
    return buffer.getvalue()


def rewritten(content: bytes, written: Callable[[str], str]) -> bytes:
    """Write every text of a Word file otherwise."""
    made_of = docx.Document(io.BytesIO(content))
    for text in made_of.element.body.iter(qn("w:t")):
        text.text = written(text.text or "")
    buffer = io.BytesIO()
    made_of.save(buffer)
    return buffer.getvalue()


def test_what_stands_below_a_models_name_is_the_models_own() -> None:
    lines = ["BÁO CÁO", "II. KẾT QUẢ THỰC HIỆN", "2. Xây dựng mô hình", "a) Mô hình “Sân chơi làng”"]
    told = "Năm 2019 tổ chức 05 hội nghị, treo 20 băng rôn."
    assert not paper(document([*lines, told])).proposal.figures
    (_, banners) = paper(document([*lines[:3], told])).proposal.figures
    assert (banners.indicator_id, banners.value, banners.is_certain) == ("banners", 20, False)
