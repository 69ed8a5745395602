"""What is being typed and not yet recorded: a small file a unit and session, so that no edit is lost with a browser.

A draft counts for nothing and is in no version; recording or dropping it removes the file. Two who type for one unit
have a file each, and each can be told of the other.
"""

import contextlib
import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from tonghop.errors import Stop
from tonghop.store.archive import clear_stale, write_whole
from tonghop.store.versions import Store

WRITER = "_writer"


@dataclass(frozen=True)
class Writer:
    """Who types: a session's sign (letters and digits), a name, the moment of saving (ISO); "" where not known."""

    session: str = ""
    name: str = ""
    at: str = ""

    @property
    def saved_at(self) -> datetime | None:
        with contextlib.suppress(ValueError):
            return datetime.fromisoformat(self.at)
        return None


@dataclass(frozen=True)
class TypedDraft:
    """What is typed (plain JSON values), and by whom."""

    content: dict[str, Any]
    writer: Writer


def save_draft(store: Store, unit_id: str, content: dict[str, Any], writer: Writer = Writer()) -> None:
    """Keep a session's draft for a unit in one step; its newer one takes the older one's place.

    Raises Stop where it cannot be written.
    """
    path = _path(store, unit_id, writer.session)
    said = json.dumps({**content, WRITER: asdict(writer)}, ensure_ascii=False).encode()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, said, sync=False)
        clear_stale(path)
    except OSError as error:
        raise Stop(
            f"Không lưu được bản nháp vào {path.parent}: {error.strerror or error}. Phần đang nhập chỉ còn trong trình "
            "duyệt này.",
            "Đề nghị ghi nhận trước khi đóng trang, và kiểm tra quyền ghi, dung lượng ổ đĩa.",
        ) from error


def drafts_of(store: Store, unit_id: str) -> list[TypedDraft]:
    """Return a unit's drafts, the newest first; one that a crash tore is none."""
    found = []
    for path in _files(store, unit_id):
        with contextlib.suppress(OSError, ValueError):
            content = json.loads(path.read_bytes())
            if isinstance(content, dict):
                found.append((path.stat().st_mtime_ns, TypedDraft(content, _writer(path, content.pop(WRITER, None)))))
    return [draft for _, draft in sorted(found, key=lambda each: each[0], reverse=True)]


def draft_of(store: Store, unit_id: str) -> dict[str, Any] | None:
    """Return what was typed last for a unit, None where there is none."""
    return next((draft.content for draft in drafts_of(store, unit_id)), None)


def take_draft(store: Store, unit_id: str, session: str, whose: str = "") -> TypedDraft | None:
    """Return a session's own draft, else that of `whose` ("" nobody's), which is the session's from now on.

    That one may be of a browser that is gone; who still has it open finds it gone and saves it again.
    """
    found = {draft.writer.session: draft for draft in drafts_of(store, unit_id)}
    if session in found or whose not in found:
        return found.get(session)
    with contextlib.suppress(OSError):  # a folder that cannot be written: read all the same
        _path(store, unit_id, whose).replace(_path(store, unit_id, session))
    return found[whose]


def has_draft(store: Store, unit_id: str, session: str) -> bool:
    return _path(store, unit_id, session).exists()


def drop_draft(store: Store, unit_id: str, session: str = "") -> None:
    """Drop a session's draft of a unit. Raises Stop where it cannot be removed."""
    path = _path(store, unit_id, session)
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise Stop(
            f"Không bỏ được bản nháp {path}: {error.strerror or error}.", "Đề nghị kiểm tra quyền ghi của thư mục ấy."
        ) from error


def drafted_units(store: Store) -> list[str]:
    """Return the ids of the units with a draft."""
    return sorted({path.stem.partition("@")[0] for path in (store.folder / "drafts").glob("*.json")})


def _files(store: Store, unit_id: str) -> list[Path]:
    own = _path(store, unit_id, "")
    return [own, *own.parent.glob(f"{own.stem}@*.json")]


def _writer(path: Path, said: object) -> Writer:
    """Who a draft's file says wrote it; whose it is, its name says (it may have been taken over)."""
    session = path.stem.partition("@")[2]
    given = said if isinstance(said, dict) else {}
    return Writer(session, str(given.get("name", "")), str(given.get("at", "")))


def _path(store: Store, unit_id: str, session: str) -> Path:
    # a unit's id comes from the plan and has letters, digits and hyphens only; anything else would be a path
    name, whose = (re.sub(r"[^A-Za-z0-9_-]", "_", text) for text in (unit_id, session))
    return store.folder / "drafts" / (f"{name}@{whose}.json" if whose else f"{name}.json")
