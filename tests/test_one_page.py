"""Kết quả trên một trang: one A4 whatever came in, every number the questions', on screen as on paper."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pypdf
import pytest

from tests.builders import (
    csv_text,
    load_all,
    plan_folder,
    plan_text,
    return_sheets,
    titled,
    unit_return,
    workbook,
)
from tests.campaign import RETURNS
from tests.once import campaign_store
from tests.opened import open_page
from tests.spread import in_soak
from tonghop.__main__ import main
from tonghop.outputs.one_page import one_page_name, one_page_pdf
from tonghop.questions import ask
from tonghop.report.document import Made
from tonghop.report.one_page import OnePage, numbers, one_page
from tonghop.report.outline import is_sample, writing_of
from tonghop.store import Store
from tonghop.store.appraisals import record_selection

ROOT = Path(__file__).resolve().parent.parent
DAY = date(2022, 4, 30)
AT = datetime(2022, 5, 1, 8)
NOON = datetime(2022, 4, 30, 12)
A4 = (595, 842)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return campaign_store(tmp_path_factory.mktemp("one-page") / "store", RETURNS, DAY)


def page_of(store: Store, day: date = DAY) -> OnePage:
    made = Made(day, store.current, AT)
    writing = writing_of(store, made)
    return one_page(writing, made, is_sample(writing))


def paper(store: Store, page: OnePage) -> str:
    """The text of the PDF, its lines joined."""
    return re.sub(r"\s+", " ", printed(store, page))


def printed(store: Store, page: OnePage) -> str:
    """The lines of the PDF, which must be one A4."""
    pages = pypdf.PdfReader(io.BytesIO(one_page_pdf(store.plan(), page))).pages
    assert len(pages) == 1
    assert (round(pages[0].mediabox.width), round(pages[0].mediabox.height)) == A4
    return pages[0].extract_text()


@pytest.mark.parametrize("name", ["sample", "made-1", *in_soak("made-2")])
def test_every_number_is_what_its_question_says(name: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    if name == "sample":
        store: Store = request.getfixturevalue("sample")
    else:
        store = campaign_store(tmp_path / "store", request.getfixturevalue("made_campaigns") / name, DAY)
    the_page_says_what_its_questions_say(store)


def the_page_says_what_its_questions_say(store: Store) -> None:
    page = page_of(store)
    answers: dict[str, list[dict[str, Any]]] = {}
    for number in numbers(page):
        assert number.value == plainly(store, number.trace, answers), number
    text = paper(store, page)
    drawn = {number.id for one in (*page.awards, *page.work) for number in one.years[:-1]}  # columns without a label
    for number in numbers(page):
        if number.value and number.id not in drawn:
            assert re.search(rf"(?<![\d.]){spaced(number.text)}(?![\d.]?\d)", text), number
    for bar in page.progress:
        counts = r"\W+".join(number.text for _, number in bar.parts if number.value)
        wanted = rf"{re.escape(f'{bar.label} {bar.deadline}')}\W+{counts}\W+{spaced(bar.share.text)}"
        assert re.search(wanted, text), bar.label
    for one in (*page.awards, *page.work):
        assert re.search(rf"{re.escape(one.label)}.*? {one.years[-1].text} {one.total.text} {one.units.text}\b", text)


def spaced(text: str) -> str:
    """A pattern for a number's text: a space that does not break is any space once it is read back."""
    return re.escape(text).replace("\xa0", r"\s")


def plainly(store: Store, trace: Any, answers: dict[str, list[dict[str, Any]]]) -> Any:
    """What a trace says, in plain Python, from the rows of `ask`."""
    from tonghop.questions import ask_rows, questions
    from tonghop.report.numbers import KNOWN

    if trace.question not in answers:
        day: dict[str, Any] = {"as_of": DAY} if "as_of" in questions()[trace.question].parameters else {}
        columns, rows = ask_rows(store, trace.question, **day)
        answers[trace.question] = [dict(zip(columns, row, strict=True)) for row in rows]
    found = answers[trace.question]
    for column, value in trace.where:
        wanted = value if isinstance(value, tuple) else (value,)
        found = [row for row in found if (row[column] is not None if value is KNOWN else row[column] in wanted)]
    if trace.how in ("count", "units"):
        return len(found) if trace.how == "count" else len({row["unit_id"] for row in found})
    known = [row[trace.column] for row in found if row[trace.column] is not None]
    return (sum(known) if trace.how == "sum" else known[0]) if known else None


def test_an_empty_store_makes_one_proper_page(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    text = paper(store, page_of(store))
    assert "Chưa có đơn vị nào gửi danh sách mô hình" in text
    assert "53 đơn vị chưa gửi" in text
    assert "None" not in text
    assert "none" not in text


LONG = "Mô hình " + "rất dài " * 24
NASTY = ["#panic()", "$ x^2 $", "=1+1", "[*đậm*] _nghiêng_ \\ @nguồn", '"dấu" #sys', LONG]


def test_texts_are_only_texts_and_it_stays_one_page(tmp_path: Path) -> None:
    labels = [(f"linh_vuc_{n}", name) for n, name in enumerate(NASTY)]
    sectors = csv_text("sectors.csv", [*labels, ("chua_phan_loai", "Chưa phân loại")])
    folder = plan_folder(tmp_path / "plan", sectors=sectors)
    store = Store(tmp_path / "store", folder)
    sheets = return_sheets(plan=store.plan())
    at = next(place for place, row in enumerate(sheets["Mô hình"]) if "Tên mô hình" in row)
    rows = [
        [n, f"{name} {n}", NASTY[n % len(NASTY)], "Tập thể", "Huyện", "Chi bộ", 2018, name, "x", None]
        for n, name in enumerate(NASTY * 90, 1)
    ]
    thought = '#emph[Mọi người] $cùng$ nói = điều này, "rất" quan trọng.'
    remarks = titled("ĐÁNH GIÁ", ["Nội dung", "Ý kiến của đơn vị"], [["Ưu điểm", thought], ["Hạn chế", LONG + "."]])
    first = sheets | {"Mô hình": titled("MÔ HÌNH", sheets["Mô hình"][at], rows), "Đánh giá": remarks}
    second = return_sheets("Đảng bộ xã Liên Sơn", store.plan()) | {"Đánh giá": remarks}
    second["Mô hình"] = titled("MÔ HÌNH", sheets["Mô hình"][at], rows[:2])
    assert set(load_all(store, {"a.xlsx": workbook(first), "b.xlsx": workbook(second)}).values()) == {"accepted"}
    page = page_of(store)
    assert [one.text for one in page.strengths] == [thought]
    text = paper(store, page)
    for words in ("#emph[Mọi người] $cùng$ nói", "#panic()", "$ x^2 $", "[*đậm*] _nghiêng_"):
        assert words in text


def renamed(file: str, column: str, names: Callable[[int], str]) -> str:
    """A file of the plan with other names in one column."""
    head, *lines = csv.reader(io.StringIO(plan_text(file)))
    at = head.index(column)
    return csv_text(file, [[*row[:at], names(n), *row[at + 1 :]] for n, row in enumerate(lines)])


@pytest.mark.parametrize("more", [" # $x$ = rất dài" * 20, "ươ" * 120], ids=["words", "one word"])
def test_names_of_two_hundred_letters_stand_on_the_page_whole(tmp_path: Path, more: str) -> None:
    def long(n: int) -> str:
        return f"Tên số {n}{more}"[:200].strip()

    files = (("units", "name"), ("obligations", "label"), ("indicators", "label"))
    texts = {name: renamed(f"{name}.csv", column, long) for name, column in files}
    store = Store(tmp_path / "store", plan_folder(tmp_path / "plan", **texts))
    plan = store.plan()
    sending, lacking = plan.units[:-9], plan.units[-9:]
    sent = {f"{n}.xlsx": unit_return(unit.name, plan=plan) for n, unit in enumerate(sending)}
    assert set(load_all(store, sent).values()) == {"accepted"}
    text = printed(store, page_of(store))
    said = re.sub(r"\s", "", text)
    names = [unit.name for unit in lacking]
    names += [one.label for one in plan.obligations]
    names += [one.label for one in plan.indicators[:4]]
    assert all("".join(name.split()) in said for name in names)
    assert f"{len(sending)}/53 đơn vị" in text
    assert said.endswith("chưacóquyếtđịnh.")
    assert not any(long(0) in line for line in text.splitlines()), "what is so long goes over lines"


def test_what_was_decided_about_models_is_counted(tmp_path: Path) -> None:
    store = campaign_store(tmp_path / "store", RETURNS, DAY)
    nominated = ask(store, "nominations")[["unit_id", "name"]].drop_duplicates()
    decisions = ("district_and_province", "district", "not_chosen", "returned")
    for (unit, name), decision in zip(nominated.itertuples(index=False, name=None), decisions, strict=False):
        record_selection(store, unit, name, decision, DAY, reason="theo biên bản", recorded_at=NOON, recorded_by="A")
    page = page_of(store)
    waiting = len(ask(store, "nominations")) - 4
    assert page.nominated.text.endswith(
        "; gồm: 1 đề nghị huyện khen thưởng; 1 đề nghị huyện khen thưởng và giới thiệu với tỉnh; 1 không chọn; "
        f"1 trả đơn vị bổ sung; {waiting} chưa có quyết định."
    )
    assert page.asks.text.endswith(f"{waiting} mô hình được giới thiệu chưa có quyết định.")
    text = paper(store, page)
    assert page.nominated.text in text
    assert page.asks.text in text


def test_causes_do_not_stand_in_for_strengths(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    cause = "Cấp ủy quan tâm chỉ đạo sát sao, kịp thời."

    def told(unit: str, strength: str) -> bytes:
        rows = [["Ưu điểm", strength], ["Nguyên nhân của ưu điểm", cause]]
        return workbook(return_sheets(unit) | {"Đánh giá": titled("ĐÁNH GIÁ", ["Nội dung", "Ý kiến của đơn vị"], rows)})

    files = {"a.xlsx": told("Đảng bộ xã Tân Sơn", "Mô hình có nhiều nét mới."),
             "b.xlsx": told("Đảng bộ xã Liên Sơn", "Nhân dân đồng tình ủng hộ.")}  # fmt: skip
    assert set(load_all(store, files).values()) == {"accepted"}
    assert page_of(store).strengths == ()


def test_a_unit_alone_and_days_before_and_after(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    load_all(store, {"a.xlsx": unit_return()})
    for day in (date(2022, 3, 1), date(2022, 4, 5), date(2023, 1, 1)):
        assert f"Đến hết ngày {day:%d/%m/%Y}" in paper(store, page_of(store, day))


def test_the_same_data_make_the_same_file(sample: Store) -> None:
    page = page_of(sample)
    assert one_page_pdf(sample.plan(), page) == one_page_pdf(sample.plan(), page)


def test_the_command_writes_the_page(sample: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "mới" / "tài liệu"
    words = ["one-page", "--as-of", "2022-04-30", "--out", str(out), "--store", str(sample.folder)]
    assert main(words) == 0
    assert f"mot-trang-{DAY.isoformat()}.pdf" in capsys.readouterr().out
    (made,) = out.iterdir()
    assert made.name == one_page_name(Made(DAY, 1, AT))
    assert made.read_bytes().startswith(b"%PDF")


def test_the_screen_says_what_the_paper_says(sample: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGHOP_STORE", str(sample.folder))
    app = open_page("mot_trang", {"ngay": DAY})
    assert not app.exception
    shown = "\n".join(element.proto.body for element in app.get("html") if "th-one" in element.proto.body)
    for number in numbers(page_of(sample)):
        if number.value:
            assert re.search(rf"(?<![\d.]){spaced(number.text)}(?![\d.])", shown), number
    for one in (*page_of(sample).awards, *page_of(sample).work):
        years = zip(range(2017, 2022), one.years, strict=True)
        read_out = "; ".join(f"{year}: {number.text}" for year, number in years)
        assert f"aria-label='{read_out}'" in shown, one.label
    assert len(re.findall(r"<i style='height", shown)) == sum(
        number.value is not None for one in (*page_of(sample).awards, *page_of(sample).work) for number in one.years
    )


def test_an_empty_store_shows_the_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TONGHOP_STORE", str(tmp_path / "store"))
    app = open_page("mot_trang")
    assert not app.exception
    assert "Chưa có đơn vị nào gửi hồ sơ" in "\n".join(element.proto.body for element in app.get("html"))
