"""Twenty rules broken on purpose, one at a time, in a copy of the project: the tests that hold each must fail.

A rule that has moved fails here too: its text must stand exactly once where it is looked for.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = pytest.mark.soak

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("app.py", "dev.py", "pyproject.toml", "bench", "data", "devtools", "docs", "pages", "queries", "static")
PROGRAM = (*PARTS, "tests", "tonghop", "ui", ".streamlit")


@dataclass(frozen=True)
class Broken:
    """A rule, the file where it stands, its text there, what is put in its place, and the tests that hold it."""

    rule: str
    file: str
    text: str
    instead: str
    tests: str


WORDS, CSV, STORE, DAMAGE = (f"tests/test_{name}.py" for name in ("vietnamese", "csv_text", "store", "damage"))
QUESTIONS, PLAN, SHOWN, ONE = (f"tests/test_{name}.py" for name in ("questions", "plan", "plain_texts", "one_store"))
BROKEN = (
    Broken("counts stop at 100 million", "tonghop/vietnamese.py",
           "if value <= _LARGEST else _NOT", "if True else _NOT", WORDS),
    Broken("minus is no count", "tonghop/vietnamese.py", "return _NEGATIVE if value < 0 else _whole(int(value))",
           "return _whole(abs(int(value)))", WORDS),
    Broken("truth is no count", "tonghop/vietnamese.py", "if isinstance(value, bool) or not isinstance(value, (int",
           "if not isinstance(value, (int", WORDS),
    Broken("another unit of measure is no count", "tonghop/vietnamese.py",
           "text_key(unit) != text_key(unit_of_measure)",
           "False", WORDS),
    Broken("years of two digits are 20yy", "tonghop/vietnamese.py",
           "(2000 if len(year) == 2", "(1900 if len(year) == 2",
           WORDS),
    Broken("shares go halves up", "tonghop/vietnamese.py", "share * 1000 + 0.5 + 1e-9", "share * 1000", WORDS),
    Broken("a formula gets an apostrophe", "tonghop/csv_text.py", "return f\"'{text}\"", "return text", CSV),
    Broken("CSV shows what is obeyed", "tonghop/csv_text.py", "visible(_raw(value))", "_raw(value)", CSV),
    Broken("signs of direction are shown", "tonghop/visible.py", "\\u202a-\\u202e", "", SHOWN),
    Broken("an address is no address in Markdown", "ui/widgets/plain.py",
           "_BEGINS.sub(lambda found: f\"{found[0]}{_JOINER}\", ",
           "(lambda text: text)(", CSV),
    Broken("before a day leaves it out", "tonghop/plan/model.py",
           "self.deadline - timedelta(days=1)", "self.deadline", PLAN),
    Broken("received on the last day is on time", "queries/views.sql",
           "received.complete_on <= due.last_day then 'on_time'",
           "received.complete_on < due.last_day then 'on_time'", QUESTIONS),
    Broken("not due through the last day", "queries/views.sql", "cast(as_of as date) <= due.last_day then 'not_due'",
           "cast(as_of as date) < due.last_day then 'not_due'", QUESTIONS),
    Broken("an extension moves the last day", "queries/views.sql",
           "coalesce(extended.last_day, obligations.last_day) as last_day",
           "obligations.last_day as last_day", QUESTIONS),
    Broken("an exempt part has no last day", "queries/views.sql", "max(last_day) filter (where status <> 'exempt')",
           "max(last_day)", QUESTIONS),
    Broken("a lost pointer is no empty store", "tonghop/store/pointer.py",
           "if not _has_content(folder):\n            return 0",
           "if True:\n            return 0", DAMAGE),
    Broken("a newer store stops the program", "tonghop/store/pointer.py", "int(made[1]) > FORMAT", "False", DAMAGE),
    Broken("what is damaged is not copied on", "tonghop/store/versions.py",
           "        if problems:\n            raise damaged(",
           "        if False:\n            raise damaged(", DAMAGE),
    Broken("what is remembered goes by the store", "ui/memory.py",
           "kept(store().identity, *given", "kept(\"\", *given", ONE),
    Broken("a file takes its name in one step", "tonghop/store/archive.py",
           "        draft.unlink(missing_ok=True)\n        raise",
           "        raise", STORE),
)  # fmt: skip


def test_twenty_rules_stand_once_where_they_are_broken() -> None:
    assert len({one.rule for one in BROKEN}) == 20
    for one in BROKEN:
        assert (ROOT / one.file).read_text(encoding="utf-8").count(one.text) == 1, one.rule


@pytest.mark.parametrize("one", BROKEN, ids=[one.rule for one in BROKEN])
def test_a_broken_rule_is_caught(one: Broken, tmp_path: Path) -> None:
    copy = tmp_path / "project"
    copy.mkdir()
    for name in PROGRAM:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, copy)
    path = copy / one.file
    path.write_text(path.read_text(encoding="utf-8").replace(one.text, one.instead), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-n0", "-p", "no:cacheprovider", one.tests]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "TONGHOP"))}
    ended = subprocess.run(command, cwd=copy, env=kept, capture_output=True, text=True, timeout=900, check=False)
    assert ended.returncode == 1, f"survived: {ended.stdout[-2000:]}{ended.stderr[-2000:]}"
    assert " failed" in ended.stdout
