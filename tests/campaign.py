"""A whole campaign as one consolidated workbook, from the sample's truth; and what that truth adds up to.

The truth is data/sample/expected.json, which the generator writes beside its files; nothing here reads a store.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from tests.builders import Sheets, plan_83, titled, workbook

ROOT = Path(__file__).resolve().parent.parent
RETURNS = ROOT / "data" / "sample" / "returns"
TRUTH: dict[str, Any] = json.loads((RETURNS.parent / "expected.json").read_text(encoding="utf-8"))


def consolidated_campaign() -> bytes:
    """Make forms C and D in one workbook: every unit's models, figures, documents, and all receipts."""
    return workbook(consolidated_sheets_of(TRUTH["units"], TRUTH["receipts"]))


def consolidated_sheets_of(told: Mapping[str, Any], register: Sequence[Mapping[str, Any]]) -> Sheets:
    """Return the rows of forms C and D in one: what the units told, and a register of receipts."""
    plan = plan_83()
    label = {choice.id: choice.label for choice in (*plan.sectors, *plan.model_kinds, *plan.levels)}
    years = list(plan.years)
    models, documents = [], []
    matrices: dict[str, list[list[Any]]] = {i.sheet: [] for i in plan.indicators}
    for unit in plan.units:
        truth = told[unit.id]
        for place, model in enumerate(truth["models"], 1):
            sector = None if model["sector"] in (None, "chua_phan_loai") else label[model["sector"]]
            mark = "x" if model["nominated"] else None
            row = [label.get(model["kind"]), label.get(model["level"]), model["implementer"], model["start_year"]]
            models.append([unit.name, place, model["name"], sector, *row, model["summary"], mark])
        figures = {(f["indicator_id"], f["year"]): f["value"] for f in truth["figures"]}
        for place, i in enumerate(plan.indicators, 1):
            values = [figures.get((i.id, year)) for year in years]
            if any(value is not None for value in values):
                matrices[i.sheet].append([unit.name, place, i.label, i.unit_of_measure, *values])
        for place, paper in enumerate(truth["documents"], 1):
            issued = date.fromisoformat(paper["issued_on"]) if paper["issued_on"] else None
            documents.append([unit.name, place, paper["number"], issued, paper["type"], paper["title"]])
    names = {unit.id: unit.name for unit in plan.units}
    parts = {obligation.id: obligation.label for obligation in plan.obligations}
    receipts = [
        [at, names[r["unit_id"]], parts[r["obligation_id"]], date.fromisoformat(r["received_on"]), r["copies"]]
        for at, r in enumerate(register, 1)
    ]
    model_headings = ["Tên mô hình", "Lĩnh vực", "Tập thể/Cá nhân", "Cấp mô hình", "Đơn vị thực hiện", "Năm bắt đầu"]
    return {
        "Mô hình": titled(
            "TỔNG HỢP MÔ HÌNH",
            ["Đơn vị", "TT", *model_headings, "Tóm tắt thành tích", "Đề nghị khen thưởng"],
            models,
        ),
        **{
            sheet: titled(sheet.upper(), ["Đơn vị", "TT", "Chỉ tiêu", "Đơn vị tính", *years], rows)
            for sheet, rows in matrices.items()
        },
        "Văn bản": titled(
            "VĂN BẢN", ["Đơn vị", "TT", "Số, ký hiệu", "Ngày ban hành", "Loại văn bản", "Trích yếu"], documents
        ),
        "Tiếp nhận": titled(
            "SỔ TIẾP NHẬN", ["TT", "Đơn vị", "Thành phần hồ sơ", "Ngày tiếp nhận", "Số bộ"], receipts
        ),
    }


def models_in_truth() -> list[dict[str, Any]]:
    return [model for unit in TRUTH["units"].values() for model in unit["models"]]


def total(indicator_id: str, year: int) -> int:
    """Add up an indicator of a year over all units."""
    return sum(
        figure["value"]
        for unit in TRUTH["units"].values()
        for figure in unit["figures"]
        if (figure["indicator_id"], figure["year"]) == (indicator_id, year)
    )


def documents_in_truth() -> int:
    return sum(len(unit["documents"]) for unit in TRUTH["units"].values())


def award_dossiers(day: date) -> Counter[str]:
    """Count the units' award dossiers by status on a day, from the receipts alone (plan III.3)."""
    parts = [o for o in plan_83().obligations if o.dossier == "award_dossier"]
    found: Counter[str] = Counter()
    for unit in plan_83().units:
        complete = []
        touched = False
        for part in parts:
            rows = sorted(
                (r["received_on"], r["copies"])
                for r in TRUTH["receipts"]
                if r["unit_id"] == unit.id and r["obligation_id"] == part.id and r["received_on"] <= day.isoformat()
            )
            touched |= bool(rows)
            so_far = 0
            for received_on, copies in rows:
                so_far += copies
                if so_far >= part.copies:
                    complete.append(received_on)
                    break
        if len(complete) == len(parts):
            found["late" if max(complete) > parts[0].last_day.isoformat() else "on_time"] += 1
        elif touched:
            found["incomplete"] += 1
        else:
            found["missing" if day > parts[0].last_day else "not_due"] += 1
    return found
