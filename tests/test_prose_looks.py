"""What a paper's letters look like, and what stands beside its text: never a figure's part, never in silence."""

from __future__ import annotations

import io
import json
import time
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import docx
import docx.oxml
import pytest
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor

from tests.builders import in_tcvn3
from tests.test_laid_out import shown
from tests.test_prose_reports import paper, rewritten
from tonghop.__main__ import main
from tonghop.officefiles.reader import Book, Unreadable, read
from tonghop.prose.blocks import Paragraph
from tonghop.prose.laid_out import Became
from tonghop.prose.proposal import Proposal
from tonghop.store import Store

Run = tuple[str, Callable[[Any], None] | None]
"""A run's text and what is done to it."""


def struck(run: Any) -> None:
    run.font.strike = True


def twice_struck(run: Any) -> None:
    run.font.double_strike = True


def raised(run: Any) -> None:
    run.font.superscript = True


def lowered(run: Any) -> None:
    run.font.subscript = True


def lifted(run: Any) -> None:
    run._r.get_or_add_rPr().append(docx.oxml.parse_xml(f'<w:position {nsdecls("w")} w:val="8"/>'))


def hidden(run: Any) -> None:
    run.font.hidden = True


def white(run: Any) -> None:
    run.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)


def nearly_white(run: Any) -> None:
    run.font.color.rgb = RGBColor(0xFE, 0xFB, 0xFD)


def tiny(run: Any) -> None:
    run.font.size = Pt(1)


def in_the_fill(run: Any) -> None:
    run.font.color.rgb = RGBColor(0xFF, 0xFF, 0)
    run.font.highlight_color = WD_COLOR_INDEX.YELLOW


def deleted(run: Any) -> None:
    text = f"<w:r><w:delText xml:space='preserve'>{run.text}</w:delText></w:r>"
    xml = f"<w:del {nsdecls('w')} w:id='9' w:author='a'>{text}</w:del>"
    run._r.getparent().replace(run._r, docx.oxml.parse_xml(xml))


def made(*paragraphs: str | list[Run], change: Callable[[Any], None] = lambda _: None) -> bytes:
    """A report under II.1.2 with these paragraphs."""
    document = docx.Document()
    for text in ("BÁO CÁO", "II. KẾT QUẢ THỰC HIỆN", "2. Công tác tuyên truyền"):
        document.add_paragraph(text)
    for runs in paragraphs:
        paragraph = document.add_paragraph()
        for text, do in [(runs, None)] if isinstance(runs, str) else runs:
            run = paragraph.add_run(text)
            if do:
                do(run)
    change(document)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def told(proposal: Proposal) -> str:
    """In short: what is proposed (~ not certain), what is asked (?)."""
    figures = [f"{f.year}:{f.value}{'' if f.is_certain else '~'}" for f in proposal.figures]
    return " ".join([*figures, *(f"{q.year}:{q.value}?{q.asked}" for q in proposal.questions)])


def read_back(*paragraphs: str | list[Run]) -> str:
    return told(paper(made(*paragraphs)).proposal)


@pytest.mark.parametrize("look", [struck, twice_struck, hidden, white, nearly_white, tiny, in_the_fill, deleted])
@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        # a part of the number: both readings, for a person
        (["Năm 2019 tổ chức ", "*1", "2 hội nghị."], "2019:2?struck-in-part 2019:12?struck-in-part"),
        (["Năm 2019 tổ chức 1", "*2", " hội nghị."], "2019:1?struck-in-part 2019:12?struck-in-part"),
        (["Năm 2019 tổ chức 1", "*2", "3 hội nghị."], "2019:13?struck-in-part 2019:123?struck-in-part"),
        (["Trong năm 2020 đã mở ", "*1.", "204 hội nghị."], "2020:204?struck-in-part 2020:1204?struck-in-part"),
        # the whole number, or the whole sentence: no value
        (["Năm 2019 tổ chức ", "*12", " hội nghị."], ""),
        (["*Năm 2019 tổ chức 12 hội nghị."], ""),
        (["Việc làm tốt. ", "*Năm 2019 tổ chức 12 hội nghị."], ""),
        # another number in its place, or a word that tells otherwise: read, never certain
        (["Năm 2019 tổ chức ", "*12 ", "15 hội nghị."], "2019:15~"),
        (["Năm 2019 ", "*không ", "tổ chức 12 hội nghị."], "2019:12~"),
        (["Năm ", "*2018 ", "2019 tổ chức 12 hội nghị."], "2019:12~"),
        # another sentence is not touched
        (["*Bỏ câu này. ", "Năm 2019 tổ chức 12 hội nghị."], "2019:12~"),
        (["*Bỏ câu này.", " Việc đã xong. Năm 2019 tổ chức 12 hội nghị."], "2019:12"),
    ],
)
def test_what_is_struck_or_unseen_is_no_part_of_a_figure(
    look: Callable[[Any], None], runs: list[str], expected: str
) -> None:
    assert read_back([(text.lstrip("*"), look if text.startswith("*") else None) for text in runs]) == expected


@pytest.mark.parametrize("look", [raised, lowered, lifted])
@pytest.mark.parametrize("mark", ["1", "12", "(1)", "[2]"])
def test_a_raised_mark_is_no_part_of_the_number(look: Callable[[Any], None], mark: str) -> None:
    runs: list[Run] = [("Năm 2019 tổ chức 12", None), (mark, look), (" hội nghị.", None)]
    assert read_back(runs) == "2019:12~"
    assert read_back([("Năm 2019 tổ chức 12 hội nghị", None), (mark, look), (".", None)]) == "2019:12~"


@pytest.mark.parametrize("text", ["Năm 2019 tổ chức 12¹ hội nghị.", "Năm 2019 tổ chức 12⁽²⁾ hội nghị."])
def test_raised_letters_of_their_own_are_no_part_of_the_number_either(text: str) -> None:
    assert read_back(text) == "2019:12~"


def test_raised_figures_stay_in_the_text_under_a_part() -> None:
    found = paper(made([("Nhà văn hóa rộng 120 m", None), ("2", raised), (", sạch đẹp.", None)])).proposal
    assert any("120 m² sạch" in part.text.replace(",", "") for part in found.parts)


def test_the_look_may_come_from_a_style() -> None:
    def styled(run: Any) -> None:
        styles = run.part.document.styles
        if "Gạch bỏ" not in [style.name for style in styles]:
            styles.add_style("Gạch bỏ", 2).font.strike = True
        run.style = styles["Gạch bỏ"]

    assert read_back([("Năm 2019 tổ chức ", None), ("1", styled), ("2 hội nghị.", None)]) == (
        "2019:2?struck-in-part 2019:12?struck-in-part"
    )


def test_white_letters_on_a_dark_ground_are_seen() -> None:
    def light_on_dark(run: Any) -> None:
        white(run)
        run._r.get_or_add_rPr().append(docx.oxml.parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="1F3864"/>'))

    assert read_back([("Năm 2019 tổ chức 12 hội nghị.", light_on_dark)]) == "2019:12"


def test_letters_in_the_colour_of_the_page_are_not_seen() -> None:
    def page(document: Any) -> None:
        document.element.insert(0, docx.oxml.parse_xml(f'<w:background {nsdecls("w")} w:color="EAF1DD"/>'))

    def in_page_colour(run: Any) -> None:
        run.font.color.rgb = RGBColor(0xEA, 0xF1, 0xDD)

    assert told(paper(made([("Năm 2019 tổ chức 12 hội nghị.", in_page_colour)], change=page)).proposal) == ""


def test_what_was_inserted_counts_as_before() -> None:
    def insert(run: Any) -> None:
        wrapper = docx.oxml.parse_xml(f'<w:ins {nsdecls("w")} w:id="8" w:author="a"/>')
        run._r.addprevious(wrapper)
        wrapper.append(run._r)

    assert read_back([("Năm 2019 tổ chức 12 hội nghị.", insert)]) == "2019:12"


def test_characters_that_nobody_sees_part_no_number() -> None:
    assert read_back("Năm 2019 tổ chức 1\u200b2 hội nghị.") == "2019:12"
    assert read_back("Năm 2019 tổ chức 1\u00ad2 hội nghị.") == "2019:12"


def test_the_looks_of_an_old_encoding_are_found_where_they_stand() -> None:
    content = made([("Năm 2019 tổ chức ", None), ("1", struck), ("2 hội nghị tuyên truyền.", None)])
    assert told(paper(rewritten(content, in_tcvn3)).proposal) == "2019:2?struck-in-part 2019:12?struck-in-part"


@pytest.mark.parametrize(
    ("look", "slug"), [(struck, "struck-through"), (hidden, "hidden-data"), (white, "hidden-data")]
)
def test_what_is_not_read_is_said(tmp_path: Path, look: Callable[[Any], None], slug: str) -> None:
    content = made([("Năm 2019 tổ chức 12 hội nghị.", look)], "Năm 2020 tổ chức 15 hội nghị.")
    (finding,) = outcome(tmp_path, content).reading.findings
    assert (finding.slug, finding.severity, finding.sheet, finding.cell) == (slug, "warning", None, None)
    assert "“Năm 2019 tổ chức 12 hội nghị.” ở đoạn 4" in finding.message
    _, blocks = shown(content)
    assert [each.became for each in blocks if each.place == "đoạn 4"] == [Became.UNREAD]


def test_a_thousand_struck_letters_are_said_in_few_findings(tmp_path: Path) -> None:
    runs: list[Run] = [("a", struck), ("b ", None)]
    findings = outcome(tmp_path, made(runs * 1000, "Năm 2020 tổ chức 15 hội nghị.")).reading.findings
    assert len(findings) <= 22
    assert read_back(runs * 1000, "Năm 2020 tổ chức 15 hội nghị.") == "2020:15"


def outcome(tmp_path: Path, content: bytes) -> Any:
    from tonghop.actions.loading import check
    from tonghop.intake.inbox import collect_uploads

    store = Store(tmp_path / "store")
    (found,) = check(store, collect_uploads([("a.docx", content)]), received_on=date(2022, 4, 5)).outcomes
    return found


# -- notes, comments, headers, footers, text boxes -----------------------------------------------------------------


def with_part(content: bytes, name: str, xml: str) -> bytes:
    """Add a part of the kind "footnotes", "endnotes" or "comments" to a document."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        for part in old.namelist():
            text = old.read(part)
            if part == "word/_rels/document.xml.rels":
                relation = f'<Relationship Id="rIdN{name}" Type="{kind}{name}" Target="{name}.xml"/></Relationships>'
                text = text.replace(b"</Relationships>", relation.encode())
            new.writestr(part, text)
        new.writestr(f"word/{name}.xml", xml)
    return file.getvalue()


def note_part(name: str, *texts: str) -> str:
    one = name.removesuffix("s")
    notes = "".join(
        f'<w:{one} w:id="{number}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:{one}>'
        for number, text in enumerate(texts, 1)
    )
    return f"<w:{name} {nsdecls('w')}>{notes}</w:{name}>"


def reference(name: str, number: int = 1) -> Callable[[Any], None]:
    def add(run: Any) -> None:
        xml = f'<w:{name}Reference {nsdecls("w")} w:id="{number}"/>'
        run._r.append(docx.oxml.parse_xml(xml))

    return add


NOTES = [
    ("footnote", "chú thích 1"), ("endnote", "chú thích cuối văn bản 1"), ("comment", "ghi chú bên lề 1"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "label"), NOTES)
@pytest.mark.parametrize("said", ["số này chưa chốt", "Năm 2019: 17 hội nghị", "theo báo cáo của văn phòng"])
def test_a_note_on_a_figure_makes_it_uncertain_and_is_shown_with_it(name: str, label: str, said: str) -> None:
    runs: list[Run] = [("Năm 2019 tổ chức 12 hội nghị", None), ("", reference(name)), (".", None)]
    content = with_part(made(runs, "Năm 2020 tổ chức 15 hội nghị."), f"{name}s", note_part(f"{name}s", said))
    proposal, blocks = shown(content)
    assert told(proposal) == "2019:12~ 2020:15"
    assert proposal.figures[0].note == f"{label}: “{said}”"
    (beside,) = [each for each in blocks if each.became is Became.BESIDE]
    assert isinstance(beside.placed.block, Paragraph)
    assert (beside.place, beside.placed.block.text) == (label, said)


@pytest.mark.parametrize(("name", "label"), NOTES)
def test_a_note_on_a_heading_or_a_lead_stands_over_what_follows(name: str, label: str) -> None:
    lead: list[Run] = [("Kết quả năm 2019 và năm 2020", None), ("", reference(name)), (":", None)]
    items = ["- Năm 2019 tổ chức 12 hội nghị.", "- Năm 2020 tổ chức 15 hội nghị.", "Năm 2021 có 3 hội nghị."]
    content = with_part(made(lead, *items), f"{name}s", note_part(f"{name}s", "chưa chốt"))
    assert told(shown(content)[0]) == "2019:12~ 2020:15~ 2021:3"
    heading: list[Run] = [("3. Tuyên truyền miệng", None), ("", reference(name))]
    content = made(heading, "Năm 2019 tổ chức 12 hội nghị.")
    assert told(shown(with_part(content, f"{name}s", note_part(f"{name}s", "số ước")))[0]) == "2019:12~"


def test_a_comment_over_several_paragraphs_is_on_all_of_them() -> None:
    def begin(run: Any) -> None:
        run._r.addprevious(docx.oxml.parse_xml(f'<w:commentRangeStart {nsdecls("w")} w:id="1"/>'))

    def end(run: Any) -> None:
        run._r.addnext(docx.oxml.parse_xml(f'<w:commentRangeEnd {nsdecls("w")} w:id="1"/>'))

    content = made(
        "Năm 2018 có 2 hội nghị.", [("Năm 2019 có 12 hội nghị.", begin)], "Năm 2020 có 15 hội nghị.",
        [("Năm 2021 có 3 hội nghị.", end)], "Năm 2017 có 4 hội nghị.",
    )  # fmt: skip
    found = shown(with_part(content, "comments", note_part("comments", "xem lại")))[0]
    assert told(found) == "2018:2 2019:12~ 2020:15~ 2021:3~ 2017:4"


def test_a_note_on_a_heading_that_is_none_of_the_outlines_counts_too() -> None:
    heading: list[Run] = [("a) Hội nghị các loại", None), ("", reference("footnote"))]
    content = made(heading, "Năm 2019 tổ chức 12 hội nghị.", "b) Loại khác", "Năm 2020 tổ chức 15 hội nghị.")
    assert told(shown(with_part(content, "footnotes", note_part("footnotes", "số ước")))[0]) == "2019:12~ 2020:15"


@pytest.mark.parametrize("said", ["SỐ LIỆU TẠM TÍNH", "Bản dự thảo, số liệu chưa chốt"])
def test_a_page_header_may_call_all_of_it_unsettled(said: str) -> None:
    def margins(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = said

    assert told(paper(made("Năm 2019 tổ chức 12 hội nghị.", change=margins)).proposal) == "2019:12~"


def test_the_paper_itself_may_call_a_year_unsettled() -> None:
    said = ["Năm 2020 tổ chức 15 hội nghị.", "Năm 2021 tổ chức 3 hội nghị.", "Số liệu năm 2021 chưa chốt."]
    assert read_back(*said) == "2020:15 2021:3~"
    content = with_part(made(*said[:2]), "footnotes", note_part("footnotes", "Số liệu năm 2020 là số ước."))
    assert told(shown(content)[0]) == "2020:15~ 2021:3"


def test_page_headers_and_footers_are_in_the_account_and_propose_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def margins(document: Any) -> None:
        document.sections[0].header.paragraphs[0].text = "Dự thảo lần 2"
        document.sections[0].footer.paragraphs[0].text = "Năm 2019 tổ chức 99 hội nghị."

    content = made("Năm 2019 tổ chức 12 hội nghị.", change=margins)
    content = with_part(content, "comments", note_part("comments", "xem lại"))
    assert told(shown(content)[0]) == "2019:12"
    monkeypatch.setenv("TONGHOP_STORE", str(tmp_path / "store"))
    (tmp_path / "a.docx").write_bytes(content)
    assert main(["check", str(tmp_path / "a.docx"), "--account", "--json"]) == 0
    (file,) = json.loads(capsys.readouterr().out)["files"]
    (rule,) = [rule for rule in file["account"] if rule["rule"] == "beside"]
    assert rule["paragraphs"] == ["ghi chú bên lề 1", "đầu trang 1", "chân trang 1"]
    main(["check", str(tmp_path / "a.docx"), "--account"])
    assert "1 ghi chú bên lề (comment)" in capsys.readouterr().out


def test_a_text_box_is_read_apart_and_certain_of_nothing() -> None:
    box = (
        f"<w:pict {nsdecls('w')} xmlns:v='urn:schemas-microsoft-com:vml'><v:shape><v:textbox><w:txbxContent>"
        "<w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict>"
    )

    def boxed(text: str) -> Callable[[Any], None]:
        return lambda run: run._r.append(docx.oxml.parse_xml(box.format(text)))

    assert read_back([("Năm 2020 có 15 hội nghị.", boxed("Năm 2019 tổ chức 12 hội nghị."))]) == "2019:12~ 2020:15"
    # a year in a box dates nothing beside it
    assert read_back([("Đã tổ chức 15 hội nghị.", boxed("Năm 2021"))], "Có 9 hội nghị.") == ""


def test_pictures_and_objects_are_said_to_be_unread(tmp_path: Path) -> None:
    drawn = f"<w:drawing {nsdecls('w')} xmlns:c='urn:c' xmlns:a='urn:a'><a:g><a:blip/><c:chart/></a:g></w:drawing>"
    content = made([("Năm 2019 có 12 hội nghị.", lambda run: run._r.append(docx.oxml.parse_xml(drawn)))])
    notes = outcome(tmp_path, content).reading.notes
    assert any("1 hình" in note and "1 biểu đồ" in note for note in notes)


@pytest.mark.parametrize("xml", ["<w:comments", "<!DOCTYPE a [<!ENTITY b 'c'>]><w:comments/>", "<other/>"])
def test_a_damaged_part_of_notes_is_no_way_around_the_limits(xml: str) -> None:
    content = with_part(made("Năm 2019 tổ chức 12 hội nghị."), "comments", xml)
    (answer,) = read([("a.docx", content)])
    if xml == "<other/>":
        assert isinstance(answer, Book)
        assert answer.notes == ()
    else:
        assert isinstance(answer, Unreadable)
        assert answer.slug == "unreadable-file"


# -- on screen, and beside it ----------------------------------------------------------------------------------------


def test_what_is_set_aside_stands_in_its_place_on_screen() -> None:
    from ui.intake.paper_view import paper_html

    runs: list[Run] = [
        ("Năm  2019 tổ chức ", None), ("10 ", struck), ("12", None), ("", reference("footnote")),
        (" hội nghị, rộng 5 m", None), ("2", raised), (".", None),
    ]  # fmt: skip
    content = with_part(made(runs), "footnotes", note_part("footnotes", "chưa <b>chốt</b>".replace("<", "&lt;")))
    _, blocks = shown(content)
    drawn = str(paper_html(blocks, "Văn bản"))
    assert "<s class='th-aside' title='chữ gạch ngang'>10 </s>12</mark>" in drawn
    assert "</mark><sup class='th-aside' title='chưa &lt;b" in drawn
    assert "5 m<sup>2</sup>." in drawn
    assert "Chú thích 1: chưa &lt;b" in drawn
    (mark,) = next(each.marks for each in blocks if each.marks)
    block = next(each.placed.block for each in blocks if each.marks)
    assert isinstance(block, Paragraph)
    assert block.text[mark.start : mark.end] == "12"


def test_propose_says_the_note_of_a_figure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[Run] = [("Năm 2019 tổ chức 12 hội nghị", None), ("", reference("comment")), (".", None)]
    (tmp_path / "a.docx").write_bytes(with_part(made(runs), "comments", note_part("comments", "số này chưa chốt")))
    monkeypatch.setenv("TONGHOP_STORE", str(tmp_path / "store"))
    main(["propose", str(tmp_path / "a.docx"), "--json"])
    (figure,) = json.loads(capsys.readouterr().out)["files"][0]["figures"]
    assert (figure["value"], figure["certain"]) == (12, False)
    assert figure["note"] == "ghi chú bên lề 1: “số này chưa chốt”"
    main(["propose", str(tmp_path / "a.docx")])
    said = capsys.readouterr().out
    assert "cần xem" in said
    assert "số này chưa chốt" in said


def test_thousands_of_comments_cost_no_more_than_their_own_text() -> None:
    def begin(document: Any) -> None:
        for number in range(1, 3001):
            document.element.body.insert(
                0, docx.oxml.parse_xml(f'<w:commentRangeStart {nsdecls("w")} w:id="{number}"/>')
            )

    content = made(*(["Năm 2019 tổ chức 12 hội nghị."] * 300), change=begin)
    content = with_part(content, "comments", note_part("comments", *(["xem lại"] * 3000)))
    begun = time.process_time()
    found = paper(content)
    assert told(found.proposal) == "2019:12~"
    assert time.process_time() - begun < 3


def test_one_sentence_a_thousand_times_with_many_marks_is_read_in_no_time() -> None:
    runs: list[Run] = [("Năm 2019 có 12 hội nghị. ", None)] * 700
    marked = [run for at, each in enumerate(runs) for run in ([each, ("x ", struck)] if at < 290 else [each])]
    content = made(marked)
    begun = time.process_time()
    assert told(paper(content).proposal) == "2019:12~"
    assert time.process_time() - begun < 3
