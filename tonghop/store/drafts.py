"""What is being typed and not yet recorded: one small file a unit, so that no edit is lost with a browser.

A draft counts for nothing and is in no version; recording or dropping it removes the file.
"""

import contextlib
import json
import re
from pathlib import Path
from typing import Any

from tonghop.store.archive import write_whole
from tonghop.store.versions import Store


def save_draft(store: Store, unit_id: str, content: dict[str, Any]) -> None:
    """Keep a unit's draft (plain JSON values) in one step; a newer one takes the older one's place."""
    path = _path(store, unit_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, json.dumps(content, ensure_ascii=False).encode(), sync=False)


def draft_of(store: Store, unit_id: str) -> dict[str, Any] | None:
    """Return a unit's draft, None where there is none (one that a crash tore is none)."""
    with contextlib.suppress(FileNotFoundError, ValueError):
        content = json.loads(_path(store, unit_id).read_bytes())
        return content if isinstance(content, dict) else None
    return None


def drop_draft(store: Store, unit_id: str) -> None:
    _path(store, unit_id).unlink(missing_ok=True)


def drafted_units(store: Store) -> list[str]:
    """Return the ids of the units with a draft."""
    return sorted(path.stem for path in (store.folder / "drafts").glob("*.json"))


def _path(store: Store, unit_id: str) -> Path:
    # a unit's id comes from the plan and has letters, digits and hyphens only; anything else would be a path
    name = re.sub(r"[^A-Za-z0-9_-]", "_", unit_id)
    return store.folder / "drafts" / f"{name}.json"
