"""A backup never says more than it holds: what is damaged is named, the rest saved and brought back."""

import json
import os
import random
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.builders import UNIT, UNIT_ID, load_all, nomination_workbook
from tests.spread import in_soak
from tonghop.__main__ import main
from tonghop.actions.receiving import Attachment, ReceiptLine, receive_papers
from tonghop.errors import Stop
from tonghop.questions import ask_rows
from tonghop.store import Store
from tonghop.store.backup import backup
from tonghop.store.manifest import FORMAT, NAME
from tonghop.store.restore import examine, restore

ROOT = Path(__file__).resolve().parent.parent
NOW = datetime(2022, 4, 5, 17, 30)
LISTS = {
    name: nomination_workbook(unit, [[1, f"Mô hình {name}", None, None, None]])
    for name, unit in {"a.xlsx": "Đảng bộ xã Lê Hồ", "b.xlsx": "Đảng bộ xã Nhật Tựu", "c.xlsx": UNIT}.items()
}
SCAN = b"scan of a memo"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of three versions: three files received, a scan beside a receipt, and the receipt's own paper."""
    store = Store(tmp_path_factory.mktemp("base") / "store")
    load_all(store, {"a.xlsx": LISTS["a.xlsx"]})
    load_all(store, {"b.xlsx": LISTS["b.xlsx"], "c.xlsx": LISTS["c.xlsx"]})
    said: Any = {"recorded_at": NOW, "recorded_by": "Lê Nam", "today": date(2022, 4, 5)}
    scan = Attachment(UNIT_ID, "scan.pdf", SCAN)
    receive_papers(store, [ReceiptLine(UNIT_ID, "memo", 2)], date(2022, 4, 4), attachments=[scan], **said)
    assert store.current == 3
    return store.folder


@pytest.fixture
def store(base: Path, tmp_path: Path) -> Store:
    shutil.copytree(base, tmp_path / "store")
    return Store(tmp_path / "store")


@pytest.fixture
def other(tmp_path: Path) -> Store:
    return Store(tmp_path / "other")


def named(store: Store) -> list[str]:
    return sorted(row[1] for row in ask_rows(store, "nominations")[1])


def kept(store: Store, name: str) -> Path:
    return store.archive.folder / sha256(SCAN if name == "scan.pdf" else LISTS[name]).hexdigest()


def flip(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 255
    path.write_bytes(content)


def members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def state(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


# -- a store that is whole -----------------------------------------------------------------------------------


def test_a_backup_says_what_it_holds(store: Store, tmp_path: Path) -> None:
    saved = backup(store, tmp_path / "kho.zip", made_at=NOW)
    manifest = json.loads(members(tmp_path / "kho.zip")[NAME])
    assert (saved.problems, saved.file) == ((), tmp_path / "kho.zip")
    said = [manifest[name] for name in ("format", "version", "newest", "is_complete")]
    assert said == [FORMAT, 3, 3, True]
    assert manifest["made_at"] == "2022-04-05T17:30:00"
    sizes = {sha256(content).hexdigest(): len(content) for content in (*LISTS.values(), SCAN)}
    assert sizes.items() < manifest["files"].items()
    assert manifest["files"].keys() == store.archive.digests()
    assert (manifest["counts"]["files"], manifest["counts"]["receipts"]) == (4, 1)
    assert manifest["database"] == sha256(members(tmp_path / "kho.zip")["store.duckdb"]).hexdigest()
    proof = examine(tmp_path / "kho.zip")
    assert (proof.problems, len(proof.whole)) == ((), 5)


def test_a_backup_of_before_there_were_manifests_is_brought_back_as_before(
    store: Store, other: Store, tmp_path: Path
) -> None:
    backup(store, tmp_path / "kho.zip")
    parts = members(tmp_path / "kho.zip")
    del parts[NAME]
    assert restore(other, packed(tmp_path / "cũ.zip", parts)).problems == ()
    assert named(other) == named(store)


def test_a_backup_of_a_program_to_come_is_not_guessed_at(store: Store, other: Store, tmp_path: Path) -> None:
    backup(store, tmp_path / "kho.zip")
    parts = members(tmp_path / "kho.zip")
    parts[NAME] = json.dumps({**json.loads(parts[NAME]), "format": FORMAT + 1}).encode()
    with pytest.raises(Stop, match="phiên bản Tổng hợp mới hơn"):
        restore(other, packed(tmp_path / "mới.zip", parts))
    assert not other.folder.exists()


def test_a_database_that_is_not_the_one_saved_is_refused_though_it_can_be_read(
    store: Store, other: Store, tmp_path: Path
) -> None:
    backup(store, tmp_path / "kho.zip")
    parts = members(tmp_path / "kho.zip")
    parts["store.duckdb"] = (store.folder / "versions/000001.duckdb").read_bytes()
    with pytest.raises(Stop, match="không còn đúng như lúc sao lưu"):
        restore(other, packed(tmp_path / "khác.zip", parts))
    assert not other.folder.exists()


# -- a store that is damaged ---------------------------------------------------------------------------------

Damage = Callable[[Store], object]
FILE_DAMAGES: dict[str, tuple[Damage, str]] = {
    "a file is missing": (lambda store: kept(store, "b.xlsx").unlink(), "b.xlsx"),
    "a file is empty": (lambda store: kept(store, "b.xlsx").write_bytes(b""), "b.xlsx"),
    "a bit of a file is flipped": (lambda store: flip(kept(store, "b.xlsx"), 100), "b.xlsx"),
    "a scan is missing": (lambda store: kept(store, "scan.pdf").unlink(), "scan.pdf"),
}


@pytest.mark.parametrize(("damage", "name"), FILE_DAMAGES.values(), ids=FILE_DAMAGES)
def test_a_backup_of_a_store_with_a_damaged_file_names_it_and_saves_the_rest(
    damage: Damage, name: str, store: Store, other: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = tmp_path / "kho.zip"
    backup(store, good)
    before = good.read_bytes()
    damage(store)
    assert main(["backup", str(good), "--store", str(store.folder)]) == 1
    said = capsys.readouterr()
    assert name in said.err
    worse = tmp_path / "kho-chua-day-du.zip"
    assert str(worse) in said.out
    assert good.read_bytes() == before, "a better backup lost its place"

    assert main(["restore", "--check", str(worse), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert (told["is_whole"], told["files"]) == (False, 4)
    assert name in " ".join(told["missing"] + told["damaged"])
    assert main(["restore", str(worse), "--store", str(other.folder)]) == 1
    said = capsys.readouterr()
    assert "Đã khôi phục" in said.out
    assert name in said.err
    assert named(other) == named(store)
    assert len(other.archive.digests()) == 4
    assert restore(Store(tmp_path / "third"), good).problems == ()


def test_a_file_that_cannot_even_be_read_stops_no_backup(store: Store, tmp_path: Path) -> None:
    bad = kept(store, "b.xlsx")
    bad.unlink()
    bad.mkdir()  # reads as a bad spot of the disk does: by an error
    saved = backup(store, tmp_path / "kho.zip")
    assert "b.xlsx" in " ".join(saved.problems)
    assert len(saved.manifest.files) == 4


def test_what_is_left_of_a_damaged_file_is_kept_for_whoever_can_mend_it(store: Store, tmp_path: Path) -> None:
    flip(kept(store, "b.xlsx"), 100)
    saved = backup(store, tmp_path / "kho.zip")
    torn = members(saved.file)[f"damaged/files/{kept(store, 'b.xlsx').name}"]
    assert torn == kept(store, "b.xlsx").read_bytes()


def test_the_newest_version_that_can_be_read_is_saved_where_the_current_one_is_torn(
    store: Store, other: Store, tmp_path: Path
) -> None:
    current = store.folder / "versions/000003.duckdb"
    current.write_bytes(current.read_bytes()[: current.stat().st_size // 2])
    saved = backup(store, tmp_path / "kho.zip")
    assert saved.file.name == "kho-chua-day-du.zip"
    assert (saved.manifest.version, saved.manifest.newest) == (2, 3)
    assert "phiên bản 3 bị hỏng" in saved.problems[0]
    assert members(saved.file)["damaged/000003.duckdb"] == current.read_bytes()
    problems = restore(other, saved.file).problems
    assert "phiên bản 3 bị hỏng" in problems[0]
    assert len(named(other)) == 3


@pytest.mark.parametrize("pointer", [None, "", "0\n", "x"])
def test_a_store_that_does_not_know_what_counts_is_saved_with_its_newest_version(
    pointer: str | None, store: Store, other: Store, tmp_path: Path
) -> None:
    expected = named(store)
    if pointer is None:
        (store.folder / "current").unlink()
    else:
        (store.folder / "current").write_text(pointer)
    saved = backup(Store(store.folder), tmp_path / "kho.zip")
    assert saved.file.name == "kho-chua-day-du.zip"
    assert (saved.manifest.version, len(saved.problems)) == (3, 1)
    restore(other, saved.file)
    assert named(other) == expected


@pytest.mark.parametrize("step", [7, pytest.param(1, marks=pytest.mark.soak)])
def test_every_block_of_the_current_version_is_looked_at(store: Store, tmp_path: Path, step: int) -> None:
    """A bit anywhere in a block that holds something is found, or does not matter to what is read."""
    current = store.folder / "versions/000003.duckdb"
    whole, names = current.read_bytes(), named(store)
    spots = random.Random(12)
    found, blocks = 0, range(0, len(whole), step * 16384)
    for block in blocks:
        current.write_bytes(whole)
        flip(current, block + spots.randrange(8, min(16384, len(whole) - block)))
        target = tmp_path / f"{block}.zip"
        saved = backup(store, target)
        found += not saved.manifest.is_complete
        if saved.manifest.is_complete:
            again = Store(tmp_path / f"store-{block}")
            restore(again, target)
            assert named(again) == names
    assert found > len(blocks) // 2


def test_a_store_whose_versions_are_all_torn_still_gives_its_files(store: Store, other: Store, tmp_path: Path) -> None:
    for path in (store.folder / "versions").glob("*.duckdb"):
        path.write_bytes(b"torn")
    saved = backup(store, tmp_path / "kho.zip")
    assert {name for name in members(saved.file) if name.startswith("files/")} == {
        f"files/{digest}" for digest in store.archive.digests()
    }
    with pytest.raises(Stop, match="phiên bản 3 bị hỏng"):
        restore(other, saved.file)
    assert not other.folder.exists()


def test_incomplete_backups_replace_nothing_not_even_each_other(store: Store, tmp_path: Path) -> None:
    kept(store, "a.xlsx").unlink()
    names = [backup(store, tmp_path / "kho.zip").file.name for _ in range(3)]
    assert names == ["kho-chua-day-du.zip", "kho-chua-day-du-2.zip", "kho-chua-day-du-3.zip"]


# -- bringing back -------------------------------------------------------------------------------------------


def test_a_file_that_the_backup_lacks_and_the_store_has_is_not_lost(store: Store, tmp_path: Path) -> None:
    backup(store, tmp_path / "kho.zip")
    parts = members(tmp_path / "kho.zip")
    del parts[f"files/{kept(store, 'a.xlsx').name}"]
    lacking = packed(tmp_path / "thiếu.zip", parts)
    assert "a.xlsx" in examine(lacking).problems[0]
    assert restore(store, lacking).problems == ()


def test_a_damaged_file_of_the_store_is_mended_by_the_backup_and_never_the_other_way(
    store: Store, tmp_path: Path
) -> None:
    backup(store, tmp_path / "kho.zip")
    kept(store, "a.xlsx").write_bytes(b"")
    parts = members(tmp_path / "kho.zip")
    parts[f"files/{kept(store, 'b.xlsx').name}"] = b"other"
    problems = restore(store, packed(tmp_path / "hỏng.zip", parts)).problems
    assert problems == ()
    assert {name: kept(store, name).read_bytes() for name in LISTS} == LISTS


def test_checking_a_backup_touches_no_store(store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "kho.zip"
    backup(store, file, made_at=NOW)
    before = state(tmp_path)
    assert main(["restore", "--check", str(file), "--store", str(tmp_path / "none")]) == 0
    assert "phiên bản 3" in capsys.readouterr().out
    assert main(["restore", "--check", str(file), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["version"], told["files"], told["counts"]["receipts"], told["problems"]) == (3, 5, 1, [])
    (tmp_path / "no.zip").write_bytes(b"no backup")
    assert main(["restore", "--check", str(tmp_path / "no.zip")]) == 1
    assert "không phải bản sao lưu dùng được" in capsys.readouterr().err
    (tmp_path / "no.zip").unlink()
    assert state(tmp_path) == before


CHILD = """
import resource, sys
from pathlib import Path
from tonghop.store import Store
from tonghop.store.restore import restore
Store(sys.argv[2]).reader().close()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
said = restore(Store(sys.argv[2]), Path(sys.argv[1])).problems
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) >> 10, len(said))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell a process's highest memory in this way")
@pytest.mark.parametrize("is_lying", [False, True])
def test_a_large_file_is_brought_back_without_being_held(
    is_lying: bool, store: Store, other: Store, tmp_path: Path
) -> None:
    backup(store, tmp_path / "kho.zip")
    size = 300 << 20
    hashed = sha256()
    for _ in range(size >> 20):
        hashed.update(bytes(1 << 20))
    with (
        zipfile.ZipFile(tmp_path / "kho.zip", "a", zipfile.ZIP_DEFLATED) as package,
        package.open(f"files/{hashed.hexdigest()}", "w") as part,
    ):
        for _ in range(size >> 20):
            part.write(bytes(1 << 20))
    if is_lying:
        content = (tmp_path / "kho.zip").read_bytes()
        assert content.count(size.to_bytes(4, "little")) == 2
        content = content.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
        (tmp_path / "kho.zip").write_bytes(content)
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(tmp_path / "kho.zip"), str(other.folder)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    grew, problems = map(int, done.stdout.split())
    assert grew < 150, "MiB"
    assert problems == is_lying
    assert (other.archive.folder / hashed.hexdigest()).exists() is not is_lying


# -- killed, and full disks ----------------------------------------------------------------------------------

# The command line in a process that dies by SIGKILL at the nth call of a function, or may write only so much.
DYING = """
import os, resource, signal, sys, zipfile
from pathlib import Path
what, at, room, *words = sys.argv[1:]
if int(room):
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(room), int(room)))
left = int(at)
def dying(real):
    def call(*given, **named):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*given, **named)
    return call
places = {"fsync": (os, "fsync"), "replace": (Path, "replace"), "write": (zipfile.ZipFile, "write"),
          "open": (zipfile.ZipFile, "open")}
if what in places:
    setattr(*places[what], dying(getattr(*places[what])))
from tonghop.__main__ import main
sys.exit(main(words))
"""


def dying(what: str, at: int, *words: str | Path, room: int = 0) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", DYING, what, str(at), str(room), *map(str, words)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip


needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="processes are killed by signals")


@needs_signals
@pytest.mark.parametrize(
    ("what", "at"), [("write", 3), ("fsync", 1), ("replace", 1), *in_soak(("write", 1), ("open", 9), ("fsync", 2))]
)
def test_a_backup_killed_half_way_leaves_the_old_one_and_its_litter_is_cleared(
    what: str, at: int, store: Store, tmp_path: Path
) -> None:
    target = tmp_path / "sao lưu" / "kho.zip"
    backup(store, target, made_at=NOW)
    before = target.read_bytes()
    (target.parent / ".khác.zip.1.new").touch()
    ended = dying(what, at, "backup", target, "--store", store.folder)
    assert ended.returncode == -9, ended.stderr
    assert target.read_bytes() == before or examine(target).problems == ()
    backup(store, target, made_at=NOW)
    assert sorted(path.name for path in target.parent.iterdir()) == [".khác.zip.1.new", "kho.zip"]


@needs_signals
@pytest.mark.parametrize(
    ("what", "at"), [("open", 6), ("replace", 4), ("fsync", 2), *in_soak(("open", 2), ("replace", 1))]
)
def test_a_restore_killed_half_way_leaves_the_store_as_it_was_or_as_it_should_be(
    what: str, at: int, store: Store, other: Store, tmp_path: Path
) -> None:
    backup(store, tmp_path / "kho.zip")
    load_all(other, {"a.xlsx": LISTS["a.xlsx"]})
    ended = dying(what, at, "restore", tmp_path / "kho.zip", "--store", other.folder)
    assert ended.returncode == -9, ended.stderr
    assert len(named(other)) in (1, 3)
    assert restore(other, tmp_path / "kho.zip").problems == ()
    assert len(named(other)) == 3
    assert [path.name for path in other.folder.rglob("*.new")] == []


@needs_signals
@pytest.mark.parametrize("verb", ["backup", "restore"])
def test_a_full_disk_is_one_message_and_nothing_is_lost(verb: str, store: Store, other: Store, tmp_path: Path) -> None:
    target = tmp_path / "sao lưu" / "kho.zip"
    backup(store, target)
    load_all(other, {"a.xlsx": LISTS["a.xlsx"]})
    before = state(target.parent), named(other)
    used = store if verb == "backup" else other
    ended = dying("", 0, verb, target, "--store", used.folder, room=5_000)
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (1, "", 1), ended.stderr
    assert "Không ghi được" in ended.stderr
    assert (state(target.parent), named(other)) == before
    assert [path.name for path in other.folder.rglob("*.new")] == []


@pytest.mark.skipif(sys.platform == "win32", reason="a bad disk is played by writing beside the file's own place")
@pytest.mark.parametrize("at", [40, 5_000, -200])
def test_a_disk_that_does_not_keep_what_is_written_is_found_out(
    at: int, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "sao lưu" / "kho.zip"
    backup(store, target)
    before = state(target.parent)
    synced = os.fsync

    def bad(file: int) -> None:
        size = os.fstat(file).st_size
        if size > 10_000:
            os.pwrite(file, b"\xff" * 60, at if at > 0 else size + at)
        synced(file)

    monkeypatch.setattr(os, "fsync", bad)
    with pytest.raises(Stop, match="đọc lại không đúng"):
        backup(store, target)
    assert state(target.parent) == before


def test_a_backup_larger_than_the_disk_is_refused_before_anything_is_unpacked(
    store: Store, other: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup(store, tmp_path / "kho.zip")
    load_all(other, {"a.xlsx": LISTS["a.xlsx"]})
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1000))
    with pytest.raises(Stop, match="bản sao lưu cần"):
        restore(other, tmp_path / "kho.zip")
    assert (other.current, [path.name for path in other.folder.rglob("*.new")]) == (1, [])


def test_a_backup_waits_for_another_and_says_so_in_the_end(store: Store, tmp_path: Path) -> None:
    from tonghop.store.alone import Busy, alone

    with alone(store), pytest.raises(Busy, match="đang được sao lưu"):
        backup(Store(store.folder), tmp_path / "kho.zip", wait=0.1)
    assert not (tmp_path / "kho.zip").exists()
    assert os.listdir(tmp_path) == ["store"]  # noqa: PTH208


@pytest.mark.parametrize("words", [["backup"], ["backup", "a.zip", "--due"], ["backup-folder", "a", "--off"]])
def test_words_that_fit_together_badly_are_wrong_use(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert capsys.readouterr().out == ""


def test_a_database_brought_back_is_moved_never_held_in_memory(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup(store, tmp_path / "kho.zip")
    real = Path.read_bytes

    def read(self: Path) -> bytes:
        assert self.suffix != ".duckdb", "a whole database in memory"
        return real(self)

    monkeypatch.setattr(Path, "read_bytes", read)
    other = Store(tmp_path / "other")
    assert restore(other, tmp_path / "kho.zip").problems == ()
    assert ask_rows(other, "file_list")[1] == ask_rows(store, "file_list")[1]
    assert [path.name for path in other.folder.rglob("*.new")] == []
