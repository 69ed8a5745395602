"""The papers that the office keeps beside the checkout, held against their truth by its scorer (CONTRACT form E)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tonghop.__main__ import main

LIMITS = ("--precision", "0.99", "--recall", "0.90", "--certain", "0.8", "--sections", "0.95", "--questions", "1")


@pytest.mark.parametrize("folder", ["", "seed"])
def test_papers_are_read_as_their_truth_has_it(
    folder: str, shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TONGHOP_STORE", str(tmp_path / "store"))
    papers = shared / "prose" / folder
    assert main(["propose", *map(str, sorted(papers.glob("*.docx"))), "--json"]) == 0
    proposed = tmp_path / "proposed.json"
    proposed.write_text(capsys.readouterr().out, encoding="utf-8")
    command = [sys.executable, str(shared / "prose" / "score.py"), str(papers), str(proposed), *LIMITS, "--show"]
    scored = subprocess.run(command, capture_output=True, text=True, check=False)
    assert scored.returncode == 0, scored.stdout
