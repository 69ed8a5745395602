"""Copies of a part at the office, and a word where more are about to be recorded than the plan asks for."""

from collections.abc import Sequence

from tonghop.actions.receiving import MORE_REMEDY, ReceiptLine, more_than_owed
from tonghop.actions.taking_in import office_of
from ui.memory import remembered
from ui.session import plan, store, version
from ui.widgets.parts import note


@remembered()
def copies_there(version: int) -> dict[tuple[str, str], int]:
    """Copies at the office, those sent back left out: (unit, obligation) -> how many. Shared: never to be changed."""
    return office_of(store(), version).copies


def say_more_than_owed(handed: Sequence[ReceiptLine]) -> None:
    """Say where more copies are about to be recorded than the plan asks for."""
    for line in more_than_owed(plan(), handed, copies_there(version())):
        note(line, MORE_REMEDY)
