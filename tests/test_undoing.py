"""Taking back what was just recorded: all that one version brought, and nothing else."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from tests.builders import UNIT_ID, load_all, plan_83, unit_return
from tonghop.actions.loading import load
from tonghop.actions.receiving import ReceiptLine, receive_papers
from tonghop.actions.sample import load_sample
from tonghop.actions.undoing import sources_of, take_back
from tonghop.errors import Stop
from tonghop.intake.inbox import collect_uploads
from tonghop.questions import ask_rows
from tonghop.store import Store
from tonghop.store.sources import learn_alias

NAMES = [unit.name for unit in plan_83().units]
DAY, AT, WHO = date(2022, 4, 8), datetime(2022, 4, 8, 9), "Trần Thị Mai"


def counting(store: Store) -> set[str]:
    columns, rows = ask_rows(store, "file_list")
    path, is_out = columns.index("path"), columns.index("is_withdrawn")
    return {row[path] for row in rows if not row[is_out]}


def test_a_batch_of_files_is_taken_back_and_what_was_there_before_stays(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    load_all(store, {"a.xlsx": unit_return(NAMES[0])})
    load_all(store, {"b.xlsx": unit_return(NAMES[1]), "c.xlsx": unit_return(NAMES[2])})
    made = take_back(store, 2, recorded_at=AT, recorded_by=WHO)
    assert (made, counting(store)) == (3, {"a.xlsx"})
    assert take_back(store, 2, recorded_at=AT, recorded_by=WHO) == 3, "asked twice, done once"


def test_real_files_in_the_sample_s_place_are_taken_back_whole(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    load_sample(store)
    files = [(f"{at}.xlsx", unit_return(name)) for at, name in enumerate(NAMES[:3])]
    report = load(store, collect_uploads(files), received_on=DAY, recorded_at=AT, recorded_by=WHO)
    assert len(sources_of(store, report.version)) == 3
    take_back(store, report.version, recorded_at=AT, recorded_by=WHO)
    assert counting(store) == set()


def test_receipts_are_taken_back_and_other_people_s_later_work_stays(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    load_all(store, {"a.xlsx": unit_return()})
    first, second = (
        receive_papers(
            store, [ReceiptLine(UNIT_ID, part, 2)], DAY, today=DAY, recorded_at=AT, recorded_by=WHO
        )
        for part in ("memo", "nominations")
    )  # fmt: skip
    take_back(store, first, recorded_at=AT, recorded_by=WHO)
    parts = [row[1] for row in ask_rows(store, "receipt_list", as_of=DAY)[1]]
    assert (second, parts) == (3, ["nominations"])


def test_what_brought_no_source_is_said(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    load_all(store, {"a.xlsx": unit_return()})
    number = learn_alias(store, "Xã Tân Sơn mới", UNIT_ID, recorded_at=AT, recorded_by=WHO)
    with pytest.raises(Stop, match="Không có gì để hoàn tác"):
        take_back(store, number, recorded_at=AT, recorded_by=WHO)
