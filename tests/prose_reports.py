"""Whole reports for the tests: patterns of telling figures x other words x other layouts, each with what is true of it.

Everything is made up here; the ways of writing are those that CONTRACT form E names.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from random import Random
from typing import Any

import docx
import docx.oxml
from docx.oxml.ns import nsdecls

YEARS = range(2017, 2022)
Figures = dict[tuple[str, int], int]

# indicator -> what stands before the numbers, what stands behind each, about how many a year
SAID = {
    "conferences": ("Hội nghị quán triệt, tuyên truyền", "hội nghị", 9),
    "meetings": ("Sinh hoạt của các chi bộ", "buổi", 150),
    "radio_items": ("Trên hệ thống truyền thanh thôn", "tin, bài", 90),
    "website_items": ("Trên cổng thông tin điện tử", "tin, bài", 45),
    "social_media_items": ("Trên nhóm Zalo của thôn", "bài", 130),
    "banners": ("Cổ động trực quan có khẩu hiệu", "chiếc", 30),
    "publications": ("Sách, tài liệu cấp về tủ sách", "cuốn", 120),
    "contests": ("Hội thi tìm hiểu", "cuộc", 3),
    "inspections": ("Công tác kiểm tra", "cuộc", 6),
    "regular_supervisions": ("Giám sát thường xuyên", "cuộc", 8),
    "thematic_supervisions": ("Giám sát theo chuyên đề", "cuộc", 3),
    "annual_reviews": ("Việc sơ kết", "cuộc", 2),
    "awards_grassroots": ("Biểu dương ở cơ sở", "mô hình", 5),
    "awards_district": ("Được Ủy ban nhân dân huyện khen", "mô hình", 3),
    "awarded_collectives": ("Khen thưởng tập thể", "lượt tập thể", 9),
    "awarded_individuals": ("Khen thưởng cá nhân", "lượt cá nhân", 20),
}
PARTS = {
    "II.1.2": ("conferences", "meetings", "radio_items", "website_items", "social_media_items", "banners",
               "publications", "contests"),
    "II.1.3": ("inspections", "regular_supervisions", "thematic_supervisions", "annual_reviews"),
    "II.2": ("awards_grassroots", "awards_district", "awarded_collectives", "awarded_individuals"),
}  # fmt: skip
HEADINGS = {
    "I": ("Khái quát chung về đơn vị", "Vài nét về tình hình", "Đặc điểm của xã"),
    "II": ("Kết quả tổ chức thực hiện", "Quá trình triển khai và kết quả", "Tình hình triển khai"),
    "II.1": ("Về lãnh đạo, chỉ đạo", "Sự lãnh đạo của cấp ủy", "Công tác chỉ đạo"),
    "II.1.1": ("Các văn bản đã ban hành", "Xây dựng kế hoạch", "Hệ thống văn bản"),
    "II.1.2": ("Thông tin, tuyên truyền", "Về tuyên truyền, vận động", "Công tác tuyên truyền ở cơ sở"),
    "II.1.3": ("Về kiểm tra, giám sát", "Kiểm tra, đôn đốc", "Công tác kiểm tra và sơ kết hằng năm"),
    "II.2": ("Những mô hình đã làm", "Về mô hình điểm", "Nhân rộng các mô hình"),
    "III": ("Nhận xét chung", "Đánh giá tổng quát", "Đánh giá, nhận xét"),
    "III.1": ("Những mặt được", "Kết quả nổi bật", "Mặt mạnh"),
    "III.2": ("Tồn tại", "Mặt chưa được", "Những khó khăn, vướng mắc"),
    "IV": ("Nhiệm vụ thời gian tới", "Công việc sắp tới", "Phương hướng thời gian tới"),
    "V": ("Những kiến nghị", "Ý kiến đề xuất", "Kiến nghị"),
}
IDLE = {
    "I": "Xã có 7 thôn, 2.310 hộ; Đảng bộ có 9 chi bộ, 214 đảng viên. Năm 2019 đơn vị tiếp 05 đoàn khách.",
    "II.1.1": "Trong 5 năm ban hành 11 văn bản, riêng năm 2018 có 04 kế hoạch.",
    "III.1": "Nhân dân đồng tình, trên 92% hộ ký cam kết.",
    "III.2": "Còn 03 thôn làm chậm so với năm 2019.",
    "IV": "Mỗi năm tổ chức ít nhất 06 hội nghị; đến năm 2025 có 12 mô hình; phấn đấu mỗi năm kiểm tra 05 cuộc.",
    "V": "Đề nghị hỗ trợ 02 bộ loa cho các thôn.",
}
LAYOUTS = ("roman", "letters", "decimal", "bold", "styles", "automatic", "run-in", "text-table")


def made(seed: int) -> tuple[bytes, Figures, dict[str, str]]:
    """Make a report: the file, its figures, and the text under each part that tells none."""
    random = Random(seed)
    paper = _Paper(LAYOUTS[seed % len(LAYOUTS)], random)
    true: Figures = {}
    for part in HEADINGS:
        texts: list[Any] = [IDLE[part]] if part in IDLE else []
        for indicator in PARTS.get(part, ()):
            way = random.choice(WAYS)
            if part == "II.1.2" and indicator == "banners":
                way = random.choice(TABLES)
            some = {year: random.randint(1, SAID[indicator][2] * 2) for year in YEARS}
            said, some = way(random, indicator, some)
            texts.append(said)
            true |= {(indicator, year): value for year, value in some.items()}
        paper.part(part, random.choice(HEADINGS[part]), texts)
    return paper.saved(), true, {part: text for part, text in IDLE.items() if part != "II.1.1"}


def _number(random: Random, value: int) -> str:
    shown = f"{value:,}".replace(",", ".")
    return f"0{shown}" if value < 10 and random.random() < 0.6 else shown


def _by_year(random: Random, indicator: str, some: dict[int, int]) -> tuple[Any, dict[int, int]]:
    lead, noun, _ = SAID[indicator]
    join = random.choice(["năm {y} có {n} {w}", "năm {y}: {n} {w}", "năm {y} được {n} {w}"])
    pieces = [join.format(y=year, n=_number(random, value), w=noun) for year, value in some.items()]
    return f"{lead}: {random.choice(['; ', ', ']).join(pieces)}.", some


def _year_behind(random: Random, indicator: str, some: dict[int, int]) -> tuple[Any, dict[int, int]]:
    lead, noun, _ = SAID[indicator]
    join = random.choice(["{n} {w} (năm {y})", "{n} {w} năm {y}", "{n} {w} trong năm {y}", "{n} (20{s})"])
    pieces = [join.format(y=y, s=y - 2000, n=_number(random, value), w=noun) for y, value in some.items()]
    pieces[0] = pieces[0] if noun in pieces[0] else pieces[0].replace(" (", f" {noun} (")
    return f"{lead}: {', '.join(pieces[:-1])} và {pieces[-1]}.", some


def _in_order(random: Random, indicator: str, some: dict[int, int]) -> tuple[Any, dict[int, int]]:
    lead, noun, _ = SAID[indicator]
    years = random.choice(
        ["các năm 2017, 2018, 2019, 2020 và 2021", "từ năm 2017 đến năm 2021", "giai đoạn 2017 - 2021"]
    )
    said = random.choice(["lần lượt là", "theo thứ tự là", "tương ứng là"])
    values = [_number(random, value) for value in some.values()]
    return f"{lead} {years} {said} {', '.join(values[:-1])} và {values[-1]} {noun}.", some


def _each(random: Random, indicator: str, some: dict[int, int]) -> tuple[Any, dict[int, int]]:
    lead, noun, _ = SAID[indicator]
    first, last = some[2017], some[2020]
    said = (
        f"{lead}: trong ba năm 2017, 2018, 2019, mỗi năm {_number(random, first)} {noun}; "
        f"năm 2020 và năm 2021 {random.choice(['cùng là', 'đều'])} {_number(random, last)} {noun}."
    )
    return said, {year: first if year < 2020 else last for year in YEARS}


def _with_none(random: Random, indicator: str, some: dict[int, int]) -> tuple[Any, dict[int, int]]:
    lead, noun, _ = SAID[indicator]
    thing = noun.split(",")[0]
    said = f"{lead}: năm 2018 có {_number(random, some[2018])} {noun}; hai năm 2020, 2021 không có {thing} nào."
    return said, {2018: some[2018], 2020: 0, 2021: 0}


def _across(random: Random, indicator: str, some: dict[int, int]) -> tuple[Any, dict[int, int]]:
    lead, noun, _ = SAID[indicator]
    head = ["STT", "Nội dung", "ĐVT", *(f"{random.choice(['', 'Năm '])}{year}" for year in YEARS), "Cộng"]
    row = ["1", lead, noun, *(_number(random, value) for value in some.values()), str(sum(some.values()))]
    return [head, row], some


def _down(random: Random, indicator: str, some: dict[int, int]) -> tuple[Any, dict[int, int]]:
    lead, noun, _ = SAID[indicator]
    rows = [[str(year), _number(random, value), "."] for year, value in some.items()]
    return [["Năm", f"{lead} ({noun})", "Ghi chú"], *rows, ["Cộng", str(sum(some.values())), ""]], some


Way = Callable[[Random, str, dict[int, int]], tuple[Any, dict[int, int]]]
WAYS: list[Way] = [_by_year, _by_year, _year_behind, _in_order, _each, _with_none]
TABLES: list[Way] = [_across, _down]


class _Paper:
    def __init__(self, layout: str, random: Random) -> None:
        self.layout, self.document = layout, docx.Document()
        self._counts = [0, 0, 0]
        head = self.document.add_table(rows=1, cols=2).rows[0].cells
        head[0].text = f"ĐẢNG BỘ HUYỆN KIM BẢNG\nĐẢNG ỦY XÃ KHẢ PHONG\n*\nSố {random.randint(10, 90)}-BC/ĐU"
        head[1].text = "ĐẢNG CỘNG SẢN VIỆT NAM\nKhả Phong, ngày 05 tháng 4 năm 2022"
        for text in ("BÁO CÁO", "sơ kết 05 năm xây dựng mô hình"):
            self.document.add_paragraph().add_run(text).bold = True
        self.document.add_paragraph("Thực hiện Kế hoạch số 83-KH/HU ngày 29/3/2022, Đảng ủy báo cáo như sau:")
        if layout == "automatic":
            levels = "".join(
                f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{written}"/><w:lvlText w:val="{text}"/>'
                "</w:lvl>"
                for at, (written, text) in enumerate(
                    [("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)")]
                )
            )
            lists = self.document.part.numbering_part.element
            space = nsdecls("w")
            lists.insert(
                0, docx.oxml.parse_xml(f'<w:abstractNum {space} w:abstractNumId="60">{levels}</w:abstractNum>')
            )
            lists.append(docx.oxml.parse_xml(f'<w:num {space} w:numId="60"><w:abstractNumId w:val="60"/></w:num>'))

    def part(self, part: str, heading: str, texts: list[Any]) -> None:
        depth = part.count(".")
        self._counts[depth] += 1
        self._counts[depth + 1 :] = [0] * (2 - depth)
        is_prose = texts and all(isinstance(text, str) for text in texts)
        if self.layout == "text-table" and is_prose and depth:
            cells = self.document.add_table(rows=1, cols=2).rows[0].cells
            cells[0].text, cells[1].text = f"{self._counts[depth]}. {heading}", "\n".join(texts)
            return
        if self.layout == "run-in" and is_prose and depth:
            self.document.add_paragraph(f"{self._mark(depth)} {heading}: {texts[0]}")
            texts = texts[1:]
        else:
            self._heading(depth, heading)
        for text in texts:
            if isinstance(text, str):
                self.document.add_paragraph(text)
            else:
                table = self.document.add_table(rows=0, cols=len(text[0]))
                for row in text:
                    for cell, value in zip(table.add_row().cells, row, strict=True):
                        cell.text = value

    def _heading(self, depth: int, heading: str) -> None:
        if self.layout == "styles":
            self.document.add_heading(heading, depth + 1)
            return
        text = heading.upper() if depth == 0 and self.layout != "bold" else heading
        mark = "" if self.layout in ("bold", "automatic") else f"{self._mark(depth)} "
        paragraph = self.document.add_paragraph()
        paragraph.add_run(f"{mark}{text}").bold = self.layout in ("bold", "automatic", "roman")
        if self.layout == "automatic":
            setting = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="60"/></w:numPr>'
            paragraph._p.get_or_add_pPr().append(docx.oxml.parse_xml(setting))

    def _mark(self, depth: int) -> str:
        count = self._counts
        if self.layout == "decimal":
            return ".".join(map(str, count[: depth + 1])) + "."
        first = "ABCDEFG"[count[0] - 1] + "." if self.layout == "letters" else f"{ROMAN[count[0] - 1]}."
        return [first, f"{count[1]}.", f"{'abcdefg'[count[2] - 1]})"][depth]

    def saved(self) -> bytes:
        self.document.add_paragraph("T/M BAN THƯỜNG VỤ")
        buffer = io.BytesIO()
        self.document.save(buffer)
        return buffer.getvalue()


ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII")
