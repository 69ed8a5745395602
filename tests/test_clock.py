"""The day is the district's, wherever the server stands; nobody else asks a clock for it."""

from __future__ import annotations

import ast
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path

import pytest

from tonghop import clock

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(params=["UTC", "America/Los_Angeles", "Asia/Ho_Chi_Minh"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", request.param)
    if hasattr(time, "tzset"):
        time.tzset()
    yield
    monkeypatch.undo()
    if hasattr(time, "tzset"):
        time.tzset()


# an instant, and the day and hour that the district's wall clock shows
INSTANTS = [
    (datetime(2022, 4, 4, 16, 59, tzinfo=UTC), datetime(2022, 4, 4, 23, 59)),
    (datetime(2022, 4, 4, 17, 1, tzinfo=UTC), datetime(2022, 4, 5, 0, 1)),
    (datetime(2022, 4, 4, 23, 59, tzinfo=UTC), datetime(2022, 4, 5, 6, 59)),  # 23:59 of the 4th in UTC
    (datetime(2022, 4, 5, 0, 1, tzinfo=UTC), datetime(2022, 4, 5, 7, 1)),
    (datetime(2022, 4, 5, 6, 59, tzinfo=UTC), datetime(2022, 4, 5, 13, 59)),  # 23:59 of the 4th in Los Angeles
    (datetime(2022, 4, 5, 7, 1, tzinfo=UTC), datetime(2022, 4, 5, 14, 1)),
]


@pytest.mark.usefixtures("zone")
@pytest.mark.parametrize(("instant", "shown"), INSTANTS)
def test_the_day_is_the_districts_in_any_zone(
    instant: datetime, shown: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Frozen(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return instant.astimezone(tz) if tz else instant.astimezone().replace(tzinfo=None)

    monkeypatch.setattr(clock, "datetime", Frozen)
    assert clock.now() == shown
    assert clock.today() == shown.date()


NAIVE = {("date", "today"), ("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow"),
         ("datetime", "fromtimestamp"), ("date", "fromtimestamp"), ("time", "time"), ("time", "localtime"),
         ("time", "strftime"), ("time", "gmtime"), ("Timestamp", "now"), ("Timestamp", "today")}


def naive_calls(text: str) -> list[str]:
    return [
        f"{node.value.id if isinstance(node.value, ast.Name) else node.value.attr}.{node.attr}:{node.lineno}"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name | ast.Attribute)
        and (node.value.id if isinstance(node.value, ast.Name) else node.value.attr, node.attr) in NAIVE
    ]


def test_no_other_module_asks_a_clock() -> None:
    assert naive_calls("import datetime\nx = datetime.date.today()\ny = datetime.now()") != []
    files = [p for top in ("app.py", "tonghop", "ui", "pages", "bench") for p in _python(ROOT / top)]
    assert len(files) > 100
    found = {p.relative_to(ROOT).as_posix(): naive_calls(p.read_text(encoding="utf-8")) for p in files}
    found.pop("tonghop/clock.py")
    assert {path: calls for path, calls in found.items() if calls} == {}


def test_no_question_asks_a_clock() -> None:
    for path in (ROOT / "queries").rglob("*.sql"):
        said = path.read_text(encoding="utf-8").casefold()
        assert not [word for word in ("current_date", "current_timestamp", "now()", "today()") if word in said], path


def test_the_day_moves_with_the_clock() -> None:
    assert isinstance(clock.today(), date)
    assert clock.now().tzinfo is None


def _python(path: Path) -> list[Path]:
    return [path] if path.is_file() else sorted(path.rglob("*.py"))
