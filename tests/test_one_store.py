"""What is remembered is of one store: never of another at the same version, never of one whose place another took."""

from __future__ import annotations

import ast
import shutil
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.builders import UNIT, load_all, nomination_workbook
from tests.opened import open_page
from tonghop.actions import preview
from tonghop.questions import ask_rows
from tonghop.report.document import Made, Paragraph, Report
from tonghop.report.numbers import Number, Trace
from tonghop.store import Store
from tonghop.store.past import Past
from tonghop.store.readers import Readers
from ui import memory
from ui.memory import remembered

ROOT = Path(__file__).resolve().parent.parent


def filled(folder: Path, name: str) -> Store:
    store = Store(folder)
    load_all(store, {"a.xlsx": nomination_workbook(UNIT, [[1, name, None, None, None]])}, date(2022, 4, 1))
    return store


def named(store: Store, **how: object) -> list[str]:
    return [row[1] for row in ask_rows(store, "nominations", **how)[1]]  # type: ignore[arg-type]


@pytest.fixture
def two(tmp_path: Path) -> tuple[Store, Store]:
    return filled(tmp_path / "one", "Mô hình thứ nhất"), filled(tmp_path / "two", "Mô hình thứ hai")


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    memory.forget()
    yield
    memory.forget()


def test_stores_are_told_apart_by_place_and_by_sign(two: tuple[Store, Store], tmp_path: Path) -> None:
    one, other = two
    copy = Store(shutil.copytree(one.folder, tmp_path / "copy"))
    assert len({one.identity, other.identity, copy.identity}) == 3
    assert one.identity == Store(one.folder).identity
    shutil.rmtree(one.folder)
    before = Store(one.folder).identity
    shutil.copytree(other.folder, one.folder)
    assert Store(one.folder).identity not in (before, other.identity, copy.identity)


def test_a_store_that_took_another_s_place_is_read_anew(two: tuple[Store, Store]) -> None:
    one, other = two
    past = Past(recorded_until=datetime.max)
    assert named(one) == named(one, past=past) == ["Mô hình thứ nhất"]
    with one.rehearsal("select count(*) as n from nominated_models"):
        pass
    shutil.rmtree(one.folder)
    shutil.copytree(other.folder, one.folder)
    assert one.current == 1
    assert named(one) == named(one, past=past) == ["Mô hình thứ hai"]
    with one.rehearsal("select name from nominated_models") as change:
        assert change.con.execute("select name from before").fetchall() == [("Mô hình thứ hai",)]


def test_pages_never_mix_two_stores_at_the_same_version(
    two: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = []
    for store in (*two, *two):
        monkeypatch.setenv("TONGHOP_STORE", str(store.folder))
        app = open_page("xet_chon")
        assert not app.exception
        words = " ".join(element.proto.body for element in app.main.get("html"))
        words += " ".join(str(frame.value.to_dict()) for frame in app.dataframe)
        shown.append([name for name in ("Mô hình thứ nhất", "Mô hình thứ hai") if name in words])
    assert shown == [["Mô hình thứ nhất"], ["Mô hình thứ hai"]] * 2


def test_an_answer_is_kept_by_store_and_by_what_was_given(
    two: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[int, str]] = []

    @remembered(max_entries=4)
    def answer(version: int, kind: str = "") -> int:
        asked.append((version, kind))
        return len(asked)

    monkeypatch.setenv("TONGHOP_STORE", str(two[0].folder))
    assert [answer(1), answer(1), answer(1, "a"), answer(1, kind="a"), answer(2)] == [1, 1, 2, 2, 3]
    monkeypatch.setenv("TONGHOP_STORE", str(two[1].folder))
    assert [answer(1), answer(1)] == [4, 4]


def test_no_page_remembers_but_by_store() -> None:
    """Streamlit's own caches are named where they know of no store: what is imported, and the stores themselves."""
    found = []
    for path in (*(ROOT / "ui").rglob("*.py"), *(ROOT / "pages").glob("*.py"), ROOT / "app.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in ("cache_resource", "cache_data"):
                found.append(path.name)
    assert sorted(found) == ["frame.py", "memory.py", "memory.py", "memory.py"]


def test_every_remembered_answer_says_its_version() -> None:
    for path in (ROOT / "ui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and any("remembered(" in ast.unparse(d) for d in node.decorator_list):
                assert node.args.args[0].arg in ("version", "at"), f"{path.name}: {node.name}"


def test_whoever_reads_a_report_s_numbers_finds_all_of_them() -> None:
    """What a second session reads while a first one collects them is never half of them."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        _read_by_four()
    finally:
        sys.setswitchinterval(usual)


def _read_by_four() -> None:
    numbers = [Number(f"n{n}", "", Trace("q"), n) for n in range(3000)]
    for _ in range(20):
        made = Made(date(2022, 4, 1), 1, datetime(2022, 4, 1))
        report = Report("", made, tuple(Paragraph((number,)) for number in numbers), ())
        start = threading.Barrier(4)

        def read(report: Report = report, start: threading.Barrier = start) -> list[int]:
            start.wait()
            seen = [len(report.numbers)]
            seen.append(sum(1 for _ in report.numbers.items()))
            return seen

        with ThreadPoolExecutor(4) as pool:
            counts = [one.result() for one in [pool.submit(read) for _ in range(4)]]
        assert counts == [[3000, 3000]] * 4


def test_copying_a_store_for_a_preview_keeps_no_reader_waiting(
    two: tuple[Store, Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    store, copying, go_on = two[0], threading.Event(), threading.Event()
    real = Readers._in_memory

    def slow(self: Readers, number: int) -> object:
        copying.set()
        assert go_on.wait(30), "the reader below never came back"
        return real(self, number)

    monkeypatch.setattr(Readers, "_in_memory", slow)
    with ThreadPoolExecutor(2) as pool:
        previews = [pool.submit(preview.of_withdrawal, store, 1, True) for _ in range(2)]
        assert copying.wait(30)
        try:
            assert named(store) == ["Mô hình thứ nhất"]
            assert store.plan().units
        finally:
            go_on.set()
        assert previews[0].result() == previews[1].result() != []
