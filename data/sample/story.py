"""What the sample campaign tells: who reports, who is late, and the mistakes planted in the files.

All of it is made up. What is not decided here is drawn at random by the other modules.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

NOT_REPORTING = ("nhat-tuu", "chi-cuc-thong-ke")

MODELS_OF_COMMUNE: Mapping[str, int] = {
    "thi-tran-que": 8, "nguyen-uy": 8, "dai-cuong": 9, "le-ho": 8, "tuong-linh": 7, "nhat-tan": 9,
    "dong-hoa": 8, "hoang-tay": 7, "tan-son": 8, "thuy-loi": 4, "van-xa": 9, "kha-phong": 8, "ngoc-son": 9,
    "thi-tran-ba-sao": 8, "lien-son": 8, "thi-son": 9, "thanh-son": 9,
}  # fmt: skip

# A neighbouring district reported 1 model at province level, 115 at district, 130 at grassroots level.
DISTRICT_SHARE = 115 / 246

# Nominations: the plan asks for one, of a đảng bộ for one or two (V.3).
TWO_NOMINATIONS = (
    "thi-tran-que", "dai-cuong", "le-ho", "nhat-tan", "dong-hoa", "tan-son", "van-xa", "kha-phong", "ngoc-son",
    "thi-son", "thanh-son", "cong-an", "co-quan-chinh-quyen",
)  # fmt: skip
OVER_QUOTA = "hoi-cuu-chien-binh"
UNDER_QUOTA = "vien-thong"

# A return of a unit that handed in neither plan nor report came by then.
BROUGHT_LATEST = date(2022, 4, 12)

# Only returns: these units hand in no nomination list as a document of its own.
WITHOUT_LIST = (
    "thuy-loi", "lien-son", "hoang-tay", "quan-su", "van-phong-huyen-uy", "ban-dan-van", "trung-tam-chinh-tri",
    "toa-an", "thi-hanh-an", "bao-hiem-xa-hoi", "ngan-hang-chinh-sach", "dien-luc", "buu-dien", "thuy-nong",
    "quan-ly-thi-truong", "thpt-kim-bang-b", "thpt-kim-bang-c", "gdnn-gdtx", "lien-doan-lao-dong",
)  # fmt: skip


@dataclass(frozen=True)
class Style:
    """How a unit lays its workbook out; the default is the form as it was sent out."""

    heading_row: int = 5
    shuffled: bool = False
    numbers_as_text: bool = False
    dates_as_text: bool = False
    group_rows: bool = False
    signed: bool = False
    typed_totals: bool = False
    zero: int | str = 0
    omits: tuple[str, ...] = ()


STYLES: Mapping[str, Style] = {
    "nguyen-uy": Style(heading_row=7, shuffled=True, signed=True, dates_as_text=True),
    "tuong-linh": Style(zero="không"),
    "nhat-tan": Style(signed=True),
    "hoang-tay": Style(numbers_as_text=True, typed_totals=True, zero="-", signed=True),
    "thuy-loi": Style(omits=("Văn bản",), zero="không"),
    "thi-tran-ba-sao": Style(group_rows=True, signed=True),
    "lien-son": Style(heading_row=7, numbers_as_text=True, typed_totals=True, group_rows=True, signed=True),
    "thi-son": Style(signed=True),
    "quan-su": Style(heading_row=9, shuffled=True, signed=True),
    "trung-tam-y-te": Style(typed_totals=True),
    "cong-an": Style(signed=True, zero="không"),
    "van-phong-huyen-uy": Style(dates_as_text=True),
    "toa-an": Style(typed_totals=True, zero="-"),
    "kho-bac": Style(zero="không"),
    "buu-dien": Style(omits=("Văn bản", "Đánh giá")),
    "thuy-nong": Style(heading_row=7, numbers_as_text=True, typed_totals=True, omits=("Đánh giá",)),
    "quan-ly-thi-truong": Style(omits=("Văn bản",), dates_as_text=True),
    "thpt-ly-thuong-kiet": Style(shuffled=True, zero="-", signed=True),
    "gdnn-gdtx": Style(typed_totals=True),
    "hoi-cuu-chien-binh": Style(group_rows=True, typed_totals=True, signed=True, dates_as_text=True),
    "mttq": Style(signed=True),
}


@dataclass(frozen=True)
class Planted:
    """A mistake in a file: what is written in the place of `row` and `column`, and the finding it must give.

    `row` is an indicator's id, a label of Thông tin, or the number of a model or document, from 0.
    Without `value` the truth itself gives the finding. `points` says whether the finding names that cell.
    """

    slug: str
    severity: str
    sheet: str
    row: str | int | None = None
    column: str | None = None
    value: str | int | None = None
    points: bool = True


STATED_MODELS = "Tổng số mô hình đã xây dựng"

PLANTED: Mapping[str, tuple[Planted, ...]] = {
    # Refused: a comma that may be thousands or decimals, and a sector that is not in the plan's list.
    "thanh-son": (Planted("ambiguous-number", "error", "Tuyên truyền", "conference_attendances", "2019", "1,250"),),
    "thpt-kim-bang-c": (Planted("unknown-sector", "error", "Mô hình", 1, "Lĩnh vực", "Giáo dục"),),
    # Accepted with a warning: two digits changed places, the last year forgotten, and others.
    "le-ho": (Planted("total-mismatch", "warning", "Tuyên truyền", "radio_items", "Tổng cộng", 701),),
    "hoi-nong-dan": (Planted("total-mismatch", "warning", "Khen thưởng", "awarded_individuals", "Tổng cộng", 24),),
    "kha-phong": (Planted("models-total-mismatch", "warning", "Thông tin", STATED_MODELS, "value"),),
    "kho-bac": (Planted("models-total-mismatch", "warning", "Thông tin", STATED_MODELS, "value"),),
    "van-xa": (Planted("unclassified-model", "warning", "Mô hình", 4, "Lĩnh vực", points=False),),
    "hoi-phu-nu": (Planted("unclassified-model", "warning", "Mô hình", 5, "Lĩnh vực", points=False),),
    "dien-luc": (Planted("unclassified-model", "warning", "Mô hình", 2, "Lĩnh vực", points=False),),
    "lien-son": (Planted("unknown-choice", "warning", "Mô hình", 2, "Cấp mô hình", "Xã"),),
    "ban-to-chuc": (Planted("suspicious-date", "warning", "Văn bản", 0, "Ngày ban hành"),),
    "bao-hiem-xa-hoi": (Planted("attendances-without-meetings", "warning", "Tuyên truyền", points=False),),
    "buu-dien": (
        Planted("unit-of-measure-mismatch", "warning", "Tuyên truyền", "publications", "Đơn vị tính", "quyển"),
    ),
    "ngoc-son": (Planted("column-ignored", "warning", "Mô hình", points=False),),
    OVER_QUOTA: (Planted("over-quota", "warning", "Mô hình", points=False),),
    UNDER_QUOTA: (Planted("under-quota", "warning", "Mô hình", points=False),),
}

# Truths that the planted mistakes need, and the one award from the centre.
FIGURES: Mapping[str, Mapping[tuple[str, int], int]] = {
    "thanh-son": {("conferences", 2019): 11, ("conference_attendances", 2019): 1250},
    "bao-hiem-xa-hoi": {("conferences", 2021): 0, ("conference_attendances", 2021): 17},
    "hoi-phu-nu": {("awards_central", 2021): 1},
}
STATED: Mapping[str, int] = {"kha-phong": 9, "kho-bac": 3}
EXTRA_COLUMN = ("ngoc-son", "Kinh phí (triệu đồng)")
EARLY_DOCUMENT = (
    "ban-to-chuc",
    date(2016, 8, 16),
    "Triển khai học tập Chỉ thị số 05-CT/TW ngày 15/5/2016 của Bộ Chính trị",
)
LEVEL_LEFT_BLANK = (("dong-hoa", 5), ("doan-thanh-nien", 2))
KIND_LEFT_BLANK = (("nguyen-uy", 3),)

# Receipts: everybody else brings the award dossier by 04/04 and the reports by 09/04.
# (obligation, day, copies); an empty list: nothing of it ever comes.
AWARD_DOSSIER: Mapping[str, tuple[tuple[str, date, int], ...]] = {
    "nhat-tuu": (),
    "chi-cuc-thong-ke": (),
    "thuy-nong": (),
    "dong-hoa": (
        ("memo", date(2022, 4, 5), 2),
        ("nominations", date(2022, 4, 5), 2),
        ("achievements", date(2022, 4, 5), 2),
    ),
    "thuy-loi": (
        ("memo", date(2022, 4, 4), 2),
        ("nominations", date(2022, 4, 4), 2),
        ("achievements", date(2022, 4, 4), 1),
        ("achievements", date(2022, 4, 6), 1),
    ),
    "tan-son": (
        ("memo", date(2022, 4, 6), 2),
        ("nominations", date(2022, 4, 6), 2),
        ("achievements", date(2022, 4, 6), 2),
    ),
    "thpt-kim-bang-b": (
        ("memo", date(2022, 4, 1), 1),
        ("nominations", date(2022, 4, 1), 1),
        ("achievements", date(2022, 4, 1), 1),
        ("memo", date(2022, 4, 7), 1),
        ("nominations", date(2022, 4, 7), 1),
        ("achievements", date(2022, 4, 7), 1),
    ),
    "lien-son": (
        ("memo", date(2022, 4, 4), 2),
        ("nominations", date(2022, 4, 4), 2),
        ("achievements", date(2022, 4, 8), 2),
    ),
    "thi-hanh-an": (
        ("memo", date(2022, 4, 8), 2),
        ("nominations", date(2022, 4, 8), 2),
        ("achievements", date(2022, 4, 8), 2),
    ),
    "quan-ly-thi-truong": (
        ("memo", date(2022, 4, 13), 2),
        ("nominations", date(2022, 4, 13), 2),
        ("achievements", date(2022, 4, 13), 2),
    ),
    "buu-dien": (
        ("memo", date(2022, 3, 31), 2),
        ("nominations", date(2022, 3, 31), 1),
        ("achievements", date(2022, 4, 4), 2),
    ),
    "vien-thong": (("memo", date(2022, 4, 4), 2), ("achievements", date(2022, 4, 4), 1)),
    "toa-an": (("memo", date(2022, 4, 12), 1), ("nominations", date(2022, 4, 12), 1)),
}
REPORTS: Mapping[str, Mapping[str, date | None]] = {
    "nhat-tuu": {"plan": None, "report": None},
    "chi-cuc-thong-ke": {"plan": None, "report": None},
    "thuy-nong": {"plan": date(2022, 4, 7), "report": None},
    "tan-son": {"plan": date(2022, 4, 11), "report": date(2022, 4, 11)},
    "doan-thanh-nien": {"report": date(2022, 4, 11)},
    "van-xa": {"report": date(2022, 4, 12)},
    "thanh-son": {"report": date(2022, 4, 13)},
    "toa-an": {"plan": date(2022, 4, 12), "report": date(2022, 4, 15)},
    "quan-ly-thi-truong": {"plan": date(2022, 4, 13), "report": date(2022, 4, 18)},
}
NO_REVIEW = ("nhat-tuu", "chi-cuc-thong-ke", "vien-thong")

# Returns that name another day for their review than the register: it was put off by these days.
REVIEW_PUT_OFF = {"hoang-tay": 1, "thpt-kim-bang-a": 2}
