"""What somebody typed or dropped and has not recorded yet: kept by browser, a small file a form, bytes beside it.

It counts for nothing and is in no version. A browser is known by a secret of its own; its folder is named after a
digest of it, so that neither a path nor another's work can be asked for, and a list of folders gives no secret away.
Places: `STORE/drafts/kept/BROWSER/` with `FORM[-ABOUT].json`, `files/SHA256`, `SIGN.done`.
"""

import contextlib
import hashlib
import json
import re
import shutil
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from tonghop.errors import Stop
from tonghop.store.archive import clear_stale, write_whole

MB = 1024 * 1024
A_FORM, A_BROWSER, ALL = 2 * MB, 400 * MB, 4096 * MB
MOST_FORMS, MOST_FILES = 1000, 1000
AGE = 30 * 24 * 3600
"""So many seconds what a browser left lies after it was last seen."""
SIGN = re.compile(r"[0-9a-f]{16,64}")


@dataclass(frozen=True)
class DroppedFile:
    """A file dropped in some `place` of a form; its bytes lie under its digest."""

    name: str
    digest: str
    size: int
    place: str = ""


@dataclass(frozen=True)
class Unrecorded:
    """A form as it was left: its `sign` tells it from any other, `turn` how often the form was emptied before.

    Values that are `uncounted` only go along with the others: alone they are no draft.
    """

    sign: str
    values: dict[str, Any] = field(default_factory=dict)
    files: tuple[DroppedFile, ...] = ()
    saved_at: datetime | None = None
    turn: int = 0
    uncounted: tuple[str, ...] = ()


class Shelf:
    """One browser's place in a store's folder. What is damaged is not there for readers; writing raises Stop."""

    def __init__(self, store: Path, browser: str) -> None:
        self.all = store / "drafts" / "kept"
        self.folder = self.all / hashlib.sha256(browser.encode()).hexdigest()[:32]

    # -- forms --------------------------------------------------------------------------------------------------

    def read(self, form: str, about: str = "") -> Unrecorded | None:
        """What was left in a form, `about` what it was about; None where there is nothing that can be read."""
        try:
            said = json.loads(self._path(form, about).read_bytes())
            files = tuple(DroppedFile(**one) for one in said["files"])
            left = Unrecorded(
                str(said["sign"]), said["values"], files, _moment(said["saved_at"]), int(said["turn"]),
                tuple(map(str, said["uncounted"])),
            )  # fmt: skip
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return None
        is_right = isinstance(left.values, dict) and SIGN.fullmatch(left.sign) and said["about"] == about
        return left if is_right and all(map(_is_right, files)) else None

    def keep(self, form: str, about: str, left: Unrecorded) -> None:
        """Keep a form in one step; a newer one takes an older one's place. Raises Stop where it cannot be kept."""
        path = self._path(form, about)
        said = {**asdict(left), "saved_at": left.saved_at and left.saved_at.isoformat(), "about": about}
        content = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
        if len(content) > A_FORM:
            raise Stop(
                "Nội dung đang nhập quá dài nên chưa giữ được thành bản nháp.",
                "Đề nghị ghi nhận trước khi rời trang.",
            )
        try:
            if not path.exists():
                self._room()
            write_whole(path, content, sync=False)
            clear_stale(path)
        except OSError as error:
            raise _not_kept(self.all, error) from error

    def drop(self, form: str, about: str, sign: str) -> None:
        """Drop what was left in a form, where it is this one and not another tab's. Raises Stop where it cannot be."""
        left = self.read(form, about)
        if left is not None and left.sign != sign:
            return
        try:
            self._path(form, about).unlink(missing_ok=True)
        except OSError as error:
            raise Stop(
                f"Không bỏ được bản nháp trong {self.all}: {error.strerror or error}.",
                "Đề nghị kiểm tra quyền ghi của thư mục ấy.",
            ) from error

    def finish(self, sign: str) -> None:
        """Remember that a form was recorded, for other tabs that show the same. Raises Stop where it cannot be."""
        try:
            self._room()
            done = self.folder / f"{_sign(sign)}.done"
            write_whole(done, b"", sync=False)
            for old in self.folder.glob("*.done"):
                if old.stat().st_mtime < done.stat().st_mtime - AGE:
                    old.unlink(missing_ok=True)
        except OSError as error:
            raise _not_kept(self.all, error) from error

    def is_finished(self, sign: str) -> bool:
        return (self.folder / f"{_sign(sign)}.done").exists()

    def abouts(self, form: str) -> list[str]:
        """What the forms of a name that something was left in are about, the last first."""
        found = []
        for path in self.folder.glob(f"{form}-*.json"):
            with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
                about = str(json.loads(path.read_bytes())["about"])
                if path == self._path(form, about) and self.read(form, about):
                    found.append((path.stat().st_mtime_ns, about))
        return [about for _, about in sorted(found, reverse=True)]

    # -- files --------------------------------------------------------------------------------------------------

    def add(self, name: str, content: bytes, place: str = "") -> DroppedFile:
        """Keep a file's bytes. Raises Stop where they cannot be kept, or are more than a browser may leave."""
        made = DroppedFile(name, hashlib.sha256(content).hexdigest(), len(content), place)
        path = self.folder / "files" / made.digest
        try:
            if not path.exists():
                self._room(len(content))
                path.parent.mkdir(exist_ok=True)
                write_whole(path, content, sync=False)
        except OSError as error:
            raise _not_kept(self.all, error) from error
        return made

    def has(self, file: DroppedFile) -> bool:
        """Are there bytes of the length that the file had?"""
        return _size(self.folder / "files" / file.digest, -1) == file.size

    def content(self, file: DroppedFile) -> bytes | None:
        """A file's bytes; None where they are gone or are not those that were dropped."""
        with contextlib.suppress(OSError):
            content = (self.folder / "files" / file.digest).read_bytes()
            if hashlib.sha256(content).hexdigest() == file.digest:
                return content
        return None

    def clear_files(self) -> None:
        """Clear bytes that no form names any more."""
        named = set()
        for path in self.folder.glob("*.json"):
            with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
                named |= {str(one["digest"]) for one in json.loads(path.read_bytes())["files"]}
        for path in (self.folder / "files").glob("*"):
            if path.name not in named and not path.name.startswith("."):  # one with a dot is being written now
                with contextlib.suppress(OSError):
                    path.unlink()

    def size(self) -> int:
        """Bytes that the browser's files take."""
        return sum(_size(path) for path in (self.folder / "files").glob("*"))

    # -- room and age -------------------------------------------------------------------------------------------

    def seen(self) -> None:
        """Say that the browser is still there: what it left is not old yet."""
        with contextlib.suppress(OSError):
            self.folder.touch()

    def _room(self, size: int = 0) -> None:
        """Make the folder, and room beside what others left long ago. Raises Stop where there is none, or OSError."""
        if not self.folder.exists():
            self.folder.mkdir(parents=True)
            clear_old(self.all, self.folder.stat().st_mtime - AGE)
        if size and size > min(A_BROWSER - self.size(), ALL - sum(map(_size, self.all.glob("*/files/*")))):
            raise Stop(
                f"Các tệp đã thả, chưa ghi đã quá {A_BROWSER // MB} MB nên tệp sau không giữ được khi rời trang.",
                "Đề nghị ghi nhận hoặc bỏ bớt tệp rồi thả tiếp.",
            )
        if len(list(self.folder.glob("*.json"))) >= MOST_FORMS or len(list(self.folder.glob("files/*"))) >= MOST_FILES:
            raise Stop("Có quá nhiều bản nháp chưa ghi.", "Đề nghị ghi nhận hoặc bỏ bớt bản nháp.")

    def _path(self, form: str, about: str) -> Path:
        # forms are named by the program; what they are about may be any text
        tail = f"-{hashlib.sha256(about.encode()).hexdigest()[:20]}" if about else ""
        return self.folder / f"{re.sub('[^a-z0-9-]', '_', form)}{tail}.json"


def clear_old(folder: Path, before: float) -> None:
    """Clear away what browsers left that were not seen since `before` (seconds, as files tell time)."""
    for left in folder.glob("*"):
        with contextlib.suppress(OSError):
            if left.is_dir() and left.stat().st_mtime < before:
                shutil.rmtree(left, ignore_errors=True)


def _size(path: Path, gone: int = 0) -> int:
    with contextlib.suppress(OSError):
        return path.stat().st_size
    return gone


def _moment(said: object) -> datetime | None:
    return datetime.fromisoformat(said).replace(tzinfo=None) if isinstance(said, str) else None


def _is_right(file: DroppedFile) -> bool:
    texts = (file.name, file.digest, file.place)
    return all(isinstance(one, str) for one in texts) and bool(SIGN.fullmatch(file.digest)) and type(file.size) is int


def _sign(sign: str) -> str:
    return sign if SIGN.fullmatch(sign) else "0"


def _not_kept(folder: Path, error: OSError) -> Stop:
    return Stop(
        f"Không giữ được bản nháp vào {folder}: {error.strerror or error}. Phần đang nhập chỉ còn trong trang này.",
        "Đề nghị ghi nhận trước khi rời trang, và kiểm tra quyền ghi, dung lượng ổ đĩa.",
    )
