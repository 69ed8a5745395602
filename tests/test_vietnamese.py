"""Tables of what offices type and what it must mean; no file, no sheet, no store."""

import datetime
import math
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonghop.vietnamese import (
    clean,
    fold_key,
    format_count,
    format_date,
    format_day,
    format_share,
    meant_thousands,
    parse_count,
    parse_date,
    parse_mark,
    scales_numbers,
    sort_key,
    text_key,
)

NBSP, NARROW, THIN, FIGURE = "\xa0", "\u202f", "\u2009", "\u2007"
TEXTS = st.text(st.sampled_from("aăâđĐÐeêioôơuưyủyùýhqQ \xa0\u200b\t.,-0127\u0300\u0301\u0309\u0323\u0302ệỷ"))
DAY = datetime.date(2022, 4, 5)


def nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  Hội nghị \n", "Hội nghị"),
        ("\ufeff\u200bMô hình\xa0", "Mô hình"),
        (nfd("Nhật Tựu"), "Nhật Tựu"),
        ("Tên  mô\nhình", "Tên  mô\nhình"),
        ("th\xad", "th\xad"),
        ("   ", ""),
        ("", ""),
    ],
)
def test_a_stored_text_is_composed_and_bare_at_its_ends_only(typed: str, stored: str) -> None:
    assert clean(typed) == stored


@given(TEXTS)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Huyện uỷ", "HUYỆN ỦY"),
        ("hoà bình", "Hòa Bình"),
        ("khoẻ", "khỏe"),
        ("Thuý", "Thúy"),
        ("quý", "qúy"),
        ("quả", "qủa"),
        ("toàn", "tòan"),
        ("Văn hoá - xã hội", "văn hóa -  xã hội"),
        (nfd("Đảng uỷ"), "đảng ủy"),
        ("Đảng", "Ðảng"),
        ("đảng", "Ɖảng"),
        ("đảng", "ðảng"),
        ("T T", "tt"),
        ("Tên\nmô\xa0hình", "tên mô hình"),
        ("Kinh\u200btế", "Kinh tế"),
        ("Kinh\xadtế", "Kinh tế"),
        ("ABC  d", "abcd"),
    ],
)
def test_case_spaces_form_and_tone_placement_do_not_count(one: str, other: str) -> None:
    assert text_key(one) == text_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tân Sơn", "Thanh Sơn"),
        ("hoa", "hoá"),
        ("lượt", "luợt"),
        ("dân", "đân"),
        ("bạn", "ban"),
        ("a-b", "ab"),
    ],
)
def test_accents_and_signs_count(one: str, other: str) -> None:
    assert text_key(one) != text_key(other)


@given(TEXTS)
def test_a_key_is_its_own_key_in_any_form(text: str) -> None:
    assert text_key(text_key(text)) == text_key(text) == text_key(nfd(text)) == text_key(f" {text}\n")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Kiểm tra, giám sát", "kiemtragiamsat"),
        ("Kiem tra giam sat ", "kiemtragiamsat"),
        ("  Tổng\ncộng ", "tongcong"),
        (nfd("Đánh giá"), "danhgia"),
        ("Ðánh giá", "danhgia"),
        ("THÔNG TIN", "thongtin"),
        ("Năm 2017", "nam2017"),
        ("Uỷ ban", "uyban"),
        ("TT", "tt"),
        ("- / -", ""),
        ("", ""),
    ],
)
def test_a_fold_keeps_plain_letters_and_digits_only(text: str, folded: str) -> None:
    assert fold_key(text) == folded


@given(TEXTS)
def test_a_fold_does_not_depend_on_form_or_spaces(text: str) -> None:
    assert fold_key(nfd(text)) == fold_key(text) == fold_key(f" {text}\xa0") == fold_key(fold_key(text))


@pytest.mark.parametrize(
    ("value", "count"),
    [
        (12, 12),
        (12.0, 12),
        (0, 0),
        (-0.0, 0),
        (10**8, 10**8),
        (1325.9999999999998, 1326),
        (3.0000000000000004, 3),
        ("12", 12),
        ("02", 2),
        ("000", 0),
        (" 7 ", 7),
        (f"{NBSP}7\u200b", 7),
        ("1.250", 1250),
        ("1 250", 1250),
        (f"1{NBSP}250", 1250),
        (f"1{NARROW}250", 1250),
        (f"1{THIN}250", 1250),
        (f"1{FIGURE}250", 1250),
        ("1.250.000", 1250000),
        (f"12 345{NBSP}678", 12345678),
        ("0" * 5000 + "7", 7),
        ("không", 0),
        (" KHÔNG ", 0),
        (nfd("Không"), 0),
        ("-", 0),
        (" – ", 0),
        ("—", 0),
        ("\u2212", 0),
        ("-0", 0),
    ],
)
def test_what_offices_type_for_a_number_is_that_number(value: object, count: int) -> None:
    assert parse_count(value) == (count, None)


@pytest.mark.parametrize("value", [None, "", "  ", NBSP, "\u200b\n"])
def test_a_blank_is_not_reported_and_no_problem(value: object) -> None:
    assert parse_count(value) == (None, None)
    assert parse_date(value) == (None, None)


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        ("5 cuộc", "cuộc"),
        ("5cuộc", "Cuộc"),
        ("05  CUỘC ", "cuộc"),
        (f"5{NBSP}lượt  người", "lượt người"),
        (nfd("5 tổ chức"), "tổ chức"),
        ("5 tin, bài", "tin, bài"),
        ("5 m2", "m2"),
    ],
)
def test_the_rows_own_unit_of_measure_may_follow(value: str, unit: str) -> None:
    assert parse_count(value, unit) == (5, None)


def test_a_grouped_number_may_carry_its_unit_too() -> None:
    assert parse_count("1.250 cuộc", "cuộc") == (1250, None)
    assert parse_count("1 250 lượt người", "lượt người") == (1250, None)
    assert parse_count("1,250 cuộc", "cuộc").problem == "ambiguous-number"
    assert parse_count("1,5 cuộc", "cuộc").problem == "not-a-whole-number"
    assert parse_count("-5 cuộc", "cuộc").problem == "negative-number"


@pytest.mark.parametrize("unit", [None, "", "buổi", "cuộc họp", "cuốc"])
def test_another_unit_of_measure_makes_it_no_number(unit: str | None) -> None:
    assert parse_count("5 cuộc", unit) == (None, "not-a-number")


# fmt: off
NO_COUNTS: dict[str, list[object]] = {
    "not-a-number": [
        True, False, DAY, datetime.datetime(2022, 4, 5), datetime.time(1), math.inf, -math.inf,
        math.nan, b"5", [5],
        10**8 + 1, 10**400, 1e16, 987654321, "0987654321", "100.000.001", "9" * 5000,
        "abc", "5 abc", "cuộc", "khoảng 5", "trên 20", "~5", ">5", "5-6", "5–6", "5/6", "5+6", "+5",
        "(5)", "'5",
        "5.", "5,", "1..250", "1.2.3", "1.25.000", "1,25,000", "1  250", "7 8", "12 34", "5 5 5", "0 250",
        "1250 000", "1.250.5", "1e3", "0x1F", "1_000", "50%", "½", "5²", "５", "٣", "--", "- -", "...",
        ",", "V",
        "không có", "khong", "ko", "5-", "-abc", "- khoảng 5", "1\n250", "1\t250",
    ],
    "not-a-whole-number": [
        1.5, 0.1, 2.0000001, "1,5", "1.5", "2,0", "2.00", "1.25", "12.3456", "0,5", ".5", ",5",
        "0.250", "0,250",
        "1234.567", "1234,567", "1.250,5", "1,250.5", "1 250,5", "1.250,00", "02.500",
    ],
    "negative-number": [-3, -1.5, "-3", "- 3", "\u22123", "–3", "-1.5", "-1.250", "-1,250", "-0,5", "-2,0"],
    "ambiguous-number": ["1,250", "12,500", " 1,250 ", "1,250,000", "1.250,000", "1,250.000", "1 250,000"],
}
DAYS_WRITTEN = [
    DAY, datetime.datetime(2022, 4, 5, 13, 30),
    "5/4/2022", "05/04/2022", "5-4-2022", "05.04.2022", "5/4/22", "05-04-22", "5.4.22",
    " 5 / 4 / 2022 ", "5.4.2022.",
    "ngày 05 tháng 4 năm 2022", "Ngày 5 tháng 04 năm 2022.", "NGÀY 05  THÁNG 4\nNĂM 2022",
    "5 tháng 4 năm 2022",
    nfd("ngày 05 tháng 4 năm 2022"), "ngày\xa005\xa0tháng\xa04\xa0năm\xa02022", "ngày05tháng4năm2022",
    "ngày 5/4/2022",
    "2022-04-05", "2022-4-5", "2022-04-05 00:00:00", "2022-04-05T00:00:00", "2022-04-05 13:30",
    "2022-04-05T00:00:00Z", "2022-04-05T00:00:00.000Z", "2022-04-05T13:30:00+07:00", "2022-04-05T13:30+0700",
]
NO_DAYS = [
    44656, 44656.0, True, datetime.time(1), datetime.timedelta(1),
    "31/2/2022", "29/2/2021", "5/13/2022", "0/4/2022", "5/4/0000", "32/1/22",
    "ngày 31 tháng 4 năm 2022", "2022-02-30",
    "5/4-2022", "5/4", "4/2022", "5/4/202", "5/4/20222", "2022/04/05", "1 2/4/2022", "44656", "2022",
    "tháng 4/2022",
    "ngày    tháng    năm 2022", "trước 5/4/2022", "không", "-", "５/4/2022", "05042022",
]
MARKS = [
    "x", "X", "có", "✓", "☑", "☒", "✔", "ü", "þ", "\uf0fc", "1", "đề nghị", "x (tỉnh)", "Chùa Bà Đanh", "kon", 1,
    1.0, True,
]
NO_MARKS = [
    None, "", "  ", "không", " KHÔNG ", nfd("Không"), "0", "-", "–", "—", 0, 0.0, False, "FALSE", "☐", "□", "¨",
    "không đề nghị", "Chưa", "chưa đề nghị", "ko", "Ko đề nghị", "khong", "CHUA", "…", "......",
]
UNSURE_MARKS = ["k", "K", "K.", "n/a", "N/A", " n.a. "]
# fmt: on


@pytest.mark.parametrize(("problem", "values"), NO_COUNTS.items())
def test_what_is_no_count_has_the_slug_that_fits(problem: str, values: list[object]) -> None:
    for value in values:
        assert parse_count(value) == (None, problem), value


@given(st.integers(0, 10**8), st.sampled_from([".", " ", NBSP, NARROW, THIN, ""]))
def test_a_number_survives_any_grouping(count: int, separator: str) -> None:
    assert parse_count(f"{count:,}".replace(",", separator)) == (count, None)
    assert parse_count(format_count(count)) == (count, None)


@given(st.text(st.sampled_from("0123456789., \xa0-–cuộ"), max_size=12))
def test_a_text_is_either_a_count_or_one_problem_or_blank(text: str) -> None:
    value, problem = parse_count(text, "cuộc")
    assert (value is None) != (problem is None) or not clean(text)
    assert value is None or value >= 0


@pytest.mark.parametrize("value", DAYS_WRITTEN)
def test_a_day_is_read_however_it_is_written(value: object) -> None:
    assert parse_date(value) == (DAY, None)


@pytest.mark.parametrize("value", NO_DAYS)
def test_what_is_no_day_is_said_to_be_none(value: object) -> None:
    assert parse_date(value) == (None, "not-a-date")


@given(st.dates(datetime.date(2000, 1, 1), datetime.date(2099, 12, 31)))
def test_a_date_survives_every_style(date: datetime.date) -> None:
    day, month, year = date.day, date.month, date.year
    styles = [format_date(date), f"{day}-{month}-{year}", f"{day}.{month}.{year % 100:02}", date.isoformat()]
    styles += [f"ngày {day:02} tháng {month} năm {year}", str(datetime.datetime(year, month, day))]
    assert {parse_date(style) for style in styles} == {(date, None)}


@pytest.mark.parametrize(("value", "marked"), [(mark, True) for mark in MARKS] + [(blank, False) for blank in NO_MARKS])
def test_any_mark_is_yes_and_none_of_the_signs_for_no(value: object, marked: bool) -> None:
    assert parse_mark(value) is marked


@pytest.mark.parametrize("value", UNSURE_MARKS)
def test_what_may_be_yes_or_no_is_neither(value: str) -> None:
    assert parse_mark(value) is None


@pytest.mark.parametrize(
    ("value", "meant"),
    [(1.25, 1250), ("1.25", 1250), ("1,5", 1500), (12.345, 12345), (0.5, None), (1234.5, None), ("1.2345", None)],
)
def test_a_number_cut_short_may_stand_for_thousands(value: object, meant: int | None) -> None:
    assert meant_thousands(value) == meant


def test_units_that_count_by_tens_and_thousands_are_told_from_the_others() -> None:
    scaled = ["nghìn lượt", "Nghìn lượt người", "chục", "trăm người", "TRIỆU đồng", "nghin luot", "1.000 lượt"]
    plain = ["lượt người", "trạm", "bản văn", "cuộc", "tin, bài", "m2", "mô hình", "10 điểm", "văn bản"]
    assert [unit for unit in scaled if not scales_numbers(unit)] == []
    assert [unit for unit in plain if scales_numbers(unit)] == []


@pytest.mark.parametrize(
    "in_order",
    [
        list("aăâbcdđeêghiklmnoôơpqrstuưvxy"),
        ["ma", "mà", "mả", "mã", "má", "mạ"],
        [
            "Ba Sao",
            "Ban Dân vận",
            "Bảo hiểm",
            "Bưu điện",
            "Chi cục",
            "Công an",
            "Dân",
            "Đại Cương",
            "Đồng Hoá",
        ],
        ["Tân", "Tấn", "Tân Sơn", "Tận Sơn", "Tên"],
        ["Thi Sơn", "Thị Sơn", "Thi Tô"],
        ["an", "An", "án"],
        ["A 1", "A1", "Aa"],
        ["dân", "Dân", "đan", "Ðan"],
    ],
)
def test_names_sort_by_letters_then_tones_then_case(in_order: list[str]) -> None:
    shuffled = in_order[::-1]
    assert sorted(shuffled, key=sort_key) == in_order
    assert sorted(map(nfd, shuffled), key=sort_key) == list(map(nfd, in_order))


def test_numbers_and_dates_are_shown_the_vietnamese_way() -> None:
    assert [format_count(n) for n in (0, 12, 1250, 1234567, None)] == ["0", "12", "1.250", "1.234.567", "–"]
    assert [format_share(s) for s in (0.585, 1.0, 0.0, 31 / 53, 1 / 16, 2 / 3, None)] == [
        *(f"{said}\u00a0%" for said in ("58,5", "100,0", "0,0", "58,5", "6,3", "66,7")), "–",
    ]  # fmt: skip
    assert (format_date(DAY), format_day(DAY)) == ("05/04/2022", "05/04")
    assert (format_date(None), format_day(None)) == ("–", "–")
