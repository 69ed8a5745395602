"""Whole campaigns as offices send them, made anew from a seed: returns, lists, consolidated workbooks, a register.

`python -m tests.campaigns FOLDER` writes them. What each file says is decided first, kept as the truth in
`expected.json` beside the files, and only then written down, in every file a little differently; nothing here
calls the reader. Words come from the sample; who says them, how often, and every figure, come from the seed.
"""

from __future__ import annotations

import copy
import json
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from tests.builders import (
    DOCUMENT_HEADINGS,
    MODEL_HEADINGS,
    REMARK_HEADINGS,
    Formula,
    Row,
    Sheets,
    nomination_list,
    plan_83,
    titled,
    workbook,
)
from tests.campaign import TRUTH, consolidated_sheets_of
from tests.legacy import encode

SEEDS = {"made-1": 11, "made-2": 29}
MATRICES = ("Khen thưởng", "Tuyên truyền", "Kiểm tra, giám sát")
Truth = dict[str, Any]


def truth_of(seed: int) -> dict[str, Truth]:
    """Give every unit another's words of the sample, and figures of its own."""
    draw = random.Random(seed)
    told = [unit for unit in TRUTH["units"].values() if unit["models"] and unit["documents"]]
    units: dict[str, Truth] = {}
    for unit in plan_83().units:
        said: Truth = copy.deepcopy(draw.choice(told))
        draw.shuffle(said["models"])
        for place, model in enumerate(said["models"]):
            model["nominated"] = place == 0
        said["ratings"] = {str(year): said["ratings"].get(str(year)) for year in plan_83().years}
        said["models_stated"] = len(said["models"])
        for figure in said["figures"]:
            figure["value"] = draw.choices((0, draw.randrange(1, 40), draw.randrange(1000, 9000)), (10, 88, 2))[0]
        said["review"]["held_on"] = f"2022-04-{draw.randrange(11, 29)}"
        said["review"]["form"] = "Hội nghị"
        said["review"]["attendees"] = draw.randrange(20, 1500)
        units[unit.id] = said
    return units


def receipts_of(seed: int) -> list[dict[str, Any]]:
    """Shuffle whose receipts the sample's are."""
    ids = [unit.id for unit in plan_83().units]
    whose = dict(zip(ids, random.Random(f"receipts {seed}").sample(ids, len(ids)), strict=True))
    return [{**receipt, "unit_id": whose[receipt["unit_id"]]} for receipt in TRUTH["receipts"]]


# -- one unit's return ---------------------------------------------------------------------------------------


@dataclass
class Page:
    """The sheets of one return, and what was planted in them."""

    unit: str
    sheets: Sheets
    must_find: list[dict[str, Any]] = field(default_factory=list)
    unit_is_known: bool = True

    def plant(
        self, slug: str, sheet: str, at: tuple[int, int] | None, value: Any = None, *, error: bool = True
    ) -> None:
        cell = None
        if at:
            row, column = at
            self.sheets[sheet][row][column] = value
            cell = f"{'ABCDEFGHIJ'[column]}{row + 1}"
        severity = "error" if error else "warning"
        self.must_find.append({"slug": slug, "severity": severity, "sheet": sheet, "cell": cell})


def return_of(unit: str, said: Truth, draw: random.Random) -> Page:
    """Write one unit's return: blank rows above the headings, numbers as people type them."""
    plan = plan_83()
    name = next(each.name for each in plan.units if each.id == unit)
    label = {choice.id: choice.label for choice in (*plan.sectors, *plan.model_kinds, *plan.levels)}
    years = list(plan.years)
    info: list[Row] = [
        ["Đơn vị", draw.choice((name, name.upper(), f"  {name} "))],
        ["Người lập biểu", "Trần Thị Mai"],
        ["Ngày lập", "03/04/2022"],
        ["Tổng số mô hình đã xây dựng", said["models_stated"]],
        ["Số mô hình được biểu dương, khen thưởng 2017-2021 (không tính trùng)", said["awarded_models"]],
        ["Ngày tổ chức sơ kết", typed_day(said["review"]["held_on"], draw)],
        ["Hình thức sơ kết", said["review"]["form"]],
        ["Số người dự", typed_count(said["review"]["attendees"], draw)],
        *([f"Xếp loại năm {year}", rating] for year, rating in said["ratings"].items()),
    ]
    models: list[Row] = []
    for place, model in enumerate(said["models"], 1):
        sector = None if model["sector"] in (None, "chua_phan_loai") else label[model["sector"]]
        models.append([
            place, model["name"], sector, label.get(model["kind"]), label.get(model["level"]), model["implementer"],
            model["start_year"], model["summary"], draw.choice("xXv") if model["nominated"] else None, None,
        ])  # fmt: skip
    figures = {(each["indicator_id"], each["year"]): each["value"] for each in said["figures"]}
    matrices: Sheets = {}
    for sheet in MATRICES:
        rows: list[Row] = []
        for place, indicator in enumerate((i for i in plan.indicators if i.sheet == sheet), 1):
            values = [figures.get((indicator.id, year)) for year in years]
            total = sum(value or 0 for value in values) if any(v is not None for v in values) else None
            shown = [None if value is None else typed_count(value, draw) for value in values]
            rows.append([place, indicator.label, indicator.unit_of_measure, *shown, total])
        matrices[sheet] = titled(sheet.upper(), ["TT", "Chỉ tiêu", "Đơn vị tính", *years, "Tổng cộng"], rows)
    documents: list[Row] = [
        [place, each["number"], typed_day(each["issued_on"], draw), each["type"], each["title"]]
        for place, each in enumerate(said["documents"], 1)
    ]
    labels = {section.id: section.label for section in plan.sections}
    remarks: list[Row] = [[labels[section], text] for section, text in said["remarks"].items()]
    sheets: Sheets = {
        "Thông tin": [["THÔNG TIN CHUNG"], [], *info],
        "Mô hình": titled("DANH SÁCH MÔ HÌNH", MODEL_HEADINGS, models),
        **matrices,
        "Văn bản": titled("DANH MỤC VĂN BẢN", DOCUMENT_HEADINGS, documents),
        "Đánh giá": titled("ĐÁNH GIÁ CHUNG", REMARK_HEADINGS, remarks),
    }
    for sheet, rows in sheets.items():
        if sheet != "Thông tin":
            rows[1:1] = [[] for _ in range(draw.randrange(4))]
    return Page(unit, sheets)


def typed_count(value: int, draw: random.Random) -> Any:
    text = f"{value:,}"
    return draw.choice((value, str(value), f" {value} ", text.replace(",", "."), text.replace(",", "\xa0")))


def typed_day(iso: str, draw: random.Random) -> Any:
    day = date.fromisoformat(iso)
    spelt = (f"{day:%d/%m/%Y}", f"{day.day}-{day.month}-{day.year}", f"ngày {day:%d} tháng {day.month} năm {day.year}")
    return draw.choice((*spelt, f"{day:%d.%m.%Y}", iso))


# -- what is planted -----------------------------------------------------------------------------------------


def first_row(page: Page, sheet: str) -> int:
    """Return where the first row with data stands, counted from 0."""
    return next(at for at, row in enumerate(page.sheets[sheet]) if row and row[0] == 1)


def figure(slug: str, value: Any) -> Callable[[Page, random.Random], None]:
    def plant(page: Page, draw: random.Random) -> None:
        sheet = draw.choice(MATRICES)
        page.plant(slug, sheet, (first_row(page, sheet) + draw.randrange(2), draw.randrange(3, 8)), value)

    return plant


def wrong_total(page: Page, draw: random.Random) -> None:
    sheet = draw.choice(MATRICES)
    rows = page.sheets[sheet]
    at = next(at for at, row in enumerate(rows) if len(row) > 8 and isinstance(row[8], int))
    page.plant("total-mismatch", sheet, (at, 8), rows[at][8] + 1, error=False)


def wrong_count_of_models(page: Page, _: random.Random) -> None:
    at = next(at for at, row in enumerate(page.sheets["Thông tin"]) if row and str(row[0]).startswith("Tổng số mô"))
    page.plant("models-total-mismatch", "Thông tin", (at, 1), page.sheets["Thông tin"][at][1] + 1, error=False)


def strange_sector(page: Page, _: random.Random) -> None:
    page.plant("unknown-sector", "Mô hình", (first_row(page, "Mô hình"), 2), "Vũ trụ")


def strange_indicator(page: Page, draw: random.Random) -> None:
    sheet = draw.choice(MATRICES)
    at = len(page.sheets[sheet])
    page.sheets[sheet].append([at, "", "cuộc", 1, 1, 1, 1, 1, 5])
    page.plant("unknown-indicator", sheet, (at, 1), "Số chuyến bay đã tổ chức")


def no_day(page: Page, _: random.Random) -> None:
    page.plant("not-a-date", "Văn bản", (first_row(page, "Văn bản"), 2), "31/02/2018")


def year_outside(page: Page, _: random.Random) -> None:
    page.plant("year-out-of-range", "Mô hình", (first_row(page, "Mô hình"), 6), 1990)


def without_a_sheet(page: Page, draw: random.Random) -> None:
    sheet = draw.choice(MATRICES)
    page.plant("missing-sheet", sheet, None)
    del page.sheets[sheet]


def strange_unit(page: Page, _: random.Random) -> None:
    at = next(at for at, row in enumerate(page.sheets["Thông tin"]) if row and row[0] == "Đơn vị")
    page.plant("unknown-unit", "Thông tin", (at, 1), "Đảng bộ xã Không Có Trong Danh Sách")
    page.unit_is_known = False


PLANTED: tuple[Callable[[Page, random.Random], None], ...] = (
    wrong_total,
    wrong_count_of_models,
    figure("negative-number", -3),
    figure("not-a-whole-number", 2.5),
    figure("ambiguous-number", "1,250"),
    figure("not-a-number", "nhiều"),
    figure("formula-without-value", Formula("=1+1", None)),
    strange_sector,
    strange_indicator,
    no_day,
    year_outside,
    without_a_sheet,
    strange_unit,
)


# -- the folder ----------------------------------------------------------------------------------------------


def make(folder: Path, seed: int) -> Path:
    """Write a campaign's files and its truth; return the folder."""
    plan = plan_83()
    draw = random.Random(f"files {seed}")
    units, receipts = truth_of(seed), receipts_of(seed)
    planted = dict(zip(draw.sample(list(units), len(PLANTED)), PLANTED, strict=True))
    clean = [unit for unit in units if unit not in planted]
    wrong = list(planted)
    legacy = dict.fromkeys([*clean[:5], wrong[0], wrong[3]], "tcvn3")
    legacy |= dict.fromkeys([*clean[5:9], wrong[5], wrong[7]], "vni")
    files: list[dict[str, Any]] = []
    for name in ("units", "lists"):
        (folder / name).mkdir(parents=True)
    for unit, said in units.items():
        page = return_of(unit, said, draw)
        if unit in planted:
            planted[unit](page, draw)
        encoding = legacy.get(unit, "unicode")
        sheets = page.sheets if encoding == "unicode" else in_legacy(page.sheets, encoding)
        path = f"units/{unit}.xlsx"
        (folder / path).write_bytes(workbook(sheets))
        files.append(entry(path, "unit_return", unit if page.unit_is_known else None, encoding, page.must_find))
    for unit in draw.sample(list(units), 25):
        name = next(each.name for each in plan.units if each.id == unit)
        marked = [model for model in units[unit]["models"] if model["nominated"]]
        rows = [[str(n), m["name"], m["implementer"], m["summary"], None] for n, m in enumerate(marked, 1)]
        path = f"lists/{unit}.docx"
        (folder / path).write_bytes(nomination_list(name, rows))
        files.append(entry(path, "nomination_list", unit, "unicode", []))
    together = consolidated_sheets_of(units, receipts)
    (folder / "tong-hop.xlsx").write_bytes(workbook(together))
    refused = draw.choice(list(units))
    name = next(each.name for each in plan.units if each.id == refused)
    at = next(at for at, row in enumerate(together["Khen thưởng"], 1) if row[0] == name)
    minus = {("Khen thưởng", f"E{at}"): -1}
    (folder / "tong-hop-loi.xlsx").write_bytes(workbook(together, minus))
    found = [{"slug": "negative-number", "severity": "error", "sheet": "Khen thưởng", "cell": f"E{at}"}]
    partial = {
        "path": "tong-hop-loi.xlsx",
        "form": "consolidated",
        "status": "partial",
        "units_refused": [refused],
        "must_find": found,
    }
    truth = {"seed": seed, "files": files, "partial": partial, "receipts": receipts, "units": units}
    (folder / "expected.json").write_text(json.dumps(truth, ensure_ascii=False), encoding="utf-8")
    return folder


def in_legacy(sheets: Sheets, encoding: str) -> Sheets:
    """Write every text, tabs' names left alone, as the old fonts do."""
    return {
        name: [[encode(value, encoding) if isinstance(value, str) else value for value in row] for row in rows]
        for name, rows in sheets.items()
    }


def entry(path: str, form: str, unit: str | None, encoding: str, must_find: list[dict[str, Any]]) -> dict[str, Any]:
    refused = any(finding["severity"] == "error" for finding in must_find)
    status = "refused" if refused else "accepted"
    return {"path": path, "form": form, "unit": unit, "encoding": encoding, "status": status, "must_find": must_find}


if __name__ == "__main__":
    for each, number in SEEDS.items():
        make(Path(sys.argv[1]) / each, number)
