"""The register of receipts: what came in on which day, and how the clerk wrote it down."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import story
from phrasebook import Unit, draw, roster

COPIES = {"memo": 2, "nominations": 2, "achievements": 2, "plan": 1, "report": 1, "review": 1}
AWARD_PARTS = ("memo", "nominations", "achievements")

# The days on which dossiers come in by themselves, weighted: most on the last ones, hardly any at the week-end.
AWARD_DAYS = {
    date(2022, 3, 30): 3, date(2022, 3, 31): 6, date(2022, 4, 1): 12, date(2022, 4, 2): 2, date(2022, 4, 4): 15,
}  # fmt: skip
PLAN_DAYS = {
    date(2022, 4, 1): 6, date(2022, 4, 4): 12, date(2022, 4, 5): 5, date(2022, 4, 6): 5, date(2022, 4, 7): 6,
    date(2022, 4, 8): 8,
}  # fmt: skip
REPORT_DAYS = {
    date(2022, 4, 4): 2, date(2022, 4, 5): 4, date(2022, 4, 6): 7, date(2022, 4, 7): 11, date(2022, 4, 8): 17,
    date(2022, 4, 9): 3,
}  # fmt: skip
ON_DUTY = (date(2022, 4, 2), date(2022, 4, 9), date(2022, 4, 11))  # Saturdays, and the day off for Giỗ Tổ

SHORT_NAMES: Mapping[str, str] = {
    "cong-an": "CA huyện",
    "quan-su": "Ban CHQS huyện",
    "trung-tam-y-te": "TTYT huyện",
    "uy-ban-kiem-tra": "UBKT Huyện ủy",
    "toa-an": "TAND huyện",
    "vien-kiem-sat": "VKSND huyện",
    "bao-hiem-xa-hoi": "BHXH huyện",
    "ngan-hang-nong-nghiep": "Agribank Kim Bảng",
    "ngan-hang-chinh-sach": "NHCSXH huyện",
    "mttq": "Ủy ban MTTQ Việt Nam huyện",
    "hoi-phu-nu": "Hội LHPN huyện",
    "doan-thanh-nien": "Huyện đoàn",
    "thi-tran-que": "Đảng ủy thị trấn Quế",
    "thi-tran-ba-sao": "TT Ba Sao",
}


@dataclass(frozen=True)
class Receipt:
    """One row of the register: what came in, how many copies, the unit's name as the clerk wrote it."""

    unit: Unit
    obligation_id: str
    received_on: date
    copies: int
    written: str
    note: str


def all_receipts() -> list[Receipt]:
    """Return the register in the order of its days."""
    order = {unit.unit_id: draw("door", unit.unit_id).random() for unit in roster()}
    rows: list[tuple[date, float, int, Receipt]] = []
    for unit in roster():
        seen: dict[str, int] = {}
        arrivals = [*_award_dossier(unit), *_reports(unit), *_review(unit)]
        for obligation_id, day, copies in sorted(arrivals, key=lambda row: (row[1], list(COPIES).index(row[0]))):
            note = _note(obligation_id, day, copies, seen.get(obligation_id, 0))
            seen[obligation_id] = seen.get(obligation_id, 0) + copies
            receipt = Receipt(unit, obligation_id, day, copies, _as_written(unit, day), note)
            rows.append((day, order[unit.unit_id], list(COPIES).index(obligation_id), receipt))
    return [receipt for _, _, _, receipt in sorted(rows, key=lambda row: row[:3])]


def first_days(receipts: Sequence[Receipt], obligation_id: str) -> dict[str, date]:
    """Return the first day on which each unit brought something of that obligation."""
    days: dict[str, date] = {}
    for receipt in receipts:
        if receipt.obligation_id == obligation_id:
            days.setdefault(receipt.unit.unit_id, receipt.received_on)
    return days


def _award_dossier(unit: Unit) -> list[tuple[str, date, int]]:
    if unit.unit_id in story.AWARD_DOSSIER:
        return list(story.AWARD_DOSSIER[unit.unit_id])
    rng = draw(unit.unit_id, "award dossier")
    day = rng.choices(list(AWARD_DAYS), list(AWARD_DAYS.values()))[0]
    arrivals = [(part, day, 2) for part in AWARD_PARTS]
    if day < date(2022, 4, 4):
        luck = rng.random()
        later = date(2022, 4, 1) if day < date(2022, 4, 1) else date(2022, 4, 4)
        if luck < 0.14:  # the summary follows when it is signed
            arrivals[2] = ("achievements", later, 2)
        elif luck < 0.26:  # the second original follows
            arrivals = [(part, day, 1) for part in AWARD_PARTS] + [(part, later, 1) for part in AWARD_PARTS]
    return arrivals


def _reports(unit: Unit) -> list[tuple[str, date, int]]:
    rng = draw(unit.unit_id, "reports")
    days: dict[str, date | None] = {
        "plan": rng.choices(list(PLAN_DAYS), list(PLAN_DAYS.values()))[0],
        "report": rng.choices(list(REPORT_DAYS), list(REPORT_DAYS.values()))[0],
    }
    if days["plan"] and days["report"] and days["plan"] > days["report"]:
        days["plan"] = days["report"]
    days |= story.REPORTS.get(unit.unit_id, {})
    return [(name, day, 1) for name, day in days.items() if day]


def _review(unit: Unit) -> list[tuple[str, date, int]]:
    """Return the day of the review: cells at their April meeting, communes and the Front later in the month."""
    if unit.unit_id in story.NO_REVIEW:
        return []
    rng = draw(unit.unit_id, "review")
    if unit.kind == "chi_bo":
        day = date(2022, 4, rng.choice([4, 4, 5, 5, 5, 6, 7, 8, 12, 13, 14, 15, 18]))
    elif unit.place:
        day = date(2022, 4, rng.choice([12, 13, 14, 15, 15, 18, 19, 20, 20, 21, 22, 22, 25, 26, 27]))
    else:
        day = date(2022, 4, rng.choice([15, 18, 19, 20, 21, 22, 25, 26, 27, 28]))
    return [("review", day, 1)]


def _as_written(unit: Unit, day: date) -> str:
    rng = draw(unit.unit_id, "written", day.isoformat())
    if rng.random() > 0.35:
        return unit.name
    if unit.unit_id in SHORT_NAMES:
        return SHORT_NAMES[unit.unit_id]
    if unit.place:
        return rng.choice([f"Đảng ủy {unit.place}", unit.place[:1].upper() + unit.place[1:]])
    if unit.kind == "chi_bo":
        return unit.name.replace("Chi bộ", "CB", 1)
    return unit.name


def _note(obligation_id: str, day: date, copies: int, before: int) -> str:
    if obligation_id == "review":
        return ""
    if copies < COPIES[obligation_id]:
        return "Bổ sung bộ thứ hai" if before else "Mới có 01 bộ"
    if day in ON_DUTY:
        return "Bộ phận trực ngày nghỉ nhận"
    return ""
