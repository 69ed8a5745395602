"""What a backup says of itself: a JSON beside the database and the files, in the same package.

Backups of before this was written have none and are restored all the same. Reads no package and no database.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from tonghop.errors import Stop

NAME = "manifest.json"
FORMAT = 1
LARGEST = 64 << 20
"""Bytes of a manifest: a line a file received, with room for some hundred thousand."""


@dataclass(frozen=True)
class Manifest:
    """What was saved, and what could not be.

    `newest` is the version that counted, `version` the one in the package: an older one where the newest was damaged.
    `files` are whole: sha256 -> bytes. `lacking` are names of files received that are missing or damaged in the store.
    """

    made_at: str
    version: int | None
    newest: int
    database: str
    """The sha256 of the database, "" where no version could be read."""
    files: Mapping[str, int]
    counts: Mapping[str, int]
    """Table -> rows."""
    lacking: tuple[str, ...] = ()
    store: str = ""
    """The store's own sign where the backup was made by itself, day by day; "" where a person asked for it."""
    format: int = FORMAT
    problems: tuple[str, ...] = field(default=())

    @property
    def is_complete(self) -> bool:
        return self.version == self.newest and not self.lacking and not self.problems

    def written(self) -> bytes:
        said = {**asdict(self), "is_complete": self.is_complete}
        return json.dumps(said, ensure_ascii=False, indent=1).encode()


def parse_manifest(content: bytes) -> Manifest | None:
    """Read a manifest; None where it is torn. Raises Stop for one of a format to come."""
    try:
        said: dict[str, Any] = json.loads(content)
        if int(said["format"]) > FORMAT:
            raise Stop(
                "Bản sao lưu này do phiên bản Tổng hợp mới hơn tạo ra.",
                "Đề nghị cập nhật chương trình trên máy này rồi khôi phục lại. Kho dữ liệu hiện tại không thay đổi.",
            )
        known = {each.name: said[each.name] for each in fields(Manifest) if each.name in said}
        for name in ("lacking", "problems"):
            known[name] = tuple(map(str, known.get(name, ())))
        for name in ("files", "counts"):
            known[name] = {str(key): int(value) for key, value in known[name].items()}
        return Manifest(**known)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
