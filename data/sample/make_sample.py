"""Makes the sample campaign: `python data/sample/make_sample.py [--out DIR]`.

Writes returns/don-vi (form A), returns/danh-sach (form B), returns/so-tiep-nhan.xlsx (form D), arrivals.json (on which
day each came) and expected.json, what is in them by the generator's own knowledge. The same bytes on every run;
everything in it is made up.
"""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import story
from campaign import campaign
from nomination_list import nomination_list
from office import Workbook
from phrasebook import SEED, labels, roster
from receipts import Receipt, all_receipts, first_days
from truth import Return
from unit_workbook import UnitWorkbook

HERE = Path(__file__).resolve().parent


def main() -> None:
    """Write the campaign to the folder given, by default this one."""
    parser = argparse.ArgumentParser(description="Make the sample campaign.")
    parser.add_argument("--out", type=Path, default=HERE, help="folder for returns/ and expected.json")
    out: Path = parser.parse_args().out
    for path, content in files():
        target = out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def files() -> Iterator[tuple[str, bytes]]:
    """Yield every file's path below the sample's folder with its bytes; expected.json last."""
    receipts = all_receipts()
    returns = campaign(first_days(receipts, "review"), first_days(receipts, "report"))
    expected: list[dict[str, Any]] = []
    for told in returns:
        workbook = UnitWorkbook(told)
        path = f"don-vi/{told.unit.unit_id}.xlsx"
        yield f"returns/{path}", workbook.write()
        expected.append(_file(path, "unit_return", told.unit.unit_id, workbook.must_find()))
    brought_on = first_days(receipts, "nominations")
    for told in returns:
        if told.unit.unit_id in story.WITHOUT_LIST or not any(model.nominated for model in told.models):
            continue
        path = f"danh-sach/{told.unit.unit_id}.docx"
        yield f"returns/{path}", nomination_list(told, brought_on[told.unit.unit_id])
        over = {"slug": "over-quota", "severity": "warning", "sheet": None, "cell": None}
        found = [over] if told.unit.unit_id == story.OVER_QUOTA else []
        expected.append(_file(path, "nomination_list", told.unit.unit_id, found))
    yield "returns/so-tiep-nhan.xlsx", _register(receipts)
    expected.append(_file("so-tiep-nhan.xlsx", "register", None, []))
    yield "arrivals.json", _arrivals(expected, receipts).encode()
    yield "expected.json", _expected(expected, receipts, returns).encode()


def _arrivals(files: Sequence[Mapping[str, Any]], receipts: Sequence[Receipt]) -> str:
    """Return on which day each file came: with the papers it belongs to; who brought none, after the last on time."""
    brought = {part: first_days(receipts, part) for part in ("report", "plan", "nominations")}
    last = max(receipt.received_on for receipt in receipts)
    days = {}
    for file in files:
        parts = ("nominations",) if file["form"] == "nomination_list" else ("report", "plan")
        own = (brought[part].get(file["unit"]) for part in parts)
        day = last if file["form"] == "register" else next(filter(None, own), story.BROUGHT_LATEST)
        days[file["path"]] = day.isoformat()
    return json.dumps(dict(sorted(days.items(), key=lambda item: (item[1], item[0]))), indent=1) + "\n"


def _file(path: str, form: str, unit: str | None, must_find: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    refused = any(finding["severity"] == "error" for finding in must_find)
    return {
        "path": path,
        "form": form,
        "unit": unit,
        "encoding": "unicode",
        "status": "refused" if refused else "accepted",
        "must_find": list(must_find),
    }


def _register(receipts: Sequence[Receipt]) -> bytes:
    """Return form D: the register as a clerk keeps it, in the order of the days."""
    book = Workbook()
    sheet = book.sheet("Tiếp nhận", "SỔ TIẾP NHẬN HỒ SƠ", [6, 52, 32, 16, 9, 34], 5, landscape=False)
    headings = ("TT", "Đơn vị", "Thành phần hồ sơ", "Ngày tiếp nhận", "Số bộ", "Ghi chú")
    for place, heading in enumerate(headings):
        sheet.write(4, place, heading, book.styles["heading"])
    sheet.repeat_rows(4)
    sheet.freeze_panes(5, 0)
    obligations = labels("obligations", "obligation_id")
    for line, receipt in enumerate(receipts, 5):
        sheet.write(line, 0, line - 4, book.styles["centred"])
        sheet.write(line, 1, receipt.written, book.styles["text"])
        sheet.write(line, 2, obligations[receipt.obligation_id], book.styles["text"])
        sheet.write_datetime(line, 3, receipt.received_on, book.styles["date"])
        sheet.write(line, 4, receipt.copies, book.styles["centred"])
        sheet.write(line, 5, receipt.note or None, book.styles["text"])
    return book.packed()


def _expected(files: Sequence[Mapping[str, Any]], receipts: Sequence[Receipt], returns: Sequence[Return]) -> str:
    """Return expected.json, one record a line."""
    told = {one.unit.unit_id: one for one in returns}
    units = [
        f"{_json(unit.unit_id)}: {_json(_unit(told[unit.unit_id]) if unit.unit_id in told else _silent_unit())}"
        for unit in roster()
    ]
    register = [
        {
            "unit_id": receipt.unit.unit_id,
            "obligation_id": receipt.obligation_id,
            "received_on": receipt.received_on.isoformat(),
            "copies": receipt.copies,
        }
        for receipt in receipts
    ]
    return "\n".join(
        (
            "{",
            f'"seed": {SEED},',
            '"files": [\n' + ",\n".join(map(_json, files)) + "\n],",
            '"partial": null,',
            '"receipts": [\n' + ",\n".join(map(_json, register)) + "\n],",
            '"units": {\n' + ",\n".join(units) + "\n}",
            "}\n",
        )
    )


def _unit(told: Return) -> dict[str, Any]:
    return {
        "models": [
            {
                "name": model.name,
                "sector": model.sector or "chua_phan_loai",
                "kind": model.kind,
                "level": model.level,
                "implementer": model.implementer,
                "start_year": model.start_year,
                "summary": model.summary,
                "nominated": model.nominated,
            }
            for model in told.models
        ],
        "figures": [
            {"indicator_id": indicator_id, "year": year, "value": value}
            for (indicator_id, year), value in sorted(told.figures.items())
        ],
        "documents": [
            {
                "number": document.number,
                "issued_on": document.issued_on.isoformat(),
                "type": document.type,
                "title": document.title,
            }
            for document in told.documents
        ],
        "review": {
            "held_on": told.review_on.isoformat() if told.review_on else None,
            "form": told.review_form,
            "attendees": told.attendees,
        },
        "awarded_models": told.awarded_models,
        "ratings": {str(year): rating for year, rating in told.ratings.items()},
        "models_stated": told.models_stated,
        "remarks": dict(told.remarks),
    }


def _silent_unit() -> dict[str, Any]:
    return {
        "models": [],
        "figures": [],
        "documents": [],
        "review": {"held_on": None, "form": None, "attendees": None},
        "awarded_models": None,
        "ratings": {},
        "models_stated": None,
        "remarks": {},
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    main()
