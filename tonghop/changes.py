"""What an action changes in what counts: values new, changed and gone, each with its unit and the source behind it.

Pure: two lists of values in, differences out. Used before a load, an entry, a withdrawal is recorded.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

NEW, CHANGED, GONE = "new", "changed", "gone"


class Value(NamedTuple):
    """A row of the question `counted_values`."""

    unit_id: str
    sheet: str
    item: str
    number: int
    value: str
    file_id: int | None
    cell: str | None


class Change(NamedTuple):
    """One value that is another after than before. `path` names the source that counts after; None where none does."""

    unit_id: str
    sheet: str
    item: str
    before: str | None
    after: str | None
    path: str | None
    cell: str | None

    @property
    def kind(self) -> str:
        if self.before is None:
            return NEW
        return GONE if self.after is None else CHANGED


def compare(
    before: Iterable[Value],
    after: Iterable[Value],
    paths: Mapping[int, str],
    standing: Mapping[tuple[str, str], int],
) -> list[Change]:
    """Return every difference, in the order of the values after, then what is gone.

    `paths`: source -> name; `standing`: (unit, sheet) -> the source that counts after, which a value gone is put to.
    """
    old = {value[:4]: value for value in before}
    found = []
    for value in after:
        was = old.pop(value[:4], None)
        if was is None or was.value != value.value:
            path = paths.get(value.file_id) if value.file_id is not None else None
            found.append(Change(*value[:3], was.value if was else None, value.value, path, value.cell))
    for value in old.values():
        source = standing.get((value.unit_id, value.sheet))
        path = paths.get(source) if source is not None else None
        found.append(Change(*value[:3], value.value, None, path, None))
    return found
