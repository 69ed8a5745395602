"""The words around a table's numbers: known ones leave a figure certain, others never do (CONTRACT form E)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import docx
import docx.oxml
import pytest
from docx.oxml.ns import nsdecls

from tests.prose_papers import table_reader, vocabulary
from tests.test_laid_out import shown
from tests.test_prose_looks import (
    deleted,
    hidden,
    made,
    note_part,
    raised,
    reference,
    struck,
    told,
    twice_struck,
    white,
    with_part,
)
from tests.test_prose_reports import paper
from tonghop.errors import Stop
from tonghop.prose.blocks import Table
from tonghop.prose.figures import Found
from tonghop.prose.table_words import TableWords

Rows = list[list[str]]
HEAD = ["TT", "Nội dung", "ĐVT", "2019", "2020"]
ROW = ["1", "Hội nghị tuyên truyền", "Hội nghị", "12", "15"]


def found(rows: Sequence[Sequence[str]], *above: str, below: str = "", own: str = "") -> list[Found]:
    reader = table_reader(own_name=own)
    width = max(map(len, rows))
    whole = tuple((*row, *[""] * (width - len(row))) for row in rows)
    return reader.read(Table(whole, 1), ["", *above] if above else [], below)


def certain(rows: Sequence[Sequence[str]], *above: str, below: str = "", own: str = "") -> list[str]:
    """What is certain, in short."""
    return [f"{f.indicator_id} {f.year}:{f.value}" for f in found(rows, *above, below=below, own=own) if f.is_certain]


def asked(rows: Sequence[Sequence[str]], *above: str, below: str = "") -> set[str]:
    return {f.asked for f in found(rows, *above, below=below) if f.asked}


def with_label(label: str, unit: str = "Hội nghị") -> Rows:
    return [HEAD, ["1", label, unit, "12", "15"]]


# -- what is no figure, and what is asked ---------------------------------------------------------------------------

NEVER = [
    "Tỷ lệ hội nghị đạt yêu cầu", "Tỉ lệ % hội nghị", "Hội nghị (%)", "Cơ cấu hội nghị",
    "Kinh phí hội nghị (triệu đồng)", "Chi phí tổ chức hội nghị", "Tiền hỗ trợ hội nghị",
    "Hội nghị tăng so với năm trước",
    "So sánh tăng/giảm hội nghị",
    "Chênh lệch số hội nghị", "Hội nghị theo kế hoạch", "Chỉ tiêu hội nghị", "Hội nghị được giao", "Hội nghị dự kiến",
    "Đăng ký tổ chức hội nghị", "Nhu cầu tổ chức hội nghị", "Bình quân hội nghị một chi bộ",
    "Hội nghị phấn đấu tổ chức",
]  # fmt: skip
ASKED = [
    ("Hội nghị (ước tính)", "estimate"), ("Ước thực hiện hội nghị", "estimate"), ("Hội nghị (tạm tính)", "estimate"),
    ("Lũy kế hội nghị", "running-sum"), ("Hội nghị, luỹ kế từ đầu nhiệm kỳ", "running-sum"),
    ("Hội nghị cộng dồn", "running-sum"), ("Hội nghị (chục)", "scaled"), ("Hội nghị (trăm cuộc)", "scaled"),
    ("Hội nghị do huyện tổ chức", "other-level"), ("Hội nghị do cấp trên tổ chức", "other-level"),
    ("Hội nghị của huyện", "other-level"), ("Hội nghị trong 6 tháng", "part-of-year"),
]  # fmt: skip
UNKNOWN = [
    "Hội nghị của Hội Phụ nữ", "Hội nghị khối doanh nghiệp", "Hội nghị lồng ghép", "Hội nghị hủy bỏ",
    "Hội nghị vắng mặt", "Hội nghị chậm tiến độ", "Hội nghị mẫu", "Hội nghị cấp huyện", "Hội nghị thôn 3 Đồng Tâm",
    "Hội nghị cụm thi đua số 2 liên xã",
]  # fmt: skip


@pytest.mark.parametrize("label", NEVER)
def test_shares_money_differences_and_plans_are_no_figures(label: str) -> None:
    assert found(with_label(label)) == []
    assert found([["Năm", label], ["2019", "12"], ["2020", "15"]]) == []


@pytest.mark.parametrize(("label", "why"), ASKED)
def test_what_only_a_person_can_settle_is_asked(label: str, why: str) -> None:
    for rows in (with_label(label), [["Năm", label], ["2019", "12"], ["2020", "15"]]):
        assert asked(rows) == {why}
        assert certain(rows) == []


@pytest.mark.parametrize("label", UNKNOWN)
def test_a_word_that_nobody_knows_leaves_nothing_certain(label: str) -> None:
    for rows in (with_label(label), [["Năm", label], ["2019", "12"], ["2020", "15"]]):
        assert certain(rows) == []
    assert all(each.note for each in found(with_label(label)))


@pytest.mark.parametrize(
    "caption",
    [
        "Bảng 1. Kế hoạch tổ chức hội nghị", "Biểu 2: Tỷ lệ (%)", "Đơn vị tính: triệu đồng", "(ĐVT: %)",
        "Bảng so sánh tăng, giảm", "Bảng 3. Kinh phí tuyên truyền", "Kế hoạch tổ chức hội nghị các năm như sau:",
    ],
)  # fmt: skip
def test_a_caption_makes_of_a_table_no_figures(caption: str) -> None:
    assert found([HEAD, ROW], caption) == []
    assert found([[caption, "", "", "", ""], HEAD, ROW]) == []


@pytest.mark.parametrize(
    ("caption", "why"),
    [
        ("ĐVT: nghìn lượt", "scaled"), ("(Đơn vị tính: chục)", "scaled"), ("Bảng 1. Số liệu ước tính", "estimate"),
        ("Bảng 1. Lũy kế hội nghị", "running-sum"), ("Bảng 2. Hội nghị do huyện tổ chức", "other-level"),
    ],
)  # fmt: skip
def test_a_caption_may_ask_of_a_whole_table(caption: str, why: str) -> None:
    assert asked([HEAD, ROW], caption) == {why}
    assert asked([[caption, "", "", "", ""], HEAD, ROW]) == {why}


@pytest.mark.parametrize(
    "caption",
    [
        "Bảng 2. Kết quả của xã Liên Sơn", "Bảng 1. Kết quả Đảng bộ xã Thi Sơn", "Kết quả của Chi bộ Trường Mầm non:",
        "Bảng 1. Số liệu tham khảo", "Bảng 4. Kết quả của khối thi đua",
    ],
)  # fmt: skip
def test_a_table_of_others_is_certain_of_nothing(caption: str) -> None:
    assert certain([HEAD, ROW], caption, own="Đảng bộ xã Tân Sơn") == []


def test_the_units_own_name_is_no_strange_word() -> None:
    own = "Đảng bộ xã Tân Sơn"
    assert len(certain([HEAD, ROW], "Bảng 1. Kết quả của Đảng bộ xã Tân Sơn", own=own)) == 2


@pytest.mark.parametrize("year", ["2019*", "2019 (*)", "Năm 2019 **", "2019[1]", "2019 (1)", "2019 (a)"])
def test_a_marked_year_is_read_but_not_certain(year: str) -> None:
    foot = "* Số liệu của sáu tháng"
    rows = [["TT", "Nội dung", "ĐVT", year, "2020"], ROW]
    assert certain(rows) == ["conferences 2020:15"]
    assert [(each.year, each.value) for each in found(rows)] == [(2019, 12), (2020, 15)]
    down = [["Năm", "Hội nghị"], [year, "12"], ["2020", "15"], [foot, foot]]
    assert [(each.year, each.value) for each in found(down)] == [(2019, 12), (2020, 15)]
    assert "conferences 2019:12" not in certain(down)


@pytest.mark.parametrize(
    ("head", "why"),
    [
        ("2020 (ước)", "estimate"), ("Năm 2020 (6 tháng)", "part-of-year"), ("2020 (tính đến tháng 9)", "part-of-year"),
        ("2020 (lũy kế)", "running-sum"), ("2020 (nghìn lượt)", "scaled"), ("2020 (do huyện tổ chức)", "other-level"),
    ],
)  # fmt: skip
def test_what_stands_behind_a_year_counts(head: str, why: str) -> None:
    rows = [["TT", "Nội dung", "ĐVT", "2019", head], ROW]
    assert [(each.year, each.asked) for each in found(rows)] == [(2019, ""), (2020, why)]


@pytest.mark.parametrize("head", ["2020 (kế hoạch)", "2020 (%)", "2020 (triệu đồng)", "2020 (tăng, giảm)"])
def test_a_year_that_is_no_count_is_left_out(head: str) -> None:
    assert [each.year for each in found([["TT", "Nội dung", "ĐVT", "2019", "2018", head], [*ROW, "3"]])] == [2019, 2018]


@pytest.mark.parametrize("other", ["Chỉ tiêu", "Kế hoạch", "Giao", "Tỷ lệ (%)", "So với năm trước", "Đăng ký"])
def test_only_what_was_done_is_a_figure(other: str) -> None:
    across = [["Nội dung", "Năm 2019", "Năm 2019", "Năm 2020", "Năm 2020"],
              ["", other, "Thực hiện", other, "Thực hiện"],
              ["Hội nghị tuyên truyền", "20", "12", "22", "15"]]  # fmt: skip
    table = Table(tuple(map(tuple, across)), 1, frozenset({(0, 2), (0, 4)}))
    assert [(f.value, f.is_certain) for f in table_reader().read(table, [])] == [(12, True), (15, True)]
    down = [["Năm", f"{other} hội nghị", "Thực hiện hội nghị"], ["2019", "20", "12"], ["2020", "22", "15"]]
    assert [(f.value, f.is_certain) for f in found(down)] == [(12, True), (15, True)]
    rows = [["Nội dung", "Phân loại", "2019", "2020"], ["Hội nghị tuyên truyền", other, "20", "22"],
            ["Hội nghị tuyên truyền", "Thực hiện", "12", "15"]]  # fmt: skip
    assert [f.value for f in found(rows)] == [12, 15]


def test_a_total_below_a_year_is_not_that_years_number_beside_its_parts() -> None:
    rows = [["Nội dung", "Năm 2020", "Năm 2020", "Năm 2021", "Năm 2021"],
            ["", "Trong năm", "Cộng", "Trong năm", "Cộng"],
            ["Hội nghị tuyên truyền", "12", "40", "15", "55"]]  # fmt: skip
    table = Table(tuple(map(tuple, rows)), 1, frozenset({(0, 2), (0, 4)}))
    assert [f.value for f in table_reader().read(table, [])] == [12, 15]


@pytest.mark.parametrize("remark", ["chưa chốt", "số ước", "do huyện tổ chức", "kể cả hội nghị thôn"])
def test_a_remark_on_a_row_is_shown_with_its_figures(remark: str) -> None:
    rows = [[*HEAD, "Ghi chú"], [*ROW, remark], ["2", "Hội thi", "cuộc", "2", "1", ""]]
    assert certain(rows) == ["contests 2019:2", "contests 2020:1"]
    assert [each.note for each in found(rows)][:2] == [f"ghi chú trong bảng: “{remark}”"] * 2


@pytest.mark.parametrize("foot", ["Ghi chú: số liệu năm 2019 chưa chốt.", "Lưu ý: năm 2019 gồm cả hội nghị của huyện"])
def test_a_line_at_the_foot_is_shown_with_the_years_it_names(foot: str) -> None:
    in_table = [HEAD, ROW, [foot, foot, foot, foot, foot]]
    for told_by in (found(in_table), found([HEAD, ROW], below=foot)):
        assert [(f.year, f.is_certain) for f in told_by] == [(2019, False), (2020, True)]
        assert foot.rstrip(".") in told_by[0].note
    whole = "Ghi chú: số liệu tạm tính"
    assert certain([HEAD, ROW], below=whole) == []
    assert certain([HEAD, ROW, [whole] * 5]) == []


# -- ordinary tables stay as they are -------------------------------------------------------------------------------

ORDINARY: list[tuple[list[str], Rows, int]] = [
    ([], [["STT", "Chỉ tiêu", "Đơn vị tính", "2017", "2018", "2019", "2020", "2021"],
          ["1", "Hội nghị quán triệt, tuyên truyền", "Hội nghị", "4", "5", "6", "3", "4"],
          ["2", "Lượt người dự hội nghị", "Lượt người", "410", "520", "1.015", "300", "412"]], 10),
    (["Bảng 1. Kết quả tuyên truyền giai đoạn 2017 - 2021"],
     [["TT", "Nội dung", "Năm 2019", "Năm 2020"], ["1", "Số hội nghị tuyên truyền", "6", "3"],
      ["2", "Số lượt người tham dự hội nghị", "900", "400"]], 4),
    (["Kết quả cụ thể qua các năm như sau:"],
     [["Năm", "Số hội nghị", "Số lượt người dự hội nghị"], ["2018", "5", "610"], ["2019", "6", "720"]], 4),
    (["Biểu số 02: Tổng hợp công tác kiểm tra, giám sát"],
     [["Nội dung", "2018", "2019", "2020"], ["Số cuộc kiểm tra", "3", "4", "4"],
      ["Giám sát chuyên đề (cuộc)", "1", "1", "2"], ["Giám sát thường xuyên (cuộc)", "4", "4", "5"]], 9),
    ([], [["TT", "Hình thức tuyên truyền", "ĐVT", "2020", "2021", "Tổng"],
          ["1", "Tin, bài trên hệ thống đài truyền thanh xã", "tin, bài", "80", "95", "175"],
          ["2", "Tin, bài trên trang thông tin điện tử", "tin, bài", "12", "18", "30"],
          ["3", "Bài viết trên mạng xã hội (Facebook, Zalo)", "bài", "60", "81", "141"]], 6),
    (["Số liệu thống kê như sau"],
     [["Nội dung", "2017", "2018"], ["Băng rôn, khẩu hiệu đã treo (chiếc)", "25", "30"],
      ["Pa nô, áp phích (tấm)", "4", "6"]], 4),
    ([], [["Năm", "Hội thi, cuộc thi", "Số cuộc sơ kết"], ["Năm 2017", "1", "1"], ["Năm 2018", "2", "1"]], 4),
    (["Bảng tổng hợp khen thưởng học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"],
     [["TT", "Nội dung", "2019", "2020", "2021"], ["1", "Tập thể được khen thưởng", "2", "3", "2"],
      ["2", "Cá nhân được khen thưởng", "6", "7", "5"],
      ["3", "Mô hình được biểu dương cấp cơ sở", "1", "2", "2"]], 9),
    (["Kết quả sinh hoạt chi bộ:"],
     [["Năm", "Số buổi sinh hoạt chi bộ", "Lượt đảng viên dự sinh hoạt"],
      ["2019", "12", "340"], ["2020", "12", "322"]], 4),
    ([], [["KẾT QUẢ TUYÊN TRUYỀN QUA CÁC NĂM", "", "", ""], ["TT", "Nội dung", "2018", "2019"],
          ["1", "Hội nghị học tập, quán triệt Chỉ thị số 05", "3", "4"]], 2),
    (["Thực hiện Kế hoạch số 83-KH/HU, Đảng ủy đã tổ chức:"],
     [["STT", "Nội dung", "ĐVT", "Năm 2017", "Năm 2018"], ["1", "Hội nghị", "hội nghị", "3", "4"]], 2),
    (["Bảng 3. Kết quả thực hiện kế hoạch kiểm tra, giám sát"],
     [["TT", "Nội dung", "2020", "2021"], ["1", "Số tổ chức đảng được kiểm tra", "2", "3"],
      ["2", "Số tổ chức đảng được giám sát", "1", "2"]], 4),
    ([], [["Nội dung", "ĐVT", "2019", "2020", "Ghi chú"], ["Tài liệu, sách đã cấp phát", "cuốn", "120", "95", ""],
          ["Hội thi tìm hiểu về Bác Hồ", "cuộc", "1", "2", "-"]], 4),
    (["Đơn vị tính: lượt"],
     [["Nội dung", "2019", "2020"], ["Khen thưởng tập thể", "5", "6"], ["Khen thưởng cá nhân", "12", "10"]], 4),
    ([], [["Năm", "Kiểm tra (cuộc)", "Giám sát chuyên đề (cuộc)", "Sơ kết (cuộc)"], ["2017", "2", "1", "1"],
          ["2018", "3", "1", "1"], ["Cộng", "5", "2", "2"]], 6),
    (["Cụ thể:"], [["TT", "Nội dung tuyên truyền", "Số lượng năm 2019", "2019", "2020"],
                   ["1", "Hội nghị", "", "6", "7"]], 2),
    (["2. Tuyên truyền, giáo dục"],
     [["Nội dung/Năm", "2017", "2018"], ["- Tổ chức hội nghị", "4", "5"],
      ["- Treo băng rôn, khẩu hiệu", "20", "22"]], 4),
    ([], [["Tuyên truyền", "2019", "2020", "2021"], ["Bài đăng trên fanpage Facebook", "40", "52", "61"],
          ["Bài trên cổng thông tin điện tử", "9", "11", "12"]], 6),
    (["Các mô hình được biểu dương, khen thưởng như sau:"],
     [["Cấp khen", "2019", "2020"], ["Cấp cơ sở", "3", "4"], ["Cấp huyện", "1", "1"], ["Cấp tỉnh", "0", "1"]], 6),
    ([], [["Năm", "Tổng số hội nghị", "Tổng số lượt người dự hội nghị"],
          ["2020", "4", "380"], ["2021", "5", "402"]], 4),
    (["Bảng 2. Số cuộc kiểm tra, giám sát của Đảng ủy và các chi bộ trực thuộc"],
     [["Nội dung", "Năm 2018", "Năm 2019"], ["Cuộc kiểm tra", "4", "5"],
      ["Cuộc giám sát theo chuyên đề", "1", "2"]], 4),
]  # fmt: skip


def test_ordinary_tables_stay_certain() -> None:
    right, owed = 0, 0
    for above, rows, count in ORDINARY:
        some = found(rows, *above, own="Đảng bộ xã Tân Sơn")
        assert len(some) == count, rows
        assert not any(each.asked for each in some), rows
        right, owed = right + sum(each.is_certain for each in some), owed + count
    assert right >= 0.95 * owed, [
        (rows, [each.note for each in found(rows, *above)]) for above, rows, _ in ORDINARY if not certain(rows, *above)
    ]


# -- looks and notes in tables ---------------------------------------------------------------------------------------


def in_table(cells: dict[tuple[int, int], list[tuple[str, Callable[[Any], None] | None]]]) -> bytes:
    """A report with a table of HEAD and ROW, some of its cells written in runs."""

    def change(document: Any) -> None:
        table = document.add_table(2, 5)
        for at, row in enumerate((HEAD, ROW)):
            for column, text in enumerate(row):
                paragraph = table.cell(at, column).paragraphs[0]
                for part, do in cells.get((at, column), [(text, None)]):
                    run = paragraph.add_run(part)
                    if do:
                        do(run)

    return made("Kết quả như sau:", change=change)


@pytest.mark.parametrize("look", [struck, twice_struck, hidden, white, deleted])
def test_a_cells_looks_count_as_a_sentences(look: Callable[[Any], None]) -> None:
    assert told(paper(in_table({(1, 3): [("12", look)]})).proposal) == "2020:15"
    half = told(paper(in_table({(1, 3): [("1", look), ("2", None)]})).proposal)
    assert half == "2020:15 2019:2?struck-in-part 2019:12?struck-in-part"
    assert told(paper(in_table({(1, 3): [("10", look), (" 12", None)]})).proposal) == "2019:12~ 2020:15"
    assert told(paper(in_table({(0, 3): [("2018", look), (" 2019", None)]})).proposal) == "2019:12~ 2020:15"
    label = [("Hội nghị tuyên truyền", None), (" không đạt", look)]
    assert told(paper(in_table({(1, 1): label})).proposal) == "2019:12~ 2020:15~"


def test_a_raised_mark_in_a_table_is_no_part_of_its_number() -> None:
    assert told(paper(in_table({(1, 3): [("12", None), ("1", raised)]})).proposal) == "2019:12~ 2020:15"
    assert told(paper(in_table({(0, 3): [("2019", None), ("1", raised)]})).proposal) == "2019:12~ 2020:15"


@pytest.mark.parametrize("name", ["footnote", "endnote", "comment"])
@pytest.mark.parametrize(
    ("place", "expected"),
    [((1, 3), "2019:12~ 2020:15"), ((0, 4), "2019:12 2020:15~"), ((1, 1), "2019:12~ 2020:15~")],
)
def test_a_note_in_a_table_is_on_its_cell_column_or_row(name: str, place: tuple[int, int], expected: str) -> None:
    text = (HEAD, ROW)[place[0]][place[1]]
    content = in_table({place: [(text, None), ("", reference(name))]})
    proposal = shown(with_part(content, f"{name}s", note_part(f"{name}s", "số này chưa chắc")))[0]
    assert told(proposal) == expected
    assert any("số này chưa chắc" in each.note for each in proposal.figures)


def test_a_note_on_the_caption_is_on_the_whole_table() -> None:
    def change(document: Any) -> None:
        paragraph = document.add_paragraph("Bảng 1. Kết quả tuyên truyền")
        reference("footnote")(paragraph.add_run())
        table = document.add_table(2, 5)
        for at, row in enumerate((HEAD, ROW)):
            for column, text in enumerate(row):
                table.cell(at, column).text = text

    content = with_part(made("Đã làm tốt.", change=change), "footnotes", note_part("footnotes", "Nguồn: ước"))
    assert told(shown(content)[0]) == "2019:12~ 2020:15~"


def test_a_total_is_read_only_where_nothing_else_counts_the_same() -> None:
    head = ["Nội dung", "2019", "2020"]
    assert certain([head, ["Tổng số hội nghị", "12", "15"], ["Hội thi", "1", "2"]])[:2] == [
        "conferences 2019:12", "conferences 2020:15",
    ]  # fmt: skip
    parts = [head, ["Tổng số hội nghị", "12", "15"], ["Hội nghị tuyên truyền", "5", "6"]]
    assert [each.value for each in found(parts)] == [5, 6]
    assert found([head, ["Tổng số", "12", "15"], ["Cộng", "1", "2"]], "Bảng 1. Hội nghị") == []


@pytest.mark.parametrize("corner", ["Tỷ lệ (%)", "Kinh phí (triệu đồng)", "Kế hoạch/Năm", "Dự kiến"])
def test_the_head_over_the_labels_counts_too(corner: str) -> None:
    assert found([[corner, "2019", "2020"], ["Hội nghị", "12", "15"]]) == []
    assert found([[corner, "Hội nghị"], ["2019", "12"], ["2020", "15"]]) == []
    assert len(certain([["Chỉ tiêu", "2019", "2020"], ["Hội nghị", "12", "15"]])) == 2


def test_a_unit_of_measure_may_stand_behind_the_years() -> None:
    rows = [["Nội dung", "2019", "2020", "ĐVT"], ["Hội nghị", "12", "15", "triệu đồng"]]
    assert found(rows) == []
    assert asked([rows[0], ["Hội nghị", "12", "15", "chục"]]) == {"scaled"}
    assert len(certain([rows[0], ["Hội nghị", "12", "15", "hội nghị"]])) == 2
    assert certain([["Nội dung", "2019", "2020", "Nơi làm"], ["Hội nghị", "12", "15", "thôn Đông"]]) == []


def test_a_hidden_row_is_not_read() -> None:
    def change(document: Any) -> None:
        table = document.add_table(3, 5)
        for at, row in enumerate((HEAD, ROW, ["2", "Hội thi", "cuộc", "2", "3"])):
            for column, text in enumerate(row):
                table.cell(at, column).text = text
        table.rows[1]._tr.get_or_add_trPr().append(docx.oxml.parse_xml(f"<w:hidden {nsdecls('w')}/>"))

    assert told(paper(made("Kết quả như sau:", change=change)).proposal) == "2019:2 2020:3"


def test_a_table_of_texts_has_its_looks_too() -> None:
    def change(document: Any) -> None:
        table = document.add_table(2, 2)
        table.cell(0, 0).text = "Nội dung"
        table.cell(0, 1).text = "Kết quả đã đạt được trong các năm, theo báo cáo của các chi bộ."
        table.cell(1, 0).text = "Tuyên truyền"
        paragraph = table.cell(1, 1).paragraphs[0]
        paragraph.add_run("Đã làm tốt việc học tập. Năm 2018 tổ chức 9 hội nghị. Năm 2019 tổ chức ")
        struck(paragraph.add_run("1"))
        paragraph.add_run("2 hội nghị tuyên truyền trong toàn Đảng bộ.")

    found_there = paper(made("Kết quả như sau.", change=change)).proposal
    assert told(found_there) == "2018:9 2019:2?struck-in-part 2019:12?struck-in-part"


@pytest.mark.parametrize(
    "text", ["neutral = 3", "neutral = []\nnever = []", "[asked", "neutral = []\nnever = []\nasked = 1"]
)
def test_a_mistake_in_the_words_is_one_sentence_that_names_the_file(tmp_path: Path, text: str) -> None:
    (tmp_path / "table_words.toml").write_text(text, "utf-8")
    with pytest.raises(Stop, match=r"table_words\.toml"):
        TableWords(vocabulary(), folder=tmp_path)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("KẾT QUẢ CỦA KHỐI DOANH NGHIỆP", "2019:12~ 2020:15~"), ("KẾT QUẢ TUYÊN TRUYỀN QUA CÁC NĂM", "2019:12 2020:15"),
        ("TỶ LỆ HỘI NGHỊ ĐẠT YÊU CẦU", ""), ("a) ĐỔI MỚI PHƯƠNG THỨC", "2019:12 2020:15"),
    ],
)  # fmt: skip
def test_a_line_in_capitals_above_a_table_is_its_title(title: str, expected: str) -> None:
    def change(document: Any) -> None:
        document.add_paragraph(title)
        table = document.add_table(2, 5)
        for at, row in enumerate((HEAD, ROW)):
            for column, text in enumerate(row):
                table.cell(at, column).text = text

    assert told(paper(made("Đã làm tốt.", change=change)).proposal) == expected


def test_whose_a_row_is_may_stand_behind_its_year() -> None:
    rows = [["Năm", "Đơn vị", "Hội nghị"], ["2019", "xã Liên Sơn", "12"], ["2020", "Đảng ủy xã", "15"]]
    assert certain(rows) == ["conferences 2020:15"]


@pytest.mark.parametrize(
    "other", [("So sánh", "tăng 3"), ("Tỷ lệ", "95%"), ("Kinh phí", "12 triệu đồng"), ("Cộng", "27 cuộc")]
)
def test_a_column_of_its_own_says_nothing_of_the_others(other: tuple[str, str]) -> None:
    assert len(certain([[*HEAD, other[0]], [*ROW, other[1]]])) == 2
    down = [["Năm", "Hội nghị", other[0]], ["2019", "12", other[1]], ["2020", "15", other[1]]]
    assert len(certain(down)) == 2
    none = [["Năm", "Hội nghị", "Hội thi"], ["2019", "12", "Không tổ chức"], ["2020", "15", "2"]]
    assert certain(none)[:2] == ["conferences 2019:12", "conferences 2020:15"]
