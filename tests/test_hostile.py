"""Hostile and damaged files, made here: each is refused in words that fit, and leaves nothing but itself."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from tests.builders import RECEIVED, ErrorCell, Formula, nomination_list, read_one, unit_return
from tests.fuzz import list_in_xls, ods, parts_of, repacked
from tonghop.actions.loading import load
from tonghop.intake.inbox import collect
from tonghop.questions import ask_rows
from tonghop.store import Store

SHEET = "xl/worksheets/sheet2.xml"
DTD = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def with_part(name: str, change: Callable[[bytes], bytes], content: bytes | None = None) -> bytes:
    parts = dict(parts_of(content or unit_return()))
    return repacked({**parts, name: change(parts.get(name, b""))})


def twice(content: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package, warnings.catch_warnings(action="ignore"):
        for name, part in (*parts_of(content), *parts_of(content)):
            package.writestr(name, part)
    return target.getvalue()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "rong.xlsx": lambda: b"",
    "khong-phai.xlsx": lambda: b"not a workbook at all",
    "cut.xlsx": lambda: unit_return()[:-400],
    "half.xlsx": lambda: unit_return()[: len(unit_return()) // 2],
    "cut.docx": lambda: nomination_list()[:-300],
    "half.xls": lambda: list_in_xls()[:700],
    "twice.xlsx": lambda: twice(unit_return()),
    "bomb.xlsx": lambda: with_part("xl/media/a.bin", lambda _: b"\0" * 400_000_000),
    "entity.xlsx": lambda: with_part(SHEET, lambda xml: DTD + xml[xml.index(b"<worksheet") :]),
    "entity.docx": lambda: with_part(
        "word/document.xml", lambda xml: DTD + xml[xml.index(b"<w:document") :], nomination_list()
    ),
    "torn.xlsx": lambda: with_part(SHEET, lambda xml: xml[:-20]),
    "far.xlsx": lambda: with_part(
        SHEET,
        lambda xml: xml.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'),
    ),
    "torn.ods": lambda: with_part("content.xml", lambda xml: xml[:-30], ods({"Mô hình": [["TT"], [1]]})),
    "macros.xlsm": unit_return,
    "macros.xlsx": lambda: with_part("xl/vbaProject.bin", lambda _: b"\xd0\xcf\x11\xe0" + b"\0" * 600),
    "picture.xlsx": lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 600,
    "error-cell.xlsx": lambda: unit_return(changes={("Khen thưởng", "D4"): ErrorCell("#REF!")}),
    "never-calculated.xlsx": lambda: unit_return(changes={("Khen thưởng", "D4"): Formula("=1+1", None)}),
}
FITTING = {
    "rong.xlsx": "unreadable-file",
    "macros.xlsm": "unsupported-type",
    "macros.xlsx": "unsupported-type",
    "never-calculated.xlsx": "formula-without-value",
}
"""What some are refused for; of the others only that words are found."""


def test_every_hostile_file_is_refused_in_words_that_fit_and_leaves_nothing(tmp_path: Path) -> None:
    folder, store = tmp_path / "files", Store(tmp_path / "store")
    folder.mkdir()
    for name, made in HOSTILE.items():
        (folder / name).write_bytes(made())
    (folder / "good.xlsx").write_bytes(unit_return("Đảng bộ xã Nhật Tân"))
    report = load(
        store, collect([folder]), received_on=RECEIVED, recorded_at=datetime(2022, 5, 5, 8), recorded_by="người thử"
    )
    told = {Path(outcome.path).name: outcome for outcome in report.outcomes}
    assert set(told) == {*HOSTILE, "good.xlsx"}
    for name in HOSTILE:
        findings = told[name].reading.findings
        assert (name, told[name].status) == (name, "refused")
        assert all("Đề nghị" in finding.message for finding in findings)
        if name in FITTING:
            assert FITTING[name] in {finding.slug for finding in findings}, (name, findings)
    assert told["good.xlsx"].status == "accepted"
    columns, rows = ask_rows(store, "figure_list")
    assert {row[columns.index("unit_id")] for row in rows} == {"nhat-tan"}
    kept = {sha256((folder / name).read_bytes()).hexdigest() for name in told}
    assert store.archive.digests() == kept


def test_markup_a_hundred_thousand_deep_changes_nothing(tmp_path: Path) -> None:
    deep = b"<x>" * 100_000 + b"</x>" * 100_000
    content = with_part(SHEET, lambda xml: xml.replace(b"<sheetData>", deep + b"<sheetData>"))
    store = Store(tmp_path / "store")
    assert read_one(store, content).records == read_one(store, unit_return()).records
