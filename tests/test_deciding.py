"""What a decision about a part needs: asked in one place, for screen and command line."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

import pytest

from tonghop import clock
from tonghop.actions.deciding import (
    ACCEPT,
    EXEMPT,
    EXTEND,
    NO_ACCEPT,
    NO_EXEMPT,
    NO_EXTEND,
    SEND_BACK,
    UNDONE,
    Decision,
    decide,
    lacks,
    wrong_day,
)
from tonghop.errors import Stop
from tonghop.questions import ask_rows
from tonghop.store import Store

TODAY = date(2022, 4, 6)
ALL = (ACCEPT, NO_ACCEPT, SEND_BACK, EXTEND, NO_EXTEND, EXEMPT, NO_EXEMPT)


@pytest.mark.parametrize("kind", ALL)
def test_what_each_decision_needs(kind: str) -> None:
    bare = Decision(kind, "le-ho", "memo")
    assert (wrong_day(bare, TODAY) is not None) == (kind in (ACCEPT, SEND_BACK, EXTEND))
    assert (lacks(bare) is not None) == (kind not in (ACCEPT, NO_ACCEPT))
    whole = Decision(kind, "le-ho", "memo", TODAY, "mưa lũ", "Thường trực")
    assert (wrong_day(whole, TODAY), lacks(whole)) == (None, None)
    assert lacks(dataclasses.replace(whole, reason="  ")) is None or kind not in (ACCEPT, NO_ACCEPT)


def test_nothing_is_accepted_or_sent_back_tomorrow_and_an_extension_is_for_later() -> None:
    def on(kind: str) -> Stop | None:
        return wrong_day(Decision(kind, "le-ho", "memo", date(2022, 4, 7), "vì", "ai"), TODAY)

    assert on(ACCEPT) is not None
    assert on(SEND_BACK) is not None
    assert on(EXTEND) is None


def test_what_is_lacking_is_not_recorded(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    unit = store.plan().units[0].id
    for decision in (Decision(EXTEND, unit, "memo", date(2022, 4, 12), "mưa lũ"), Decision(EXEMPT, unit, "memo")):
        with pytest.raises(Stop):
            decide(store, decision, today=TODAY, recorded_at=clock.now(), recorded_by="Lan")
    assert store.current == 0


def test_a_decision_and_what_undoes_it(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    unit = store.plan().units[0].id
    for kind in (EXEMPT, UNDONE[EXEMPT], EXTEND, UNDONE[EXTEND], ACCEPT, UNDONE[ACCEPT]):
        decision = Decision(kind, unit, "memo", date(2022, 4, 5), "vì", "ai")
        decide(store, decision, today=TODAY, recorded_at=clock.now(), recorded_by="Lan")
    columns, rows = ask_rows(store, "decision_list")
    found = [(row["kind"], row["day"]) for row in (dict(zip(columns, row, strict=True)) for row in rows)]
    assert sorted(found, key=str) == sorted(
        [("exemption", None), ("owed_again", None), ("extension", date(2022, 4, 5)), ("extension", None),
         ("acceptance", date(2022, 4, 5)), ("acceptance", None)], key=str,
    )  # fmt: skip
