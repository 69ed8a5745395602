"""Backup by itself: a folder named once, a backup after the day's last recording, what was made and what went wrong.

What it knows stands in the store's folder, outside every version, so that restoring one never moves it. The clock is
passed in; whether anything is due is decided by versions, not by the clock.
"""

import contextlib
import json
import re
import secrets
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from tonghop import clock
from tonghop.errors import Stop
from tonghop.officefiles.unpacking import DAMAGED, read_part
from tonghop.store.alone import Busy
from tonghop.store.archive import clear_stale, write_whole
from tonghop.store.backup import Saved, backup
from tonghop.store.kept_days import days_to_keep
from tonghop.store.manifest import LARGEST, NAME, Manifest, parse_manifest
from tonghop.store.versions import Store

OLD = timedelta(days=1)
SKEW = timedelta(hours=1)
FILE = "tonghop-{sign}-{day}.zip"


@dataclass(frozen=True)
class State:
    """The folder named ("" for none), the store's sign in the names there, the last backup, and the last trouble.

    `at` is when the last good backup was begun, `version` what counted then; `partial` is the version of which no
    complete one could be made. `place` is where the store lay when the folder was named: a copy elsewhere must not
    write over its backups. `trouble` is "" where the last try went well.
    """

    folder: str = ""
    place: str = ""
    sign: str = ""
    at: str = ""
    version: int = 0
    partial: int = 0
    file: str = ""
    trouble: str = ""

    @property
    def made_at(self) -> datetime | None:
        with contextlib.suppress(ValueError):
            return datetime.fromisoformat(self.at)
        return None


@dataclass(frozen=True)
class Word:
    """What is to be said of backups in one line, and whether it is an alarm."""

    text: str
    is_alarm: bool = False


def state_of(store: Store) -> State:
    """Return what is known of a store's own backups; a file that is missing or torn is as if none was named."""
    try:
        said = json.loads((store.folder / "backup" / "settings.json").read_bytes())
    except (OSError, ValueError):
        return State()
    if not isinstance(said, dict):
        return State()
    return State(**{each.name: said[each.name] for each in fields(State) if type(said.get(each.name)) is each.type})


def name_folder(store: Store, folder: Path | None) -> State:
    """Have the store back itself up into a folder from now on, None for no longer; return the state.

    Raises Stop where the folder cannot be written, or lies inside the store, with which it would be lost.
    """
    before = state_of(store)
    if folder is None:
        return _remember(store, replace(before, folder="", trouble=""))
    place = folder.expanduser()
    if not place.is_absolute():
        place = Path.cwd() / place
    place = place.resolve()
    if place.is_relative_to(store.folder.resolve()):
        raise Stop(
            f"{place} nằm trong chính kho dữ liệu; mất kho là mất cả bản sao lưu.",
            "Đề nghị chọn một thư mục ở ổ đĩa khác.",
        )
    try:
        place.mkdir(parents=True, exist_ok=True)
        tried = place / f"tonghop-thu-ghi-{secrets.token_hex(3)}"
        tried.write_bytes(b"")
        tried.unlink()
    except OSError as error:
        raise Stop(
            f"Không ghi được vào thư mục {place}: {error}.", "Đề nghị kiểm tra ổ đĩa và quyền ghi, hoặc chọn nơi khác."
        ) from error
    here = str(store.folder.resolve())
    sign = before.sign if before.place == here else secrets.token_hex(3)
    is_new = (before.folder, before.sign) != (str(place), sign)
    if is_new:  # nothing of this store is there yet: due at once
        before = State()
    return _remember(store, replace(before, folder=str(place), place=here, sign=sign, trouble=""))


def same_disk(store: Store, folder: str) -> bool:
    """Is a folder on the store's own disk, and lost with it?"""
    try:
        return Path(folder).stat().st_dev == store.folder.stat().st_dev
    except OSError:
        return False


def is_copied(store: Store, state: State) -> bool:
    """Was the store copied or moved since the folder was named? Then whose backups lie there is for a person to say."""
    return state.place != str(store.folder.resolve())


def is_due(store: Store, state: State | None = None) -> bool:
    """Tell whether a folder is named and something was recorded since the last good backup."""
    known = state or state_of(store)
    return bool(known.folder) and not is_copied(store, known) and store.current not in (0, known.version)


def back_up_if_due(store: Store, now: datetime, *, again: bool = False) -> Saved | None:
    """Make the day's backup where one is due, and clear what is kept no longer; None where none is due.

    A version of which no complete backup could be made is not tried anew but `again`: it would fill the disk with its
    like. None, too, where another process is at it. A failure is kept as the state's trouble and raised as Stop.
    """
    state = state_of(store)
    if not is_due(store, state) or (state.partial == store.current and not again):
        return None
    folder = Path(state.folder)
    number = store.current
    try:
        if not folder.is_dir():  # never made anew: a disk that is not plugged in would be a folder on this one
            raise Stop(
                f"Không thấy thư mục sao lưu {folder}.", "Đề nghị cắm lại ổ đĩa, hoặc đặt thư mục khác (backup-folder)."
            )
        target = folder / FILE.format(sign=state.sign, day=now.date().isoformat())
        saved = backup(store, target, made_at=now, sign=state.sign, wait=0)
    except Busy:
        return None
    except Stop as stop:
        with contextlib.suppress(Stop):
            _note(store, state, trouble=str(stop))
        raise
    if not saved.manifest.is_complete:
        trouble = f"Bản sao lưu {saved.file.name} chưa đầy đủ: {'; '.join(saved.problems[:3])}."
        _note(store, state, trouble=trouble, partial=number)
        clear_partial(folder, state.sign, now.date(), saved)
        return saved
    at = now.isoformat(timespec="seconds")
    _note(store, state, at=at, version=number, file=saved.file.name, trouble="", partial=0)
    clear_old(folder, state.sign, now.date(), saved.file)
    return saved


def clear_old(folder: Path, sign: str, today: date, newest: Path) -> list[Path]:
    """Delete this store's own daily backups that are kept no longer; return them. `newest` stays whatever its day.

    What does not say in its manifest that this store made it by itself is never touched.
    """
    found = [(day, path) for day, path, _ in _ours(folder, sign, "") if path != newest]
    kept = days_to_keep([today, *(day for day, _ in found)], today)
    return _deleted(path for day, path in found if day not in kept)


def clear_partial(folder: Path, sign: str, today: date, newest: Saved) -> list[Path]:
    """Delete this store's incomplete backups of today and of days kept no longer; return them.

    One goes only where the newest lacks nothing that it has: a store that lost a file for good fills no disk.
    """
    found = [each for each in _ours(folder, sign, r"-chua-day-du(?:-\d+)?") if each[1] != newest.file]
    kept = days_to_keep([today, *(day for day, *_ in found)], today) - {today}
    now = newest.manifest
    return _deleted(
        path
        for day, path, made in found
        if day not in kept and (now.version or 0) >= (made.version or 0) and {*now.lacking} <= {*made.lacking}
    )


def _deleted(paths: Iterable[Path]) -> list[Path]:
    gone = []
    for path in paths:
        with contextlib.suppress(OSError):
            path.unlink()
            gone.append(path)
    return gone


def daily_backups(state: State) -> list[Path]:
    """Return this store's own backups in the folder named, the newest day first, the incomplete among them."""
    if not state.folder:
        return []
    return sorted(Path(state.folder).glob(f"tonghop-{state.sign}-*.zip"), reverse=True)


def word_of(store: Store, now: datetime) -> Word:
    """Say in one line how things stand with backups."""
    state = state_of(store)
    if not state.folder:
        return Word("Sao lưu tự động: chưa đặt nơi lưu")
    if is_copied(store, state):
        return Word("Kho dữ liệu này đã được chép hoặc chuyển chỗ; đề nghị đặt lại nơi sao lưu", is_alarm=True)
    made_at = state.made_at
    last = f"Sao lưu gần nhất: {made_at:%d/%m/%Y %H:%M}" if made_at else "Sao lưu gần nhất: chưa có"
    if state.trouble:
        return Word(f"{last}. Lần sau đó không được: {state.trouble}", is_alarm=True)
    try:
        due = is_due(store, state)
    except Stop as stop:  # a store that cannot be read is told where it is shown, and here
        return Word(f"{last}. {stop.message}", is_alarm=True)
    if due:
        since = unsaved_since(store, state) or made_at or now
        if max(since, made_at or since) > now + SKEW:
            return Word(f"{last}; giờ của máy này đi sau, đề nghị xem lại đồng hồ máy", is_alarm=True)
        if now - since > OLD:
            return Word(f"{last}; ghi nhận từ {since:%d/%m/%Y} chưa được sao lưu", is_alarm=True)
    return Word(last)


def unsaved_since(store: Store, state: State) -> datetime | None:
    """Return when the first thing was recorded that no backup holds, by the files of versions; None without any."""
    moments = []
    for path in (store.folder / "versions").glob("*.duckdb"):
        with contextlib.suppress(OSError):  # an old version that goes at this moment
            if path.stem.isdigit() and int(path.stem) > state.version:
                moments.append(path.stat().st_mtime)
    return clock.of_stamp(min(moments)) if moments else None


def _ours(folder: Path, sign: str, mark: str) -> Iterator[tuple[date, Path, Manifest]]:
    """This store's own backups, known by name and manifest: the day, the file, what it says of itself."""
    pattern = re.compile(rf"tonghop-{re.escape(sign)}-(\d{{4}}-\d\d-\d\d){mark}\.zip")
    for path in sorted(folder.glob(f"tonghop-{sign}-*.zip")) if sign else ():
        match = pattern.fullmatch(path.name)
        try:
            day = date.fromisoformat(match[1]) if match else None
            with zipfile.ZipFile(path) as package:
                manifest = parse_manifest(read_part(package, package.getinfo(NAME), LARGEST))
        except (*DAMAGED, KeyError, Stop):
            continue
        if day and manifest and manifest.store == sign:
            yield day, path, manifest


def _note(store: Store, begun_with: State, **news: Any) -> None:
    """Keep what came of a backup, unless another folder was named meanwhile, of which nothing is known."""
    now = state_of(store)
    if now.folder == begun_with.folder:
        _remember(store, replace(now, **news))


def _remember(store: Store, state: State) -> State:
    path = store.folder / "backup" / "settings.json"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, json.dumps(asdict(state), ensure_ascii=False, indent=1).encode())
        clear_stale(path)
    except OSError as error:
        raise Stop(f"Không ghi được {path}: {error}.", "Đề nghị kiểm tra quyền ghi và dung lượng ổ đĩa.") from error
    return state
