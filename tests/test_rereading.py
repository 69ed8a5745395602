"""Files sent back, read again from what is kept: each with its own day, one version, never twice, never the sample."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.builders import OTHER_ID, UNIT_ID, load_all, unit_return
from tonghop.actions.rereading import Kept, count_again, read_again
from tonghop.errors import Stop
from tonghop.questions import ask_rows
from tonghop.store import Store
from tonghop.store.sources import learn_alias

STRANGE, STRANGER = "Đảng bộ xã Bình Minh Mới", "Đảng bộ xã Hừng Đông"
NOW, WHO = datetime(2022, 5, 9, 8), "Nguyễn Thị Hoa"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Two files of two days, each of a unit that nobody knew then and somebody named since."""
    made = Store(tmp_path / "store")
    load_all(made, {"a.xlsx": unit_return(STRANGE)}, date(2022, 5, 6))
    load_all(made, {"b.xlsx": unit_return(STRANGER)}, date(2022, 5, 7))
    return made


def named(store: Store) -> tuple[Kept, ...]:
    for name, unit in ((STRANGE, UNIT_ID), (STRANGER, OTHER_ID)):
        learn_alias(store, name, unit, recorded_at=NOW, recorded_by=WHO)
    return read_again(store, [1, 2])


def counted(store: Store) -> list[tuple[str, date]]:
    """Unit and day of each file of which something counts."""
    columns, rows = ask_rows(store, "file_list")
    at = [columns.index(name) for name in ("unit_id", "received_on", "standing_sheets")]
    return sorted((row[at[0]], row[at[1]]) for row in rows if row[at[2]])


def test_what_nobody_named_is_not_mended(store: Store) -> None:
    kept = read_again(store, [2, 1])
    assert [(one.file_id, one.is_mended) for one in kept] == [(2, False), (1, False)]
    with pytest.raises(Stop, match="Không còn tệp nào để ghi lại"):
        count_again(store, kept, recorded_at=NOW, recorded_by=WHO)
    assert counted(store) == []


def test_files_of_several_days_count_from_their_own_day_as_one_version(store: Store) -> None:
    kept, before = named(store), store.current
    assert count_again(store, kept, recorded_at=NOW, recorded_by=WHO) == store.current == before + 1
    assert dict(counted(store)) == {UNIT_ID: date(2022, 5, 6), OTHER_ID: date(2022, 5, 7)}
    assert [row for row in ask_rows(store, "open_findings")[1] if row[3] == "error"] == []


def test_a_second_click_or_another_tab_records_nothing_more(store: Store) -> None:
    kept = named(store)
    number = count_again(store, kept, recorded_at=NOW, recorded_by=WHO)
    with pytest.raises(Stop, match="Các tệp này đã được tính"):
        count_again(store, kept, recorded_at=NOW, recorded_by=WHO)
    assert store.current == number
    assert len(counted(store)) == 2


def test_a_file_of_the_sample_is_not_recorded_as_a_real_one(store: Store) -> None:
    kept, before = [replace(one, is_sample=True) for one in named(store)], store.current
    with pytest.raises(Stop, match="Tệp minh họa"):
        count_again(store, kept, recorded_at=NOW, recorded_by=WHO)
    assert store.current == before


def test_a_file_that_is_kept_no_more_is_left_out(store: Store) -> None:
    digest = next(row[13] for row in ask_rows(store, "file_list")[1] if row[0] == 1)
    (store.folder / "files" / digest).unlink()
    assert [one.file_id for one in read_again(store, [1, 2])] == [2]
