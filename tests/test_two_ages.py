"""Programs of two ages at one store: the older one, as it is out there, stops over today's and changes nothing.

`data/program-1.tar.xz` is the program of the first form as it was (commit 3cb7ceb: package, queries and plan, without
what makes documents). It runs here in a process of its own, and `data/store-1` is what it wrote.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from datetime import date
from pathlib import Path

import pytest

from tests.builders import UNIT, load_all, nomination_workbook
from tonghop.__main__ import main
from tonghop.questions import ask_rows
from tonghop.store import Store
from tonghop.store.repair import verify

PROGRAM = Path(__file__).parent / "data" / "program-1.tar.xz"


def lists(name: str) -> bytes:
    return nomination_workbook(UNIT, [[1, name, None, None, None]])


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("old-program")
    with tarfile.open(PROGRAM) as package:
        package.extractall(folder, filter="data")
    return folder


def run(old: Path, *words: object) -> tuple[int, str]:
    """Run a verb of the old program."""
    ended = subprocess.run(
        [sys.executable, "-m", "tonghop", *map(str, words)],
        cwd=old,
        env={key: value for key, value in os.environ.items() if not key.startswith("TONGHOP_")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return ended.returncode, ended.stdout + ended.stderr


def everything(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_old_program_works_and_today_s_takes_its_store_over(old: Path, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(lists("một"))
    assert run(old, "load", tmp_path / "a.xlsx", "--received", "2022-04-01", "--store", tmp_path / "store")[0] == 0
    assert "một" in run(old, "ask", "nominations", "--store", tmp_path / "store")[1]
    store = Store(tmp_path / "store")
    assert [row[1] for row in ask_rows(store, "nominations")[1]] == ["một"]
    load_all(store, {"b.xlsx": lists("hai")}, date(2022, 4, 2))
    assert [row[1] for row in ask_rows(store, "nominations")[1]] == ["hai"]
    assert verify(store).says == ()
    assert run(old, "ask", "nominations", "--store", tmp_path / "store")[0] == 1, "from now on it stops"


@pytest.mark.parametrize(
    "words",
    [
        ("ask", "nominations"),
        ("load", "FILE"),
        ("sample",),
        ("clear",),
        ("backup", "BACKUP"),
        ("withdraw", "1", "--reason", "nhầm"),
        ("alias", "Đội X", UNIT),
    ],
    ids=lambda words: str(words[0]),
)
def test_the_old_program_stops_over_a_store_of_today_and_changes_nothing(
    words: tuple[str, ...], old: Path, tmp_path: Path
) -> None:
    store = Store(tmp_path / "store")
    load_all(store, {"a.xlsx": lists("một")}, date(2022, 4, 1))
    (tmp_path / "b.xlsx").write_bytes(lists("hai"))
    before = everything(store.folder)
    places = {"FILE": tmp_path / "b.xlsx", "BACKUP": tmp_path / "b.zip"}
    status, said = run(old, *(places.get(word, word) for word in words), "--store", store.folder)
    assert status == 1, said
    assert "current" in said
    assert "Traceback" not in said
    assert everything(store.folder) == before
    assert not (tmp_path / "b.zip").exists()


def test_what_the_old_program_restores_over_a_store_of_today_loses_nothing_of_it(old: Path, tmp_path: Path) -> None:
    """Its `restore` was made for a broken pointer, and takes today's for one: what counted stays as a version."""
    (tmp_path / "a.xlsx").write_bytes(lists("cũ"))
    assert run(old, "load", tmp_path / "a.xlsx", "--received", "2022-04-01", "--store", tmp_path / "first")[0] == 0
    assert run(old, "backup", tmp_path / "old.zip", "--store", tmp_path / "first")[0] == 0
    store = Store(tmp_path / "store")
    load_all(store, {"b.xlsx": lists("mới")}, date(2022, 4, 2))
    before = everything(store.folder)
    assert run(old, "restore", tmp_path / "old.zip", "--store", store.folder)[0] == 0
    after = everything(store.folder)
    assert {name for name in before if after.get(name) != before[name]} == {"current"}
    assert [row[1] for row in ask_rows(Store(store.folder), "nominations")[1]] == ["cũ"]
    assert [row[1] for row in ask_rows(Store(store.folder), "nominations", version=1)[1]] == ["mới"]
    assert main(["verify", "--store", str(store.folder)]) == 0
