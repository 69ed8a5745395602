"""Have LibreOffice, where it is on the machine, turn a .doc or .rtf into .docx; nobody has to install it.

It opens files from outside, so it gets a folder and a profile of its own that go away with it, no macros and no proxy
to reach anything, limits of time, processor and size, and its whole group of processes is killed when it is done. What
it makes is read like any other .docx, in the reading process. Must not know what is in the file.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from time import monotonic

PROGRAM = "TONGHOP_OFFICE_PROGRAM"  # where it is; "none" turns it off
SECONDS = 60.0  # on the wall; it starts in two to ten
PROCESSOR_SECONDS = 40
MOST_WRITTEN = 100 << 20
WATCH_SECONDS = 0.1
_NAMES = ("soffice", "libreoffice")
_USUAL = (
    "/usr/lib/libreoffice/program/soffice", "/usr/lib64/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe", r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)  # fmt: skip
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


class NotTurned(Exception):
    """It made nothing of a file: "office-timeout", "office-crashed", "office-nothing" or "office-size"."""


def office_program() -> str | None:
    """Return where LibreOffice is, None where it is not or is turned off."""
    told = os.environ.get(PROGRAM)
    if told is not None:
        return shutil.which(told) if told not in ("", "none") else None
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    return found or next((place for place in _USUAL if Path(place).is_file()), None)


def as_docx(program: str, content: bytes, suffix: str, most: int, seconds: float = SECONDS) -> bytes:
    """Return a .doc or .rtf as .docx of at most `most` bytes. Raises NotTurned."""
    with tempfile.TemporaryDirectory(prefix="tonghop-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, "utf-8")
        (folder / "out").mkdir()
        (folder / f"a{suffix}").write_bytes(content)
        words = [
            program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
            "--nolockcheck", "--nodefault", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out"),
            str(folder / f"a{suffix}"),
        ]  # fmt: skip
        _run(words, folder, seconds)
        made = folder / "out" / "a.docx"
        if not made.is_file():
            raise NotTurned("office-nothing")
        if made.stat().st_size > most:
            raise NotTurned("office-size")
        return made.read_bytes()


def _run(words: list[str], folder: Path, seconds: float) -> None:
    nowhere = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), "http://127.0.0.1:9")
    try:
        child = subprocess.Popen(
            _limited(words), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder,
            env={**os.environ, **nowhere, "HOME": str(folder), "TMPDIR": str(folder), "SAL_USE_VCLPLUGIN": "svp"},
            start_new_session=sys.platform != "win32", creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
    except OSError as problem:
        raise NotTurned("office-crashed") from problem
    try:
        status = _watched(child, folder, seconds)
    finally:
        _kill(child)
    if status != 0:
        raise NotTurned("office-crashed")


def _watched(child: subprocess.Popen[bytes], folder: Path, seconds: float) -> int:
    """Wait until it ends; it is ended where it takes too long, or where all its files together are too much."""
    until = monotonic() + seconds
    while True:
        try:
            return child.wait(WATCH_SECONDS)
        except subprocess.TimeoutExpired:
            if monotonic() > until:
                raise NotTurned("office-timeout") from None
            if _written(folder) > MOST_WRITTEN:
                raise NotTurned("office-size") from None


def _written(folder: Path) -> int:
    found = 0
    for place, _, files in os.walk(folder):
        for name in files:
            with contextlib.suppress(OSError):
                found += os.lstat(os.path.join(place, name)).st_size  # noqa: PTH118
    return found


def _limited(words: list[str]) -> list[str]:
    """The command behind limits of processor time and of a file's size, set before it starts: what it starts has them.

    Where the system knows none of them (Windows) it is watched only.
    """
    if sys.platform == "win32":
        return words
    limits = f"(r.RLIMIT_CPU, {PROCESSOR_SECONDS}), (r.RLIMIT_FSIZE, {MOST_WRITTEN}), (r.RLIMIT_CORE, 0)"
    code = (
        "import os, sys, resource as r\n"
        f"for what, most in ({limits}): r.setrlimit(what, (most, most))\n"
        "os.execv(sys.argv[1], sys.argv[1:])"
    )
    return [sys.executable, "-I", "-S", "-c", code, *words]


def _kill(child: subprocess.Popen[bytes]) -> None:
    """Kill it and all that it started."""
    if sys.platform == "win32":
        import psutil

        with contextlib.suppress(psutil.Error):
            for each in psutil.Process(child.pid).children(recursive=True):
                each.kill()
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
    child.kill()
    child.wait()
