"""What a paper's own tables propose: years across and down, merged heads, pairs, parts, plans, totals."""

from __future__ import annotations

import pytest

from tests.prose_papers import table_reader, told_by_table
from tonghop.prose.blocks import Table

TABLES = [
    (
        "pairs across",
        [
            ["TT", "Nội dung", "2017", "2018", "2019"],
            ["1", "Hội nghị/lượt người dự", "5/820", "6/905", "7/1.010"],
        ],
        frozenset(),
        "",
        "conferences 2017:5 2018:6 2019:7; conference_attendances 2017:820 2018:905 2019:1010",
    ),
    (
        "pairs bracket",
        [
            ["TT", "Nội dung", "2017", "2018", "2019"],
            ["1", "Hội nghị (lượt người)", "5 (820)", "6 (905)", "7 (1.010)"],
        ],
        frozenset(),
        "",
        "conferences 2017:5 2018:6 2019:7; conference_attendances 2017:820 2018:905 2019:1010",
    ),
    (
        "subheads under years",
        [
            ["Nội dung", "Năm 2020", "Năm 2020", "Năm 2021", "Năm 2021"],
            ["Nội dung", "Kế hoạch", "Thực hiện", "Kế hoạch", "Thực hiện"],
            ["Hội nghị tuyên truyền", "6", "5", "5", "4"],
            ["Cuộc kiểm tra", "4", "4", "4", "3"],
        ],
        {(0, 2), (0, 4), (1, 0)},
        "",
        "conferences 2020:5 2021:4; inspections 2020:4 2021:3",
    ),
    (
        "subheads cuộc/lượt",
        [
            ["Hình thức", "2019", "2019", "2020", "2020"],
            ["Hình thức", "Số buổi", "Số lượt người", "Số buổi", "Số lượt người"],
            ["Sinh hoạt chi bộ", "120", "3.400", "110", "3.100"],
            ["Sinh hoạt đoàn thể", "80", "2.000", "70", "1.800"],
        ],
        {(0, 2), (0, 4), (1, 0)},
        "",
        ("meetings 2019:120 2020:110 2019:80 2020:70; meeting_attendances 2019:3400 2020:3100 2019:2000 2020:1800"),
    ),
    (
        "two rows",
        [
            ["STT", "Chỉ tiêu", "ĐVT", "2017", "2018", "2019", "2020", "2021", "Tổng cộng"],
            ["I", "Tuyên truyền", "", "", "", "", "", "", ""],
            ["1", "Hội nghị quán triệt, tuyên truyền", "hội nghị", "5", "6", "8", "4", "5", "28"],
            ["2", "Lượt người dự hội nghị", "lượt người", "820", "965", "1.204", "512", "640", "4.141"],
            ["3", "Tin, bài trên hệ thống đài truyền thanh", "tin, bài", "96", "104", "120", "145", "138", "603"],
            ["4", "Tài liệu, sách cấp phát", "cuốn", "100", "80", "-", "", "45", "225"],
        ],
        frozenset(),
        "",
        (
            "conferences 2017:5 2018:6 2019:8 2020:4 2021:5; conference_attendances 2017:820 2018:965 "
            "2019:1204 2020:512 2021:640; radio_items 2017:96 2018:104 2019:120 2020:145 2021:138; "
            "publications 2017:100 2018:80 2021:45"
        ),
    ),
    (
        "years down merged",
        [
            ["Năm", "Kiểm tra", "Kiểm tra", "Giám sát chuyên đề", "Giám sát chuyên đề"],
            ["Năm", "Số cuộc", "Số tổ chức đảng", "Số cuộc", "Số tổ chức đảng"],
            ["2017", "3", "4", "1", "2"],
            ["2018", "4", "5", "1", "3"],
            ["2019", "4", "6", "2", "4"],
            ["Tổng", "11", "15", "4", "8"],
        ],
        {(0, 2), (0, 4), (1, 0)},
        "",
        (
            "inspections 2017:3 2018:4 2019:4; inspected_organisations 2017:4 2018:5 2019:6; "
            "thematic_supervisions 2017:1 2018:1 2019:2; supervised_organisations 2017:2 2018:3 2019:4; "
            "supervised_organisations? None:-"
        ),
    ),
    (
        "awards",
        [
            ["Năm", "Cấp cơ sở", "Cấp huyện", "Cấp tỉnh", "Tập thể", "Cá nhân"],
            ["2017", "2", "1", "0", "4", "9"],
            ["2018", "3", "1", "0", "5", "11"],
            ["2019", "3", "2", "1", "6", "12"],
            ["Cộng", "8", "4", "1", "15", "33"],
        ],
        frozenset(),
        "Số mô hình, tập thể, cá nhân được biểu dương, khen thưởng",
        (
            "awards_grassroots 2017:2 2018:3 2019:3; awards_district 2017:1 2018:1 2019:2; awards_province "
            "2017:0 2018:0 2019:1; awarded_collectives 2017:4 2018:5 2019:6; awarded_individuals 2017:9 "
            "2018:11 2019:12; awarded_individuals? None:-"
        ),
    ),
    (
        "awards across",
        [
            ["Nội dung", "2017", "2018", "2019", "2020", "2021"],
            ["Mô hình được cấp cơ sở biểu dương", "2", "2", "3", "3", "4"],
            ["Mô hình được huyện khen thưởng", "1", "0", "1", "1", "2"],
            ["Tập thể được khen thưởng", "4", "5", "5", "6", "7"],
            ["Cá nhân được khen", "9", "11", "12", "10", "15"],
        ],
        frozenset(),
        "",
        (
            "awards_grassroots 2017:2 2018:2 2019:3 2020:3 2021:4; awards_district 2017:1 2018:0 2019:1 "
            "2020:1 2021:2; awarded_collectives 2017:4 2018:5 2019:5 2020:6 2021:7; awarded_individuals "
            "2017:9 2018:11 2019:12 2020:10 2021:15"
        ),
    ),
    (
        "village parts",
        [
            ["TT", "Chi bộ", "2019", "2020", "2021"],
            ["1", "Chi bộ thôn 1", "12", "12", "12"],
            ["2", "Chi bộ thôn 2", "12", "11", "12"],
        ],
        frozenset(),
        "Số buổi sinh hoạt chi bộ",
        "",
    ),
    (
        "wrong total",
        [
            ["Nội dung", "2017", "2018", "2019", "2020", "2021", "Cộng"],
            ["Số cuộc kiểm tra", "3", "4", "4", "5", "3", "20"],
        ],
        frozenset(),
        "",
        "inspections 2017:3 2018:4 2019:4 2020:5 2021:3; inspections? None:-",
    ),
    (
        "units in cells",
        [
            ["Nội dung", "Năm 2019", "Năm 2020", "Năm 2021"],
            ["Hội nghị", "07 hội nghị", "04 hội nghị", "Không tổ chức"],
            ["Băng rôn, khẩu hiệu", "20 chiếc", "khoảng 25", "30 chiếc"],
        ],
        frozenset(),
        "",
        "conferences 2019:7 2020:4 2021:0; banners 2019:20 2021:30",
    ),
    (
        "2016 and 2022",
        [
            ["Nội dung", "2016", "2017", "2018", "Quý I/2022"],
            ["Hội thi", "1", "2", "1", "1"],
        ],
        frozenset(),
        "",
        "contests 2017:2 2018:1",
    ),
    (
        "targets",
        [
            ["Chỉ tiêu", "Năm 2021 (giao)", "Năm 2022 (giao)"],
            ["Hội nghị", "24", "26"],
        ],
        frozenset(),
        "",
        "",
    ),
    (
        "no year",
        [
            ["TT", "Nội dung", "Số lượng"],
            ["1", "Hội nghị", "35"],
        ],
        frozenset(),
        "Kết quả năm 2021",
        "",
    ),
    (
        "percent",
        [
            ["Nội dung", "2019", "2020"],
            ["Tỷ lệ đảng viên dự sinh hoạt (%)", "95", "96"],
            ["Số buổi sinh hoạt", "12", "12"],
        ],
        frozenset(),
        "",
        "meetings 2019:12 2020:12",
    ),
    (
        "trongdo",
        [
            ["Nội dung", "2019", "2020"],
            ["Hội nghị tuyên truyền", "8", "6"],
            ["Trong đó: trực tuyến", "2", "3"],
            ["Mạng xã hội (bài)", "20", "30"],
            ["Trang web", "5", "8"],
            ["Đài truyền thanh", "50", "60"],
        ],
        frozenset(),
        "Bảng 2. Tin, bài tuyên truyền",
        (
            "conferences 2019:8 2020:6; social_media_items 2019:20 2020:30; website_items~ 2019:5 2020:8; "
            "radio_items~ 2019:50 2020:60"
        ),
    ),
    (
        "spaced",
        [
            ["Năm", "Hội nghị (lượt người dự)", "Sinh hoạt chi bộ (lượt người dự)"],
            ["2017", "5 (820)", "12 (340)"],
            ["2018", "6 (900)", "12 (350)"],
        ],
        frozenset(),
        "",
        (
            "conferences 2017:5 2018:6; conference_attendances 2017:820 2018:900; meetings~ 2017:12 2018:12; "
            "meeting_attendances~ 2017:340 2018:350"
        ),
    ),
    (
        "school",
        [
            ["Nội dung", "Năm học 2017-2018", "Năm học 2018-2019"],
            ["Hội thi", "1", "2"],
        ],
        frozenset(),
        "",
        "",
    ),
    (
        "budget",
        [
            ["Nội dung", "2019", "2020"],
            ["Kinh phí hội nghị (triệu đồng)", "8", "6"],
            ["Tiền thưởng tập thể", "5", "6"],
        ],
        frozenset(),
        "khen thưởng",
        "",
    ),
    (
        "two heads",
        [
            ["TT", "Nội dung", "ĐVT", "Kết quả qua các năm", "Kết quả qua các năm", "Kết quả qua các năm"],
            ["TT", "Nội dung", "ĐVT", "2019", "2020", "2021"],
            ["1", "Hội nghị tuyên truyền", "Hội nghị", "8", "4", "5"],
            ["2", "Số người tham dự hội nghị", "Lượt", "900", "400", "510"],
            ["3", "Pa nô, áp phích", "Tấm", "20", "22", "25"],
        ],
        {(0, 4), (0, 5), (1, 0), (1, 1), (1, 2)},
        "",
        (
            "conferences 2019:8 2020:4 2021:5; conference_attendances 2019:900 2020:400 2021:510; banners "
            "2019:20 2020:22 2021:25"
        ),
    ),
    (
        "caption topic",
        [
            ["Năm", "2017", "2018", "2019"],
            ["Số cuộc", "3", "4", "4"],
            ["Số tổ chức", "4", "5", "6"],
        ],
        frozenset(),
        "Bảng 3. Kết quả kiểm tra qua các năm",
        "inspections~ 2017:3 2018:4 2019:4; inspected_organisations~ 2017:4 2018:5 2019:6",
    ),
    (
        "numbered labels",
        [
            ["Nội dung", "2017", "2018"],
            ["1. Kiểm tra", "", ""],
            ["- Số cuộc", "3", "4"],
            ["- Số tổ chức đảng", "4", "5"],
            ["2. Giám sát chuyên đề", "", ""],
            ["- Số cuộc", "1", "2"],
            ["- Số tổ chức đảng", "2", "3"],
        ],
        frozenset(),
        "",
        (
            "inspections 2017:3 2018:4; inspected_organisations 2017:4 2018:5; thematic_supervisions 2017:1 "
            "2018:2; supervised_organisations 2017:2 2018:3"
        ),
    ),
    (
        "school",
        [
            ["Năm", "Hội nghị", "Tin bài trên web", "Tin bài trên Facebook", "Băng rôn"],
            ["Năm 2017", "2", "11", "", "8"],
            ["Năm 2018", "2", "16", "", "8"],
            ["Năm 2019", "3", "24", "60", "10"],
        ],
        frozenset(),
        "",
        (
            "conferences 2017:2 2018:2 2019:3; website_items 2017:11 2018:16 2019:24; social_media_items "
            "2019:60; banners 2017:8 2018:8 2019:10"
        ),
    ),
    (
        "cells with text",
        [
            ["Nội dung", "2018", "2019"],
            ["Hội thi", "01 (kể chuyện)", "02"],
            ["Cuộc kiểm tra", "03/04", "04"],
            ["Sơ kết hằng năm", "x", "x"],
        ],
        frozenset(),
        "",
        "contests? 2018:-; contests 2019:2; inspections? 2018:-; inspections 2019:4",
    ),
    (
        "huyện tỉnh merged",
        [
            [
                "Năm",
                "Số mô hình được khen",
                "Số mô hình được khen",
                "Số mô hình được khen",
                "Số lượt được khen",
                "Số lượt được khen",
            ],
            ["Năm", "Cơ sở", "Huyện", "Tỉnh", "Tập thể", "Cá nhân"],
            ["2019", "3", "1", "0", "4", "9"],
            ["2020", "2", "1", "1", "5", "11"],
        ],
        {(0, 2), (0, 3), (0, 5), (1, 0)},
        "",
        (
            "awards_grassroots 2019:3 2020:2; awards_district 2019:1 2020:1; awards_province 2019:0 2020:1; "
            "awarded_collectives 2019:4 2020:5; awarded_individuals 2019:9 2020:11"
        ),
    ),
    (
        "tổng first",
        [
            ["Nội dung", "Tổng", "2017", "2018", "2019", "2020", "2021"],
            ["Hội nghị", "30", "6", "6", "7", "5", "5"],
        ],
        frozenset(),
        "",
        "conferences 2017:6 2018:6 2019:7 2020:5 2021:5; conferences? None:-",
    ),
    (
        "thousand spaces",
        [
            ["Nội dung", "2019", "2020"],
            ["Lượt người dự sinh hoạt", "1 250", "12.500"],
        ],
        frozenset(),
        "",
        "meeting_attendances 2019:1250 2020:12500",
    ),
    (
        "merged figure",
        [
            ["Nội dung", "2019", "2020", "2021"],
            ["Hội thi", "2", "2", "1"],
        ],
        {(1, 2)},
        "",
        "contests 2021:1",
    ),
]


@pytest.mark.parametrize(("name", "rows", "covered", "context", "expected"), TABLES, ids=[case[0] for case in TABLES])
def test_a_table_proposes(
    name: str, rows: list[list[str]], covered: set[tuple[int, int]], context: str, expected: str
) -> None:
    assert told_by_table(rows, covered, context) == expected


def test_the_cell_is_the_place_and_the_row_the_sentence() -> None:
    rows = [["Nội dung", "2017", "2018"], ["Cuộc kiểm tra", "3", "4"]]
    found = table_reader().read(Table(tuple(map(tuple, rows)), 2), "")
    assert [(each.place, each.sentence) for each in found] == [
        ("bảng 2, dòng 2, cột 2", "Cuộc kiểm tra | 3 | 4"),
        ("bảng 2, dòng 2, cột 3", "Cuộc kiểm tra | 3 | 4"),
    ]
