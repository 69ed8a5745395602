"""The report: the plan's outline word for word, every number the questions', proper documents from any data."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import docx
import pandas as pd
import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from tests.builders import (
    load_all,
    matrix_headings,
    plan_83,
    return_sheets,
    titled,
    unit_return,
    workbook,
)
from tests.campaign import RETURNS, TRUTH
from tests.once import campaign_store
from tests.spread import in_soak
from tonghop.actions.entering import correction, record_correction
from tonghop.actions.loading import load
from tonghop.actions.report_files import drafted, since
from tonghop.errors import Stop
from tonghop.intake.inbox import collect
from tonghop.outputs.stamp import made_from
from tonghop.outputs.word import report_document
from tonghop.questions import ask, ask_rows, questions
from tonghop.report.document import Heading, Made, Paragraph, Quotes, Report, Table, numbers_in
from tonghop.report.numbers import KNOWN, Number, Trace
from tonghop.report.outline import report_of
from tonghop.report.wording import sentences
from tonghop.report.words import told_apart
from tonghop.store import Store
from tonghop.store.appraisals import record_selection
from tonghop.vietnamese import format_count, format_share

DAY = date(2022, 4, 30)
AT = datetime(2022, 5, 1, 8)
NOON = datetime(2022, 4, 30, 12)
PLAN = plan_83()
OUTLINE = """I. KHÁI QUÁT ĐẶC ĐIỂM TÌNH HÌNH
II. TÌNH HÌNH, KẾT QUẢ TRIỂN KHAI THỰC HIỆN MÔ HÌNH
1. Công tác lãnh đạo, chỉ đạo tổ chức thực hiện
1.1. Việc cụ thể hoá, xây dựng Kế hoạch, ban hành các văn bản chỉ đạo, hướng dẫn tổ chức thực hiện mô hình
1.2. Công tác tuyên truyền, vận động xây dựng, tổ chức triển khai thực hiện mô hình
1.3. Công tác kiểm tra, giám sát
2. Việc triển khai xây dựng và nhân rộng các mô hình điểm của địa phương, cơ quan, đơn vị
III. ĐÁNH GIÁ CHUNG
1. Ưu điểm, nguyên nhân
2. Hạn chế, nguyên nhân
3. Một số bài học kinh nghiệm
IV. PHƯƠNG HƯỚNG, NHIỆM VỤ, GIẢI PHÁP TRỌNG TÂM TRONG THỜI GIAN TỚI
1. Phương hướng
2. Nhiệm vụ, giải pháp trọng tâm
V. ĐỀ XUẤT, KIẾN NGHỊ
1. Đối với huyện
2. Đối với tỉnh""".splitlines()


def stored(folder: Path, *paths: Path) -> Store:
    store = Store(folder)
    load(store, collect([*paths]), received_on=DAY, recorded_at=datetime(2022, 4, 30, 9), recorded_by="kiểm thử")
    return store


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return campaign_store(tmp_path_factory.mktemp("report") / "store", RETURNS, DAY)


@pytest.fixture(scope="module", params=["sample", *in_soak("made-1", "made-2")])
def office(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Store:
    if request.param == "sample":
        store: Store = request.getfixturevalue("sample")
        return store
    made: Path = request.getfixturevalue("made_campaigns")
    return campaign_store(tmp_path_factory.mktemp(request.param) / "store", made / request.param, DAY)


@pytest.fixture(scope="module")
def sample_report(sample: Store) -> Report:
    return report_of(sample, DAY, AT)


def written(store: Store, report: Report) -> Document:
    return docx.Document(io.BytesIO(report_document(store.plan(), report)))


def every_number(report: Report) -> Iterator[Number]:
    yield from numbers_in([*report.body, *(block for appendix in report.appendices for block in appendix.blocks)])


# -- numbers -------------------------------------------------------------------------------------------------


class Pandas:
    """Works numbers out anew, by pandas, from the questions' answers; what was narrowed once is kept."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.kept: dict[tuple[Any, ...], pd.DataFrame] = {}

    def rows(self, question: str, where: tuple[tuple[str, Any], ...]) -> pd.DataFrame:
        key = (question, where)
        if key not in self.kept:
            self.kept[key] = self._narrowed(question, where) if where else self._asked(question)
        return self.kept[key]

    def _asked(self, question: str) -> pd.DataFrame:
        day: dict[str, Any] = {"as_of": DAY} if "as_of" in questions()[question].parameters else {}
        return ask(self.store, question, **day)

    def _narrowed(self, question: str, where: tuple[tuple[str, Any], ...]) -> pd.DataFrame:
        frame = self.rows(question, where[:-1])
        column, value = where[-1]
        if value is KNOWN:
            return frame[frame[column].notna()]
        if isinstance(value, tuple):
            texts = [one for one in value if one is not None]
            return frame[frame[column].isin(texts) | (frame[column].isna() if None in value else False)]
        return frame[frame[column].isna() if value is None else frame[column] == value]

    def value(self, trace: Trace) -> Any:
        frame = self.rows(trace.question, trace.where)
        if trace.how == "count":
            return len(frame)
        if trace.how == "units":
            return frame["unit_id"].nunique()
        known = frame[trace.column].dropna()
        if known.empty:
            return None
        return known.sum() if trace.how == "sum" else known.item()


@pytest.mark.parametrize("form", ["full", "short", "annex"])
def test_every_number_is_what_its_question_says(office: Store, form: str) -> None:
    report: Report = getattr(drafted(office, Made(DAY, office.current, AT)), form)
    by_pandas = Pandas(office)
    found = list(every_number(report))
    assert len(found) > (60 if form == "annex" else 700)
    for number in found:
        wanted = by_pandas.value(number.trace)
        assert number.value == wanted, number
        as_text = format_share(wanted) if number.trace.how == "share" else format_count(wanted)
        assert number.text == as_text


def test_totals_are_the_sum_of_their_units(office: Store) -> None:
    report = report_of(office, DAY, AT)
    for id in ("models_by_unit", "awards_by_unit", "propaganda_by_unit", "inspections_by_unit"):
        table = report.table(id)
        total = next(line for line in table.lines if line.kind == "total")
        for column in range(2, len(table.columns)):
            cells = [line.cells[column] for line in table.lines if line.kind == "row"]
            known = [int(cell.value) for cell in cells if isinstance(cell, Number) and cell.value is not None]
            found = total.cells[column]
            assert isinstance(found, Number)
            assert found.value == (sum(known) if known else None), (id, table.columns[column].label)


def test_what_the_sample_was_made_from_is_what_the_report_says(sample: Store, sample_report: Report) -> None:
    numbers = sample_report.numbers
    counted = {row[0] for row in ask_rows(sample, "reporting_units")[1]}
    units = {id: truth for id, truth in TRUTH["units"].items() if id in counted}
    reported = {r[0] for r in ask_rows(sample, "figure_list")[1]}
    for indicator in PLAN.indicators:
        wanted = sum(
            f["value"] for id in units if id in reported for f in units[id]["figures"]
            if f["indicator_id"] == indicator.id and f["value"] is not None
        )  # fmt: skip
        assert numbers[f"{indicator.id}.total"].value == wanted, indicator.id


def test_each_sentence_of_figures_names_how_many_units_it_rests_on(sample_report: Report) -> None:
    for block in sample_report.body:
        if isinstance(block, Paragraph) and block.look == "body":
            totals = [part for part in block.parts if isinstance(part, Number) and part.trace.how in ("sum", "value")]
            if totals:
                assert "đơn vị" in block.text, block.text


def test_units_that_sent_nothing_are_named(sample: Store, sample_report: Report) -> None:
    have = {row[0] for row in ask_rows(sample, "reporting_units")[1] if row[1] != "Danh sách"}
    lacking = [unit.name for unit in PLAN.units if unit.id not in have]
    opening = " ".join(block.text for block in sample_report.body[:3] if isinstance(block, Paragraph))
    assert lacking
    assert all(name in opening for name in lacking)


def test_yearly_awards_are_never_called_models(sample_report: Report) -> None:
    awards = [i for i in PLAN.indicators if i.sheet == "Khen thưởng" and i.unit_of_measure == "mô hình"]
    said = next(b.text for b in sample_report.body if isinstance(b, Paragraph) and "Tính theo lượt" in b.text)
    for indicator in awards:
        total = sample_report.numbers[f"{indicator.id}.total"].text
        assert f"{total} lượt mô hình" in said
    table = sample_report.table("awards_by_year")
    assert all(line.cells[2] == "lượt" for line in table.lines)
    assert not [line for line in table.lines if line.kind == "total"], "levels are not added up"


# -- the document --------------------------------------------------------------------------------------------


def test_the_outline_stands_word_for_word_in_order(office: Store) -> None:
    document = written(office, report_of(office, DAY, AT))
    headings = [p.text for p in document.paragraphs if str(p.style and p.style.name).startswith("Heading")]
    assert headings == OUTLINE


def test_the_outline_is_the_plans(project_root: Path) -> None:
    def folded(text: str) -> str:
        return " ".join(re.sub(r"[*_]", "", text).split())

    plan = (project_root / "tests" / "plan_sentences.txt").read_text(encoding="utf-8")
    annex = [folded(line) for line in plan[plan.index("I. KHÁI QUÁT ĐẶC ĐIỂM") :].splitlines() if line.strip()]
    place = 0
    for heading in OUTLINE:
        place = next(at for at in range(place, len(annex)) if annex[at].startswith(heading)) + 1


def test_the_word_file_holds_all_that_the_report_says(office: Store) -> None:
    report = report_of(office, DAY, AT)
    document = written(office, report)
    paragraphs = {" ".join(p.text.split()) for p in document.paragraphs}
    for block in report.body:
        if isinstance(block, Paragraph):
            assert " ".join(block.text.split()) in paragraphs
        elif isinstance(block, Quotes):
            for quote in (*block.shared, *block.own):
                assert any(one.startswith(" ".join(quote.text.split())) for one in paragraphs), quote
    tables = [block for block in report.body if isinstance(block, Table) and block.lines]
    tables += [b for a in report.appendices for b in a.blocks if isinstance(b, Table) and b.lines]
    laid = [table for table in document.tables if table.rows[0]._tr.trPr is not None and _is_head(table.rows[0])]
    assert len(laid) == len(tables)
    for table, made in zip(tables, laid, strict=True):
        rows = [[_words(cell) for cell in row.tc_lst] for row in made._tbl.tr_lst]
        assert rows[0] == [column.label for column in table.columns]
        for line, row in zip(table.lines, rows[1:], strict=True):
            shown = line.cells[:1] if line.kind == "group" else line.cells
            assert len(row) == len(shown)
            for cell, text in zip(shown, row, strict=True):
                if isinstance(cell, Number):
                    assert text == " ".join(cell.text.split())


def _words(cell: Any) -> str:
    return " ".join("".join(text.text or "" for text in cell.iter(qn("w:t"))).split())


def _is_head(row: Any) -> bool:
    return row._tr.trPr.find(qn("w:tblHeader")) is not None


def test_the_form_is_that_of_a_party_document(sample: Store, sample_report: Report) -> None:
    document = written(sample, sample_report)
    first, last = document.sections[0], document.sections[-1]
    assert [round(side.mm) for side in (first.page_width, first.page_height) if side is not None] == [210, 297]
    margins = (first.top_margin, first.bottom_margin, first.left_margin, first.right_margin)
    assert [round(margin.mm) for margin in margins if margin is not None] == [20, 20, 30, 15]
    assert first.different_first_page_header_footer
    assert "PAGE" in "".join(t.text or "" for t in first.header._element.iter(qn("w:instrText")))
    assert last.orientation == WD_ORIENT.LANDSCAPE
    assert not last.different_first_page_header_footer
    head = "\n".join(p.text for cell in document.tables[0].rows[0].cells for p in cell.paragraphs)
    for words in ("ĐẢNG BỘ TỈNH HÀ NAM", "HUYỆN ỦY KIM BẢNG", "Số …-BC/HU", "DỰ THẢO", "ĐẢNG CỘNG SẢN VIỆT NAM"):
        assert words in head
    signed = [t for t in document.tables if "T/M BAN THƯỜNG VỤ" in t.rows[0].cells[1].text]
    assert len(signed) == 1
    assert "- Lưu VPHU." in signed[0].rows[0].cells[0].text
    assert any(p.text.endswith("./.") for p in document.paragraphs)
    styles = {p.style.name for p in document.paragraphs if p.style}
    assert {"Heading 1", "Heading 2", "Heading 3", "Body Text", "Caption", "Phụ lục"} <= styles
    assert document.styles["Normal"].font.name == "Times New Roman"


def test_captions_are_numbered_by_word_itself(sample: Store, sample_report: Report) -> None:
    document = written(sample, sample_report)
    captions = [p for p in document.paragraphs if p.style and p.style.name == "Caption"]
    fields = [p._p.find(qn("w:fldSimple")).get(qn("w:instr")) for p in captions]
    assert all("SEQ Bảng" in field for field in fields)
    shown = [int(re.match(r"Bảng (\d+)\.", "".join(t.text for t in p._p.iter(qn("w:t"))))[1]) for p in captions]  # type: ignore[index]
    assert shown == list(range(1, len(captions) + 1))


def test_its_xml_is_whole(sample: Store, sample_report: Report) -> None:
    with zipfile.ZipFile(io.BytesIO(report_document(sample.plan(), sample_report))) as package:
        assert package.testzip() is None
        assert "\ue000" not in package.read("word/document.xml").decode("utf-8")


# -- any data ------------------------------------------------------------------------------------------------


def test_an_empty_store_makes_a_proper_draft(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    report = report_of(store, DAY, AT)
    document = written(store, report)
    headings = [p.text for p in document.paragraphs if str(p.style and p.style.name).startswith("Heading")]
    assert headings == OUTLINE
    text = "\n".join(p.text for p in document.paragraphs)
    assert "None" not in text
    assert "0/53 đơn vị" in text
    for words in ("Chưa có đơn vị nào gửi danh sách mô hình", "Chưa có đơn vị nào gửi danh mục văn bản"):
        assert words in text


LONG = "Mô hình " + "rất dài " * 24
NASTY = ["=1+1", "<w:p>&amp;</w:p>", "một\x0bhai\u0007", '"dấu" {0} \\ue000', LONG, "@SUM(A1)"]


def test_names_are_only_text_and_many_of_them_fit(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    names = NASTY + [f"Mô hình số {n}" for n in range(500)]
    rows = [
        [n, name, "Kinh tế", "Tập thể", "Huyện", "Chi bộ", 2018, f"{name}.", "x", None]
        for n, name in enumerate(names, 1)
    ]
    sheets = return_sheets()
    at = next(place for place, row in enumerate(sheets["Mô hình"]) if "Tên mô hình" in row)
    sheets["Mô hình"] = titled("MÔ HÌNH", sheets["Mô hình"][at], rows)
    assert load_all(store, {"a.xlsx": workbook(sheets)}) == {"a.xlsx": "accepted"}
    report = report_of(store, DAY, AT)
    document = written(store, report)
    kept = [row[1] for row in ask_rows(store, "nominations")[1]]
    assert len(kept) == len(names)
    table = next(t for t in document.tables if _words(t._tbl.tr_lst[0].tc_lst[1]) == "Tên mô hình")
    shown = [_words(row.tc_lst[1]) for row in table._tbl.tr_lst[1:] if len(row.tc_lst) > 1]
    wanted = ["".join(c for c in " ".join(name.split()) if c.isprintable()) for name in kept]
    assert shown == wanted
    assert report.numbers["models"].value == len(names)


def test_years_that_nobody_reported_are_dashes_not_zeros(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    rows = [[1, "Hội nghị quán triệt, tuyên truyền", "hội nghị", 3, None, 5, None, None, 8]]
    sheets = return_sheets() | {"Tuyên truyền": titled("TUYÊN TRUYỀN", matrix_headings(PLAN), rows)}
    assert load_all(store, {"a.xlsx": workbook(sheets)}) == {"a.xlsx": "accepted"}
    report = report_of(store, DAY, AT)
    row = report.table("propaganda_by_year").lines[0]
    shown = [cell.text for cell in row.cells if isinstance(cell, Number)]
    assert shown == ["3", "–", "5", "–", "–", "8", "1"]


# -- the units' words ----------------------------------------------------------------------------------------


def test_a_thought_of_several_units_stands_once_with_all_of_them() -> None:
    shared, own = told_apart([
        ("A", "Cán bộ kiêm nhiệm nhiều việc nên chưa sâu. Xã có 5 thôn."),
        ("B", "Cán bộ kiêm nhiệm nhiều việc, nên chưa sâu! Không."),
        ("C", "Không."),
    ])  # fmt: skip
    assert [(quote.text, quote.units) for quote in shared] == [
        ("Cán bộ kiêm nhiệm nhiều việc nên chưa sâu.", ("A", "B"))
    ]
    assert [(quote.text, quote.units) for quote in own] == [("Xã có 5 thôn.", ("A",)), ("Không.", ("B", "C"))]


def test_a_sentence_ends_before_a_digit_too() -> None:
    thought = "Cách làm ở thôn được nhân dân ủng hộ."
    shared, _ = told_apart([("A", f"{thought} 07 mô hình mới."), ("B", f"Việc đã rõ. {thought}"), ("C", thought)])
    assert [(quote.text, quote.units) for quote in shared] == [(thought, ("A", "B", "C"))]
    assert sentences("Họp ngày 05.4 tại xã. 2. Tuyên truyền tốt. Xong; còn lại sau.\n- Có sổ") == [
        "Họp ngày 05.4 tại xã.", "2. Tuyên truyền tốt.", "Xong; còn lại sau.", "- Có sổ",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "is_thought"),
    [
        ("Đơn vị đã nhìn nhận và đưa vào kế hoạch khắc phục năm 2022.", False),
        ("Nhất trí với kế hoạch của Huyện ủy, chưa có đề xuất thêm.", False),
        ("Chưa có đề xuất, kiến nghị gì thêm.", False),
        ("Đơn vị không có ý kiến gì thêm.", False),
        ("Đề nghị đưa vào kế hoạch năm 2023 việc tập huấn.", True),
        ("Nhất trí với kế hoạch, đề nghị hỗ trợ kinh phí in tài liệu.", True),
    ],
)
def test_filler_is_no_thought_however_many_write_it(sentence: str, is_thought: bool) -> None:
    shared, own = told_apart([("A", sentence), ("B", sentence)])
    assert bool(shared) == is_thought
    assert bool(own) != is_thought  # no word is lost


def test_no_word_of_the_units_is_lost(sample: Store, sample_report: Report) -> None:
    by_section = {block.section_id: block for block in sample_report.body if isinstance(block, Quotes)}
    names = {unit.id: unit.name for unit in PLAN.units}
    for row in ask(sample, "remark_list").itertuples():
        block = by_section[row.section_id]
        said = " ".join(q.text for q in (*block.shared, *block.own) if names[row.unit_id] in q.units)
        letters = [letter for letter in said.lower() if letter.isalnum()]
        wanted = [letter for letter in str(row.text).lower() if letter.isalnum()]
        assert sorted(wanted) == sorted(letters) or set(str(row.text).split()) <= set(said.split()), row


# -- decisions -----------------------------------------------------------------------------------------------


def test_what_was_decided_about_models_stands_in_the_report(tmp_path: Path) -> None:
    store = campaign_store(tmp_path / "store", RETURNS, DAY)
    chosen = [(row[0], row[1]) for row in ask_rows(store, "nominations")[1][:3]]
    for (unit, name), decision in zip(chosen, ("district", "province", "not_chosen"), strict=True):
        record_selection(store, unit, name, decision, DAY, reason="theo biên bản", recorded_at=NOON, recorded_by="A")
    report = report_of(store, DAY, AT)
    assert [line.cells[2] for line in report.table("selected").lines] == [chosen[0][1]]
    assert [line.cells[2] for line in report.table("to_province").lines] == [chosen[1][1]]
    numbers = report.numbers
    parts = [number.value for id, number in numbers.items() if id.startswith("decided.")]
    assert sum(part for part in parts if isinstance(part, int)) == numbers["nominations"].value
    assert numbers["nominations.listed"].value + numbers["nominations.marked"].value == numbers["nominations"].value
    assert [numbers[f"decided.{which}"].value for which in ("district", "province", "not_chosen")] == [1, 1, 1]
    remarks = {line.cells[1]: line.cells[4] for line in report.table("nominations").lines if line.kind == "row"}
    assert remarks[chosen[0][1]] == "Đề nghị huyện khen thưởng"
    assert remarks[chosen[2][1]] == "Không chọn"


# -- against the last draft ----------------------------------------------------------------------------------


def test_a_draft_says_what_it_was_made_from(sample: Store, sample_report: Report) -> None:
    content = report_document(sample.plan(), sample_report)
    assert made_from(sample.plan(), content) == sample_report.made
    edited = docx.Document(io.BytesIO(content))
    edited.add_paragraph("Người viết thêm.")
    target = io.BytesIO()
    edited.save(target)
    assert made_from(sample.plan(), target.getvalue()) == sample_report.made


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"x" * 1000], ids=["empty", "cut", "other"])
def test_what_is_no_draft_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(Stop, match="không phải"):
        made_from(PLAN, content)


def test_a_word_file_of_somebody_else_is_no_draft() -> None:
    target = io.BytesIO()
    docx.Document().save(target)
    with pytest.raises(Stop, match="không phải là báo cáo"):
        made_from(PLAN, target.getvalue())


def test_numbers_that_moved_are_told_with_the_unit_and_the_file(tmp_path: Path) -> None:
    store = campaign_store(tmp_path / "store", RETURNS, DAY)
    draft = report_of(store, DAY, datetime(2022, 4, 30, 12)).made
    row = next(r for r in ask(store, "figure_list").itertuples() if r.indicator_id == "contests" and r.year == 2021)
    later = datetime(2022, 4, 30, 15)
    wanted = correction(PLAN, row.unit_id, "contests", 2021, int(row.value) + 7, "sổ theo dõi")
    record_correction(store, wanted, received_on=later.date(), recorded_at=later, recorded_by="A")
    now = drafted(store, Made(DAY, store.current, later + timedelta(hours=1)))
    found = since(store, draft, now)
    moved = {one.id: one for one in found.moved}
    assert set(moved) == {"contests.2021", "contests.total"}
    one = moved["contests.2021"]
    assert int((one.after or "0").replace(".", "")) == int((one.before or "0").replace(".", "")) + 7
    (reason,) = one.reasons
    assert (reason.unit_id, reason.before, reason.after) == (row.unit_id, int(row.value), int(row.value) + 7)
    assert reason.path
    assert found.compared == len({number.id for number in numbers_in(now.full.body)})


def test_nothing_new_moves_nothing(sample: Store) -> None:
    now = drafted(sample, Made(DAY, sample.current, AT))
    assert since(sample, now.full.made, now).moved == ()


def test_a_unit_that_came_in_is_the_reason(tmp_path: Path) -> None:
    first, second = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    first.write_bytes(unit_return())
    second.write_bytes(unit_return("Đảng bộ xã Liên Sơn"))
    store = stored(tmp_path / "store", first)
    made = report_of(store, DAY, datetime(2022, 4, 30, 12)).made
    later = datetime(2022, 4, 30, 15)
    load(store, collect([second]), received_on=later.date(), recorded_at=later, recorded_by="kiểm thử")
    moved = {one.id: one for one in since(store, made, drafted(store, Made(DAY, store.current, later))).moved}
    assert (moved["units.in.units"].before, moved["units.in.units"].after) == ("1", "2")
    assert [reason.unit_id for reason in moved["models"].reasons] == ["lien-son"]
    assert Path(str(moved["models"].reasons[0].path)).name == "b.xlsx"


def test_headings_have_something_below_them(sample_report: Report) -> None:
    blocks = sample_report.body
    for place, block in enumerate(blocks):
        if isinstance(block, Heading):
            following = blocks[place + 1]
            assert not isinstance(following, Heading) or following.level > block.level


FIXED = re.compile(r"Kế hoạch số 83-KH/HU|\d\d/\d\d/\d{4}|\b20\d\d\b|\b05 năm\b|Phụ lục \d|tháng 3 năm")
"""What a sentence may say in figures that is the plan's, not counted: days, years, the number of years."""


def test_no_figure_in_a_sentence_is_typed(office: Store) -> None:
    report = report_of(office, DAY, AT)
    names = " ".join(unit.name for unit in PLAN.units)
    for block in report.body:
        if isinstance(block, Paragraph) and block.look == "body":
            typed = FIXED.sub("", "¦".join(part for part in block.parts if isinstance(part, str)))
            left = [word for word in re.findall(r"\d+", typed) if word not in names]
            assert not left, (left, block.text)
