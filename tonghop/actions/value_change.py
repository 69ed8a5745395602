"""What an action changes in what counts: a value new, changed or gone, with its unit and the source behind it."""

from typing import NamedTuple

NEW, CHANGED, GONE = "new", "changed", "gone"


class ValueChange(NamedTuple):
    """One value that is another after than before; the grain is that of the question `counted_values`.

    Of a figure `number` is the year, of other items which of alike ones. `path` names the source that counts for its
    sheet afterwards, None where none does; `cell` is where the new value stands.
    """

    unit_id: str
    sheet: str
    item: str
    number: int
    field: str | None
    before: str | None
    after: str | None
    path: str | None
    cell: str | None

    @property
    def kind(self) -> str:
        """Say whether the value is new, changed or gone."""
        if self.before is None:
            return NEW
        return GONE if self.after is None else CHANGED
