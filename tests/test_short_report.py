"""The short report as its reader has it: read back out of the written .docx and held against what the units wrote."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import docx
import pytest
from pypdf import PdfReader

from tests.builders import plan_83
from tests.once import SAMPLE, campaign_store
from tonghop.actions.report_files import Drafted, drafted
from tonghop.outputs.word import annex_document, report_document
from tonghop.plan.model import Theme
from tonghop.questions import ask_rows
from tonghop.report.condensed import condensed, has_own_number, masked, theme_of
from tonghop.report.document import Made, Paragraph, Quotes, Topics
from tonghop.report.opinions import chosen, warnings
from tonghop.report.short_models import result_of
from tonghop.report.wording import says_something, sentences
from tonghop.store import Store

DAY, NOON = date(2022, 4, 20), datetime(2022, 5, 5, 12)
PLAN = plan_83()
LIMITS = {"": 120, "I": 650, "II.1": 1300, "II.2": 1400, "III": 1200, "IV": 1100}
"""Words of each part at most: the opening, I, II.1.1–1.3, II.2, III, IV and V together."""
TOLD = re.compile(r"- Về (?P<theme>.+?) \((?P<units>[\d.]+)/(?P<of>[\d.]+) đơn vị\): (?P<said>.+)\.")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return campaign_store(tmp_path_factory.mktemp("short") / "store", SAMPLE, date(2022, 4, 12))


@pytest.fixture(scope="module")
def draft(store: Store) -> Drafted:
    return drafted(store, Made(DAY, store.current, NOON))


@pytest.fixture(scope="module")
def paragraphs(draft: Drafted) -> list[tuple[str, str, str]]:
    """Every paragraph of the body: the part of the outline it stands in, its style, its text."""
    document = docx.Document(io.BytesIO(report_document(PLAN, draft.short)))
    return list(read(document))


def read(document: Any) -> Iterator[tuple[str, str, str]]:
    place, top, second = "", "", ""
    begun = False
    for paragraph in document.paragraphs:
        style, text = paragraph.style.name, paragraph.text
        begun = begun or text.startswith("Thực hiện Kế hoạch")
        if text.startswith("Trên đây là Báo cáo"):
            return
        if style == "Heading 1":
            top = second = text.partition(".")[0]
            place = top
        elif style == "Heading 2":
            second = f"{top}.{text.partition('.')[0]}"
            place = second
        elif style == "Heading 3":
            place = f"{second}.{text.split('.')[1]}"
        if begun and text:
            yield place, style, text


def part_of(place: str) -> str:
    for part in ("II.1", "II.2"):
        if place == part or place.startswith(f"{part}."):
            return part
    top = place.partition(".")[0]
    return "IV" if top == "V" else top


def remarks(store: Store, section: str) -> list[dict[str, Any]]:
    columns, rows = ask_rows(store, "remark_list")
    return [row for row in (dict(zip(columns, one, strict=True)) for one in rows) if row["section_id"] == section]


# -- length and form -----------------------------------------------------------------------------------------


def test_every_part_keeps_to_its_length(paragraphs: list[tuple[str, str, str]]) -> None:
    words: Counter[str] = Counter()
    for place, style, text in paragraphs:
        if style not in ("Lưu ý người viết", "Caption", "Căn cứ số liệu"):
            words[part_of(place)] += len(text.split())
    assert set(LIMITS) <= set(words)
    for part, most in LIMITS.items():
        assert words[part] <= most + 12 * (part == "II.1"), (part, words[part])  # II.1's own heading stands above
    assert 3500 <= words.total() <= 5800


def test_the_outline_stands_word_for_word(paragraphs: list[tuple[str, str, str]]) -> None:
    found = [text.split(". ", 1)[1] for _, style, text in paragraphs if style.startswith("Heading")]
    assert found == [one.label for one in PLAN.outline]


def test_tables_are_three_and_short_and_appendices_are_tables_alone(draft: Drafted) -> None:
    document = docx.Document(io.BytesIO(report_document(PLAN, draft.short)))
    appendices = sum(len([b for b in one.blocks if not isinstance(b, Paragraph)]) for one in draft.short.appendices)
    body = document.tables[1 : len(document.tables) - appendices - 1]  # head and signature stand around
    assert len(body) == 3
    assert all(len(table.rows) <= 13 for table in body)
    assert "Trích yếu" not in {cell.text for table in document.tables for cell in table.rows[0].cells}


def test_most_of_the_words_are_its_own(store: Store, paragraphs: list[tuple[str, str, str]]) -> None:
    theirs = 0
    for _, _, text in paragraphs:
        if told := TOLD.fullmatch(text):
            theirs += len(told["said"].split())
        elif "Tiêu biểu: " in text:
            theirs += len(text.split("Tiêu biểu: ")[1].split())
    words = sum(len(text.split()) for _, style, text in paragraphs if style in ("Body Text", "Gạch đầu dòng"))
    assert (words - theirs) / words >= 0.6


def test_no_sentence_stands_twice(paragraphs: list[tuple[str, str, str]]) -> None:
    said: Counter[str] = Counter()
    for _, style, text in paragraphs:
        if style in ("Body Text", "Gạch đầu dòng"):
            told = TOLD.fullmatch(text)
            said.update(sentences(told["said"] if told else text))
    twice = {text for text, times in said.items() if times > 1 and not text.startswith("Ý kiến khác của")}
    assert not twice


def test_at_most_two_units_stand_in_brackets_and_filler_nowhere(paragraphs: list[tuple[str, str, str]]) -> None:
    names = {unit.name for unit in PLAN.units}
    for place, _, text in paragraphs:
        if place:  # the opening names who is missing
            for inside in re.findall(r"\(([^()]*)\)", text):
                assert sum(name in inside for name in names) <= 2, text
        if told := TOLD.fullmatch(text):
            assert all(says_something(one) for one in sentences(told["said"])), text
    assert not any("0 lượt" in re.split(r"\d0 lượt", text)[-1] for _, _, text in paragraphs)


# -- the units' words ----------------------------------------------------------------------------------------


def test_each_theme_says_how_many_units_of_how_many(store: Store, draft: Drafted) -> None:
    """Counted anew from the remarks: units that have a sentence whose theme it is, and units that wrote at all."""
    told = 0
    for block in draft.short.body:
        if not isinstance(block, Topics):
            continue
        rows = remarks(store, block.section_id)
        wrote = {row["unit_id"] for row in rows}
        by_theme: dict[str, set[str]] = {}
        for row in rows:
            for one in sentences(row["text"]):
                # what is equal but for its numbers goes where its first wording goes
                first = next(text for r in rows for text in sentences(r["text"]) if masked(text) == masked(one))
                theme = theme_of(first, PLAN.themes)
                if theme and says_something(one):
                    by_theme.setdefault(theme.id, set()).add(row["unit_id"])
        for topic in (*block.topics, *block.hidden):
            assert (topic.units.value, topic.of.value) == (len(by_theme[topic.theme_id]), len(wrote)), topic.label
            told += 1
        assert [topic.units.value for topic in block.topics] == sorted(
            (topic.units.value or 0 for topic in (*block.topics, *block.hidden)), reverse=True
        )[: len(block.topics)]
    assert told > 60


def test_a_number_of_a_unit_s_own_stands_with_its_name(store: Store, draft: Drafted) -> None:
    names = {unit.name for unit in PLAN.units}
    seen = 0
    for block in draft.short.body:
        if isinstance(block, Topics):
            for topic in (*block.topics, *block.hidden):
                for text in topic.shown:
                    if has_own_number(re.sub(r" \([^()]*\)$", "", text)):
                        named = re.search(r"\(([^()]*)\)$", text)
                        assert named, text
                        assert named[1] in names, text
                        unit = next(unit.id for unit in PLAN.units if unit.name == named[1])
                        wrote = " ".join(
                            row["text"] for row in remarks(store, block.section_id) if row["unit_id"] == unit
                        )
                        assert text[: named.start()].rstrip() in wrote
                        seen += 1
    assert seen


def test_every_sentence_of_every_unit_stands_in_the_annex(store: Store, draft: Drafted) -> None:
    names = {unit.id: unit.name for unit in PLAN.units}
    said = {
        (quote.text, unit)
        for block in draft.annex.body
        if isinstance(block, Quotes)
        for quote in block.own
        for unit in quote.units
    }
    _, rows = ask_rows(store, "remark_list")
    wrote = {(" ".join(one.split()), names[row[0]]) for row in rows for one in sentences(row[2])}
    assert wrote == said
    text = "\n".join(p.text for p in docx.Document(io.BytesIO(annex_document(PLAN, draft.annex))).paragraphs)
    for sentence, unit in wrote:
        assert sentence in text
        assert unit in text


def test_whose_words_are_not_printed_is_counted(store: Store, draft: Drafted) -> None:
    for block in draft.short.body:
        if isinstance(block, Topics) and block.rest:
            printed = {masked(re.sub(r" \([^()]*\)$", "", text)) for topic in block.topics for text in topic.shown}
            left = {
                row["unit_id"]
                for row in remarks(store, block.section_id)
                for one in sentences(row["text"])
                if says_something(one) and masked(one) not in printed
            }
            (number,) = (part for part in block.rest.parts if not isinstance(part, str))
            assert number.value == len(left), block.section_id


@pytest.mark.parametrize(
    ("text", "is_own"),
    [
        ("Tiếp tục thực hiện Kết luận 01-KL/TW, phấn đấu đến năm 2025 mỗi thôn có hai mô hình.", False),
        ("Đề nghị quan tâm kinh phí theo Thông tư số 97/2018/TT-BTC.", False),
        ("Tuyên truyền sâu rộng kết quả 5 năm gắn với kỷ niệm 132 năm Ngày sinh của Bác.", False),
        ("Dịch Covid-19 kéo dài trong năm 2020 - 2021.", False),
        ("Đơn vị mở 30 hội nghị với 5.490 lượt người dự.", True),
        ("100% đảng viên đăng ký việc làm theo.", True),
        ("Giữ 4 mô hình tốt để nhân rộng.", True),
    ],
)
def test_which_numbers_are_a_unit_s_own(text: str, is_own: bool) -> None:
    assert has_own_number(text) is is_own


THEMES = (
    Theme("a", "nhân dân", ("nhân dân", "đồng thuận")),
    Theme("b", "cán bộ", ("cán bộ", "bí thư chi bộ")),
    Theme("c", "dân", ("dan",)),
)


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("Nhân dân đồng thuận, cán bộ nhiệt tình.", "a"),
        ("Cán bộ được nhân dân tin.", "b"),  # equal weight: what comes first
        ("Bí thư chi bộ được nhân dân tin.", "b"),  # four syllables before two
        ("Nhan dan", "c"),  # with tones or not at all: other words
        ("Công nhân dân tộc", None),
        ("Việc đã xong.", None),
    ],
)
def test_a_sentence_goes_where_its_words_point(text: str, theme: str | None) -> None:
    found = theme_of(text, THEMES)
    assert (found.id if found else None) == theme if text != "Công nhân dân tộc" else found is not None


def test_what_is_equal_but_for_its_numbers_is_one_claim_and_units_count_once() -> None:
    rows = [
        {"unit_id": unit, "text": text, "file_id": 1, "sheet": "Đánh giá", "cell": "B2"}
        for unit, text in (
            ("x", "Nhân dân các xóm đã góp 12 công. Nhân dân các xóm đã góp 12 công. Không có ý kiến gì thêm."),
            ("y", "Nhân dân các xóm đã góp 3.000 công. Việc nào cũng được làm đến nơi đến chốn."),
        )
    ]
    found = condensed(rows, THEMES)
    ((theme, (claim,)),) = found.by_theme
    assert (theme.id, claim.units, [one.text for one in claim.said]) == (
        "a", ("x", "y"), [f"Nhân dân các xóm đã góp {count} công." for count in ("12", "12", "3.000")],
    )  # fmt: skip
    assert [one.text for one in found.unsorted] == ["Việc nào cũng được làm đến nơi đến chốn."]
    assert [one.text for one in found.filler] == ["Không có ý kiến gì thêm."]
    assert chosen([claim]) == [claim]


def test_the_writer_is_told_where_themes_fit_too_little(draft: Drafted) -> None:
    blocks = [block for block in draft.short.body if isinstance(block, Topics)]
    assert not any("chưa xếp được" in text for text in warnings(blocks))
    assert any("không nêu nội dung" in text for text in warnings(blocks))
    none = [
        Topics(b.section_id, b.lead, (), b.rest, (), tuple(c for t in (*b.topics, *b.hidden) for c in t.claims))
        for b in blocks
    ]
    assert any("chưa xếp được" in text and "Chủ đề" in text for text in warnings(none))


# -- models --------------------------------------------------------------------------------------------------


def test_three_models_are_named_in_each_sector_that_has_three(
    store: Store, paragraphs: list[tuple[str, str, str]]
) -> None:
    columns, rows = ask_rows(store, "model_list")
    models = [dict(zip(columns, row, strict=True)) for row in rows]
    lines = [text for place, _, text in paragraphs if place == "II.2" and text.startswith("- Lĩnh vực")]
    known = [one for one in PLAN.sectors if one.id != "chua_phan_loai"]
    assert len(lines) == len({m["sector_id"] for m in models} - {"chua_phan_loai"})
    names = {unit.id: unit.name for unit in PLAN.units}
    for sector in known:
        own = [m for m in models if m["sector_id"] == sector.id]
        (text,) = (one for one in lines if one.startswith(f"- Lĩnh vực {sector.label[:1].lower()}{sector.label[1:]}:"))
        assert f": {len(own)} mô hình của {len({m['unit_id'] for m in own})} đơn vị." in text
        named = [m for m in own if f"“{' '.join(m['name'].split())}” ({names[m['unit_id']]})" in text]
        assert len(named) == min(3, len(own)), text
        for model in named:
            if result := result_of(model["summary"]):
                assert result[1:] in text
                assert result[1:] in " ".join(model["summary"].split())
                assert re.search(r"\d", result)


@pytest.mark.parametrize(
    ("summary", "result"),
    [
        ("Làm đều tay. Đã trồng 350 cây, tỷ lệ sống 96%.", "đã trồng 350 cây, tỷ lệ sống 96%"),
        ("Huyện ủy khen 2 tập thể.", "Huyện ủy khen 2 tập thể"),
        ("Thực hiện Chỉ thị 05-CT/TW từ năm 2017.", ""),
        ("Việc làm được nhân dân ủng hộ.", ""),
        (None, ""),
        (
            "Chi bộ phân công đảng viên phụ trách từng ngõ, từng hộ, cùng nhân dân bàn bạc kỹ trước khi làm từng việc; "
            "đã hiến 450 m² đất.",
            "đã hiến 450 m² đất",
        ),
    ],
)
def test_a_model_s_result_is_in_numbers_or_none(summary: str | None, result: str) -> None:
    assert result_of(summary) == result


# -- other days and plans ------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", [date(2022, 3, 30), date(2022, 4, 5), date(2022, 4, 12)])
def test_on_early_days_it_says_what_there_is(tmp_path_factory: pytest.TempPathFactory, day: date) -> None:
    from tonghop.actions.sample import load_sample

    made = Store(tmp_path_factory.mktemp("early") / "store")
    load_sample(made)
    found = drafted(made, Made(day, made.current, NOON)).short
    text = "\n".join(block.text for block in found.body if isinstance(block, Paragraph))
    assert not re.search(r"(?<![\d.])0 (?:lượt|mô hình|văn bản)", text)
    assert "nhiều nhất là về  " not in text
    report_document(made.plan(), found)


def test_without_any_file_it_is_written_all_the_same(tmp_path: Path) -> None:
    found = drafted(Store(tmp_path / "store"), Made(DAY, 0, NOON))
    said = "\n".join(p.text for p in docx.Document(io.BytesIO(report_document(PLAN, found.short))).paragraphs)
    assert "Chưa có đơn vị nào gửi danh sách mô hình." in said
    assert "còn 53 đơn vị chưa gửi số liệu" in said
    annex_document(PLAN, found.annex)


def test_an_earlier_version_makes_the_same_report(store: Store, draft: Drafted) -> None:
    again = drafted(store, Made(DAY, store.current, NOON + timedelta(hours=1)))
    assert again.short.body == draft.short.body
    assert again.annex.body == draft.annex.body


# -- the file ------------------------------------------------------------------------------------------------


def test_each_appendix_that_is_named_is_a_reference_to_it(draft: Drafted) -> None:
    xml = docx.Document(io.BytesIO(report_document(PLAN, draft.short))).element.xml
    marks = set(re.findall(r'w:bookmarkStart w:id="\d+" w:name="(phu_luc_\d+)"', xml))
    named = set(re.findall(r"REF (phu_luc_\d+) ", xml))
    assert marks == {f"phu_luc_{one.number}" for one in draft.short.appendices}
    assert named <= marks
    assert len(named) >= 2


@pytest.mark.soak
def test_it_is_as_long_as_an_office_hands_in(store: Store, tmp_path: Path) -> None:
    """Pages by LibreOffice, with a font that is named: the body 12 to 18, the appendices 25 at most."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not on this machine: pages are not counted")
    source = tmp_path / "bao-cao.docx"
    named = re.compile(rb"Times New Roman")
    with zipfile.ZipFile(
        io.BytesIO(report_document(PLAN, drafted(store, Made(DAY, store.current, NOON)).short))
    ) as made, zipfile.ZipFile(source, "w") as package:
        for entry in made.infolist():
            package.writestr(entry, named.sub(b"Liberation Serif", made.read(entry)))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    words = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(source)]
    subprocess.run(words, check=True, capture_output=True, timeout=180)
    pages = PdfReader(tmp_path / "bao-cao.pdf").pages
    first = next(at for at, page in enumerate(pages) if page.mediabox.width > page.mediabox.height)
    assert 12 <= first <= 18
    assert len(pages) - first <= 25
