"""A .doc or .rtf where LibreOffice is on the machine: read as what it makes of it, kept where it makes nothing.

The program here is a script of ours that does what the real one might do.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests import builders
from tests.prose_reports import made
from tonghop.officefiles import office_program as office
from tonghop.officefiles.reader import Book, Unreadable, read
from tonghop.store import Store

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the program is a shell script here")
RTF = b"{\\rtf1 bao cao}"
OUT = 'for last; do :; done; while [ "$1" != --outdir ]; do shift; done; out=$2\n'
WAYS = {
    "crash": ("kill -SEGV $$", "office-crashed"),
    "refusal": ("exit 1", "office-crashed"),
    "nothing": ("exit 0", "office-nothing"),
    "other name": (OUT + 'echo x > "$out/b.docx"', "office-nothing"),
    "huge": (OUT + 'head -c 30000000 /dev/zero > "$out/a.docx"', "office-size"),
    "endless": (OUT + 'cat /dev/zero > "$out/a.docx"', "office-crashed"),
    "endless in parts": (
        OUT + 'i=0; while :; do i=$((i+1)); head -c 500000 /dev/zero > "$out/$i"; sleep 0.01; done',
        "office-size",
    ),
    "endless by another": (OUT + 'cat /dev/zero > "$out/a.docx" & wait $!', "office-crashed"),
    "no docx": (OUT + 'echo x > "$out/a.docx"', "office-not-office"),
}


def program(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made_at = folder / "bin" / "soffice"
    made_at.parent.mkdir()
    made_at.write_text(f"#!/bin/sh\n{script}\n")
    made_at.chmod(0o755)
    monkeypatch.delenv(office.PROGRAM)
    monkeypatch.setenv("PATH", f"{made_at.parent}{os.pathsep}{os.environ['PATH']}")


def turning(folder: Path) -> str:
    (folder / "made.docx").write_bytes(made(0)[0])
    return f'{OUT}echo "$last $HOME $http_proxy" > {folder}/asked\ncp {folder}/made.docx "$out/a.docx"'


@pytest.mark.parametrize("name", ["a.rtf", "a.doc"])
def test_what_it_makes_is_read_as_any_paper(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, turning(tmp_path), monkeypatch)
    store = Store(tmp_path / "store")
    reading = builders.read(store, {name: RTF})[name]
    assert (reading.status, reading.unit_id, reading.paper and reading.paper.kind) == ("paper", "kha-phong", "report")
    file, home, proxy = (tmp_path / "asked").read_text().split()
    assert (Path(file).name, proxy) == (f"a{Path(name).suffix}", "http://127.0.0.1:9")
    assert not Path(home).exists(), "nothing of it stays"


@pytest.mark.parametrize("way", WAYS)
def test_where_it_makes_nothing_the_file_is_kept_and_that_is_said(
    way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script, detail = WAYS[way]
    monkeypatch.setattr(office, "MOST_WRITTEN", 40_000_000 if way == "huge" else 4_000_000)
    program(tmp_path, script, monkeypatch)
    (answer,) = read([("a.rtf", RTF)])
    assert isinstance(answer, Unreadable)
    assert (answer.reason, answer.detail) == ("rtf", detail)
    reading = builders.read(Store(tmp_path / "store"), {"a.rtf": RTF})["a.rtf"]
    assert (reading.status, reading.notes) == (
        "paper", ("LibreOffice không chuyển được tệp này sang .docx: được lưu nguyên, chưa đọc.",),
    )  # fmt: skip


def test_one_that_hangs_is_killed_with_all_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, f"sleep 300 & echo $! > {tmp_path}/pid; wait", monkeypatch)
    found = office.office_program()
    assert found is not None
    with pytest.raises(office.NotTurned, match="office-timeout"):
        office.as_docx(found, RTF, ".rtf", 1000, seconds=1)
    pid = int((tmp_path / "pid").read_text())
    for _ in range(100):
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            break
        time.sleep(0.05)
    else:
        pytest.fail("what it started lives on")


def test_other_files_never_reach_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, f"touch {tmp_path}/asked", monkeypatch)
    others = [("b.pdf", RTF), ("c.xlsx", RTF), ("d.docx", RTF), ("e.doc", b"<html>")]
    answers = list(read([("a.docx", made(0)[0]), *others]))
    assert isinstance(answers[0], Book)
    assert not (tmp_path / "asked").exists()


def test_it_can_be_turned_off_and_told_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, turning(tmp_path), monkeypatch)
    monkeypatch.setenv(office.PROGRAM, "none")
    assert office.office_program() is None
    monkeypatch.setenv("PATH", os.defpath)
    monkeypatch.setenv(office.PROGRAM, str(tmp_path / "bin" / "soffice"))
    (answer,) = read([("a.rtf", RTF)])
    assert isinstance(answer, Book)
    assert answer.is_turned
