"""The pages of results on real stores: empty, one unit's file, a whole campaign; numbers equal the questions'."""

from __future__ import annotations

import io
import json
import re
from datetime import date, datetime
from html import escape
from pathlib import Path
from typing import Any

import lxml.html
import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from tests.once import campaign_store
from tonghop.actions.loading import load
from tonghop.intake.inbox import collect
from tonghop.questions import ask
from tonghop.store import Store
from tonghop.vietnamese import format_count
from ui.results.figure_tables import reporting_mark

ROOT = Path(__file__).resolve().parent.parent
PAGES = ["mo_hinh", "khen_thuong", "tuyen_truyen", "kiem_tra_giam_sat", "van_ban", "y_kien"]
CAMPAIGN = ROOT / "data" / "sample" / "returns"


def filled(folder: Path, *paths: Path) -> Path:
    load(
        Store(folder), collect([*paths]), received_on=date(2022, 5, 5), recorded_at=datetime(2022, 5, 5),
        recorded_by="kiểm thử",
    )  # fmt: skip
    return folder


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    base = tmp_path_factory.mktemp("stores")
    one = next(CAMPAIGN.rglob("thi-tran-que.xlsx"))
    return {
        "empty": base / "empty",
        "single": filled(base / "single", one),
        "full": campaign_store(base / "full", CAMPAIGN).folder,
    }


@pytest.fixture
def show(stores: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> Any:
    def run(page: str, store: str, **address: str) -> AppTest:
        monkeypatch.setenv("TONGHOP_STORE", str(stores[store]))
        app = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=30)
        for key, value in address.items():
            app.query_params[key.replace("_", "-")] = value
        app.run()
        assert not app.exception, app.exception
        return app

    return run


def words(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def markup(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.main.get("html"))


def lead(app: AppTest) -> str:
    return next(text for text in words(app).splitlines() if "th-lead" in text)


def charts(app: AppTest) -> list[dict[str, Any]]:
    return [json.loads(element.proto.spec) for element in app.get("plotly_chart")]


def answer(stores: dict[str, Path], name: str, store: str = "full") -> Any:
    return ask(Store(stores[store]), name)


@pytest.mark.parametrize("store", ["empty", "single", "full"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_runs_and_says_a_sentence(show: Any, page: str, store: str) -> None:
    app = show(page, store)
    assert "th-lead" in words(app)
    assert bool(charts(app)) == (store != "empty")
    assert ("th-empty" in words(app)) == (store == "empty")


def listed(app: AppTest) -> list[str]:
    """The names of all rows, a page of them after another."""
    names: list[str] = []
    pages = -(-int(re.findall(r"<h2>([\d.]+) mô hình</h2>", markup(app))[-1].replace(".", "")) // 50)
    for page in range(1, pages + 1):
        if pages > 1:
            app.session_state["trang-mo-hinh"] = page
            app.run()
        table = lxml.html.fromstring(f"<div>{markup(app)}</div>").xpath(".//table[contains(@class, 'th-models')]")[0]
        names += [head.text_content() for head in table.xpath(".//tbody/tr/th")]
    return names


def test_a_row_opens_its_model_beside_the_table(show: Any, stores: dict[str, Path]) -> None:
    row = answer(stores, "model_list").iloc[3]
    app = show("mo_hinh", "full", mo=f"{row['file_id']}.{row['cell']}")
    html = markup(app)
    assert f"<h3>{escape(row['name'])}</h3>" in html
    assert html.count("class='th-open'") == 1
    assert "th-detail" not in markup(show("mo_hinh", "full", mo="0.Z9"))


def test_models_by_sector_are_those_of_the_question(show: Any, stores: dict[str, Path]) -> None:
    asked = answer(stores, "models_by_sector").set_index("sector_id")
    app = show("mo_hinh", "full")
    shown: dict[str, int] = {}
    for trace in charts(app)[0]["data"]:
        for (sector, _), count in zip(trace["customdata"], trace["x"], strict=True):
            shown[sector] = shown.get(sector, 0) + count
    assert shown == asked["models"].to_dict()
    assert f"<b>{asked['models'].sum()}</b>" in lead(app)
    assert len(listed(app)) == asked["models"].sum()


def test_bars_stand_largest_first_and_unsorted_last(show: Any) -> None:
    order = [one for one, _ in charts(show("mo_hinh", "full"))[0]["data"][0]["customdata"]]
    assert order[-1] == "chua_phan_loai"


def test_a_search_without_accents_finds_models(show: Any, stores: dict[str, Path]) -> None:
    models = answer(stores, "model_list")
    name = "Tổ dân phố đoàn kết, nhà sạch, phố đẹp"
    assert name in set(models["name"])
    app = show("mo_hinh", "full", tim_mo_hinh="to dan pho doan ket")
    assert name in listed(app)
    assert len(listed(app)) < len(models)


def test_filters_in_the_address_narrow_the_models(show: Any, stores: dict[str, Path]) -> None:
    models = answer(stores, "model_list")
    app = show("mo_hinh", "full", linh_vuc="Kinh tế", cap="Huyện", tu_nam="2018", den_nam="2019")
    wanted = models[
        (models["sector_id"] == "kinh_te") & (models["level"] == "huyen") & models["start_year"].between(2018, 2019)
    ]
    assert set(listed(app)) == set(wanted["name"])
    app.get("button")[0].click().run()
    assert len(listed(app)) == len(models)


def test_only_nominated_models_are_shown_when_asked(show: Any, stores: dict[str, Path]) -> None:
    models = answer(stores, "model_list")
    app = show("mo_hinh", "full")
    app.toggle[0].set_value(True).run()
    assert len(listed(app)) == int(models["nominated"].sum())


def test_models_print_as_a_table(show: Any, stores: dict[str, Path]) -> None:
    printed = next(text for text in (e.proto.body for e in show("mo_hinh", "full").get("html")) if "th-print" in text)
    assert printed.count("<tr>") == len(answer(stores, "model_list")) + 1


def test_nothing_found_is_said_with_a_way_on(show: Any) -> None:
    assert "Không có mô hình nào khớp" in words(show("mo_hinh", "full", tim_mo_hinh="không hề có tên này"))
    assert "Không có văn bản nào khớp" in words(show("van_ban", "full", tim_van_ban="không hề có tên này"))
    assert "Không có ý kiến nào khớp" in words(show("y_kien", "full", tim_y_kien="không hề có tên này"))


@pytest.mark.parametrize(
    ("page", "question"),
    [
        ("khen_thuong", "awards_by_year"),
        ("tuyen_truyen", "propaganda_by_year"),
        ("kiem_tra_giam_sat", "inspections_by_year"),
    ],
)
def test_panels_show_the_figures_of_the_question(
    show: Any, stores: dict[str, Path], page: str, question: str
) -> None:
    asked = answer(stores, question)
    panels = charts(show(page, "full"))
    for panel, (_, rows) in zip(panels, asked.groupby("indicator_id", sort=False), strict=True):
        values = [None if value is None else int(value) for value in rows["value"].astype(object)]
        assert panel["data"][0]["y"] == values
        hover = [said for _, said in panel["data"][0]["customdata"]]
        for said, row in zip(hover, rows.itertuples(), strict=True):
            assert f"{row.units_reporting}/{row.units_expected} đơn vị báo cáo" in said


def test_the_kinds_of_unit_add_up_to_the_district(stores: dict[str, Path]) -> None:
    kinds = answer(stores, "figures_by_kind").groupby(["indicator_id", "year"])[["value", "units_reporting"]].sum()
    for question in ("awards_by_year", "propaganda_by_year", "inspections_by_year"):
        for row in answer(stores, question).itertuples():
            assert kinds.loc[(row.indicator_id, row.year)].tolist() == [row.value, row.units_reporting]


def test_the_filter_by_kind_changes_panels_and_sentence(show: Any, stores: dict[str, Path]) -> None:
    rows = answer(stores, "figures_by_kind")
    of_kind = rows[(rows["kind"] == "chi_bo") & (rows["indicator_id"] == "conferences")]
    app = show("tuyen_truyen", "full", loai="Chi bộ")
    assert charts(app)[0]["data"][0]["y"] == of_kind["value"].tolist()
    assert f"Chi bộ, năm 2021: <b>{format_count(int(of_kind['value'].iloc[-1]))}</b> hội nghị" in lead(app)


def test_a_chosen_unit_lies_over_its_kinds_middle_half(show: Any, stores: dict[str, Path]) -> None:
    own = answer(stores, "figure_list")
    own = own[(own["unit_id"] == "thi-tran-que") & (own["indicator_id"] == "conferences")]
    spread = answer(stores, "figure_spread")
    spread = spread[(spread["kind"] == "dang_bo") & (spread["indicator_id"] == "conferences")]
    line, low, high = charts(show("tuyen_truyen", "full", don_vi="Đảng bộ thị trấn Quế"))[0]["data"]
    assert line["y"] == own["value"].tolist()
    assert low["y"] == spread["lower_quarter"].tolist()
    assert high["y"] == spread["upper_quarter"].tolist()


def test_the_grid_tells_reported_nil_partly_and_not_reported_apart(show: Any, stores: dict[str, Path]) -> None:
    assert [reporting_mark(*given) for given in ((5, 5, 3), (5, 5, 0), (4, 5, 3), (0, 5, None))] == [
        "full", "nil", "part", "none",
    ]  # fmt: skip
    rows = answer(stores, "figure_reporting")
    rows = rows[rows["indicator_id"] == "conferences"]
    grid = next(text for text in words(show("tuyen_truyen", "full")).splitlines() if "th-grid" in text)
    lacking = int((rows["years_reported"] == 0).sum())
    label = "data-label='Hội nghị quán triệt, tuyên truyền'"
    silent = grid.count('th-silent')
    assert grid.count(f"th-m-none' {label}") + silent == lacking


def test_awarded_models_count_once_and_rest_on_the_units_that_state_them(show: Any, stores: dict[str, Path]) -> None:
    stated = answer(stores, "unit_facts")["awarded_models"].dropna()
    said = words(show("khen_thuong", "full"))
    assert f"th-card-value'>{stated.sum()}</div>" in said
    assert f"{len(stated)}/53 đơn vị ghi số này" in said


def test_documents_and_remarks_are_all_there(show: Any, stores: dict[str, Path]) -> None:
    documents, remarks = answer(stores, "document_list"), answer(stores, "remark_list")
    assert f"<b>{len(documents)}</b> văn bản" in lead(show("van_ban", "full"))
    found = show("y_kien", "full", muc="V.1. Đề xuất với huyện")
    count = remarks.loc[remarks["section_id"] == "proposals_district", "unit_id"].nunique()
    assert f"<b>{count}/53</b> đơn vị" in lead(found)


def test_text_from_outside_is_escaped(show: Any, stores: dict[str, Path], tmp_path: Path) -> None:
    content = io.BytesIO(next(CAMPAIGN.rglob("thi-tran-que.xlsx")).read_bytes())
    book = openpyxl.load_workbook(content)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and len(cell.value) > 60:
                    cell.value = "<script>alert(1)</script> " + cell.value
    book.save(tmp_path / "x.xlsx")
    stores["evil"] = filled(tmp_path / "evil", tmp_path / "x.xlsx")
    for page in PAGES:
        assert "<script>" not in words(show(page, "evil"))
    assert "&lt;script&gt;" in words(show("y_kien", "evil"))
