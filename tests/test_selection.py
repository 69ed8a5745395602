"""Nominated models appraised and chosen: the newest word counts, nobody's is lost, the lists say what questions say."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

from tests.builders import (
    OTHER,
    OTHER_ID,
    UNIT,
    UNIT_ID,
    Row,
    load_all,
    nomination_list,
    nomination_workbook,
    plan_folder,
    plan_text,
    unit_return,
)
from tonghop.errors import Stop
from tonghop.outputs.selection import LISTS, NOTHING, list_document, list_workbook
from tonghop.plan.files import read_plan
from tonghop.questions import ask_rows
from tonghop.report.nominations import Nominated, nominated, said_of
from tonghop.store import Store
from tonghop.store.appraisals import Answer, record_appraisal, record_selection

DAY, NOON = date(2022, 4, 20), datetime(2022, 4, 20, 12)
MODEL, FLOWERS = "Hũ gạo tình thương", "Tuyến đường hoa"
FORMULA = "=SUM(A1)"
LONG = "Tổ dân phố tự quản, " * 10


def listed(*names: str) -> list[Row]:
    return [[place, name, "Hội Phụ nữ", "Giúp 12 hộ nghèo.", None] for place, name in enumerate(names, 1)]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A commune with a return and a list of two models, another with a list of one."""
    made = Store(tmp_path / "store")
    files = {
        "a.xlsx": unit_return(UNIT),
        "b.docx": nomination_list(UNIT, listed(MODEL, FORMULA)),
        "c.xlsx": nomination_workbook(OTHER, listed("hũ gạo TÌNH  thương")),
    }
    assert set(load_all(made, files).values()) == {"accepted"}
    return made


def appraise(store: Store, answer: str | None, who: str = "Trần Thị Mai", minute: int = 0, **changed: Any) -> int:
    given = {"unit_id": UNIT_ID, "name": MODEL, "criterion": "examples", "remark": ""} | changed
    answers = {given["criterion"]: Answer(answer, given["remark"])}
    said: Any = {"appraiser": who, "recorded_at": NOON + timedelta(minutes=minute), "recorded_by": who}
    return record_appraisal(store, given["unit_id"], given["name"], answers, **said)


def choose(store: Store, decision: str | None, minute: int = 0, **changed: Any) -> int:
    given: dict[str, Any] = {"unit_id": UNIT_ID, "name": MODEL, "day": DAY, "reason": "họp thẩm định"} | changed
    said: Any = {"recorded_at": NOON + timedelta(minutes=minute), "recorded_by": "Trần Thị Mai"}
    return record_selection(
        store, given["unit_id"], given["name"], decision, given["day"], reason=given["reason"], **said
    )


def answers(store: Store) -> list[tuple[Any, ...]]:
    """Name, is it listed, answer, remark, appraiser."""
    return [(row[1], row[2], row[4], row[5], row[6]) for row in ask_rows(store, "appraisal_list")[1]]


def decisions(store: Store) -> dict[tuple[str, str], Any]:
    return {(row[0], row[1]): row[3] for row in ask_rows(store, "selection_list")[1]}


def models(store: Store) -> list[Nominated]:
    return nominated(store, DAY)[0]


# -- what counts ---------------------------------------------------------------------------------------------


def test_the_last_word_an_appraiser_entered_counts_whatever_the_clock_said(store: Store) -> None:
    appraise(store, "unclear", minute=5)
    appraise(store, "met", minute=1, remark="rõ")
    assert answers(store) == [(MODEL, True, "met", "rõ", "Trần Thị Mai")]
    appraise(store, None, minute=0)
    assert answers(store) == []


def test_two_appraisers_stand_apart_and_one_name_is_one_appraiser(store: Store) -> None:
    appraise(store, "met")
    appraise(store, "not_met", "Lê Văn Hòa", 1, remark="mới làm một năm")
    appraise(store, "unclear", "lê văn  HOÀ", 2)
    assert answers(store) == [
        (MODEL, True, "met", None, "Trần Thị Mai"),
        (MODEL, True, "unclear", None, "lê văn  HOÀ"),
    ]
    first = models(store)[0]
    assert first.is_disputed
    assert said_of(first.opinions) == "2 người xét: 1 đạt, 1 chưa rõ"


def test_two_appraisers_at_once_lose_nothing(store: Store) -> None:
    before = store.current

    def one(number: int) -> int:
        return appraise(store, "met", f"Người {number}", number)

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(one, range(6))) == list(range(before + 1, before + 7))
    assert sorted(row[4] for row in answers(store)) == [f"Người {number}" for number in range(6)]


def test_a_list_sent_anew_keeps_what_was_said_by_name(store: Store) -> None:
    appraise(store, "met")
    choose(store, "district")
    load_all(store, {"moi.docx": nomination_list(UNIT, listed(FLOWERS, "HŨ GẠO  tình thương"))}, date(2022, 5, 6))
    assert answers(store) == [("HŨ GẠO  tình thương", True, "met", None, "Trần Thị Mai")]
    assert decisions(store)[UNIT_ID, "HŨ GẠO  tình thương"] == "district"
    load_all(store, {"nua.docx": nomination_list(UNIT, listed(FLOWERS))}, date(2022, 5, 7))
    found, gone = nominated(store, DAY)
    assert [(model.name, model.decision) for model in found if model.unit_id == UNIT_ID] == [(FLOWERS, "")]
    assert [(each.name, each.decided.decision) for each in gone] == [(MODEL, "district")]


def test_a_decision_changed_keeps_its_history_and_can_be_taken_back(store: Store) -> None:
    for minute, decision in enumerate(("district", "not_chosen", "district_and_province")):
        choose(store, decision, minute)
    assert decisions(store)[UNIT_ID, MODEL] == "district_and_province"
    choose(store, None, 9, reason="ghi nhầm")
    assert decisions(store)[UNIT_ID, MODEL] is None
    history = ask_rows(store, "selection_history")[1]
    assert [row[2] for row in history] == [None, "district_and_province", "not_chosen", "district"]
    assert history[0][3] == "ghi nhầm"


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (lambda s: appraise(s, "met", unit_id="khong-co"), "Không có đơn vị"),
        (lambda s: appraise(s, "met", name="Lạ"), "không giới thiệu mô hình “Lạ”"),
        (lambda s: appraise(s, "met", name=" "), "Chưa ghi tên mô hình"),
        (lambda s: appraise(s, "met", criterion="khac"), "Không có tiêu chuẩn “khac”"),
        (lambda s: appraise(s, "tot"), "Không có ý kiến “tot”"),
        (lambda s: appraise(s, "met", " "), "Chưa ghi tên người xét"),
        (lambda s: record_appraisal(s, UNIT_ID, MODEL, {}, appraiser="A", recorded_at=NOON, recorded_by="A"),
         "chưa có nội dung nào mới"),
        (lambda s: choose(s, "khen"), "Không có quyết định “khen”"),
        (lambda s: choose(s, "not_chosen", reason=" "), "Chưa ghi lý do"),
        (lambda s: choose(s, "returned", reason=""), "Chưa ghi lý do"),
        (lambda s: choose(s, None, reason=""), "Chưa ghi lý do"),
        (lambda s: choose(s, "district", day=date(2022, 3, 28)), "Ngày quyết định trước"),
        (lambda s: choose(s, "district", day=date(2022, 4, 21)), "hoặc sau hôm nay"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_written(store: Store, act: Any, message: str) -> None:
    before = store.current
    with pytest.raises(Stop, match=message):
        act(store)
    assert store.current == before


def test_the_evidence_says_what_stands_beside_a_model(store: Store) -> None:
    columns, rows = ask_rows(store, "nomination_evidence", as_of=DAY)
    first, second, other = (dict(zip(columns, row, strict=True)) for row in rows)
    assert [row["name"] for row in (first, second, other)] == [MODEL, FORMULA, "hũ gạo TÌNH  thương"]
    assert (first["is_among_models"], first["sector_id"], first["start_year"]) == (True, "kinh_te", 2018)
    assert (second["is_among_models"], second["sector_id"]) == (False, None)
    assert (first["other_units"], second["other_units"], other["other_units"]) == (1, 0, 1)
    assert (first["nominated_count"], first["nominations_min"], first["nominations_max"]) == (2, 1, 2)
    assert first["dossier_status"] == "missing"


# -- the plan ------------------------------------------------------------------------------------------------


def test_a_model_that_a_list_repeats_is_one_nominated_model(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    names = ("Dân vận khéo", "DÂN VẬN  KHÉO", "Khác")
    rows = [[str(n), name, "Chi bộ", "Tốt", None] for n, name in enumerate(names, 1)]
    load_all(store, {"a.docx": nomination_list(UNIT, rows), "b.xlsx": unit_return(OTHER)})
    listed = ask_rows(store, "nominated_list")[1]
    assert [row[1:] for row in listed if row[2] == "nomination_list"] == [
        ("Dân vận khéo", "nomination_list"), ("Khác", "nomination_list"),
    ]  # fmt: skip
    assert {row[2] for row in listed} == {"nomination_list", "unit_return"}
    assert len(listed) == len(nominated(store, DAY)[0]) < len(ask_rows(store, "nominations")[1])


def test_the_criteria_are_the_plans_own_words(project_root: Path) -> None:
    text = " ".join((project_root / "tests" / "plan_sentences.txt").read_text(encoding="utf-8").split())
    criteria = read_plan().criteria
    assert [len(criterion.readings) for criterion in criteria] == [0, 0, 2]
    assert all(f"- {criterion.label}" in text for criterion in criteria)


def test_a_plan_may_have_no_criteria_but_none_twice(tmp_path: Path) -> None:
    whole = plan_text("plan.toml")
    start, end = whole.index("[[criteria]]"), whole.index("# How people write a unit's name")
    without = whole[: whole.index("[selection]")] + whole[end:]
    plan = read_plan(plan_folder(tmp_path / "a", plan=without))
    assert plan.criteria == ()
    assert [kind.title(plan) for kind in LISTS] == [kind.label for kind in LISTS]
    twice = whole[:end] + whole[start:end] + whole[end:]
    with pytest.raises(Stop, match="ghi hai lần"):
        read_plan(plan_folder(tmp_path / "b", plan=twice))


# -- the lists -----------------------------------------------------------------------------------------------


def document_rows(content: bytes) -> list[list[str]]:
    """The rows of the list in a document, a merged row once."""
    table: Any = next(t for t in docx.Document(io.BytesIO(content)).tables if t.cell(0, 0).text == "TT")
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    return [[cell.text for cell in row.cells] for row in table.rows]


def workbook_rows(content: bytes) -> list[list[Any]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    return rows[next(at for at, row in enumerate(rows) if row[0] == "TT") :]


def test_the_lists_hold_what_the_questions_say(store: Store) -> None:
    choose(store, "district_and_province")
    choose(store, "district", name=FORMULA)
    choose(store, "not_chosen", unit_id=OTHER_ID, name=MODEL)
    plan, found = store.plan(), models(store)
    named = {}
    for kind in LISTS:
        rows = document_rows(list_document(plan, kind, found, DAY))
        assert rows[0] == [heading for heading, _ in kind.columns]
        named[kind.id] = [row[1] for row in rows if row[0].isdigit()]
        assert [row[0] for row in rows if row[0].isdigit()] == [str(at + 1) for at in range(len(named[kind.id]))]
        sheet = workbook_rows(list_workbook(plan, kind, found, DAY))
        assert [row[1] for row in sheet if isinstance(row[0], int)] == named[kind.id]
    chosen = decisions(store)
    assert named["danh-sach"] == [MODEL, FORMULA, "hũ gạo TÌNH thương"]
    assert named["phu-luc"] == [
        name for (_, name), said in chosen.items() if said in ("district", "district_and_province")
    ]
    assert named["gui-tinh"] == [name for (_, name), said in chosen.items() if said == "district_and_province"]


def test_the_annex_is_a_draft_of_a_party_document(store: Store) -> None:
    choose(store, "district")
    annex = next(kind for kind in LISTS if kind.id == "phu-luc")
    document = docx.Document(io.BytesIO(list_document(store.plan(), annex, models(store), DAY)))
    text = [paragraph.text for paragraph in document.paragraphs]
    head = [paragraph.text for cell in document.tables[0].rows[0].cells for paragraph in cell.paragraphs]
    assert text[:2] == ["PHỤ LỤC", store.plan().selection.award_title]
    assert "(Kèm theo Quyết định số …-QĐ/HU, ngày …/…/2022 của Ban Thường vụ Huyện ủy Kim Bảng)" in text
    assert {"DỰ THẢO", "ĐẢNG CỘNG SẢN VIỆT NAM", "HUYỆN ỦY KIM BẢNG"} <= set(head)
    section: Any = document.sections[0]
    assert (section.page_width.mm, section.page_height.mm) == pytest.approx((297, 210), abs=0.1)
    assert "PAGE" in section.header.paragraphs[0]._p.xml


@pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.id)
def test_no_nomination_and_many_with_long_names_are_proper_lists_too(store: Store, kind: Any) -> None:
    plan = store.plan()
    assert document_rows(list_document(plan, kind, [], DAY))[1][0] == NOTHING
    assert workbook_rows(list_workbook(plan, kind, [], DAY))[1][0] == NOTHING
    choose(store, "district_and_province")
    first = models(store)[0]
    many = [
        Nominated(first.unit_id, first.unit, first.kind, LONG, {**first.row, "summary": None}, (), first.decided)
    ] * 60
    rows = document_rows(list_document(plan, kind, many, DAY))
    assert [row[1] for row in rows[2:]] == [LONG.strip()] * 60
    assert len(workbook_rows(list_workbook(plan, kind, many, DAY))) == 62
