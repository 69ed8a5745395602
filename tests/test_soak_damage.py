"""Bits flipped all over a small store: verify finds each, a reader answers as before or stops in words."""

from __future__ import annotations

import json
import random
import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.builders import UNIT, load_all, nomination_workbook
from tonghop.__main__ import main
from tonghop.store import Store
from tonghop.store.repair import verify

pytestmark = pytest.mark.soak

BLOCK, HEADERS = 16384, 3 * 4096
FLIPS = 4
"""In every block, at places drawn from a fixed seed; in every file received and every small file beside, one."""


def test_a_bit_flipped_anywhere_is_found_or_changes_no_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    origin = tmp_path / "origin"
    for day, name in enumerate(("một", "hai"), 1):
        content = nomination_workbook(UNIT, [[1, name, None, None, None]])
        load_all(Store(origin), {f"{day}.xlsx": content}, date(2022, 4, day))
    chance, silent = random.Random(8), 0
    for path in sorted(path for path in origin.rglob("*") if path.is_file() and path.stat().st_size):
        content = path.read_bytes()
        for at in _places(path, content, chance):
            folder = shutil.copytree(origin, tmp_path / "hurt")
            flipped = bytearray(content)
            flipped[at] ^= 1 << chance.randrange(8)
            (folder / path.relative_to(origin)).write_bytes(flipped)
            capsys.readouterr()
            status = main(["ask", "nominations", "--json", "--store", str(folder)])
            said = capsys.readouterr()
            assert "Traceback" not in said.err
            if status == 0:
                assert [row["name"] for row in json.loads(said.out)] == ["hai"], (path.name, at)
            found = verify(Store(folder)).says
            if path.parent.name in ("versions", "files", "digests"):
                assert found, (path.name, at)
            silent += not found
            shutil.rmtree(folder)
    assert silent < 10, "what beside the versions holds no row: the store's sign, what was checked last"


def _places(path: Path, content: bytes, chance: random.Random) -> list[int]:
    if path.suffix != ".duckdb":
        return [chance.randrange(len(content))]
    starts = [0, 4096, 8192, *range(HEADERS, len(content), BLOCK)]
    return [min(start + chance.randrange(BLOCK if start >= HEADERS else 4096), len(content) - 1)
            for start in starts for _ in range(FLIPS)]  # fmt: skip
