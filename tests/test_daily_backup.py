"""A store that backs itself up: when, where, how long it is kept, and that no trouble is silent."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from streamlit.testing.v1 import AppTest

from tests.builders import UNIT, load_all, nomination_workbook
from tests.opened import open_page
from tonghop import clock
from tonghop.__main__ import main
from tonghop.errors import Stop
from tonghop.store import Store
from tonghop.store.alone import alone
from tonghop.store.backup import backup
from tonghop.store.daily import (
    back_up_if_due,
    clear_old,
    daily_backups,
    is_due,
    name_folder,
    state_of,
    word_of,
)
from tonghop.store.kept_days import days_to_keep
from tonghop.store.restore import examine, restore
from ui.upkeep.backups import THREAD, Watch, look

ROOT = Path(__file__).resolve().parent.parent
NOW = datetime(2022, 4, 5, 17, 30)
DAY = timedelta(days=1)


def workbook(name: str) -> bytes:
    return nomination_workbook(UNIT, [[1, f"Mô hình {name}", None, None, None]])


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = Store(tmp_path_factory.mktemp("base") / "store")
    load_all(store, {"a.xlsx": workbook("a")})
    return store.folder


@pytest.fixture
def store(base: Path, tmp_path: Path) -> Store:
    shutil.copytree(base, tmp_path / "store")
    return Store(tmp_path / "store")


@pytest.fixture
def disk(tmp_path: Path, store: Store) -> Path:
    """A folder named for the store's backups."""
    name_folder(store, tmp_path / "ổ ngoài")
    return tmp_path / "ổ ngoài"


def record(store: Store, name: str) -> None:
    load_all(store, {f"{name}.xlsx": workbook(name)})


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# -- which are kept ------------------------------------------------------------------------------------------

days = some.dates(date(2020, 1, 1), date(2024, 12, 31))
near = some.dates(date(2022, 3, 1), date(2022, 4, 30))
scattered_or_daily = some.one_of(some.sets(days, max_size=120), some.sets(near, min_size=25))


@given(scattered_or_daily, some.one_of(days, near))
def test_fourteen_days_and_twelve_months_are_kept_and_what_is_newer_always(had: set[date], today: date) -> None:
    kept = days_to_keep(had, today)
    assert kept <= had
    past = {day for day in had if day <= today}
    assert had - past <= kept, "a day to come was made by a wrong clock: nothing is told of it"
    assert {day for day in past if day > today - 14 * DAY} <= kept
    for year, month in {(day.year, day.month) for day in past}:
        last = max(day for day in past if (day.year, day.month) == (year, month))
        months_ago = (today.year - year) * 12 + today.month - month
        assert months_ago >= 12 or last in kept
    assert len(kept & past) <= 14 + 12
    assert not past or max(past) in kept


@given(some.lists(days, min_size=1, max_size=200, unique=True).map(sorted))
def test_a_backup_a_day_never_leaves_fewer_than_it_should(made: list[date]) -> None:
    """Kept day after day, not only once: what was deleted on the way is never missed later."""
    held: set[date] = set()
    for today in made:
        held = days_to_keep({*held, today}, today)
    assert held == days_to_keep(made, made[-1])


def test_only_what_this_store_made_by_itself_is_deleted(store: Store, disk: Path, tmp_path: Path) -> None:
    sign = state_of(store).sign
    first = back_up_if_due(store, NOW)
    assert first is not None
    for back in range(1, 60):
        shutil.copy(first.file, disk / f"tonghop-{sign}-{(NOW - back * DAY).date()}.zip")
    others = {
        "tonghop-ffffff-2021-01-01.zip": first.file.read_bytes(),
        f"tonghop-{sign}-2021-01-01.zip": b"not a package",
        f"tonghop-{sign}-2021-13-01.zip": first.file.read_bytes(),
        f"tonghop-{sign}-2021-01-01 (giữ).zip": first.file.read_bytes(),
        "ảnh.zip": b"",
    }
    for name, content in others.items():
        (disk / name).write_bytes(content)
    backup(store, disk / f"tonghop-{sign}-2022-02-10.zip")  # by a person, under such a name
    record(store, "b")
    saved = back_up_if_due(store, NOW + DAY)
    assert saved is not None
    left = set(names(disk))
    assert {*others, f"tonghop-{sign}-2022-02-10.zip"} <= left
    ours = left - {*others, f"tonghop-{sign}-2022-02-10.zip"}
    kept = {(NOW + DAY - back * DAY).date() for back in range(14)} | {date(2022, 2, 28), date(2022, 3, 31)}
    assert ours == {f"tonghop-{sign}-{day}.zip" for day in kept}


def test_the_newest_stays_even_where_the_clock_says_it_is_the_oldest(store: Store, disk: Path) -> None:
    first = back_up_if_due(store, NOW)
    assert first is not None
    for ahead in range(1, 41):
        shutil.copy(first.file, disk / f"tonghop-{state_of(store).sign}-{(NOW + ahead * DAY).date()}.zip")
    record(store, "b")
    saved = back_up_if_due(store, datetime(1970, 1, 2))
    assert saved is not None
    assert saved.file.exists()
    assert len(names(disk)) == 42, "a clock that fell behind deletes nothing"
    assert clear_old(disk, "", date(2022, 4, 5), saved.file) == []


# -- when ----------------------------------------------------------------------------------------------------


def test_a_backup_is_due_once_something_was_recorded_and_is_the_day_s_last_state(store: Store, disk: Path) -> None:
    saved = back_up_if_due(store, NOW)
    assert saved is not None
    assert saved.file.name == f"tonghop-{state_of(store).sign}-2022-04-05.zip"
    assert back_up_if_due(store, NOW + 9 * DAY) is None, "nothing new"
    record(store, "b")
    again = back_up_if_due(store, NOW + timedelta(hours=1))
    assert again is not None
    assert names(disk) == [saved.file.name], "one a day, the last"
    proof = examine(saved.file)
    assert (proof.problems, len(proof.whole)) == ((), 2)


def test_no_folder_named_and_nothing_stored_are_never_due(store: Store, tmp_path: Path) -> None:
    assert not is_due(store)
    assert back_up_if_due(store, NOW) is None
    empty = Store(tmp_path / "empty")
    name_folder(empty, tmp_path / "disk")
    assert back_up_if_due(empty, NOW) is None
    assert names(tmp_path / "disk") == []


def test_restoring_moves_neither_folder_nor_sign_and_is_saved_in_turn(store: Store, disk: Path) -> None:
    saved = back_up_if_due(store, NOW)
    assert saved is not None
    before = state_of(store)
    restore(store, saved.file)
    assert state_of(store) == before
    assert is_due(store)


def test_the_office_is_left_to_work_until_it_has_been_quiet() -> None:
    watch = Watch(quiet=900, retry=600)
    assert watch.is_time(3, 0), "recorded before the server started"
    assert [watch.is_time(4, clock) for clock in (20, 400, 919)] == [False, False, False]
    assert watch.is_time(4, 920)
    assert not watch.is_time(5, 940), "somebody records on"
    assert watch.is_time(5, 1840)
    watch.failed(1840)
    assert [watch.is_time(5, clock) for clock in (1860, 2439, 2440)] == [False, False, True]


def test_the_thread_looks_makes_what_is_due_and_outlives_trouble(store: Store, disk: Path) -> None:
    watch = Watch(quiet=0, retry=600)
    look(store, watch, 1, NOW)
    assert len(names(disk)) == 1
    record(store, "b")
    shutil.rmtree(disk)
    look(store, watch, 2, NOW + DAY)
    assert "Không thấy thư mục sao lưu" in state_of(store).trouble
    disk.mkdir()
    look(store, watch, 3, NOW + DAY)
    assert names(disk) == [], "tried again after a while only"
    look(store, watch, 700, NOW + DAY)
    assert len(names(disk)) == 1
    assert state_of(store).trouble == ""


def test_the_server_starts_its_thread_and_it_saves_what_was_recorded_before(store: Store, disk: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from ui.upkeep.backups import start, Watch, THREAD\n"
        "for _ in range(2): start(0.01, Watch(0, 600), Path(sys.argv[1]))\n"
        "import threading; assert [t.name for t in threading.enumerate()].count(THREAD) == 1\n"
        "while not list(Path(sys.argv[2]).glob('*.zip')): time.sleep(0.05)\n"
    )
    subprocess.run([sys.executable, "-c", code, store.folder, disk], cwd=ROOT, check=True, timeout=120)
    assert examine(daily_backups(state_of(store))[0]).problems == ()
    assert THREAD


def test_several_processes_make_one_backup(store: Store, disk: Path) -> None:
    words = [sys.executable, "-m", "tonghop", "backup", "--due", "--store", str(store.folder)]
    with ThreadPoolExecutor(4) as pool:
        ended = list(pool.map(lambda _: subprocess.run(words, cwd=ROOT, capture_output=True, check=False), range(4)))
    assert [each.returncode for each in ended] == [0] * 4, ended
    (file,) = names(disk)
    assert examine(disk / file).problems == ()


def test_one_that_is_at_work_is_not_waited_for(store: Store, disk: Path) -> None:
    with alone(store):
        assert back_up_if_due(Store(store.folder), NOW) is None
    assert (names(disk), state_of(store).trouble) == ([], "")


# -- trouble -------------------------------------------------------------------------------------------------


def nowhere(folder: Path) -> None:
    shutil.rmtree(folder)


def a_file(folder: Path) -> None:
    folder.rmdir()
    folder.write_bytes(b"")


def none_may_write(folder: Path) -> None:
    folder.rmdir()
    folder.symlink_to("/proc")


@pytest.mark.parametrize("wrong", [nowhere, a_file, none_may_write])
def test_a_folder_that_cannot_be_written_is_said_in_words_and_in_red(
    wrong: Callable[[Path], None], store: Store, disk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong(disk)
    assert main(["backup", "--due", "--store", str(store.folder)]) == 1
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    word = word_of(store, NOW)
    assert word.is_alarm
    assert state_of(store).trouble in word.text
    assert "Đề nghị" in word.text
    assert not (disk / "tonghop").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a disk is filled by a limit of the system")
def test_a_full_disk_and_a_kill_leave_the_last_good_one(store: Store, disk: Path) -> None:
    saved = back_up_if_due(store, NOW)
    assert saved is not None
    whole = saved.file.read_bytes()
    record(store, "b")
    for limit, end in (
        ("resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))", 1),
        ("os.fsync = lambda file: os.kill(os.getpid(), signal.SIGKILL)", -9),
    ):
        code = (
            "import os, resource, signal, sys; from datetime import datetime; from pathlib import Path\n"
            "import tonghop.store.daily as daily; from tonghop.store import Store; from tonghop.errors import Stop\n"
            f"signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n{limit}\n"
            "try: daily.back_up_if_due(Store(sys.argv[1]), datetime(2022, 4, 5, 18))\n"
            "except Stop as stop: sys.exit(str(stop))\n"
        )
        ended = subprocess.run(
            [sys.executable, "-c", code, store.folder], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert ended.returncode == end, ended.stderr
        assert saved.file.read_bytes() == whole
        if end == 1:
            assert names(disk) == [saved.file.name]
            assert "Không ghi được bản sao lưu" in state_of(store).trouble
            assert word_of(store, NOW).is_alarm
    assert len(names(disk)) == 2, "what the kill left"
    again = back_up_if_due(store, NOW + timedelta(hours=2))
    assert again is not None
    assert names(disk) == [saved.file.name]
    assert word_of(store, NOW).is_alarm is False


def test_a_damaged_store_takes_no_good_backup_s_place_and_is_tried_once(store: Store, disk: Path) -> None:
    good = back_up_if_due(store, NOW)
    assert good is not None
    whole = good.file.read_bytes()
    record(store, "b")
    for path in store.archive.folder.iterdir():
        path.write_bytes(b"")
    saved = back_up_if_due(store, NOW + timedelta(hours=1))
    assert saved is not None
    assert not saved.manifest.is_complete
    assert good.file.read_bytes() == whole
    assert word_of(store, NOW).is_alarm
    assert "chưa đầy đủ" in word_of(store, NOW).text
    for _ in range(3):
        assert back_up_if_due(store, NOW + DAY) is None, "its like would fill the disk"
    assert len(names(disk)) == 2
    assert main(["backup", "--due", "--store", str(store.folder)]) == 1, "told to the task that runs every day"
    for name in ("c", "d", "e"):
        record(store, name)
        assert back_up_if_due(store, NOW + DAY) is not None
    assert len(names(disk)) == 3, "one incomplete a day, the last, lacks nothing that those before it had"
    next(path for path in sorted(store.archive.folder.iterdir()) if path.stat().st_size).unlink()
    record(store, "f")
    assert back_up_if_due(store, NOW + DAY) is not None
    assert len(names(disk)) == 4, "this one lacks more: the one before it stays"
    assert good.file.read_bytes() == whole


def test_the_line_turns_red_a_day_after_a_recording_that_was_not_saved(store: Store, disk: Path) -> None:
    assert back_up_if_due(store, NOW)
    line = "Sao lưu gần nhất: 05/04/2022 17:30"
    assert word_of(store, NOW + 30 * DAY) == replace(word_of(store, NOW), text=line, is_alarm=False)
    record(store, "b")
    record(store, "c")
    monday = NOW + 3 * DAY
    for version, moment in ((1, NOW), (2, monday), (3, monday + timedelta(hours=8))):
        stamp = moment.replace(tzinfo=clock.ZONE).timestamp()
        os.utime(store.folder / f"versions/{version:06d}.duckdb", (stamp, stamp))
    assert not word_of(store, monday + timedelta(minutes=1)).is_alarm, "an office that begins its week is left to work"
    assert not word_of(store, monday + timedelta(hours=23)).is_alarm
    late = word_of(store, monday + timedelta(hours=25))
    assert late.is_alarm
    assert late.text.startswith(line)
    assert "ghi nhận từ 08/04/2022 chưa được sao lưu" in late.text
    behind = word_of(store, NOW - 400 * DAY)
    assert behind.is_alarm
    assert "đồng hồ" in behind.text


def test_settings_that_are_torn_or_strange_are_as_if_nothing_was_named(store: Store, disk: Path) -> None:
    path = store.folder / "backup" / "settings.json"
    good = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**good, "to come": 1, "version": "x"}), encoding="utf-8")
    assert state_of(store).folder == good["folder"], "what is known is read"
    for torn in (b"", b"{", b"[]", b"\xff", b"null"):
        path.write_bytes(torn)
        assert state_of(store).folder == ""
        assert not word_of(store, NOW).is_alarm


def test_a_copy_of_a_store_never_writes_over_the_store_s_own_backups(
    store: Store, disk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert back_up_if_due(store, NOW)
    copy = Store(shutil.copytree(store.folder, tmp_path / "tập huấn"))
    record(copy, "thử")
    before = {name: (disk / name).read_bytes() for name in names(disk)}
    assert back_up_if_due(copy, NOW) is None
    assert main(["backup", "--due", "--store", str(copy.folder)]) == 1
    assert "chép hoặc chuyển chỗ" in capsys.readouterr().err
    assert word_of(copy, NOW).is_alarm
    name_folder(copy, disk)
    assert back_up_if_due(copy, NOW)
    assert {name: (disk / name).read_bytes() for name in before} == before
    assert len(names(disk)) == 2, "under a sign of its own"


# -- naming the folder ---------------------------------------------------------------------------------------


def test_a_folder_is_named_once_shown_and_taken_back(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--store", str(store.folder)]
    assert main(["backup", "--due", *where]) == 1
    assert "Chưa đặt thư mục sao lưu" in capsys.readouterr().err
    assert main(["backup-folder", *where]) == 0
    assert "chưa đặt nơi lưu" in capsys.readouterr().out
    assert main(["backup-folder", str(tmp_path / "mới" / "nữa"), *where]) == 0
    assert "cùng ổ đĩa" in capsys.readouterr().out
    assert names(tmp_path / "mới" / "nữa") == []
    assert main(["backup", "--due", "--json", *where]) == 0
    assert json.loads(capsys.readouterr().out)["version"] == 1
    assert main(["backup-folder", "--json", *where]) == 0
    assert json.loads(capsys.readouterr().out)["folder"] == str(tmp_path / "mới" / "nữa")
    assert main(["backup-folder", "--off", *where]) == 0
    assert not is_due(store)
    assert len(names(tmp_path / "mới" / "nữa")) == 1


def test_another_folder_gets_its_first_backup_at_once(store: Store, disk: Path, tmp_path: Path) -> None:
    assert back_up_if_due(store, NOW)
    name_folder(store, tmp_path / "khác")
    assert back_up_if_due(store, NOW)
    assert len(names(tmp_path / "khác")) == 1


@pytest.mark.parametrize("place", ["store", "store/versions", "tệp/trong tệp"])
def test_a_folder_that_would_be_lost_with_the_store_or_is_none_is_refused(
    place: str, store: Store, tmp_path: Path
) -> None:
    (tmp_path / "tệp").write_bytes(b"")
    with pytest.raises(Stop, match=r"nằm trong chính kho dữ liệu|Không ghi được"):
        name_folder(store, tmp_path / place)
    assert state_of(store).folder == ""


def test_a_manifest_says_whose_backup_it_is(store: Store, disk: Path) -> None:
    saved = back_up_if_due(store, NOW)
    assert saved is not None
    with zipfile.ZipFile(saved.file) as package:
        assert json.loads(package.read("manifest.json"))["store"] == state_of(store).sign


# -- the screen ----------------------------------------------------------------------------------------------


@pytest.fixture
def show(store: Store, monkeypatch: pytest.MonkeyPatch) -> Callable[[], AppTest]:
    def run() -> AppTest:
        monkeypatch.setenv("TONGHOP_STORE", str(store.folder))
        app = open_page("sao_luu")
        assert not app.exception
        return app

    return run


def said(app: AppTest, part: str = "main") -> str:
    return " ".join(element.proto.body for element in getattr(app, part).get("html"))


def test_the_page_names_a_folder_saves_and_lists(show: Callable[[], AppTest], store: Store, tmp_path: Path) -> None:
    app = show()
    assert "Kho chưa tự sao lưu" in said(app)
    assert "chưa đặt nơi lưu" in said(app, "sidebar")
    app.text_input(key="thu-muc-sao-luu").input("ở đâu đó")
    app.main.button[0].click().run()
    assert "Đường dẫn chưa đầy đủ" in said(app)
    app.text_input(key="thu-muc-sao-luu").input(str(tmp_path / "ổ ngoài"))
    app.main.button[0].click().run()
    assert state_of(store).folder == str(tmp_path / "ổ ngoài")
    assert "Kho sẽ tự sao lưu vào" in said(app)
    app.button(key="sao-luu-ngay").click().run()
    assert not app.exception
    (file,) = names(tmp_path / "ổ ngoài")
    assert file in said(app)
    assert "Sao lưu gần nhất: " in said(app, "sidebar")
    assert "th-alarm" not in said(app, "sidebar")
    app.button(key="sao-luu-ngay").click().run()
    assert "Không có ghi nhận mới" in said(app)
    record(store, "b")
    shutil.rmtree(tmp_path / "ổ ngoài")
    app.button(key="sao-luu-ngay").click().run()
    assert "Không thấy thư mục sao lưu" in said(app)
    app.run()
    assert "th-alarm" in said(app, "sidebar")


def test_the_page_verifies_says_what_is_lost_and_repairs(show: Callable[[], AppTest], store: Store) -> None:
    record(store, "b")
    app = show()
    assert "Kho chưa được kiểm tra lần nào" in said(app)
    app.button(key="kiem-tra-kho").click().run()
    assert "Kho còn nguyên vẹn" in said(app)
    assert "2 phiên bản và" in said(app)
    store.version_path(2).write_bytes(b"garbage" * 5000)
    assert "Kho còn nguyên vẹn" in said(show()), "the last word, and when it was"
    app = show()
    app.button(key="kiem-tra-kho").click().run()
    assert not app.exception
    assert "000002.duckdb không đọc được" in said(app)
    assert "Mất những gì ghi ở phiên bản 2" in said(app)
    assert app.button(key="sua-kho").disabled, "not before what is lost was read"
    assert store.current == 2
    app.checkbox(key="da-doc-se-mat").check().run()
    app.button(key="sua-kho").click().run()
    assert not app.exception
    assert store.current == 1
    assert "Đã dùng lại phiên bản 1" in said(app)
    assert "Kho còn nguyên vẹn" in said(app)


@pytest.mark.parametrize("content", [None, b"\x00\x00"])
def test_the_page_repairs_a_store_that_no_page_can_read(
    show: Callable[[], AppTest], store: Store, content: bytes | None
) -> None:
    pointer = store.folder / "current"
    pointer.unlink() if content is None else pointer.write_bytes(content)
    app = show()
    assert "trong kho vẫn còn phiên bản 1" in said(app)
    app.button(key="kiem-tra-kho").click().run()
    app.checkbox(key="da-doc-se-mat").check().run()
    app.button(key="sua-kho").click().run()
    assert not app.exception
    assert store.current == 1
    assert "trong kho vẫn còn" not in said(app)


def test_the_page_repairs_nothing_that_moved_since_it_was_verified(show: Callable[[], AppTest], store: Store) -> None:
    (store.archive.folder / next(iter(store.archive.digests()))).write_bytes(b"")
    app = show()
    app.button(key="kiem-tra-kho").click().run()
    record(store, "b")
    app.checkbox(key="da-doc-se-mat").check().run()
    app.button(key="sua-kho").click().run()
    assert "sau lúc kiểm tra" in said(app)
    assert store.current == 2


def test_a_newer_program_s_store_is_told_and_not_repaired(show: Callable[[], AppTest], store: Store) -> None:
    (store.folder / "current").write_text("tonghop 9 1\n")
    app = show()
    app.button(key="kiem-tra-kho").click().run()
    assert not app.exception
    assert "mới hơn ghi" in said(app)
    assert not [one for one in app.button if one.key == "sua-kho"]
    assert (store.folder / "current").read_text() == "tonghop 9 1\n"
