"""A store that lost something says so: nothing damaged is read as empty, copied on, or written over."""

import contextlib
import json
import os
import shutil
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from filelock import Timeout

from tests.builders import UNIT, UNIT_ID, load_all, nomination_workbook, unit_return
from tonghop.__main__ import main
from tonghop.actions import preview as rehearsal
from tonghop.errors import Stop
from tonghop.intake.inbox import collect
from tonghop.questions import ask_rows
from tonghop.store import Store
from tonghop.store.decisions import record_extension
from tonghop.store.integrity import CONFIG, check_database
from tonghop.store.pointer import point
from tonghop.store.queue import turn
from tonghop.store.repair import outlook, repair, verify
from tonghop.store.sources import put_back, withdraw

DAY, LATER, NOON = date(2022, 4, 1), date(2022, 4, 20), datetime(2022, 4, 1, 12)
OLD = Path(__file__).parent / "data" / "store-1"
BLOCK, HEADERS = 16384, 3 * 4096


def lists(name: str) -> bytes:
    return nomination_workbook(UNIT, [[1, name, None, None, None]])


def named(store: Store) -> list[str]:
    return [row[1] for row in ask_rows(store, "nominations")[1]]


def extend(store: Store, day: date = LATER) -> int:
    said = {"reason": "mưa", "allowed_by": "TT", "recorded_at": NOON, "recorded_by": "vp"}
    return record_extension(store, UNIT_ID, "memo", day, **said)  # type: ignore[arg-type]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "store")
    load_all(made, {"a.xlsx": lists("một")}, DAY)
    load_all(made, {"b.xlsx": lists("hai")}, date(2022, 4, 2))
    return made


@pytest.mark.parametrize("content", [None, b"", b"0\n", b"tonghop 2 0\n"])
def test_a_pointer_lost_beside_versions_is_no_empty_store(
    store: Store, content: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    pointer = store.folder / "current"
    pointer.unlink() if content is None else pointer.write_bytes(content)
    for words in (["ask", "nominations"], ["sample"], ["verify"]):
        assert main([*words, "--store", str(store.folder)]) == 1
    said = capsys.readouterr()
    assert "các phiên bản 1–2" in said.err
    assert "repair" in said.err
    with pytest.raises(Stop, match="Không có gì thay đổi"):
        extend(store)
    assert len(list((store.folder / "versions").iterdir())) == 2
    assert main(["repair", "--yes", "--store", str(store.folder)]) == 0
    assert named(Store(store.folder)) == ["hai"]
    assert main(["verify", "--store", str(store.folder)]) == 0


def test_versions_gone_while_files_stand_is_no_empty_store(store: Store) -> None:
    shutil.rmtree(store.folder / "versions")
    with pytest.raises(Stop, match="restore"):
        named(store)
    (store.folder / "current").unlink()
    with pytest.raises(Stop, match="không còn phiên bản nào"):
        extend(store)


def test_a_program_of_before_stops_and_a_newer_store_stops_this_one(store: Store) -> None:
    text = (store.folder / "current").read_text("ascii").strip()
    assert not text.isdigit(), "what programs of before take for broken, and stop"
    (store.folder / "current").write_text("tonghop 3 8 whatever comes\n", "ascii")
    for action in (lambda: named(store), lambda: extend(store)):
        with pytest.raises(Stop, match=r"mới hơn ghi.*Đề nghị cập nhật chương trình"):
            action()
    assert main(["repair", "--yes", "--store", str(store.folder)]) == 1
    assert (store.folder / "current").read_text("ascii") == "tonghop 3 8 whatever comes\n"


def test_a_tab_open_past_the_versions_kept_is_told_to_reload(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh = Store(shutil.copytree(store.folder, tmp_path / "copy"))  # nothing of it is open
    real = Store.version_path

    def gone(self: Store, number: int) -> Path:  # a writer clears it between the look and the opening
        path = real(self, number)
        if number == 1:
            path.unlink(missing_ok=True)
        return path

    monkeypatch.setattr(Store, "version_path", gone)
    with pytest.raises(Stop, match=r"không còn được giữ.*tải lại trang"):
        fresh.reader(1)


def test_what_this_program_does_not_know_is_never_dropped(store: Store) -> None:
    import duckdb

    path = store.version_path(2)
    with duckdb.connect(str(path)) as con:
        con.execute("create table later (x integer)")
        con.execute("update views_digest set digest = 'của năm sau'")
    (store.folder / "digests" / "000002").unlink()
    for action in (lambda: named(Store(store.folder)), lambda: extend(store)):
        with pytest.raises(Stop, match=r"không biết \(later"):
            action()
    assert store.current == 2


def test_a_store_of_the_first_form_is_opened_and_written(tmp_path: Path) -> None:
    old = Store(shutil.copytree(OLD, tmp_path / "store"))
    assert (old.folder / "current").read_text("ascii") == "2\n"
    assert named(old) == ["Mô hình cũ"]
    assert main(["verify", "--store", str(old.folder)]) == 0
    assert extend(old) == 3
    assert (old.folder / "current").read_text("ascii") == "tonghop 2 3\n"
    assert named(old) == ["Mô hình cũ"]


@pytest.mark.parametrize("step", [5, pytest.param(1, marks=pytest.mark.soak)])
def test_a_flipped_bit_is_words_to_a_reader_and_is_never_copied_on(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str], step: int
) -> None:
    content, whole = store.version_path(2).read_bytes(), ask_rows(store, "nominations")[1]
    for at in (0, 4096, 8192, *range(HEADERS, len(content), step * BLOCK)):
        folder = shutil.copytree(store.folder, tmp_path / f"{at}")
        flipped = bytearray(content)
        flipped[at + 100] ^= 0x10
        hurt = Store(folder)
        hurt.version_path(2).write_bytes(flipped)
        capsys.readouterr()
        status = main(["ask", "nominations", "--json", "--store", str(folder)])
        said = capsys.readouterr()
        assert status == 1 or [row["name"] for row in json.loads(said.out)] == [row[1] for row in whole]
        assert "Traceback" not in said.err
        with pytest.raises(Stop, match=r"hỏng|Không đọc được"):
            extend(hurt)
        assert not hurt.version_path(3).exists()
        assert main(["verify", "--store", str(folder)]) == 1
        shutil.rmtree(folder)


def test_repair_says_what_is_lost_then_goes_back_and_keeps_the_damaged(
    store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    store.version_path(2).write_bytes(b"garbage" * 5000)
    words = ["repair", "--store", str(store.folder)]
    assert main(words) == 1
    assert "Mất những gì ghi ở phiên bản 2" in capsys.readouterr().out
    assert store.current == 2, "nothing is done before it is confirmed"
    assert main([*words, "--yes"]) == 0
    assert named(Store(store.folder)) == ["một"]
    assert next((store.folder / "damaged").rglob("000002.duckdb")).read_bytes() == b"garbage" * 5000
    assert extend(Store(store.folder)) > 1


def test_an_emptied_file_of_the_archive_is_replaced_when_it_comes_again(store: Store) -> None:
    digest = next(iter(store.archive.digests()))
    content = store.archive.read(digest)
    for damage in (b"", content[:-1]):
        (store.archive.folder / digest).write_bytes(damage)
        store.archive.keep({digest: content})
        assert store.archive.read(digest) == content


@pytest.mark.parametrize("years", [-10, 10])
def test_the_last_word_counts_whatever_the_clock_says(store: Store, years: int) -> None:
    wrong = NOON + timedelta(days=365 * years)
    withdraw(store, 2, reason="nhầm", recorded_at=NOON, recorded_by="vp")
    put_back(store, 2, reason="đúng", recorded_at=wrong, recorded_by="vp")
    assert named(store) == ["hai"]
    withdraw(store, 2, reason="nhầm", recorded_at=NOON, recorded_by="vp")
    assert named(store) == ["một"]
    put_back(store, 2, reason="đúng", recorded_at=NOON - timedelta(days=1), recorded_by="vp")
    assert named(store) == ["hai"]


@pytest.mark.parametrize("years", [-10, 10])
def test_a_clock_that_was_wrong_for_a_write_clears_next_to_nothing_away(store: Store, years: int) -> None:
    for number in range(3, 41):
        shutil.copyfile(store.version_path(2), store.version_path(number))
    point(store.folder, 40)
    (store.folder / "digests" / "000040").write_bytes((store.folder / "digests" / "000002").read_bytes())
    stamp = store.version_path(40).stat().st_mtime + years * 365 * 86400
    real = Path.replace

    def late(self: Path, target: Path) -> Path:  # the clock is wrong while this version is written
        moved = real(self, target)
        if moved.suffix == ".duckdb":
            os.utime(moved, (stamp, stamp))
        return moved

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "replace", late)
        assert extend(store) == 41
    assert extend(store) == 42
    numbers = [int(path.stem) for path in (store.folder / "versions").glob("*.duckdb")]
    assert len(numbers) >= 40, "the newest, and those of the day before"
    assert {41, 42} <= set(numbers)
    assert named(store) == ["hai"]


def test_previews_at_once_are_in_nobodys_way(store: Store) -> None:
    start = threading.Barrier(4)

    def preview() -> int:
        start.wait()
        return len(rehearsal.of_withdrawal(store, 2, True))

    with ThreadPoolExecutor(4) as pool:
        counts = {one.result() for one in [pool.submit(preview) for _ in range(4)]}
    assert len(counts) == 1
    assert counts != {0}


def test_writers_without_pause_all_get_through(store: Store) -> None:
    def write(_: int) -> None:
        mine = Store(store.folder)
        for _ in range(2):
            extend(mine)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))
    assert store.current == 2 + 16
    assert list((store.folder / "queue").iterdir()) == []


def test_patience_ends_where_the_line_stands_not_where_it_is_long(tmp_path: Path) -> None:
    """Six writers of 0.15 s each and a patience of 0.5 s: the last waits longer than that, and gets through."""

    def write(_: int) -> float:
        began = time.monotonic()
        with turn(tmp_path, 0.5):
            waited = time.monotonic() - began
            time.sleep(0.15)
        return waited

    with ThreadPoolExecutor(6) as pool:
        waited = [one.result() for one in [pool.submit(write, n) for n in range(6)]]
    assert max(waited) > 0.5
    with turn(tmp_path, 60), pytest.raises(Timeout), turn(tmp_path, 0.3):
        pytest.fail("nobody left")


def test_a_link_in_a_folder_is_named_and_not_followed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    (inside / "a.xlsx").write_bytes(lists("một"))
    (tmp_path / "out.xlsx").write_bytes(lists("hai"))
    (inside / "b.xlsx").symlink_to(tmp_path / "out.xlsx")
    found = collect([inside])
    assert ([item.path for item in found.items], found.passed_over, found.links) == (["a.xlsx"], (), ("b.xlsx",))
    store = ["--store", str(tmp_path / "store")]
    assert main(["load", str(inside), *store]) == 0
    (said,) = (line for line in capsys.readouterr().err.splitlines() if "b.xlsx" in line)
    assert "liên kết" in said
    assert "không phải tệp Excel" not in said
    assert main(["check", str(inside), "--json", *store]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["passed_over"], told["links"]) == ([], ["b.xlsx"])
    (inside / "a.xlsx").unlink()
    with pytest.raises(Stop, match="chỉ có liên kết"):
        collect([inside])


def test_a_folder_linked_into_a_folder_is_a_link_too(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    (inside / "a.xlsx").write_bytes(lists("một"))
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "c.xlsx").write_bytes(lists("hai"))
    (inside / "far").symlink_to(tmp_path / "far", target_is_directory=True)
    (inside / "round").symlink_to(inside, target_is_directory=True)
    found = collect([inside])
    assert ([item.path for item in found.items], found.links) == (["a.xlsx"], ("far", "round"))


def test_a_store_copied_under_a_question_mark_is_refused_in_words(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = shutil.copytree(store.folder, tmp_path / "kho?read_only=1")
    before = _everything(folder)
    for words in (["ask", "nominations"], ["verify"], ["repair", "--yes"]):
        capsys.readouterr()
        assert main([*words, "--store", str(folder)]) == 1
        said = "".join(capsys.readouterr())
        assert "dấu “?”" in said, words
        assert "Traceback" not in said
    assert _everything(folder) == before
    assert main(["backup", str(tmp_path / "b.zip"), "--store", str(folder)]) == 0, "the way out of there"
    assert main(["restore", str(tmp_path / "b.zip"), "--store", str(tmp_path / "kho")]) == 0


def test_a_question_mark_in_the_path_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(Stop, match="dấu “\\?”"):
        load_all(Store(tmp_path / "kho?"), {"a.xlsx": lists("một")}, DAY)


def _everything(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != "lock")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize("words", [("restore", "BACKUP"), ("repair", "--yes")])
def test_nothing_writes_over_a_store_of_a_newer_program(
    store: Store, tmp_path: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    backup = tmp_path / "b.zip"
    assert main(["backup", str(backup), "--store", str(store.folder)]) == 0
    (store.folder / "current").write_text("tonghop 9 2\n")
    before = _everything(store.folder)
    given = [str(backup) if word == "BACKUP" else word for word in words]
    assert main([*given, "--store", str(store.folder)]) == 1
    assert "mới hơn" in "".join(capsys.readouterr())
    after = _everything(store.folder)
    assert {name for name in before if after.get(name) != before[name]} == set()
    assert not {name for name in after if name.startswith(("versions/", "files/", "digests/"))} - set(before)


def test_going_back_asks_again_under_the_lock_whether_a_newer_program_wrote(store: Store) -> None:
    (store.folder / "current").write_text("tonghop 9 2\n")
    spare = Path(shutil.copyfile(store.version_path(1), store.folder / "spare.duckdb"))
    for act in (lambda: store.go_back_to(1, [], 2), lambda: store.adopt(spare)):
        with pytest.raises(Stop, match="mới hơn"):
            act()
        assert (store.folder / "current").read_text() == "tonghop 9 2\n"


def test_a_backup_still_mends_a_broken_pointer(store: Store, tmp_path: Path) -> None:
    backup = tmp_path / "b.zip"
    assert main(["backup", str(backup), "--store", str(store.folder)]) == 0
    (store.folder / "current").write_bytes(b"\x00\x00")
    assert main(["restore", str(backup), "--store", str(store.folder)]) == 0
    assert named(store) == ["hai"]


def test_a_number_of_a_version_put_aside_is_never_given_again(store: Store) -> None:
    store.version_path(2).write_bytes(b"garbage" * 5000)
    assert main(["repair", "--yes", "--store", str(store.folder)]) == 0
    assert extend(store) == 3, "a page that still shows version 2 would take another's rows for its own"


def test_repair_never_passes_over_what_was_recorded_since_the_verification(store: Store) -> None:
    (store.archive.folder / next(iter(store.archive.digests()))).write_bytes(b"other")
    health = verify(store)
    said = extend(Store(store.folder))
    with pytest.raises(Stop, match="sau lúc kiểm tra"):
        repair(store, health, outlook(store, health).good)
    assert store.current == said
    assert not (store.folder / "damaged").exists()


def test_a_file_that_is_open_already_is_read_from_the_disk(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    load_all(store, {"a.xlsx": unit_return()})
    path = store.version_path(store.current)
    with contextlib.closing(duckdb.connect(str(path), read_only=True, config=CONFIG)) as con:
        con.execute("select count(*) from models").fetchall()
        path.write_bytes(b"garbage" * 5000)
        (problem,) = check_database(path)
    assert (problem.kind, "không đọc được" in problem.says) == ("database", True)
