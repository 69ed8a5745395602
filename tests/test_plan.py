"""The plan folder: everything is checked when it is read, and another folder makes another campaign."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.builders import (
    Row,
    csv_text,
    matrix_rows,
    plan_folder,
    plan_text,
    read,
    read_one,
    return_sheets,
    said,
    titled,
    unit_return,
    workbook,
)
from tonghop.errors import REFUSED, Stop
from tonghop.plan.files import parse_plan, read_plan
from tonghop.plan.model import Obligation
from tonghop.records import Fact, Figure, Model
from tonghop.store import Store


def replaced(file: str, old: str, new: str) -> str:
    """Return a file of the project's plan with one place changed."""
    text = plan_text(file)
    assert old in text, f"{file} no longer holds {old!r}"
    return text.replace(old, new, 1)


# -- plan 83 -------------------------------------------------------------------------------------------------


def test_the_plan_of_the_project_reads() -> None:
    plan = read_plan()
    assert (plan.id, plan.issued_on, plan.closes_on) == ("83-KH/HU", date(2022, 3, 29), date(2022, 4, 30))
    assert list(plan.years) == [2017, 2018, 2019, 2020, 2021]
    assert (plan.models_from, plan.models_to) == (2017, 2022)
    assert [len(part) for part in (plan.units, plan.obligations, plan.indicators, plan.sectors)] == [
        53,
        6,
        22,
        7,
    ]
    kinds = [(kind.id, kind.nominations_min, kind.nominations_max, kind.quota) for kind in plan.kinds]
    assert kinds == [("dang_bo", 1, 2, "01 đến 02"), ("chi_bo", 1, 1, "01"), ("mttq_ctxh", 1, 1, "01")]
    assert sum(not unit.is_illustrative for unit in plan.units) == 18 + 6


def test_the_last_day_on_time_of_each_obligation_is_the_contracts() -> None:
    days = {o.id: (o.copies, o.inclusive, o.last_day) for o in read_plan().obligations}
    assert days == {
        "memo": (2, False, date(2022, 4, 4)),
        "nominations": (2, False, date(2022, 4, 4)),
        "achievements": (2, False, date(2022, 4, 4)),
        "plan": (1, False, date(2022, 4, 9)),
        "report": (1, False, date(2022, 4, 9)),
        "review": (1, True, date(2022, 4, 30)),
    }


@pytest.mark.parametrize(
    ("deadline", "inclusive", "last_day"),
    [
        (date(2022, 4, 5), False, date(2022, 4, 4)),
        (date(2022, 4, 5), True, date(2022, 4, 5)),
        (date(2022, 3, 1), False, date(2022, 2, 28)),
        (date(2020, 3, 1), False, date(2020, 2, 29)),
        (date(2022, 1, 1), False, date(2021, 12, 31)),
        # a Sunday and a holiday: nothing rolls over
        (date(2022, 4, 10), True, date(2022, 4, 10)),
    ],
)
def test_before_a_day_leaves_the_day_out_and_until_takes_it_in(
    deadline: date, inclusive: bool, last_day: date
) -> None:
    assert Obligation("x", "X", "d", 1, deadline, inclusive, ("dang_bo",), "").last_day == last_day


# -- mistakes ------------------------------------------------------------------------------------------------

UNITS_HEAD = "unit_id,kind,name,aliases,gso_code,valid_from,valid_to,roster\n"

# what is changed, what the message must name, what the remedy must name
MISTAKES: list[tuple[str, dict[str, str | bytes | None], str, str]] = [
    ("a file is missing", {"sectors": None}, "thiếu tệp sectors.csv", "data/plan-83"),
    ("plan.toml is missing", {"plan": None}, "thiếu tệp plan.toml", "--plan"),
    ("a file is empty", {"units": ""}, "units.csv, dòng 1: thiếu cột “unit_id”", "unit_id, kind, name"),
    ("a file has headings only", {"units": UNITS_HEAD}, "units.csv: chưa có dòng nào", "ít nhất một dòng"),
    (
        "a column is missing",
        {"obligations": replaced("obligations.csv", ",copies,", ",")},
        "obligations.csv, dòng 1: thiếu cột “copies”",
        "copies",
    ),
    (
        "a file is not UTF-8",
        {"sections": plan_text("sections.csv").encode("utf-16")},
        "sections.csv, dòng 1: chữ không ở bảng mã UTF-8",
        "lưu tệp",
    ),
    (
        "an id is used twice",
        {"units": replaced("units.csv", "nguyen-uy,", "thi-tran-que,")},
        "units.csv, dòng 3: mã “thi-tran-que” đã dùng",
        "một lần",
    ),
    (
        "an id has capitals",
        {"sectors": replaced("sectors.csv", "kinh_te,", "Kinh_te,")},
        "sectors.csv, dòng 2: mã “Kinh_te”",
        "chữ thường",
    ),
    (
        "an id is blank",
        {"sectors": replaced("sectors.csv", "kinh_te,", ",")},
        "sectors.csv, dòng 2: ô “sector_id” để trống",
        "ghi giá trị",
    ),
    (
        "a label is blank",
        {"sectors": replaced("sectors.csv", "kinh_te,Kinh tế", "kinh_te, ")},
        "sectors.csv, dòng 2: ô “label” để trống",
        "ghi giá trị",
    ),
    (
        "a day is no day",
        {"obligations": replaced("obligations.csv", "2022-04-05", "05/04/2022")},
        "obligations.csv, dòng 2: ô “deadline” ghi “05/04/2022” không phải là ngày",
        "năm-tháng-ngày",
    ),
    (
        "a day does not exist",
        {"units": replaced("units.csv", "2022-03-29", "2022-02-30")},
        "units.csv, dòng 2: ô “valid_from” ghi “2022-02-30”",
        "2022-04-05",
    ),
    (
        "a number is no number",
        {"obligations": replaced("obligations.csv", "award_dossier,2,", "award_dossier,hai,")},
        "obligations.csv, dòng 2: ô “copies” ghi “hai”",
        "từ 1 trở lên",
    ),
    (
        "a number is too small",
        {"obligations": replaced("obligations.csv", "award_dossier,2,", "award_dossier,0,")},
        "obligations.csv, dòng 2: ô “copies” ghi “0”",
        "từ 1 trở lên",
    ),
    (
        "a number has other digits",
        {"indicators": replaced("indicators.csv", ",2017,", ",２０１７,")},
        "indicators.csv, dòng 2: ô “year_from”",
        "số nguyên",
    ),
    (
        "a unit is of an unknown kind",
        {"units": replaced("units.csv", ",dang_bo,", ",dangbo,")},
        "units.csv, dòng 2: ô “kind” ghi “dangbo”",
        "chi_bo, dang_bo, mttq_ctxh",
    ),
    (
        "an obligation is owed by an unknown kind",
        {"obligations": replaced("obligations.csv", "dang_bo chi_bo", "dang_bo chi-bo")},
        "obligations.csv, dòng 2: ô “owed_by” ghi “chi-bo”",
        "chi_bo, dang_bo, mttq_ctxh",
    ),
    (
        "a dossier is unknown",
        {"obligations": replaced("obligations.csv", "award_dossier", "awards")},
        "obligations.csv, dòng 2: ô “dossier” ghi “awards”",
        "award_dossier",
    ),
    (
        "a sheet is unknown",
        {"indicators": replaced("indicators.csv", "Khen thưởng,", "Thưởng,")},
        "indicators.csv, dòng 2: ô “form_sheet” ghi “Thưởng”",
        "Khen thưởng",
    ),
    (
        "true is spelt otherwise",
        {"obligations": replaced("obligations.csv", ",false,", ",no,")},
        "obligations.csv, dòng 2: ô “inclusive” ghi “no”",
        "false, true",
    ),
    (
        "the roster's mark is unknown",
        {"units": replaced("units.csv", ",real", ",thật")},
        "units.csv, dòng 2: ô “roster” ghi “thật”",
        "illustrative, real",
    ),
    (
        "a section's place in the outline is unknown",
        {"sections": replaced("sections.csv", "Đặc điểm tình hình,I", "Đặc điểm tình hình,VI")},
        "sections.csv, dòng 2: ô “outline” ghi “VI”",
        "II.1.2",
    ),
    (
        "a row has a cell too many",
        {"sectors": replaced("sectors.csv", "kinh_te,Kinh tế", "kinh_te,Kinh tế, xã hội")},
        "sectors.csv, dòng 2: số ô không bằng số cột",
        "ngoặc kép",
    ),
    (
        "a row has a cell too few",
        {"sectors": replaced("sectors.csv", "kinh_te,Kinh tế", "kinh_te")},
        "sectors.csv, dòng 2: số ô không bằng số cột",
        "ngoặc kép",
    ),
    (
        "a quote is not closed",
        {"sectors": replaced("sectors.csv", "kinh_te,Kinh tế", 'kinh_te,"Kinh tế')},
        "sectors.csv, dòng 2: không đúng dạng CSV",
        "ngoặc kép",
    ),
    (
        "a quote in the headings is followed by letters",
        {"sectors": replaced("sectors.csv", "sector_id,", '"sector"_id,')},
        "sectors.csv, dòng 1: không đúng dạng CSV",
        "ngoặc kép",
    ),
    (
        "the sector of what is not classified is gone",
        {"sectors": replaced("sectors.csv", "chua_phan_loai,", "chua_ro,")},
        "sectors.csv: thiếu lĩnh vực “chua_phan_loai”",
        "thêm lại",
    ),
    (
        "plan.toml is no TOML",
        {"plan": replaced("plan.toml", 'id = "83-KH/HU"', "id = 83-KH/HU")},
        "plan.toml, dòng 5: không đúng dạng TOML",
        "sửa lại",
    ),
    (
        "a value of plan.toml is missing",
        {"plan": replaced("plan.toml", 'short_title = "', 'short_titel = "')},
        "plan.toml: “short_title” thiếu",
        "chuỗi chữ",
    ),
    (
        "a value of plan.toml is of another kind",
        {"plan": replaced("plan.toml", "issued_on = 2022-03-29", 'issued_on = "29/03/2022"')},
        "plan.toml: “issued_on” thiếu hoặc không đúng kiểu",
        "một ngày",
    ),
    (
        "a number of plan.toml is true",
        {"plan": replaced("plan.toml", "nominations_max = 2", "nominations_max = true")},
        "plan.toml: “kinds.nominations_max” thiếu hoặc không đúng kiểu",
        "số nguyên",
    ),
    (
        "a table of plan.toml is missing",
        {"plan": replaced("plan.toml", "[periods]", "[period]")},
        "plan.toml: “periods” thiếu",
        "[tên]",
    ),
    (
        "meetings are counted by an unknown indicator",
        {"plan": replaced("plan.toml", 'meetings = "conferences"', 'meetings = "conference"')},
        "plan.toml: “attendances.meetings” ghi “conference”",
        "conferences",
    ),
    (
        "the years run backwards",
        {"plan": replaced("plan.toml", "years_from = 2017", "years_from = 2022")},
        "plan.toml: “periods.years_from” (2022) lớn hơn “periods.years_to” (2021)",
        "đổi lại",
    ),
    (
        "the least is more than the most",
        {"plan": replaced("plan.toml", "nominations_min = 1", "nominations_min = 3")},
        "plan.toml: “kinds.nominations_min” (3) lớn hơn “kinds.nominations_max” (2)",
        "đổi lại",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("files", "named", "remedy"), [case[1:] for case in MISTAKES], ids=[case[0] for case in MISTAKES]
)
def test_a_mistake_in_the_plan_is_one_stop_that_names_file_row_and_remedy(
    tmp_path: Path, files: dict[str, str | bytes | None], named: str, remedy: str
) -> None:
    with pytest.raises(Stop) as stop:
        read_plan(plan_folder(tmp_path / "plan", **files))
    assert named in stop.value.message
    assert remedy in stop.value.remedy
    assert stop.value.remedy.startswith(("Đề nghị", "Các", "Giá trị", "Mỗi", "Mã", "Được dùng"))
    assert stop.value.status == REFUSED


def test_a_folder_that_is_not_there_is_a_stop(tmp_path: Path) -> None:
    with pytest.raises(Stop, match=r"thiếu tệp plan\.toml"):
        read_plan(tmp_path / "nowhere")


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    texts = {
        name.partition(".")[0]: "\ufeff" + plan_text(name).replace("\n", "\r\n")
        for name in read_plan().sources
    }
    plan = read_plan(plan_folder(tmp_path / "plan", **texts))
    assert plan.units == read_plan().units
    assert plan.title == read_plan().title


def test_a_plan_is_the_same_when_read_from_the_texts_that_a_store_remembers() -> None:
    plan = read_plan()
    assert parse_plan(plan.sources) == plan


def test_the_environment_names_the_plan_unless_a_folder_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = plan_folder(tmp_path / "named", plan=replaced("plan.toml", 'id = "83-KH/HU"', 'id = "90-KH/HU"'))
    monkeypatch.setenv("TONGHOP_PLAN", str(named))
    assert read_plan().id == "90-KH/HU"
    assert read_plan(plan_folder(tmp_path / "given")).id == "83-KH/HU"


# -- another campaign ----------------------------------------------------------------------------------------

OTHER_FACTS = {
    'id = "83-KH/HU"': 'id = "12-KH/HU"',
    "years_from = 2017\nyears_to = 2021": "years_from = 2018\nyears_to = 2020",
    "models_from = 2017\nmodels_to = 2022": "models_from = 2018\nmodels_to = 2020",
    "issued_on = 2022-03-29": "issued_on = 2021-02-01",
    "earliest = 2017-01-01": "earliest = 2018-01-01",
    'attendances = "conference_attendances"\nmeetings = "conferences"': "",
    '"meeting_attendances"\nmeetings = "meetings"': '"lectures_heard"\nmeetings = "lectures"',
}


def other_plan_text() -> str:
    text = plan_text("plan.toml")
    for old, new in OTHER_FACTS.items():
        assert old in text, f"plan.toml no longer holds {old!r}"
        text = text.replace(old, new, 1)
    return text.replace("[[attendances]]\n\n", "", 1)


OTHER_PLAN = {
    "plan": other_plan_text(),
    "units": csv_text(
        "units.csv",
        [
            ["phuong-mai", "dang_bo", "Đảng bộ phường Mai", "P. Mai", "", "2021-02-01", "", "real"],
            ["cho-dao", "chi_bo", "Chi bộ Chợ Đào", "", "", "2021-02-01", "", "illustrative"],
        ],
    ),
    "indicators": csv_text(
        "indicators.csv",
        [
            ["prizes", "Khen thưởng", "Số giải thưởng", "giải", 2018, 2020],
            ["lectures", "Tuyên truyền", "Buổi nói chuyện", "buổi", 2018, 2020],
            ["lectures_heard", "Tuyên truyền", "Lượt người nghe", "lượt người", 2018, 2020],
            ["visits", "Kiểm tra, giám sát", "Lượt kiểm tra", "lượt", 2018, 2020],
        ],
    ),
    "sectors": csv_text("sectors.csv", [["y_te", "Y tế"], ["chua_phan_loai", "Chưa phân loại"]]),
    "sections": csv_text("sections.csv", [["views", "Nhận xét chung", "III.1"]]),
}


@pytest.fixture(scope="module")
def other_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("other")
    return Store(folder / "store", plan_folder(folder / "plan", **OTHER_PLAN))


OtherReturn = Callable[..., bytes]


@pytest.fixture(scope="module")
def other_return(other_store: Store) -> OtherReturn:
    plan = other_store.plan()

    def make(unit: str = "Đảng bộ phường Mai", **options: object) -> bytes:
        models: list[Row] = [
            [1, "Trạm y tế sạch", "Y tế", "Tập thể", "Huyện", "Trạm", 2019, "Sạch.", "x", None]
        ]
        sheets = return_sheets(unit, plan)
        sheets["Thông tin"][5][1] = 1
        sheets["Mô hình"] = titled("MÔ HÌNH", sheets["Mô hình"][2], models)
        sheets["Đánh giá"] = titled("ĐÁNH GIÁ", sheets["Đánh giá"][2], [["Nhận xét chung", "Tốt."]])
        return workbook(sheets, **options)  # type: ignore[arg-type]

    return make


def test_another_plan_reads_its_own_units_years_indicators_and_lists(
    other_store: Store, other_return: OtherReturn
) -> None:
    reading = read_one(other_store, other_return("P. Mai"))
    assert (reading.status, reading.unit_id, said(reading.findings)) == ("accepted", "phuong-mai", [])
    figures = [(r.indicator_id, r.year, r.value) for r in reading.records if isinstance(r, Figure)]
    assert figures == [
        (indicator, year, 10 * place + year - 2017)
        for place, indicator in ((1, "prizes"), (1, "lectures"), (2, "lectures_heard"), (1, "visits"))
        for year in (2018, 2019, 2020)
    ]
    assert [r.sector_id for r in reading.records if isinstance(r, Model)] == ["y_te"]
    facts = {r.fact_id for r in reading.records if isinstance(r, Fact)}
    assert {"awarded_models", "rating_2018", "rating_2019", "rating_2020"} <= facts
    assert not {"rating_2017", "rating_2021"} & facts


def test_another_plan_judges_by_its_own_facts(other_store: Store, other_return: OtherReturn) -> None:
    cases: list[tuple[dict[tuple[str, str], object], tuple[str, str, str | None, str]]] = [
        ({("Mô hình", "G4"): 2017}, ("year-out-of-range", "Mô hình", "G4", "2017")),
        ({("Mô hình", "C4"): "Kinh tế"}, ("unknown-sector", "Mô hình", "C4", "Kinh tế")),
        ({("Khen thưởng", "B4"): "Lượt khen"}, ("unknown-indicator", "Khen thưởng", "B4", "Lượt khen")),
        ({("Khen thưởng", "G4"): 99}, ("total-mismatch", "Khen thưởng", "G4", "99")),
        ({("Đánh giá", "A4"): "Thuận lợi"}, ("unknown-section", "Đánh giá", "A4", "Thuận lợi")),
        ({("Văn bản", "C4"): "31/12/2017"}, ("suspicious-date", "Văn bản", "C4", "31/12/2017")),
        ({("Thông tin", "B3"): "Tân Sơn"}, ("unknown-unit", "Thông tin", "B3", "Tân Sơn")),
        (
            {("Tuyên truyền", "D4"): 0, ("Tuyên truyền", "G4"): None},
            ("attendances-without-meetings", "Tuyên truyền", "D5", "21"),
        ),
        ({("Mô hình", "I4"): None}, ("under-quota", "Mô hình", None, "0")),
    ]  # fmt: skip
    readings = read(other_store, {str(changes): other_return(changes=changes) for changes, _ in cases})
    assert {case: said(reading.findings) for case, reading in readings.items()} == {
        str(changes): [expected] for changes, expected in cases
    }


def test_a_return_of_plan_83_lacks_nothing_of_itself_but_is_refused_by_another_plan(
    other_store: Store,
) -> None:
    reading = read_one(other_store, unit_return())
    assert reading.status == "refused"
    assert {"unknown-unit", "unknown-indicator", "unknown-sector"} <= {f.slug for f in reading.findings}


def test_the_builder_has_a_row_for_each_indicator_of_the_plan(other_store: Store) -> None:
    plan = other_store.plan()
    assert [row[1] for row in matrix_rows("Tuyên truyền", plan)] == ["Buổi nói chuyện", "Lượt người nghe"]
