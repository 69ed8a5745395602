"""What a sentence says besides its year, its number and what is counted: where that may change the number's meaning,
the figure is not certain; where it is known to change it, there is no figure (CONTRACT form E).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import plan_83
from tests.prose_papers import proposed, settled_figures, vocabulary
from tests.test_prose_reports import document, paper
from tonghop.errors import Stop
from tonghop.prose.figures import Found
from tonghop.prose.wording import FILE, read_lexicon
from tonghop.prose.words import FOLDER, read_vocabulary

HERE = Path(__file__).parent
Told = set[tuple[str, int | None, int | None]]


def lines(name: str) -> Iterator[tuple[str, Told]]:
    """Yield the sentences of a text file with what may be proposed of each: `conferences 2019:5 2020:6; meetings …`."""
    for line in (HERE / name).read_text("utf-8").splitlines():
        if line.strip() and line[0] not in "#[":
            text, _, told = line.partition(" | ")
            yield text.replace("\\t", "\t").replace("\\n", "\v"), told_in(told)


def told_in(short: str) -> Told:
    told: Told = set()
    for part in filter(None, short.split("; ")):
        indicator, *pairs = part.split()
        told |= {(indicator, int(year), int(value)) for year, value in (pair.split(":") for pair in pairs)}
    return told


def said(found: list[Found]) -> Told:
    return {(each.indicator_id, each.year, each.value) for each in found}


@pytest.mark.parametrize(("text", "certain"), list(lines("prose_doubtful.txt")))
def test_what_may_mean_something_else_is_not_certain(text: str, certain: Told) -> None:
    assert said([each for each in settled_figures(text) if each.is_certain]) == certain


def test_ordinary_sentences_are_proposed_right_and_nearly_all_for_certain() -> None:
    certain, all_told = 0, 0
    for text, told in lines("prose_ordinary.txt"):
        found = settled_figures(text)
        assert said(found) == told, text
        certain, all_told = certain + sum(each.is_certain for each in found), all_told + len(told)
    assert all_told > 300
    assert certain >= 0.9 * all_told


KNOWN_TO_BE_NONE = """
Năm 2018 hoãn 02 hội nghị.
Năm 2018 còn thiếu 02 hội nghị so với kế hoạch.
Năm 2018 không tổ chức được 02 hội nghị.
Năm 2018 còn 03 cuộc kiểm tra chưa tiến hành.
Năm 2018 có thể tổ chức 07 hội nghị.
Năm 2018 chuẩn bị 07 hội nghị.
Năm 2018 thu hồi 120 cuốn tài liệu.
Năm 2018 có 02 hội nghị bị hủy.
Năm 2018 tổ chức 05 hội nghị (chưa tổ chức).
Năm 2018 vượt kế hoạch 02 hội nghị.
Năm 2018 nhiều hơn năm 2017 là 02 hội nghị.
Năm 2018 ước đạt 07 hội nghị.
Năm 2018 có 07 hội nghị trở lên.
Năm 2018 từng quý có 02 hội nghị.
Năm 2018 bình quân 02 hội nghị.
Năm 2021 lũy kế có 31 hội nghị.
Sau năm 2018 tổ chức 07 hội nghị.
Năm 2018/2019 tổ chức 07 hội nghị.
Niên học 2018-2019, mỗi năm tổ chức 02 hội thi.
"""


@pytest.mark.parametrize("text", KNOWN_TO_BE_NONE.strip().splitlines())
def test_what_is_known_to_say_something_else_proposes_nothing(text: str) -> None:
    assert proposed(text) == ""


ASKED = [
    ("Năm 2018 có 1 0 hội nghị.", "conferences? 2018:-"),
    ("Năm 2018 có l0 hội nghị.", "conferences? 2018:-"),
    ("Năm 2018 có -8 hội nghị.", "conferences? 2018:-"),
    ("Năm 2018 tổ chức 3 : 5 hội nghị.", "conferences? 2018:-"),
    ("Năm 2018 Đảng ủy được kiểm tra 02 cuộc.", "inspections? 2018:2"),
    ("Năm 2018 cấp trên về kiểm tra 02 cuộc.", "inspections? 2018:2"),
    ("Năm 2018 cử cán bộ dự 03 hội nghị.", "conferences? 2018:3"),
    ("Số hội nghị năm 2018 không phải 12 mà là 10.", "conferences? 2018:12 2018:10"),
    ("Năm 2018 có 07 hội nghị (sửa là 10).", "conferences? 2018:7 2018:10"),
    ("Đợt 1 năm 2018 tổ chức 02 hội nghị.", "conferences? 2018:2"),
    ("So với năm 2018 có 07 hội nghị, năm 2019 tổ chức 05 hội nghị.", "conferences? 2018:7; conferences 2019:5"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ASKED)
def test_what_only_a_person_can_tell_is_asked(text: str, expected: str) -> None:
    assert proposed(text) == expected


def test_an_exception_leaves_its_year_out() -> None:
    assert proposed("Trừ năm 2020, mỗi năm tổ chức 02 hội nghị.") == "conferences~ 2017:2 2018:2 2019:2 2021:2"


REPORT = ["BÁO CÁO", "II. KẾT QUẢ THỰC HIỆN", "Năm 2018 có 07 hội nghị; năm 2019 kiểm tra 03 cuộc."]
PUT_RIGHT = [
    ("Đính chính: năm 2018 là 10 hội nghị.", [("conferences", 2018, 7), ("conferences", 2018, 10)]),
    ("Số liệu trên chưa chính xác.", [("conferences", 2018, 7), ("inspections", 2019, 3)]),
    ("Đề nghị bỏ số này.", [("conferences", 2018, 7), ("inspections", 2019, 3)]),
    ("Số liệu nêu trên về hội nghị là sai.", [("conferences", 2018, 7)]),
    ("Đính chính: số hội nghị là 10.", [("conferences", 2018, 7)]),
]


@pytest.mark.parametrize(("text", "asked"), PUT_RIGHT)
@pytest.mark.parametrize("heading", [(), ("V. KIẾN NGHỊ, ĐỀ XUẤT",)], ids=["below", "at the end"])
def test_what_a_later_paragraph_takes_back_is_asked(
    text: str, asked: list[tuple[str, int, int]], heading: tuple[str, ...]
) -> None:
    found = paper(document([*REPORT, *heading, text])).proposal
    told = [("conferences", 2018, 7), ("inspections", 2019, 3)]
    expected = [each for each in asked if not heading or each in told]
    assert [(each.indicator_id, each.year, each.value) for each in found.questions] == expected
    assert said(list(found.figures)) == {each for each in told if each not in asked}


def test_a_shortcoming_in_counting_makes_nothing_certain_of_what_it_names() -> None:
    lines_of = [*REPORT, "III. ĐÁNH GIÁ CHUNG", "Việc thống kê hội nghị của một số chi bộ chưa chính xác."]
    found = paper(document(lines_of)).proposal
    assert not found.questions
    assert {each.indicator_id: each.is_certain for each in found.figures} == {"conferences": False, "inspections": True}


def test_what_is_called_off_afterwards_or_by_the_line_above_is_not_certain() -> None:
    assert proposed("Năm 2019 treo 20 băng rôn. Sau đó đã bị tháo dỡ.") == "banners~ 2019:20"
    assert proposed("Các hội nghị bị hoãn:\n- Năm 2018: 02 hội nghị.") == "conferences~ 2018:2"
    assert proposed("Các hội nghị:\n- Năm 2018: 02 hội nghị.") == "conferences 2018:2"


def test_the_units_own_name_is_known_and_anothers_is_not() -> None:
    report = ["ĐẢNG BỘ HUYỆN KIM BẢNG", "ĐẢNG ỦY XÃ KHẢ PHONG", "BÁO CÁO", "II. KẾT QUẢ THỰC HIỆN"]
    for name, is_certain in (("Khả Phong", True), ("Lê Hồ", False)):
        found = paper(document([*report, f"Năm 2018 Đảng ủy xã {name} tổ chức 05 hội nghị."])).proposal
        assert [each.is_certain for each in found.figures] == [is_certain], name


def test_the_file_of_known_words_says_what_is_wrong_with_it(tmp_path: Path) -> None:
    good = (FOLDER / FILE).read_text("utf-8")
    for wrong, told in (
        (good.replace("[known]", "[unknown]"), "known"),
        (good.replace("lead_in =", "leading ="), "lead_in, leading"),
        (good.replace("hoãn, bị hoãn", "tổ chức, bị hoãn"), "“tổ chức” đứng ở hai mục"),
        (good + "\n=", FILE),
    ):
        (tmp_path / FILE).write_text(wrong, "utf-8")
        with pytest.raises(Stop, match=told):
            read_lexicon(tmp_path, {})


def test_what_the_office_adds_is_known(tmp_path: Path) -> None:
    for file in FOLDER.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    added = (tmp_path / FILE).read_text("utf-8").replace('done = """', 'done = """\nđứng cái,', 1)
    (tmp_path / FILE).write_text(added, "utf-8")
    text = "Năm 2018 đứng cái 05 hội nghị."
    assert not settled_figures(text, vocabulary())[0].is_certain
    assert settled_figures(text, read_vocabulary(plan_83(), tmp_path))[0].is_certain
