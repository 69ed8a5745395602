"""One way of writing in every paper and on every page: dates, ranges, shares, tones, thousands; no words of code.

Walks all papers that the office gives out and all pages, over a campaign whose units write nothing of that themselves.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import lxml.etree
import openpyxl
import pytest
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from tests.builders import nomination_list, plan_83, workbook
from tests.campaigns import return_of, truth_of
from tests.shown import walk
from tonghop.actions.loading import load
from tonghop.actions.reminding import reminders_on
from tonghop.actions.report_files import drafted, papers
from tonghop.intake.inbox import collect_uploads
from tonghop.outputs.one_page import one_page_pdf
from tonghop.outputs.reminders import list_letter, unit_letter
from tonghop.outputs.selection import LISTS, list_document, list_workbook
from tonghop.questions import ask_rows, questions
from tonghop.report.document import Made
from tonghop.report.nominations import nominated
from tonghop.report.one_page import one_page
from tonghop.report.outline import is_sample
from tonghop.report.plain_trace import COLUMNS, OTHER, conditions
from tonghop.report.plain_trace import LISTS as LISTS_IN_WORDS
from tonghop.report.sources import sources
from tonghop.store import Store
from tonghop.store.appraisals import record_selection

ROOT = Path(__file__).resolve().parent.parent
PLAN = plan_83()
DAY, NOON = date(2022, 4, 30), datetime(2022, 5, 5, 12)
ALL_PAGES = sorted(re.findall(r'"(\w+)\.py"', (ROOT / "app.py").read_text(encoding="utf-8").split("WORK =")[0]))
FORM_LABELS = re.compile(r"khen thưởng 2017-2021 \(không tính trùng\)")
"""The form's own label (CONTRACT §2.A)."""
OUTLINE = {" ".join(one.label.split()) for one in PLAN.outline}
"""Headings are the plan's, word for word."""
WRONG = {
    "a date that is not dd/mm/yyyy": r"\b(?:\d/\d{1,2}|\d{1,2}/\d)/20\d\d\b|\b20\d\d-\d\d-\d\d\b|\b\d\d?-\d\d?-20\d\d",
    "a range that is not 2017–2021": r"\b20\d\d(?: ?- ?| – )20\d\d\b",
    "a share that is not 83,0 %": r"\d%|\d\.\d+\s?%|(?<!,\d)\s%|(?<!\d),\d\s%",
    "nothing counted": r"(?<![\d.,])0 lượt\b",
    "tones on the second vowel": r"(?i)\b[a-zđ]*(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])\b",
    "thousands without a dot": r"(?<![\d.,/–-])[1-9]\d{4,}(?![\d/]|[.,]\d)",
}
CODE = re.compile(rf"\b(?:[a-z]+_[a-z_]+|python|tonghop|{'|'.join(questions())})\b|phiên bản|--\w")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Twelve units with plain words, one of them with millions and one with nil; a list; decisions of every kind."""
    made = Store(tmp_path_factory.mktemp("words") / "store")
    truth, draw = truth_of(3), random.Random(3)
    files = {}
    for at, unit in enumerate(list(truth)[:12]):
        said = truth[unit]
        for place, model in enumerate(said["models"]):
            model |= {"name": f"Việc tốt của thôn {at}.{place}", "implementer": "Chi bộ thôn", "summary": "Có kết quả"}
            model |= {"kind": None, "level": None} if place == 1 else {}
        for document in said["documents"]:
            document |= {"number": "01-KH/ĐU", "title": "Về việc học tập"}
        said["remarks"] = dict.fromkeys(said["remarks"], "Cấp ủy quan tâm, nhân dân đồng thuận cao. 07 thôn cùng làm.")
        for figure in said["figures"]:
            figure["value"] = 0 if figure["indicator_id"] == PLAN.indicators[0].id else figure["value"]
            figure["value"] = 1_234_567 if at == 0 and figure["value"] else figure["value"]
        files[f"{unit}.xlsx"] = workbook(return_of(unit, said, draw).sheets)
    first = next(iter(truth))
    name = next(unit.name for unit in PLAN.units if unit.id == first)
    files["ds.docx"] = nomination_list(name, [["1", "Việc tốt của thôn 0.0", "Chi bộ thôn", "Có kết quả", None]])
    load(made, collect_uploads(list(files.items())), received_on=date(2022, 4, 20), recorded_at=NOON, recorded_by="Hoa")
    names = [(row[0], row[1]) for row in ask_rows(made, "nominations")[1]]
    kinds = ("district", "province", "district_and_province", "not_chosen")
    for (unit, model), what in zip(names, kinds, strict=False):
        record_selection(made, unit, model, what, DAY, reason="x", recorded_at=NOON, recorded_by="Hoa")
    return made


@pytest.fixture(scope="module")
def given_out(store: Store) -> dict[str, bytes]:
    """All papers by name."""
    draft = drafted(store, Made(DAY, store.current, NOON))
    writing = draft.writing
    found = {name: content for _, name, content in papers(store.plan(), draft)}
    page = one_page(writing, Made(DAY, store.current, NOON), is_sample(writing))
    found["mot-trang.pdf"] = one_page_pdf(store.plan(), page)
    reminders = reminders_on(store, DAY)
    found["cong-van.docx"] = unit_letter(store.plan(), reminders[0])
    found["danh-sach-don-doc.docx"] = list_letter(store.plan(), reminders)
    models, _ = nominated(store, DAY)
    for kind in LISTS:
        found[f"{kind.id}.docx"] = list_document(store.plan(), kind, models, DAY)
        found[f"{kind.id}.xlsx"] = list_workbook(store.plan(), kind, models, DAY)
    return found


def texts_of(name: str, content: bytes) -> Iterator[str]:
    """The paragraphs, cells, lines of a paper, notes and chart labels too."""
    if name.endswith(".pdf"):
        for page in PdfReader(io.BytesIO(content)).pages:
            yield from page.extract_text().splitlines()
    elif name.endswith(".xlsx"):
        book = openpyxl.load_workbook(io.BytesIO(content))
        for sheet in book:
            yield sheet.title
            yield from (str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, str))
    else:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for entry in package.namelist():
                if re.match(r"(?:word/(?:document|header|footer)|ppt/(?:slides|notesSlides|charts)/).*\.xml$", entry):
                    root = lxml.etree.fromstring(package.read(entry))
                    for paragraph in root.xpath("//*[local-name()='p']"):
                        yield "".join(paragraph.xpath(".//*[local-name()='t']/text()"))
                    values = map(str, root.xpath("//*[local-name()='v']/text()"))
                    yield from (text for text in values if not text.isdigit())


def wrong_in(text: str) -> list[str]:
    said = FORM_LABELS.sub("", text)
    return [f"{what}: {found[0]!r} in {text[:160]!r}" for what, pattern in WRONG.items()
            if (found := re.search(pattern, said))]  # fmt: skip


def test_papers_are_written_one_way_and_name_nothing_of_code(given_out: dict[str, bytes]) -> None:
    assert len(given_out) > 10
    found: list[str] = []
    for name, content in given_out.items():
        texts = list(texts_of(name, content))
        assert sum(map(len, texts)) > 200, name
        for text in texts:
            heading = re.sub(r"^[\d.]+\s", "", text)
            if heading not in OUTLINE and not text.startswith("="):
                found += [f"{name}: {each}" for each in wrong_in(text)]
                code = CODE.search(text)
                found += [f"{name}: code {code[0]!r} in {text[:160]!r}"] if code else []
    assert not found, "\n".join(dict.fromkeys(found))


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("ngày 05/04/2022, giai đoạn 2017–2021, đạt 83,0\u00a0%, ủy ban, hòa giải, quý, thủy lợi, 1.234.567", False),
        ("ngày 5/4/2022", True), ("2022-04-05", True), ("2017 - 2021", True), ("2017-2021", True), ("83%", True),
        ("83,0%", True), ("83.0 %", True), ("83 %", True), ("0 lượt", True), ("uỷ ban", True), ("hoà giải", True),
        ("12345 lượt", True),
    ],
)  # fmt: skip
def test_the_lint_finds_what_it_looks_for(text: str, is_wrong: bool) -> None:
    assert bool(wrong_in(text)) == is_wrong


def test_documents_and_slides_are_vietnamese_to_the_program_that_opens_them(given_out: dict[str, bytes]) -> None:
    for name, content in given_out.items():
        if not name.endswith((".docx", ".pptx")):
            continue
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            xml = {entry: package.read(entry).decode("utf-8") for entry in package.namelist() if entry.endswith(".xml")}
        said = {lang for text in xml.values() for lang in re.findall(r'\b(?:w:val|lang)="([a-z]{2}-[A-Z]{2})"', text)}
        assert said == {"vi-VN"}, name
        if name.endswith(".docx"):
            assert re.search(r'<w:rPrDefault>.*?<w:lang [^>]*w:val="vi-VN"', xml["word/styles.xml"], re.DOTALL), name


def test_number_formats_put_dots_above_a_million_too(given_out: dict[str, bytes]) -> None:
    seen = 0
    for content in given_out.values():
        if not content.startswith(b"PK"):
            continue
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            xml = " ".join(package.read(n).decode("utf-8") for n in package.namelist() if n.endswith(".xml"))
        for code in re.findall(r'formatCode="([^"]*)"', xml):
            if r"0\.000" in code:
                seen += 1
                assert r"[&gt;=1000000]0\.000\.000" in code or r"[>=1000000]0\.000\.000" in code, code
    assert seen > 10


def test_every_trace_of_the_report_has_words(store: Store) -> None:
    draft = drafted(store, Made(DAY, store.current, NOON))
    writing = draft.writing
    for source in sources(writing, draft.short, draft.full):
        trace = source.number.trace
        assert trace.question in LISTS_IN_WORDS
        assert not trace.column or trace.column in COLUMNS
        words = conditions(writing.plan, trace)
        assert OTHER not in words
        assert not CODE.search(words), words


# -- pages ---------------------------------------------------------------------------------------------------


def words_on(app: AppTest) -> Iterator[str]:
    for node in walk(app):
        proto: Any = getattr(node, "proto", None)
        body = getattr(proto, "body", "")
        if getattr(node, "type", "") in ("html", "markdown") and not body.startswith("<style"):
            plain = re.sub(r"(?:style|href)=(?:'[^']*'|\"[^\"]*\")", "", body)
            yield from re.split(r"</(?:p|td|th|li|div|h\d)>", plain)
        for name in ("label", "help", "placeholder"):
            text = getattr(proto, name, "")
            yield text if isinstance(text, str) else ""
        yield from (one for one in getattr(proto, "options", ()) if isinstance(one, str))


@pytest.mark.parametrize("page", ALL_PAGES)
def test_pages_are_written_one_way(show: Callable[..., AppTest], page: str) -> None:
    app = show(page, ngay="2022-04-25")
    assert not app.exception
    found = [each for text in words_on(app) for each in wrong_in(re.sub(r"<[^>]+>", " ", text))]
    assert not found, "\n".join(dict.fromkeys(found))
