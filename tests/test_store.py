"""The store's promises: a version never changes, a crash leaves before or after, nothing received is lost.

Crashes and full disks are real ones: processes of the command line, killed, or allowed to write only so much.
"""

import contextlib
import json
import random
import shutil
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

import duckdb
import pytest

from tests.builders import (
    UNIT,
    UNIT_ID,
    load_all,
    nomination_workbook,
    plan_folder,
    plan_text,
    register,
    unit_return,
)
from tonghop.actions.loading import check
from tonghop.errors import Stop
from tonghop.intake.inbox import collect_uploads
from tonghop.questions import ask_rows
from tonghop.records import Carried, Model
from tonghop.store import Store, store_folder, versions
from tonghop.store.backup import backup
from tonghop.store.decisions import record_exemption, record_extension, record_sent_back
from tonghop.store.loads import Received, clear_sample, holds_sample, is_empty, record_load
from tonghop.store.restore import restore

ROOT = Path(__file__).resolve().parent.parent
DAY, NOON = date(2022, 4, 1), datetime(2022, 4, 1, 12)
LISTS = {
    name: nomination_workbook(unit, [[1, f"Mô hình {name}", None, None, None]])
    for name, unit in {"a.xlsx": "Đảng bộ xã Lê Hồ", "b.xlsx": "Đảng bộ xã Nhật Tựu", "c.xlsx": UNIT}.items()
}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def named(store: Store, version: int | None = None) -> list[str]:
    """The names of the nominations that count: what a test's files say, told apart by name."""
    return [row[1] for row in ask_rows(store, "nominations", version=version)[1]]


def record(store: Store, name: str, content: bytes | None = b"x", *, is_sample: bool = False) -> int:
    """Record one made-up file of one model, the short way."""
    row = (UNIT_ID, 4, name, None, None, None, None, None, None, True, None, "Mô hình", "B4")
    rows = (Model(*row), Carried(UNIT_ID, "Mô hình"))
    digest = sha256(content).hexdigest() if content else sha256(name.encode()).hexdigest()
    file = Received(name, digest, content, "unit_return", UNIT_ID, "unicode", "accepted", (), rows, ())
    return record_load(
        store, [file], received_on=DAY, recorded_at=NOON, recorded_by="văn phòng", is_sample=is_sample
    ).version


def hashes(folder: Path) -> dict[str, str]:
    """What every file of a store holds, but the lock and files half written."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "lock"
    }


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if ".new" in path.name or path.suffix == ".wal"]


# -- processes that can be killed, or run out of room --------------------------------------------------------

# Imports once, then runs each order in a process of its own: `words` of the command line, dying by SIGKILL
# before the `die_at`th line of the store that touches the disk or after `die_after` seconds, or with files
# limited to `room` bytes.
WORKSHOP = """
import contextlib, json, linecache, os, re, resource, signal, sys, time, traceback
import duckdb, filelock, pyarrow
import tonghop.__main__, tonghop.forms, tonghop.intake.inbox, tonghop.actions.loading, tonghop.questions
import tonghop.store.backup
os.environ["TONGHOP_BY"] = "người thử"
WRITING = {"_locked", "_next_version", "_draft", "write_whole", "sync_all", "sync_folder", "sync_file",
           "record_load"}
TOUCHES = re.compile(r"FileLock|copyfile|'begin'|'commit'|'checkpoint'|con.close|file.write|draft.re"
                     r"|os.f?sync|append.con, 'loads'")

def watch(left):
    def trace(frame, event, arg):
        nonlocal left
        if frame.f_code.co_name not in WRITING or "/tonghop/store/" not in frame.f_code.co_filename:
            return None
        source = linecache.getline(frame.f_code.co_filename, frame.f_lineno).replace('"', "'")
        if event == "line" and TOUCHES.search(source):
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace
    sys.settrace(trace)

for line in sys.stdin:
    order = json.loads(line)
    pipes = [os.pipe(), os.pipe()]
    child = os.fork()
    if not child:
        for target, (_, end) in enumerate(pipes, 1):
            os.dup2(end, target)
        if order.get("room") is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (order["room"], order["room"]))
        if order.get("die_at"):
            watch(order["die_at"])
        status = 70
        try:
            status = tonghop.__main__.main(order["words"])
        except SystemExit as end:
            status = end.code
        except BaseException:
            traceback.print_exc()
        sys.settrace(None)
        with contextlib.suppress(OSError):
            sys.stdout.flush()
        os._exit(status)
    for _, end in pipes:
        os.close(end)
    if order.get("die_after") is not None:
        time.sleep(order["die_after"])
        os.kill(child, signal.SIGKILL)
    texts = []
    for end, _ in pipes:
        with open(end, encoding="utf-8") as said:
            texts.append(said.read())
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(json.dumps({"status": status, "out": texts[0], "err": texts[1]}), flush=True)
"""


@dataclass(frozen=True)
class Ended:
    """How a process ended: exit status (-9: killed), standard output, standard error."""

    status: int
    out: str
    err: str


class Workshop:
    def __init__(self) -> None:
        command = [sys.executable, "-c", WORKSHOP]
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,  # a pipe, as in the children
            text=True,
            encoding="utf-8",
        )

    def run(self, *words: object, **how: float | int | None) -> Ended:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"words": [str(word) for word in words], **how}) + "\n")
        self.process.stdin.flush()
        return Ended(**json.loads(self.process.stdout.readline()))


@pytest.fixture(scope="module")
def workshops() -> Iterator[list[Workshop]]:
    if sys.platform == "win32":
        pytest.skip("needs processes that can be forked, killed and limited")
    made = [Workshop(), Workshop()]
    yield made
    for each in made:
        assert each.process.stdin is not None
        each.process.stdin.close()
        each.process.wait(timeout=20)


@pytest.fixture(scope="module")
def workshop(workshops: list[Workshop]) -> Workshop:
    return workshops[0]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the lists a.xlsx, b.xlsx, c.xlsx."""
    folder = tmp_path_factory.mktemp("files")
    for name, content in LISTS.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of one version that holds a.xlsx."""
    folder = tmp_path_factory.mktemp("base") / "store"
    load_all(Store(folder), {"a.xlsx": LISTS["a.xlsx"]}, DAY)
    return folder


A, B = "Mô hình a.xlsx", "Mô hình b.xlsx"


def is_whole(folder: Path, before: dict[str, str], ended: Ended) -> bool:
    """Hold a store against what it was before a load of b.xlsx; return whether the load is in."""
    store = Store(folder)
    now = hashes(folder)
    assert all(now[name] == digest for name, digest in before.items() if name != "current")
    kept = store.archive.digests()
    assert all(sha256(store.archive.read(digest)).hexdigest() == digest for digest in kept)
    if store.current == 1:  # the version that was there, unchanged
        assert ended.status != 0
        return False
    assert store.current == 2
    assert named(store) == [A, B]
    assert {digest for (digest,) in rows(store, "select sha256 from files")} <= kept
    return True


def goes_on(folder: Path) -> None:
    """The next load works, and clears what was left half done."""
    store = Store(folder)
    before = named(store)
    record(store, "tiếp theo")
    assert named(store) == [*before, "tiếp theo"]
    assert leftovers(folder) == []


def rows(store: Store, sql: str) -> list[tuple[object, ...]]:
    with contextlib.closing(store.reader()) as con:
        return con.execute(sql).fetchall()


def test_a_process_killed_at_any_line_of_writing_leaves_the_version_before_or_after(
    workshops: list[Workshop], base: Path, files: Path, tmp_path: Path
) -> None:
    before = hashes(base)
    is_in: dict[int, bool] = {}

    def sweep(first: int) -> Ended:
        """Every second line from `first` on, until the load comes to its end."""
        for line in range(first, 200, 2):
            folder = shutil.copytree(base, tmp_path / f"{line}")
            ended = workshops[first - 1].run("load", files / "b.xlsx", "--store", folder, die_at=line)
            is_in[line] = is_whole(folder, before, ended)
            if line % 5 == 0:
                goes_on(folder)
            shutil.rmtree(folder)
            if ended.status != -9:
                return ended
        raise AssertionError("does not end")

    with ThreadPoolExecutor(2) as pool:
        for ended in pool.map(sweep, (1, 2)):
            assert ended.status == 0, ended.err
    assert len(is_in) >= 15
    in_order = [is_in[line] for line in sorted(is_in)]
    assert in_order == sorted(in_order), "once it is in, it stays in"


def test_the_first_load_killed_leaves_nothing_or_all(workshop: Workshop, files: Path, tmp_path: Path) -> None:
    for line in (3, 12):
        folder = tmp_path / f"{line}"
        workshop.run("load", files / "a.xlsx", "--store", folder, die_at=line)
        store = Store(folder)
        assert named(store) == ([A] if store.current else [])
        load_all(store, {"a.xlsx": LISTS["a.xlsx"]}, DAY)
        assert named(store) == [A]
        assert leftovers(folder) == []


def test_a_process_killed_at_any_moment_leaves_the_version_before_or_after(
    workshop: Workshop, base: Path, files: Path, tmp_path: Path
) -> None:
    moments = random.Random(83)
    before = hashes(base)
    for at in range(4):
        folder = shutil.copytree(base, tmp_path / f"{at}")
        ended = workshop.run(
            "load", files / "b.xlsx", "--store", folder, die_after=moments.uniform(0.02, 0.4)
        )
        is_whole(folder, before, ended)
        goes_on(folder)


def test_a_full_disk_is_one_message_and_loses_nothing(
    workshop: Workshop, base: Path, files: Path, tmp_path: Path
) -> None:
    """Room for so many bytes a file: too little for pointer, archive, copy, what DuckDB adds or logs."""
    before = hashes(base)
    size = (base / "versions" / "000001.duckdb").stat().st_size
    received = len(LISTS["b.xlsx"])
    (tmp_path / "nhiều.xlsx").write_bytes(
        register([[1, UNIT, "Tờ trình", "02/04/2022", 1, "ghi chú " * 60]] * 2000)
    )
    statuses = []
    for room in (0, received - 1, received + 1, size, size + 20_000, size + 20_001, size * 2):
        folder = shutil.copytree(base, tmp_path / f"{room}")
        file = tmp_path / "nhiều.xlsx" if room == size + 20_001 else files / "b.xlsx"
        ended = workshop.run("load", file, "--store", folder, room=room)
        statuses.append(ended.status)
        assert is_whole(folder, before, ended) == (ended.status == 0)
        if ended.status:
            assert (ended.status, ended.out) == (1, "")
            assert ended.err.count("\n") == 1
            assert ended.err.startswith(f"Không ghi được vào kho dữ liệu {folder}")
            assert "Dữ liệu đã có vẫn nguyên vẹn. Đề nghị" in ended.err
            assert leftovers(folder) == []
        goes_on(folder)
    assert statuses[0] == 1
    assert statuses[-1] == 0
    assert sum(statuses) >= 5


def test_a_backup_onto_a_full_disk_is_one_message(workshop: Workshop, base: Path, tmp_path: Path) -> None:
    ended = workshop.run("backup", tmp_path / "b.zip", "--store", base, room=5_000)
    assert (ended.status, ended.out) == (1, "")
    assert ended.err.startswith(f"Không ghi được bản sao lưu {tmp_path / 'b.zip'}")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("place", ["tệp/store", "tệp", "/proc/store", "/dev/null/store"])
def test_a_store_that_cannot_be_written_is_one_message(
    workshop: Workshop, files: Path, tmp_path: Path, place: str
) -> None:
    (tmp_path / "tệp").write_text("không phải thư mục", encoding="utf-8")
    folder = tmp_path / place
    ended = workshop.run("load", files / "a.xlsx", "--store", folder)
    assert (ended.status, ended.out) == (1, "")
    assert ended.err.count("\n") == 1
    assert ended.err.startswith("Không ")
    assert f"kho dữ liệu {folder}" in ended.err
    assert "Đề nghị" in ended.err
    assert (tmp_path / "tệp").read_text(encoding="utf-8") == "không phải thư mục"


def test_every_verb_that_reads_works_while_somebody_writes(
    workshop: Workshop, base: Path, files: Path, tmp_path: Path
) -> None:
    store = Store(shutil.copytree(base, tmp_path / "store"))
    folder = store.folder
    with store.change() as change:
        change.con.execute("delete from files")
        checked = workshop.run("check", files / "a.xlsx", files / "b.xlsx", "--store", folder, "--json")
        assert [file["status"] for file in json.loads(checked.out)["files"]] == ["duplicate", "accepted"]
        asked = workshop.run("ask", "nominations", "--store", folder, "--json")
        assert [row["name"] for row in json.loads(asked.out)] == [A]
        saved = workshop.run("backup", tmp_path / "b.zip", "--store", folder)
        assert (checked.status, asked.status, saved.status) == (0, 0, 0)
        change.con.execute("rollback")
        change.con.execute("begin")
    other = Store(tmp_path / "other")
    restore(other, tmp_path / "b.zip")
    assert named(other) == [A]


def test_two_loads_at_once_both_go_in(base: Path, files: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(base, tmp_path / "store")
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "tonghop", "load", files / name, "--store", folder],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        for name in ("b.xlsx", "c.xlsx")
    ]
    ended = [(process.communicate(timeout=60)[1], process.returncode) for process in running]
    assert [status for _, status in ended] == [0, 0], ended
    store = Store(folder)
    assert store.current == 3
    assert sorted(named(store)) == [A, B, "Mô hình c.xlsx"]


# -- versions ------------------------------------------------------------------------------------------------


def test_a_version_is_never_changed_and_the_pointer_names_the_newest(store: Store) -> None:
    assert store.current == 0
    assert not store.folder.exists()
    record(store, "một")
    first = hashes(store.folder)
    assert (store.folder / "current").read_text() == "tonghop 2 1\n"
    assert record(store, "hai", b"y") == store.current == 2
    record_extension(
        store, UNIT_ID, "memo", date(2022, 4, 20), reason="mưa", allowed_by="TT", recorded_at=NOON, recorded_by="vp"
    )
    now = hashes(store.folder)
    assert {name for name in first if now[name] != first[name]} == {"current"}
    assert sorted(path.name for path in (store.folder / "versions").iterdir()) == [
        *("000001.duckdb", "000002.duckdb", "000003.duckdb"),
    ]
    assert [named(store, version) for version in (0, 1, 2)] == [[], ["một"], ["hai"]]


def test_a_reader_is_undisturbed_by_a_write(store: Store) -> None:
    record(store, "một")
    with contextlib.closing(store.reader()) as con:
        ask = "select name from counted_models"
        assert con.execute(ask).fetchall() == [("một",)]
        record(store, "hai", b"y")
        assert con.execute(ask).fetchall() == [("một",)]
    assert named(store) == ["hai"]
    assert named(Store(store.folder)) == ["hai"]


def test_any_version_can_be_read_in_any_order(store: Store) -> None:
    for number in range(1, 6):
        record(store, f"{number}", bytes([number]))
    order = [5, 4, 3, 2, 1, 5, 0, 1, 5]
    assert [named(store, version) for version in order] == [[str(v)] if v else [] for v in order]
    with contextlib.closing(store.reader(1)) as held:
        for version in (2, 3, 4, 5):
            named(store, version)
        assert held.execute("select name from counted_models").fetchall() == [("1",)]


def test_readers_in_many_threads_see_whole_versions_while_one_writes(store: Store) -> None:
    record(store, "0")
    stop = threading.Event()

    def read() -> int:
        seen = 0
        while not stop.is_set():
            version = store.current
            ((count,),) = ask_models(store, version)
            assert count == version
            seen += 1
            time.sleep(0.01)
        return seen

    def ask_models(store: Store, version: int) -> list[tuple[int]]:
        with contextlib.closing(store.reader(version)) as con:
            return con.execute("select count(*) from models").fetchall()

    with ThreadPoolExecutor(3) as pool:
        readers = [pool.submit(read) for _ in range(3)]
        try:
            for number in range(1, 4):
                record(store, f"{number}", bytes([number]))
        finally:
            stop.set()
        assert all(reader.result() > 0 for reader in readers)


def test_a_change_that_raises_changes_nothing(store: Store) -> None:
    record(store, "một")
    before = hashes(store.folder)
    for sql in ("delete from no_such_table", "insert into files (file_id) values (1)", "select 1 / 'x'"):
        with pytest.raises(duckdb.Error), store.change() as change:
            change.con.execute(f"delete from models; {sql}")
    assert hashes(store.folder) == before
    assert (store.current, named(store)) == (1, ["một"])


def test_what_a_crash_left_is_cleared_by_the_next_writer_and_nothing_else(store: Store) -> None:
    record(store, "một")
    folder = store.folder
    left = [
        *(folder / "versions" / name for name in ("000002.duckdb.new", "000002.duckdb.new.wal")),
        folder / "versions" / ".000002.duckdb.77.new",
        folder / "versions" / "000002.duckdb.new.tmp" / "duckdb_temp_storage",
        folder / "files" / f".{'a' * 64}.77.new",
        folder / ".current.77.new",
    ]
    kept = [folder / "ghi-chú.txt", folder / "versions" / "ghi-chú.txt", folder / ".b.zip.77.new"]
    for path in (*left, *kept):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"half")
    assert named(store) == ["một"]
    record(store, "hai", b"y")
    assert [path for path in left if path.exists()] == []
    assert all(path.exists() for path in kept)
    assert named(store) == ["hai"]


def test_a_version_that_no_pointer_names_never_counts(store: Store) -> None:
    record(store, "một")
    path = store.folder / "versions" / "000002.duckdb"
    shutil.copy(store.folder / "versions" / "000001.duckdb", path)
    path.write_bytes(path.read_bytes()[:-5000])
    assert named(store) == ["một"]
    assert record(store, "hai", b"y") == 3
    assert named(store) == ["hai"]


def test_old_versions_go_and_the_newest_stay(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "KEPT_VERSIONS", 3)
    monkeypatch.setattr(versions, "KEPT_SECONDS", -1)
    record(store, "1", b"1")
    with contextlib.closing(store.reader()) as held:
        for number in range(2, 6):
            record(store, f"{number}", f"{number}".encode())
        assert held.execute("select name from counted_models").fetchall() == [("1",)]
    names = sorted(path.name for path in (store.folder / "versions").iterdir())
    assert names == ["000003.duckdb", "000004.duckdb", "000005.duckdb"]
    with pytest.raises(Stop, match="không còn được giữ"):
        Store(store.folder).reader(1)
    assert {row[1] for row in ask_rows(store, "file_list")[1]} == {"1", "2", "3", "4", "5"}


def test_a_second_writer_is_told_when_the_first_takes_too_long(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(versions, "LOCK_SECONDS", 0.1)
    with store.change(), pytest.raises(Stop, match="đang được người khác ghi"):
        record(Store(store.folder), "hai")
    record(store, "ba")
    assert named(store) == ["ba"]


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("current", "không phải số".encode()),
        ("current", b""),
        ("current", b"99\n"),
        ("versions/000001.duckdb", b""),
        ("versions/000001.duckdb", b"garbage" * 5000),
        ("versions/000001.duckdb", None),
    ],
)
def test_a_broken_store_says_so_and_can_be_restored(
    base: Path, saved: Path, tmp_path: Path, file: str, content: bytes | None
) -> None:
    folder = shutil.copytree(base, tmp_path / "store")
    path = folder / file
    path.write_bytes(path.read_bytes()[:20_000] if content is None else content)
    with pytest.raises(Stop, match=r"bản sao lưu: python -m tonghop restore TỆP\.$"):
        ask_rows(Store(folder), "model_list")
    with pytest.raises(Stop, match=f"kho dữ liệu.*{folder.name}|của kho dữ liệu bị hỏng"):
        record(Store(folder), "hai")
    restore(Store(folder), saved)
    assert named(Store(folder)) == [A]


def test_the_stores_folder_is_given_or_of_the_environment_or_the_projects(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert store_folder(tmp_path) == tmp_path
    monkeypatch.setenv("TONGHOP_STORE", str(tmp_path / "khác"))
    assert store_folder() == Store().folder == tmp_path / "khác"
    monkeypatch.delenv("TONGHOP_STORE")
    assert store_folder() == ROOT / "store"


# -- rules and plans of other days ---------------------------------------------------------------------------


def test_a_version_of_older_rules_is_read_by_todays(store: Store) -> None:
    record(store, "một")
    path = store.folder / "versions" / "000001.duckdb"
    with contextlib.closing(duckdb.connect(str(path))) as con:
        con.execute(
            "create or replace macro withdrawals_standing(of_day) as table select file_id, '' as reason, "
            "current_timestamp as recorded_at, '' as recorded_by from files"
        )
        assert con.execute("select name from counted_models").fetchall() == []
        con.execute("update views_digest set digest = 'của năm ngoái'")
    (store.folder / "digests" / "000001").unlink()
    before = hashes(store.folder)
    newer = Store(store.folder)
    assert named(newer) == ["một"]
    with contextlib.closing(newer.reader()) as one, contextlib.closing(newer.reader()) as two:
        assert one.execute("select name from counted_models").fetchall() == [("một",)]
        assert two.execute("select count(*) from counted_files").fetchall() == [(1,)]
    assert hashes(store.folder) == before
    record_exemption(
        newer, UNIT_ID, "memo", True, reason="mới lập", recorded_at=NOON, recorded_by="văn phòng"
    )
    with contextlib.closing(duckdb.connect(str(store.folder / "versions" / "000002.duckdb"))) as con:
        assert con.execute("select name from counted_models").fetchall() == [("một",)]


def test_a_store_remembers_its_plan(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = plan_folder(tmp_path / "own", plan=plan_text("plan.toml").replace('"83-KH/HU"', '"91-KH/HU"'))
    record(Store(store.folder, own), "một")
    assert store.plan().id == "91-KH/HU"
    record(store, "hai", b"y")
    assert (store.plan().id, store.plan(0).id) == ("91-KH/HU", "83-KH/HU")
    monkeypatch.setenv("TONGHOP_PLAN", str(own))
    assert Store(store.folder).plan().id == Store(tmp_path / "none").plan().id == "91-KH/HU"


def test_another_plan_than_the_stores_own_stops(store: Store, tmp_path: Path) -> None:
    record(store, "một")
    before = hashes(store.folder)
    other = plan_folder(tmp_path / "other", plan=plan_text("plan.toml").replace('"83-KH/HU"', '"91-KH/HU"'))
    stranger = Store(store.folder, other)
    for action in (stranger.plan, lambda: record(stranger, "hai", b"y")):
        with pytest.raises(Stop, match="thuộc kế hoạch 83-KH/HU, không phải kế hoạch 91-KH/HU"):
            action()
    assert hashes(store.folder) == before


def test_a_new_edition_of_the_same_plan_is_taken_over_by_the_next_change(
    store: Store, tmp_path: Path
) -> None:
    record(store, "một")
    text = plan_text("units.csv").replace("Đảng bộ xã Lê Hồ", "Đảng bộ xã Lê Hồ mới")
    newer = Store(store.folder, plan_folder(tmp_path / "newer", units=text))
    record(newer, "hai", b"y")
    assert rows(store, "select name from units where unit_id = 'le-ho'") == [("Đảng bộ xã Lê Hồ mới",)]
    assert store.plan().unit_by_id["le-ho"].name == "Đảng bộ xã Lê Hồ mới"
    assert len(rows(store, "select * from units")) == 53


# -- what was received ---------------------------------------------------------------------------------------


def test_every_file_is_kept_byte_for_byte_accepted_or_refused(store: Store) -> None:
    contents = {
        "a.xlsx": LISTS["a.xlsx"],
        "xấu.xlsx": unit_return(changes={("Mô hình", "C4"): "Thiên văn"}),
        "không phải.xlsx": b"hello",
        "rỗng.xlsx": b"",
    }
    statuses = load_all(store, contents, DAY)
    assert statuses == {name: "accepted" if name == "a.xlsx" else "refused" for name in contents}
    for content in contents.values():
        assert store.archive.read(sha256(content).hexdigest()) == content
    digests = {sha256(content).hexdigest() for content in contents.values()}
    assert store.archive.digests() == digests == {row[13] for row in ask_rows(store, "file_list")[1]}


def test_what_cannot_be_taken_out_of_a_package_is_refused_without_bytes(store: Store, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "gói.zip", "w") as package:
        package.writestr("a.xlsx", LISTS["a.xlsx"])
        package.writestr("b.xlsx", LISTS["b.xlsx"])
    content = bytearray((tmp_path / "gói.zip").read_bytes())
    content[content.rindex(LISTS["b.xlsx"][:300]) + 200] ^= 255
    statuses = load_all(store, {"gói.zip": bytes(content)}, DAY)
    assert statuses == {"gói.zip/a.xlsx": "accepted", "gói.zip/b.xlsx": "refused"}
    assert store.archive.digests() == {sha256(LISTS["a.xlsx"]).hexdigest()}
    load_all(store, {"gói.zip": bytes(content)}, DAY)
    backup(store, tmp_path / "b.zip")
    restore(Store(tmp_path / "other"), tmp_path / "b.zip")


def test_checking_stores_nothing(store: Store) -> None:
    report = check(store, collect_uploads(LISTS.items()), received_on=DAY)
    assert {outcome.status for outcome in report.outcomes} == {"accepted"}
    assert not store.folder.exists()


def test_a_file_that_counts_already_changes_nothing(store: Store) -> None:
    load_all(store, {"a.xlsx": LISTS["a.xlsx"]}, DAY)
    before = hashes(store.folder)
    assert load_all(store, {"tên khác.xlsx": LISTS["a.xlsx"]}, date(2022, 4, 9)) == {
        "tên khác.xlsx": "duplicate"
    }
    assert hashes(store.folder) == before
    both = load_all(store, {"a.xlsx": LISTS["a.xlsx"], "b.xlsx": LISTS["b.xlsx"], "b2.xlsx": LISTS["b.xlsx"]})
    assert both == {"a.xlsx": "duplicate", "b.xlsx": "accepted", "b2.xlsx": "duplicate"}
    assert len(ask_rows(store, "file_list")[1]) == 2


def test_a_file_that_counts_no_more_may_be_loaded_anew(store: Store) -> None:
    newer = nomination_workbook("Đảng bộ xã Lê Hồ", [[1, "Mô hình mới", None, None, None]])
    load_all(store, {"a.xlsx": LISTS["a.xlsx"]}, date(2022, 4, 1))
    load_all(store, {"a.xlsx": newer}, date(2022, 4, 2))
    assert named(store) == ["Mô hình mới"]
    assert load_all(store, {"a.xlsx": LISTS["a.xlsx"]}, date(2022, 4, 3)) == {"a.xlsx": "accepted"}
    assert named(store) == [A]


def test_a_refused_file_is_read_anew_and_a_register_counts_for_ever(store: Store) -> None:
    bad = unit_return(changes={("Mô hình", "C4"): "Thiên văn"})
    for _ in range(2):
        assert load_all(store, {"xấu.xlsx": bad}) == {"xấu.xlsx": "refused"}
    full = register()
    assert load_all(store, {"sổ.xlsx": full}) == {"sổ.xlsx": "accepted"}
    load_all(store, {"sổ 2.xlsx": register([[1, UNIT, "Tờ trình", "03/04/2022", 1, None]])})
    assert load_all(store, {"sổ.xlsx": full}) == {"sổ.xlsx": "duplicate"}
    assert len(store.archive.digests()) == 3


def test_a_file_received_earlier_does_not_replace_a_newer_one(store: Store) -> None:
    older = nomination_workbook("Đảng bộ xã Lê Hồ", [[1, "Mô hình cũ", None, None, None]])
    load_all(store, {"a.xlsx": LISTS["a.xlsx"]}, date(2022, 4, 5))
    assert load_all(store, {"a.xlsx": older}, date(2022, 4, 4)) == {"a.xlsx": "accepted"}
    assert named(store) == [A]
    load_all(store, {"a.xlsx": older}, date(2022, 4, 5))
    assert named(store) == ["Mô hình cũ"]


def test_two_people_who_load_the_same_file_at_once_store_it_once(store: Store) -> None:
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: load_all(Store(store.folder), LISTS, DAY), range(2)))
    assert sorted(named(store)) == [A, B, "Mô hình c.xlsx"]
    assert len(ask_rows(store, "file_list")[1]) == 3


def test_a_decision_without_a_reason_or_about_nobody_is_stopped(store: Store) -> None:
    said = {"recorded_at": NOON, "recorded_by": "văn phòng"}
    with pytest.raises(Stop, match="Chưa ghi lý do"):
        record_sent_back(store, UNIT_ID, "memo", DAY, reason="  ", **said)  # type: ignore[arg-type]
    with pytest.raises(Stop, match="Không có đơn vị “ai-đó”"):
        record_sent_back(store, "ai-đó", "memo", DAY, reason="x", **said)  # type: ignore[arg-type]
    with pytest.raises(Stop, match="Không có thành phần hồ sơ “thư”"):
        record_exemption(store, UNIT_ID, "thư", True, reason="x", **said)  # type: ignore[arg-type]
    assert store.current == 0


# -- the sample ----------------------------------------------------------------------------------------------


def test_the_sample_goes_in_only_where_nothing_real_is(store: Store) -> None:
    assert is_empty(store)
    record(store, "minh họa", is_sample=True)
    assert holds_sample(store)
    assert not is_empty(store)
    assert named(store) == ["minh họa"]
    assert clear_sample(store)
    assert not clear_sample(store)
    assert is_empty(store)
    assert (holds_sample(store), named(store)) == (False, [])
    record(store, "thật")
    before = hashes(store.folder)
    with pytest.raises(Stop, match="Kho đã có dữ liệu thật"):
        record(store, "minh họa", b"y", is_sample=True)
    assert hashes(store.folder) == before


def test_real_files_put_the_sample_out_be_they_the_same(store: Store) -> None:
    record(store, "minh họa", is_sample=True)
    record(store, "thật", b"y")
    assert (holds_sample(store), named(store)) == (False, ["thật"])
    assert [row[1] for row in ask_rows(store, "file_list")[1]] == ["thật"]
    assert named(store, 1) == ["minh họa"]


def test_a_file_of_the_sample_is_no_duplicate_of_a_real_one(store: Store) -> None:
    record(store, "Mô hình minh họa", LISTS["a.xlsx"], is_sample=True)
    report = check(store, collect_uploads({"c.xlsx": LISTS["c.xlsx"]}.items()), received_on=DAY)
    assert report.outcomes[0].reading.findings == (), "held against the sample's models"
    assert load_all(store, {"a.xlsx": LISTS["a.xlsx"]}) == {"a.xlsx": "accepted"}
    assert (holds_sample(store), named(store)) == (False, [A])


# -- backup --------------------------------------------------------------------------------------------------


@pytest.fixture
def saved(base: Path, tmp_path: Path) -> Path:
    backup(Store(base), tmp_path / "sao lưu" / "kho.zip")
    return tmp_path / "sao lưu" / "kho.zip"


def test_a_backup_brings_the_whole_store_back(saved: Path, base: Path, store: Store) -> None:
    assert restore(store, saved).version == store.current == 1
    assert named(store) == [A]
    assert store.archive.digests() == Store(base).archive.digests()
    assert load_all(store, {"a.xlsx": LISTS["a.xlsx"]}) == {"a.xlsx": "duplicate"}
    load_all(store, {"b.xlsx": LISTS["b.xlsx"]})
    assert named(store) == [A, B]


def test_restoring_keeps_what_stood_before_as_older_versions(saved: Path, store: Store) -> None:
    record(store, "một", b"1")
    record(store, "hai", b"2")
    before = hashes(store.folder)
    assert restore(store, saved).version == store.current == 3
    assert (named(store), named(store, 2)) == ([A], ["hai"])
    now = hashes(store.folder)
    assert {name for name in before if now[name] != before[name]} == {"current"}
    assert record(store, "ba", b"3") == 4


def test_a_backup_is_of_one_version_while_others_are_written(store: Store, tmp_path: Path) -> None:
    record(store, "0", b"0")

    def write() -> None:
        for number in range(1, 4):
            record(store, f"{number}", f"{number}".encode())

    with ThreadPoolExecutor(1) as pool:
        writer = pool.submit(write)
        made: list[tuple[Path, int]] = []
        while not writer.done():
            target = tmp_path / f"{len(made)}.zip"
            made.append((target, backup(Store(store.folder), target).version))
        writer.result()
    for at, (target, number) in enumerate(made[:: max(1, len(made) // 3)]):
        other = Store(tmp_path / f"other-{at}")
        restore(other, target)
        assert named(other) == [str(number - 1)]


@pytest.mark.parametrize("target", ["tệp/b.zip", "thư mục"])
def test_a_backup_that_cannot_be_written_is_one_message(base: Path, tmp_path: Path, target: str) -> None:
    (tmp_path / "tệp").write_bytes(b"")
    (tmp_path / "thư mục").mkdir()
    with pytest.raises(Stop, match="Không ghi được bản sao lưu"):
        backup(Store(base), tmp_path / target)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["thư mục", "tệp"]


def test_a_backup_packed_anew_by_a_zip_program_is_as_good(saved: Path, store: Store) -> None:
    with zipfile.ZipFile(saved, "a") as package:
        package.mkdir("files")
    restore(store, saved)
    assert named(store) == [A]


def test_an_empty_store_has_nothing_to_back_up(store: Store, tmp_path: Path) -> None:
    with pytest.raises(Stop, match="chưa có gì để sao lưu"):
        backup(store, tmp_path / "b.zip")
    assert list(tmp_path.iterdir()) == []


def flipped(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 255]) + content[at + 1 :]


def repacked(source: Path, **changed: bytes | None) -> bytes:
    """The backup with members replaced (None: left out), as a person with a zip tool would."""
    target = source.with_name("repacked.zip")
    with zipfile.ZipFile(source) as package, zipfile.ZipFile(target, "w") as made:
        for name in package.namelist():
            content = changed.get(name.partition(".")[0].partition("/")[0], package.read(name))
            if content is not None:
                made.writestr(name, content)
    return target.read_bytes()


def test_a_broken_backup_is_refused_and_changes_nothing(saved: Path, store: Store) -> None:
    record(store, "một")
    before = hashes(store.folder)
    content = saved.read_bytes()
    with zipfile.ZipFile(saved) as package:
        database = package.getinfo("store.duckdb").compress_size
    spots = random.Random(83)
    broken = {
        "empty": b"",
        "no package": b"hello",
        "cut short": content[: len(content) // 2],
        "without its end": content[:-10],
        "without the database": repacked(saved, store=None),
        "another database": repacked(saved, store=b"not a database" * 100),
        **{f"byte {at}": flipped(content, at) for at in spots.sample(range(60, database), 12)},
    }  # fmt: skip
    for name, damaged in broken.items():
        path = saved.with_name("hỏng.zip")
        path.write_bytes(damaged)
        with pytest.raises(Stop, match="không phải bản sao lưu dùng được") as stop:
            restore(store, path)
        assert "Kho dữ liệu hiện tại không thay đổi" in str(stop.value), name
        assert hashes(store.folder) == before, name
    with pytest.raises(Stop, match="Không tìm thấy tệp"):
        restore(store, saved.with_name("không có.zip"))


def test_a_database_of_something_else_is_no_backup(saved: Path, store: Store, tmp_path: Path) -> None:
    with contextlib.closing(duckdb.connect(str(tmp_path / "other.duckdb"))) as con:
        con.execute("create table files (sha256 varchar)")
        con.execute("create table plan_sources (name varchar, text varchar)")
    saved.write_bytes(repacked(saved, store=(tmp_path / "other.duckdb").read_bytes()))
    with pytest.raises(Stop, match="không phải bản sao lưu dùng được"):
        restore(store, saved)
    assert store.current == 0
