"""What an action changes in what counts: a value new, changed or gone, with its unit and the source behind it."""

from collections.abc import Collection
from typing import NamedTuple

from tonghop.errors import Stop

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


def overtaken(shown: Collection[ValueChange], now: Collection[ValueChange]) -> Stop:
    """Say that an action would no longer do what was shown before it: somebody else recorded something meanwhile."""
    sheets = dict.fromkeys(
        [one.sheet for one in now if one not in shown] + [one.sheet for one in shown if one not in now]
    )
    where = f" (biểu {', '.join(sheets)})" if sheets else ""
    return Stop(
        f"Từ lúc xem đến lúc ghi, kho đã có ghi nhận khác: điều sẽ thay đổi không còn như đã nêu{where}. Chưa ghi gì.",
        "Đề nghị xem lại những thay đổi rồi ghi nhận.",
    )
