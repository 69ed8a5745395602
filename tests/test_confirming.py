"""What a person confirms of a report is a source like others: its cells are places in the paper (CONTRACT form E)."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.builders import load_all, unit_return
from tests.prose_reports import made
from tests.test_prose_reports import document
from tonghop.__main__ import main
from tonghop.actions.chosen import Chosen, ChosenFigure, ChosenRemark
from tonghop.actions.confirming import (
    Confirmation,
    check_confirmation,
    kept_paper,
    kept_papers,
    read_kept,
    record_confirmation,
)
from tonghop.actions.loading import check
from tonghop.actions.naming import name_paper
from tonghop.actions.preview import of_withdrawal
from tonghop.errors import Stop
from tonghop.intake.inbox import collect_uploads
from tonghop.prose.review import CERTAIN, LOOK, QUESTION, Review, review
from tonghop.questions import ask_rows
from tonghop.store import Store
from tonghop.store.sources import put_back, withdraw

DAY, NOON, WHO = date(2022, 4, 8), datetime(2022, 4, 9, 12), "Nguyễn Thị Hoa"
UNIT, NAME = "kha-phong", "Đảng bộ xã Khả Phong"
SAID: dict[str, Any] = {"recorded_at": NOON, "recorded_by": WHO}
CONTENT, TRUE, _ = made(3)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made_store = Store(tmp_path / "store")
    load_all(made_store, {"bao-cao.docx": CONTENT}, DAY)
    return made_store


def paper_id(store: Store) -> int:
    return kept_papers(store)[0].file_id


def reviewed(store: Store) -> Review:
    found = read_kept(store, kept_paper(store, paper_id(store)))
    assert found.paper is not None
    return review(found.paper.proposal, store.plan())


def chosen_all(store: Store, *, remarks: bool = True) -> Chosen:
    found = reviewed(store)
    figures = [
        ChosenFigure(item.indicator_id, item.year, item.value, item.places[0].place)
        for item in found.items
        if item.year is not None and item.value is not None
    ]
    texts = [ChosenRemark(one.section_id, one.text, one.place) for one in found.remarks]
    return Chosen(UNIT, tuple(figures), tuple(texts) if remarks else ())


def confirmed(store: Store, chosen: Chosen) -> Confirmation:
    checked = check_confirmation(store, kept_paper(store, paper_id(store)), chosen)
    record_confirmation(store, checked, **SAID)
    return checked


def figures(store: Store) -> dict[tuple[str, int], tuple[int, str, int]]:
    """(indicator, year) -> value, cell, file of what counts for the unit."""
    return {(row[1], row[2]): (row[3], row[6], row[7]) for row in ask_rows(store, "figure_list")[1] if row[0] == UNIT}


def test_nothing_counts_before_it_is_confirmed(store: Store) -> None:
    assert figures(store) == {}


def test_what_is_confirmed_counts_and_its_cell_is_its_sentence(store: Store) -> None:
    chosen = chosen_all(store)
    checked = confirmed(store, chosen)
    assert {key: value for key, (value, _, _) in figures(store).items()} == TRUE
    places = {(one.indicator_id, one.year): one.place for one in chosen.figures}
    assert {key: cell for key, (_, cell, _) in figures(store).items()} == places
    assert len(checked.changes) >= len(TRUE)
    rows = ask_rows(store, "figure_list")[1]
    assert {row[4] for row in rows} == {kept_paper(store, paper_id(store)).sha256}, "the file is the paper itself"
    texts = {row[1]: row[2] for row in ask_rows(store, "remark_list")[1] if row[0] == UNIT}
    assert "Còn 03 thôn làm chậm so với năm 2019." in texts["weaknesses"]


def test_the_paper_is_still_a_paper_and_known_again(store: Store) -> None:
    confirmed(store, chosen_all(store))
    columns, rows = ask_rows(store, "file_list")
    at = [columns.index(name) for name in ("form", "status", "standing_sheets", "path")]
    assert sorted((row[at[0]], row[at[1]], row[at[2]] > 0, row[at[3]]) for row in rows) == [
        ("paper_entry", "accepted", True, "bao-cao.docx"),
        ("unit_paper", "paper", False, "bao-cao.docx"),
    ]
    report = check(store, collect_uploads([("lai.docx", CONTENT)]), received_on=DAY)
    assert report.outcomes[0].status == "duplicate"


def test_withdrawing_the_paper_takes_its_figures_along_and_putting_it_back_brings_them(store: Store) -> None:
    confirmed(store, chosen_all(store))
    number = paper_id(store)
    withdraw(store, number, reason="gửi nhầm", **SAID)
    assert figures(store) == {}
    report = check(store, collect_uploads([("lai.docx", CONTENT)]), received_on=DAY)
    assert report.outcomes[0].status == "paper", "a withdrawn paper may be handed in again"
    with pytest.raises(Stop, match="đã được rút"):
        confirmed(store, chosen_all(store))
    put_back(store, number, reason="đúng bản", **SAID)
    assert {key: value for key, (value, _, _) in figures(store).items()} == TRUE


def test_only_the_figures_that_differ_take_the_place_of_a_return_s(store: Store) -> None:
    load_all(store, {"bieu.xlsx": unit_return(NAME)}, date(2022, 4, 1))
    before = figures(store)
    key = next(each for each in TRUE if each in before and before[each][0] != TRUE[each])
    checked = confirmed(store, chosen_all(store, remarks=False))
    now = figures(store)
    assert set(now) == set(before) | set(TRUE), "what the report leaves out stays the return's"
    assert now[key][:2] == (TRUE[key], next(o.place for o in chosen_all(store).figures if key == _key(o)))
    assert {k: v for k, v in now.items() if k not in TRUE} == {k: v for k, v in before.items() if k not in TRUE}
    same = [each for each in TRUE if before.get(each, (None,))[0] == TRUE[each]]
    assert checked.alike == len(same)
    assert all(now[each] == before[each] for each in same)
    assert sum(row[7] > 0 for row in _files(store)) == 2, "a file once, whatever it carries and corrects"


def _key(one: ChosenFigure) -> tuple[str, int]:
    return one.indicator_id, one.year


def _files(store: Store) -> list[tuple[Any, ...]]:
    columns, rows = ask_rows(store, "file_list")
    at = columns.index("standing_sheets")
    return [(*row[:7], row[at]) for row in rows]


def test_a_source_that_came_later_is_not_overruled(store: Store) -> None:
    load_all(store, {"bieu.xlsx": unit_return(NAME)}, date(2022, 4, 20))
    before = figures(store)
    checked = check_confirmation(store, kept_paper(store, paper_id(store)), chosen_all(store, remarks=False))
    sheets = {i.id: i.sheet for i in store.plan().indicators}
    assert {sheets[one.item] for one in checked.overruled} <= {"Khen thưởng", "Tuyên truyền", "Kiểm tra, giám sát"}
    assert len(checked.overruled) + checked.alike == len(TRUE)
    assert checked.changes == ()
    record_confirmation(store, checked, **SAID)
    assert figures(store) == before


def test_the_same_paper_confirmed_anew_replaces_what_was_confirmed(store: Store) -> None:
    whole = chosen_all(store, remarks=False)
    confirmed(store, whole)
    changed = [ChosenFigure(o.indicator_id, o.year, o.value + 1, o.place) for o in whole.figures[:1]]
    fewer = Chosen(UNIT, (*changed, *whole.figures[2:]))
    confirmed(store, fewer)
    now = figures(store)
    assert now[_key(whole.figures[0])][0] == whole.figures[0].value + 1
    assert _key(whole.figures[1]) not in now


def test_the_checks_of_any_entry_name_the_place_in_the_paper(store: Store) -> None:
    some = (
        ChosenFigure("conferences", 2019, 0, "đoạn 9"),
        ChosenFigure("conference_attendances", 2019, 120, "đoạn 10"),
    )
    checked = check_confirmation(store, kept_paper(store, paper_id(store)), Chosen(UNIT, some))
    (finding,) = checked.reading.findings
    assert (finding.slug, finding.sheet, finding.cell) == ("attendances-without-meetings", "Tuyên truyền", "đoạn 10")
    assert "đoạn 10" in finding.message
    assert "ô " not in finding.message.split(":")[0]


def test_nothing_is_recorded_without_anything_confirmed(store: Store) -> None:
    with pytest.raises(Stop, match="Không có số liệu"):
        confirmed(store, Chosen(UNIT))
    confirmed(store, chosen_all(store))
    with pytest.raises(Stop, match="Không có số liệu"):
        confirmed(store, chosen_all(store))
    with pytest.raises(Stop, match="không phải văn bản"):
        kept_paper(store, 99)


# -- what is to be gone through ------------------------------------------------------------------------------


def lines(*texts: str) -> Review:
    from tests.builders import plan_83
    from tests.test_prose_reports import paper

    return review(paper(document(["BÁO CÁO", "II. KẾT QUẢ THỰC HIỆN", *texts])).proposal, plan_83())


def test_a_figure_is_certain_to_be_looked_at_or_a_question_with_all_its_places() -> None:
    found = lines(
        "Năm 2019 có 12 hội nghị.", "Năm 2018 kiểm tra 03/04 cuộc.", "III. ĐÁNH GIÁ CHUNG", "Năm 2020 có 05 hội nghị."
    )
    states = {item.key: (item.state, item.value, [p.place for p in item.places]) for item in found.items}
    assert states == {
        "conferences.2019": (CERTAIN, 12, ["đoạn 3"]),
        "conferences.2020": (LOOK, 5, ["đoạn 6"]),
        "inspections.2018": (QUESTION, None, ["đoạn 4"]),
    }
    twice = lines("Năm 2019 có 12 hội nghị.", "Tổng hợp lại, năm 2019 có 13 hội nghị.")
    (item,) = twice.items
    assert (item.state, [(c.value, c.place) for c in item.choices]) == (QUESTION, [(12, "đoạn 3"), (13, "đoạn 4")])


def test_texts_go_under_the_plan_s_remarks_and_the_rest_is_shown() -> None:
    found = lines(
        "Xã đã làm nhiều việc.", "III. ĐÁNH GIÁ CHUNG", "1. Ưu điểm", "Dân đồng lòng.", "Nguyên nhân của ưu điểm:",
        "Cán bộ gương mẫu.", "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ", "Làm tốt hơn.",
    )  # fmt: skip
    texts = {one.section_id: (one.text, one.place, one.is_own) for one in found.remarks}
    assert texts["strengths"] == ("Dân đồng lòng.", "đoạn 6", True)
    assert texts["strengths_causes"] == ("Cán bộ gương mẫu.", "đoạn 8", True)
    assert texts["directions"] == ("Làm tốt hơn.", "đoạn 10", False)
    assert found.outside == (("II", "Xã đã làm nhiều việc."),)


# -- before it is done, and on the command line ----------------------------------------------------------------


def test_withdrawing_a_paper_says_first_which_figures_go_along(store: Store) -> None:
    confirmed(store, chosen_all(store, remarks=False))
    changes = of_withdrawal(store, paper_id(store), True)
    assert {(c.item, c.number): c.after for c in changes} == dict.fromkeys(TRUE)


def test_a_store_with_confirmed_papers_is_whole_and_comes_back_from_a_backup(store: Store, tmp_path: Path) -> None:
    confirmed(store, chosen_all(store))
    before = figures(store)
    folder = ["--store", str(store.folder)]
    assert main(["verify", *folder]) == 0
    assert main(["backup", str(tmp_path / "kho.zip"), *folder]) == 0
    assert main(["restore", str(tmp_path / "kho.zip"), "--store", str(tmp_path / "lai")]) == 0
    back = Store(tmp_path / "lai")
    assert figures(back) == before
    assert read_kept(back, kept_paper(back, paper_id(back))).paper is not None


def test_the_command_line_confirms_what_is_certain_and_what_it_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made_store = Store(tmp_path / "store")
    text = ["BÁO CÁO", "II. KẾT QUẢ THỰC HIỆN", "Năm 2019 có 12 hội nghị.", "Năm 2018 kiểm tra 03/04 cuộc.",
            "III. ĐÁNH GIÁ CHUNG", "1. Ưu điểm", "Dân đồng lòng."]  # fmt: skip
    load_all(made_store, {"bao-cao.docx": document(text)}, DAY)
    words = ["confirm", "1", "--store", str(made_store.folder), "--by", WHO]
    assert main(words) == 2
    assert "Báo cáo không nêu đơn vị nào." in capsys.readouterr().err
    words += ["--unit", NAME]
    assert main([*words, "--figure", "contests.2019=1"]) == 1
    assert "Báo cáo không nêu số “contests.2019”." in capsys.readouterr().err
    assert main([*words, "--figure", "inspections.2018"]) == 2
    assert main([*words, "--figure", "inspections.2018=3", "--remarks"]) == 0
    assert f"Đã ghi nhận 2 số, 1 ý kiến của {NAME}; còn 0 số để lại; phiên bản 2." in capsys.readouterr().out
    assert {key: said[:2] for key, said in figures(made_store).items()} == {
        ("conferences", 2019): (12, "đoạn 3"), ("inspections", 2018): (3, "đoạn 4"),
    }  # fmt: skip
    assert main(["confirm", "9", "--store", str(made_store.folder)]) == 1


def test_a_person_names_a_scan_that_was_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made_store = Store(tmp_path / "store")
    load_all(made_store, {"quet.pdf": b"%PDF-1.7 quet"}, DAY)
    words = ["name", "1", "--store", str(made_store.folder), "--by", WHO]
    assert main(words) == 1
    assert main([*words, "--kind", "thu"]) == 1
    assert "Không có loại văn bản “thu”." in capsys.readouterr().err
    assert main([*words, "--unit", NAME, "--kind", "memo", "--number", "5-TTr/ĐU", "--day", "2022-04-02"]) == 0
    (paper,) = [one for one in kept_papers(made_store) if not one.is_withdrawn]
    assert (paper.unit_id, paper.label, paper.received_on) == (UNIT, "Tờ trình số 5-TTr/ĐU", DAY)
    assert main([*words, "--kind", "plan"]) == 1, "the row before is history"
    report = check(made_store, collect_uploads([("lai.pdf", b"%PDF-1.7 quet")]), received_on=DAY)
    assert report.outcomes[0].status == "duplicate"


def test_what_a_person_names_a_report_is_read_as_one(tmp_path: Path) -> None:
    made_store = Store(tmp_path / "store")
    text = ["Thực hiện Kế hoạch số 83-KH/HU ngày 29/3/2022", "II. KẾT QUẢ THỰC HIỆN", "Năm 2019 có 12 hội nghị."]
    load_all(made_store, {"la.docx": document(text)}, DAY)
    before = read_kept(made_store, kept_paper(made_store, 1)).paper
    assert before is not None
    assert before.proposal.figures == ()
    name_paper(made_store, 1, unit_id=UNIT, kind="report", **SAID)
    found = read_kept(made_store, kept_papers(made_store)[0]).paper
    assert found is not None
    assert [(one.indicator_id, one.year, one.value) for one in found.proposal.figures] == [("conferences", 2019, 12)]
