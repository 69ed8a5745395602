"""Backups under long attack: killed at hundreds of moments, altered in hundreds of places."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest

from tests.builders import UNIT, load_all, nomination_workbook
from tonghop.errors import Stop
from tonghop.questions import ask_rows
from tonghop.store import Store
from tonghop.store.backup import backup
from tonghop.store.restore import examine, restore

pytestmark = pytest.mark.soak

ROOT = Path(__file__).resolve().parent.parent
KILLS = 150
FLIPS = 400


def filled(folder: Path, names: str) -> Store:
    store = Store(folder)
    for name in names:
        load_all(store, {f"{name}.xlsx": nomination_workbook(UNIT, [[1, f"Mô hình {name}", None, None, None]])})
    return store


def said(store: Store) -> list[tuple[object, ...]]:
    return ask_rows(store, "nominations")[1]


def killed(words: list[str], after: float) -> int:
    process = subprocess.Popen(
        [sys.executable, "-m", "tonghop", *words], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(after)
    process.kill()
    return process.wait()


def test_a_backup_killed_at_any_moment_leaves_the_old_or_the_new_one_whole(tmp_path: Path) -> None:
    store, target = filled(tmp_path / "store", "ab"), tmp_path / "disk" / "kho.zip"
    backup(store, target, made_at=datetime(2022, 4, 5))
    began = time.monotonic()
    words = ["backup", str(target), "--store", str(store.folder)]
    subprocess.run([sys.executable, "-m", "tonghop", *words], cwd=ROOT, check=True)
    whole = time.monotonic() - began
    chance, ended = random.Random(10), []
    for _ in range(KILLS):
        ended.append(killed(words, chance.uniform(0, whole * 1.1)))
        assert examine(target).problems == ()
    assert -9 in ended
    backup(store, target)
    assert [path.name for path in target.parent.iterdir()] == ["kho.zip"]


def test_a_restore_killed_at_any_moment_leaves_the_store_before_or_after(tmp_path: Path) -> None:
    source = filled(tmp_path / "source", "abc")
    backup(source, tmp_path / "kho.zip")
    other, after = filled(tmp_path / "other", "x"), said(source)
    before = said(other)
    began = time.monotonic()
    restore(Store(shutil.copytree(other.folder, tmp_path / "copy")), tmp_path / "kho.zip")
    whole = time.monotonic() - began + 0.5
    chance = random.Random(11)
    for _ in range(KILLS):
        killed(["restore", str(tmp_path / "kho.zip"), "--store", str(other.folder)], chance.uniform(0.2, whole * 1.5))
        assert said(Store(other.folder)) in (before, after)
    assert restore(other, tmp_path / "kho.zip").problems == ()
    assert [path.name for path in other.folder.rglob("*.new")] == []


def test_a_backup_altered_anywhere_is_refused_named_or_gives_back_what_was_saved(tmp_path: Path) -> None:
    source = filled(tmp_path / "source", "abc")
    target = tmp_path / "kho.zip"
    backup(source, target)
    content, chance = target.read_bytes(), random.Random(12)
    expected = said(source)
    files = {digest: source.archive.read(digest) for digest in source.archive.digests()}
    outcomes = {"refused": 0, "named": 0, "whole": 0}
    for at in chance.sample(range(len(content)), FLIPS):
        target.write_bytes(content[:at] + bytes([content[at] ^ 1 << chance.randrange(8)]) + content[at + 1 :])
        other = Store(tmp_path / "other")
        try:
            problems = restore(other, target).problems
        except Stop:
            outcomes["refused"] += 1
            assert not other.folder.exists()
            continue
        outcomes["named" if problems else "whole"] += 1
        assert said(other) == expected
        kept = {digest: other.archive.read(digest) for digest in other.archive.digests()}
        assert kept.items() <= files.items()
        assert problems or kept == files
        shutil.rmtree(other.folder)
    assert min(outcomes["refused"], outcomes["named"]) > 0, outcomes
