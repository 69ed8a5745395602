"""From a number to its cell: the links of the pages, and the page that shows a file as it came with the cell marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import lxml.html
import pytest
from streamlit.testing.v1 import AppTest

from tests.builders import (
    LIST_HEADINGS,
    NOMINATIONS,
    OTHER,
    UNIT,
    ErrorCell,
    Row,
    every_text,
    in_tcvn3,
    load_all,
    nomination_list,
    nomination_workbook,
    register,
    return_sheets,
    unit_return,
    workbook,
)
from tests.once import campaign_store
from tests.opened import open_page
from tonghop.intake.reading import ENCODING_LABELS, decoded
from tonghop.intake.sheet_view import find_tab, place_of, tabs_of, text_at
from tonghop.officefiles.reader import Book, read
from tonghop.questions import ask_rows
from tonghop.store import Store
from tonghop.vietnamese import clean, parse_count, parse_date

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "data" / "sample" / "returns"
LE_HO = "Đảng bộ xã Lê Hồ"
MANY: list[Row] = [[at, UNIT, "Tờ trình", "01/04/2022", 2, f"lần {at}"] for at in range(1, 431)]
FILES = {
    "tan-son.xlsx": unit_return(),
    "thi-son.xlsx": unit_return(OTHER, changes={("Khen thưởng", "D4"): "nhiều <i>lắm</i>", ("Văn bản", "C4"): "x"}),
    "danh-sach.docx": nomination_list(),
    "danh-sach.xlsx": nomination_workbook(OTHER),
    "tcvn3.xlsx": workbook(every_text(return_sheets(LE_HO), in_tcvn3)),
    "hong.xlsx": b"PK\x03\x04 khong phai",
    "la.xlsx": workbook({"Nháp": [["chợ phiên", 12.0, ErrorCell()], [None, "<script>alert(1)</script>"]]}),
    "so.xlsx": register(MANY),
}  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with a file of each kind, good and bad."""
    made = Store(tmp_path_factory.mktemp("files") / "store")
    load_all(made, FILES)
    return made


@pytest.fixture
def show(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Run a page of a store with an address and with choices made; by default the page of one file."""

    def run(store: Store, address: Mapping[str, object], page: str = "tep_da_nhan", **state: str) -> AppTest:
        monkeypatch.setenv("TONGHOP_STORE", str(store.folder))
        app = open_page(page, address, {key.replace("_", "-"): value for key, value in state.items()})
        assert not app.exception, app.exception
        assert "th-error" not in markup(app)
        return app

    return run


def number_of(store: Store, path: str) -> int:
    columns, rows = ask_rows(store, "file_list")
    return next(row[columns.index("file_id")] for row in rows if row[columns.index("path")] == path)


def markup(app: AppTest) -> str:
    return "".join(element.proto.body for element in app.main.get("html"))


def said(app: AppTest) -> str:
    """All HTML of the page, without tags, spaces made even."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup(app)))


def grid(app: AppTest) -> Any:
    (found,) = lxml.html.fromstring(f"<div>{markup(app)}</div>").xpath(".//*[@class='th-sheet']")
    return found


def marked(app: AppTest) -> list[str]:
    return [cell.text_content() for cell in grid(app).xpath(".//td[contains(@class, 'th-asked')]")]


# -- the page ------------------------------------------------------------------------------------------------


def test_a_file_is_named_with_its_unit_its_form_and_what_became_of_it(
    store: Store, show: Callable[..., AppTest]
) -> None:
    text = said(show(store, {"so": number_of(store, "tan-son.xlsx")}))
    assert f"tan-son.xlsx Biểu số liệu của đơn vị: {UNIT} , nhận ngày 05/05/2022 ; người ghi nhận: người thử." in text
    assert "✓ Nhận · Đang được tính · bảng mã Unicode · không có lỗi, cảnh báo" in text


def test_the_cell_asked_for_is_marked_and_said_in_full(store: Store, show: Callable[..., AppTest]) -> None:
    app = show(store, {"so": number_of(store, "tan-son.xlsx"), "trang": "Khen thưởng", "o": "E5"})
    assert marked(app) == ["22"]
    assert "Ô E5 22" in said(app)
    assert grid(app).xpath(".//td[@id='o-can-xem'][@aria-current]")
    assert grid(app).xpath("string(.//thead/tr)") == "ABCDEFGHI"


def test_the_cells_are_tinted_by_what_became_of_them(store: Store, show: Callable[..., AppTest]) -> None:
    app = show(store, {"so": number_of(store, "tan-son.xlsx"), "trang": "Khen thưởng"})
    cells = {tint: f".//td[contains(@class, 'th-tint-{tint}')]" for tint in ("taken", "label", "count")}
    tints = {tint: len(grid(app).xpath(path)) for tint, path in cells.items()}
    assert tints == {"taken": 30, "label": 21, "count": 12}
    assert "Đã lấy vào số liệu 30 ô (46,2 %)" in said(app).replace("\u00a0", " ")
    app.toggle(key="to-mau").set_value(False).run()
    assert "th-tint" not in markup(app)


def test_a_finding_stands_on_its_cell_and_in_the_list_with_a_way_there(
    store: Store, show: Callable[..., AppTest]
) -> None:
    number = number_of(store, "thi-son.xlsx")
    app = show(store, {"so": number, "trang": "Khen thưởng", "o": "D4"})
    (cell,) = grid(app).xpath(".//td[contains(@class, 'th-wrong')]")
    assert (cell.text_content(), "th-asked" in cell.get("class")) == ("nhiều <i>lắm</i>", True)
    assert "“nhiều <i>lắm</i>” không phải là số" in cell.get("title")
    assert "không phải là số" in said(app).partition("Ô D4")[2]
    assert links(app) == [("tep", {"so": str(number), "trang": sheet, "o": cell})
                          for sheet, cell in (("Khen thưởng", "D4"), ("Văn bản", "C4"))]  # fmt: skip
    assert "<i>lắm" not in markup(app)


def test_another_sheet_can_be_chosen_and_the_cell_found_again(store: Store, show: Callable[..., AppTest]) -> None:
    app = show(store, {"so": number_of(store, "tan-son.xlsx"), "trang": "Khen thưởng", "o": "E5"})
    app.get("button_group")[0].set_value(1).run()
    assert marked(app) == []
    assert "Hũ gạo tình thương" in grid(app).text_content()
    app.button(key="ve-o").click().run()
    assert marked(app) == ["22"]


def test_a_long_sheet_opens_at_the_cell_below_its_headings_and_can_be_turned(
    store: Store, show: Callable[..., AppTest]
) -> None:
    app = show(store, {"so": number_of(store, "so.xlsx"), "trang": "Tiếp nhận", "o": "F302"})
    assert marked(app) == ["lần 299"]
    assert "Đang xem dòng 298–433 trong 433 dòng." in said(app)
    assert grid(app).xpath("string(.//thead/tr[2]/td[2])") == "Đơn vị"
    assert len(grid(app).xpath(".//tbody/tr")) == 136
    app.pagination[0].set_value(1).run()
    assert marked(app) == []
    assert "Đang xem dòng 1–97 trong 433 dòng." in said(app)
    app.button(key="ve-o").click().run()
    assert marked(app) == ["lần 299"]


def test_a_word_list_shows_its_table_with_the_row_and_the_text_around_it(
    store: Store, show: Callable[..., AppTest]
) -> None:
    app = show(store, {"so": number_of(store, "danh-sach.docx"), "dong": 2})
    (row,) = grid(app).xpath(".//tr[@id='o-can-xem']")
    assert [cell.text_content() for cell in row] == ["2", *(value or "" for value in NOMINATIONS[0])]
    assert [cell.text_content() for cell in grid(app).xpath(".//tr")[0]] == ["1", *LIST_HEADINGS]
    assert "Dòng 2 1 · Hũ gạo tình thương · Hội Phụ nữ · Giúp 12 hộ nghèo." in said(app)
    assert f"Chữ ngoài bảng (4 đoạn) {UNIT} DANH SÁCH MÔ HÌNH ĐIỂM TIÊU BIỂU" in said(app)


def test_a_list_in_excel_is_found_under_the_name_that_its_rows_carry(
    store: Store, show: Callable[..., AppTest]
) -> None:
    app = show(store, {"so": number_of(store, "danh-sach.xlsx"), "trang": "Danh sách", "o": "B4"})
    assert marked(app) == ["Hũ gạo tình thương"]


def test_an_old_encoding_is_shown_in_unicode_and_said(store: Store, show: Callable[..., AppTest]) -> None:
    app = show(store, {"so": number_of(store, "tcvn3.xlsx"), "trang": "Mô hình", "o": "B4"})
    assert marked(app) == ["Hũ gạo tình thương"]
    assert "Tệp gõ bằng bảng mã TCVN3 (ABC); chữ dưới đây đã chuyển sang Unicode để đọc." in said(app)


def test_a_file_that_cannot_be_opened_says_so_in_the_words_of_its_finding(
    store: Store, show: Callable[..., AppTest]
) -> None:
    app = show(store, {"so": number_of(store, "hong.xlsx"), "trang": "Mô hình", "o": "B4"})
    assert "Không đọc được tệp. Không đọc được tệp (tệp hỏng hoặc tải về chưa hết). Đề nghị mở" in said(app)
    assert "th-sheet" not in markup(app)
    assert app.get("download_button")


def test_a_file_that_is_no_form_is_shown_as_it_is(store: Store, show: Callable[..., AppTest]) -> None:
    app = show(store, {"so": number_of(store, "la.xlsx"), "trang": "nhap", "o": "C1"})
    assert marked(app) == ["#REF!"]
    assert [cell.text_content() for cell in grid(app).xpath(".//tbody//td")] == [
        "chợ phiên", "12", "#REF!", "", "<script>alert(1)</script>", "",
    ]  # fmt: skip
    assert "<script>" not in markup(app)
    assert "Tệp chưa rõ biểu mẫu" in said(app)


WRONG_PLACES: list[tuple[dict[str, str], str]] = [
        ({"trang": "Không có"}, "Tệp này không có trang tính “Không có”. Dưới đây là trang tính đầu tiên."),
        ({"trang": "Mô hình", "o": "7D"}, "“7D” không phải địa chỉ ô"),
        ({"trang": "Mô hình", "o": "XFD1048576"}, "“Mô hình” chỉ có dữ liệu đến ô J6; không có ô XFD1048576."),
        ({"trang": "Mô hình", "o": "<b>"}, "“&lt;b&gt;” không phải địa chỉ ô"),
        ({"trang": "Mô hình", "dong": "999999999999"}, "“Mô hình” chỉ có dữ liệu đến dòng 6; không có dòng"),
        ({"dong": "ba"}, "“ba” không phải số của một dòng."),
]


def test_a_place_that_is_not_there_is_said_and_the_file_shown_all_the_same(
    store: Store, show: Callable[..., AppTest]
) -> None:
    number = str(number_of(store, "tan-son.xlsx"))
    app = show(store, {"so": number})
    for address, words in WRONG_PLACES:
        app.query_params.clear()
        for key, value in {"so": number, **address}.items():
            app.query_params[key] = value
        app.run()
        assert not app.exception
        assert words in re.sub(r"\s+", " ", markup(app)), address
        assert marked(app) == []
        assert grid(app).xpath(".//tbody/tr")


def test_a_word_table_has_no_cells_by_address(store: Store, show: Callable[..., AppTest]) -> None:
    address = {"so": number_of(store, "danh-sach.docx"), "trang": "Bảng 3", "o": "D7"}
    text = said(show(store, address))
    assert "Bảng trong tệp Word không có địa chỉ ô như “D7”." in text
    assert "Tệp này không có bảng “Bảng 3”. Dưới đây là bảng đầu tiên." in text


def test_a_file_that_is_not_there_is_said_with_a_way_on(store: Store, show: Callable[..., AppTest]) -> None:
    app = show(store, {"so": "999"})
    for number in ("999", "0", "-1", "x", "", "9" * 30, "<b>1</b>"):
        app.query_params["so"] = number
        app.run()
        assert not app.exception
        assert "Chưa chọn tệp nào để xem." in said(app)
        assert "Đề nghị chọn tệp ở trang Tiếp nhận, mục Tệp đã nhận." in said(app)
        assert "<b>1</b>" not in markup(app)
        assert app.get("page_link")


def test_an_empty_store_has_no_file_to_show(tmp_path: Path, show: Callable[..., AppTest]) -> None:
    assert "Không có tệp số “1” trong kho dữ liệu." in said(show(Store(tmp_path / "store"), {"so": 1}))
    assert "Địa chỉ này chưa ghi số của tệp." in said(show(Store(tmp_path / "store"), {}))


def test_a_file_whose_bytes_are_gone_is_still_told_of(tmp_path: Path, show: Callable[..., AppTest]) -> None:
    store = Store(tmp_path / "store")
    load_all(store, {"thi-son.xlsx": FILES["thi-son.xlsx"]})
    for digest in store.archive.digests():
        (store.archive.folder / digest).unlink()
    app = show(store, {"so": 1})
    assert "Kho dữ liệu không giữ nội dung của tệp này" in said(app)
    assert "không phải là số" in said(app)
    assert not app.get("download_button")


# -- the links -----------------------------------------------------------------------------------------------


def links(app: AppTest) -> list[tuple[str, dict[str, str]]]:
    """The addresses that the page's quiet links lead to."""
    hrefs = lxml.html.fromstring(f"<div>{markup(app)}</div>").xpath(".//a[@class='th-src']/@href")
    return [(urlsplit(h).path, {key: value for key, (value,) in parse_qs(urlsplit(h).query).items()}) for h in hrefs]


def places(store: Store, question: str, **asked: object) -> list[dict[str, str]]:
    """Where the rows of a question stand, as an address says it."""
    columns, rows = ask_rows(store, question, **asked)
    at = [columns.index(name) for name in ("file_id", "sheet", "cell")]
    return [dict(zip(("so", "trang", "o"), (str(row[place]) for place in at), strict=True)) for row in rows]


def of_unit(store: Store, question: str, unit: str = "tan-son", **asked: object) -> list[dict[str, str]]:
    columns, rows = ask_rows(store, question, **asked)
    kept = [row[columns.index("unit_id")] == unit for row in rows]
    return [place for place, keep in zip(places(store, question, **asked), kept, strict=True) if keep]


def test_every_number_of_a_unit_and_every_text_leads_to_its_cell(store: Store, show: Callable[..., AppTest]) -> None:
    figures = [place for place in of_unit(store, "figure_list") if place["trang"] == "Khen thưởng"]
    app = show(store, {}, "khen_thuong", bang="Số liệu từng đơn vị", don_vi="tan-son")
    file, *cells = [address for _, address in links(app)]
    assert file == {"so": figures[0]["so"], "trang": "Khen thưởng"}
    assert sorted(cells, key=str) == sorted(figures, key=str)
    app = show(store, {}, "khen_thuong", bang="Số liệu từng đơn vị")
    first = [p for p in places(store, "figure_list") if p["trang"] == "Khen thưởng" and p["o"][1:] == "4"]
    assert [address for _, address in links(app)] == first
    for page, question in (("van_ban", "document_list"), ("y_kien", "remark_list")):
        assert [address for _, address in links(show(store, {}, page))] == places(store, question)


def test_receipts_findings_and_files_lead_to_where_they_stand(store: Store, show: Callable[..., AppTest]) -> None:
    app = show(store, {}, "don_vi", don_vi="tan-son")
    received = of_unit(store, "receipt_list", as_of=date(2022, 5, 5))
    assert received
    assert [address for _, address in links(app) if address in received] == received
    app = show(store, {}, "tiep_nhan", muc="Việc cần xử lý")
    wanted = [{k: v for k, v in place.items() if v != "None"} for place in places(store, "open_findings")]
    assert [address for _, address in links(app)] == wanted
    app = show(store, {}, "tiep_nhan", muc="Tệp đã nhận")
    numbers = [str(row[0]) for row in ask_rows(store, "file_list")[1]]
    assert [address for _, address in links(app)] == [{"so": number} for number in numbers]


def test_files_not_yet_stored_have_no_links(store: Store, show: Callable[..., AppTest]) -> None:
    app = show(store, {}, "tiep_nhan")
    app.file_uploader[0].upload("moi.xlsx", unit_return(LE_HO, changes={("Khen thưởng", "D4"): "x"}),
                                "application/octet-stream").run()  # fmt: skip
    assert "không phải là số" in said(app)
    assert links(app) == []


# -- every place -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=["sample", "made-1"])
def campaign(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Return a store with a whole campaign."""
    folder = SAMPLE if request.param == "sample" else request.getfixturevalue("made_campaigns") / request.param
    return with_campaign(folder, tmp_path_factory)


def with_campaign(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    return campaign_store(tmp_path_factory.mktemp("campaign") / "store", folder)


def test_every_row_that_counts_stands_in_the_cell_its_link_marks(campaign: Store) -> None:
    found, checked = campaign_texts(campaign), 0
    for question, holds in SAYS.items():
        columns, rows = ask_rows(campaign, question, **({"as_of": date.max} if question == "receipt_list" else {}))
        for values in rows:
            row = dict(zip(columns, values, strict=True))
            if row["cell"] is not None:
                text = found(row["file_id"], row["sheet"], row["cell"])
                assert holds(row, text), (question, row, text)
                checked += 1
    assert checked > 1000


SAYS: dict[str, Callable[[dict[str, Any], str], bool]] = {
    "figure_list": lambda row, text: row["value"] in (parse_count(text).value, parse_count(text.split()[0]).value),
    "model_list": lambda row, text: text == row["name"],
    "nominations": lambda row, text: text == row["name"],
    "document_list": lambda row, text: text in (row["number"], row["title"]),
    "remark_list": lambda row, text: text == row["text"],
    "receipt_list": lambda row, text: parse_date(text).value == row["received_on"],
    "open_findings": lambda row, text: row["value"] in (None, "", text)
    or parse_count(row["value"]).value == parse_count(text).value,
}
"""What the cell of a question's row must say."""


def campaign_texts(store: Store) -> Callable[[int, str, str], str]:
    """Return what a cell of a file says, looked up as the page looks it up."""
    plan = store.plan()
    columns, rows = ask_rows(store, "file_list")
    files = [dict(zip(columns, row, strict=True)) for row in rows]
    books: dict[int, Any] = {}
    answers = read((file["path"], store.archive.read(file["sha256"])) for file in files)
    for file, answer in zip(files, answers, strict=True):
        if isinstance(answer, Book):
            legacy = file["encoding"] in ENCODING_LABELS
            book = decoded(answer, file["encoding"], plan) if legacy else answer
            books[file["file_id"]] = (book, tabs_of(book, plan, file["form"]))

    def text(file_id: int, sheet: str, cell: str) -> str:
        book, tabs = books[file_id]
        place = place_of(cell)
        tab = find_tab(book, tabs, sheet, place)
        assert tab is not None, (file_id, sheet)
        assert place is not None, cell
        return clean(text_at(book.sheets[tab.at], place))

    return text
