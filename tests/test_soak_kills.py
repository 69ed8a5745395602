"""Every verb and every entry of a screen, killed at its steps: the store is the one before or the one after, whole."""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import killed
from tests.builders import UNIT_ID
from tonghop.__main__ import main
from tonghop.store import Store
from tonghop.store.calls import record_call
from tonghop.store.repair import verify
from tonghop.store.restore import examine
from tonghop.store.typed_drafts import drafts_of

pytestmark = [pytest.mark.soak, pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")]

ROOT = Path(__file__).resolve().parent.parent
MOST = 8
"""Steps of an action at which it is killed, evenly taken, the first and the last among them."""


class Workshop:
    """Processes that do one action and are killed at a step."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.killed"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def run(self, name: str, here: Path, die_at: int = 0) -> int:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"name": name, "here": str(here), "die_at": die_at}) + "\n")
        self.process.stdin.flush()
        said = self.process.stdout.readline()
        assert said, f"{name} at step {die_at}: see standard error"
        return int(said)


@pytest.fixture
def workshop() -> Iterator[Workshop]:
    made = Workshop()
    yield made
    made.process.kill()
    made.process.wait()


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    here = tmp_path_factory.mktemp("base")
    killed.prepare(here)
    return here


def ready(base: Path, name: str, here: Path) -> Path:
    """A folder in which an action can be done."""
    shutil.copytree(base, here)
    store = Store(here / "store")
    if name == "put-back":
        killed.verb("withdraw", "1", "--reason", "nhầm")(here)
    elif name == "clear":
        shutil.rmtree(here / "store")
        assert main(["sample", "--store", str(here / "store")]) == 0
    elif name == "repair":
        newest = store.version_path(store.current)
        newest.write_bytes(b"garbage" * 5000)
        (store.folder / "files" / ("0" * 64)).write_bytes(b"not what its name says, and no row speaks of it")
    elif name == "plan undone":
        killed.ACTIONS["plan"](here)
    elif name.startswith("backup"):
        (here / "disk").mkdir()
    return here


def state(here: Path) -> str:
    """What the store says, as one digest: every row of every table; and every draft."""
    store = Store(here / "store")
    said = []
    with contextlib.closing(store.reader()) as con:
        for (table,) in con.execute("select table_name from duckdb_tables() where not internal order by 1").fetchall():
            said.append((table, sorted(map(repr, con.execute(f'select * from "{table}"').fetchall()))))
    drafts = sorted(repr(draft.content) for draft in drafts_of(store, UNIT_ID))
    return hashlib.sha256(repr((said, drafts)).encode()).hexdigest()


@pytest.mark.parametrize("name", killed.ACTIONS)
def test_killed_at_its_steps_an_action_leaves_the_store_before_or_after(
    name: str, base: Path, tmp_path: Path, workshop: Workshop
) -> None:
    origin = ready(base, name, tmp_path / "origin")
    is_damaged = name == "repair"
    kept = {path.name for path in (origin / "store" / "files").iterdir()}
    here = Path(shutil.copytree(origin, tmp_path / "here"))  # one place for all: files keep the path they came from
    steps = workshop.run(name, here)
    assert steps > 0
    ends = {state(here)} | (set() if is_damaged else {state(origin)})
    shutil.rmtree(here)
    chosen = sorted({1 + (steps - 1) * at // (MOST - 1) for at in range(MOST)})
    killed_at = 0
    for step in chosen:
        here = Path(shutil.copytree(origin, tmp_path / "here"))
        killed_at += workshop.run(name, here, step) == -1
        store = Store(here / "store")
        if is_damaged and verify(store).says:
            workshop.run(name, here)  # begun again, it comes to its end
        assert state(here) in ends, f"step {step} of {steps}"
        gone = kept - store.archive.digests()
        assert all(list((store.folder / "damaged").rglob(digest)) for digest in gone), "put aside at most"
        if not is_damaged:
            assert verify(store).says == (), f"step {step} of {steps}"
        for package in (*here.glob("*.zip"), *(here / "disk").glob("*.zip")):
            assert examine(package).problems == (), package.name
        record_call(store, UNIT_ID, killed.DAY, "ông B", "sau đó", None, **killed.WHO)
        if name == "backup over the old one":
            assert main(["backup", str(here / "old.zip"), "--store", str(store.folder)]) == 0
        elif name == "restore":
            assert main(["restore", str(here / "old.zip"), "--store", str(store.folder)]) == 0
        assert _leftovers(here, name) == [], f"step {step} of {steps}"
        shutil.rmtree(here)
    assert killed_at == len(chosen)


def _leftovers(here: Path, name: str) -> list[str]:
    """What is half done and cleared by the next who writes there; who saves without the lock clears after an hour."""
    later = ("drafts/", "checked.json", "settings.json", "new.zip", "tonghop-")
    found = [path.relative_to(here).as_posix() for path in here.rglob("*") if ".new" in path.name]
    queue = [path.name for path in (here / "store" / "queue").glob("*")]
    return [each for each in found if not any(word in each for word in later)] + queue
