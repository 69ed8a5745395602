"""The locks: every package, direct and not, with the hashes of all its files, for every system and Python.

Made by uv from the requirement files; a lock names no index, no host and no place of the machine it was made on.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from devtools import ground
from devtools.environment import DEV, RUN
from devtools.ground import SEE_ABOVE, Stop, child_environment, python_of, say

OLDEST = "3.11"
SOURCES = {RUN: ("requirements.txt",), DEV: ("requirements.txt", "requirements-dev.txt")}
HEAD = "# Made by `python dev.py lock` from {}: every package and hash, for Linux, macOS and Windows, Python {} on.\n"
ENTRY = re.compile(r"(?P<name>[a-z0-9][a-z0-9._-]*)==(?P<version>[^\s;]+)(?:\s*;\s*(?P<marker>.+?))?\s*\\?$")
HASH = re.compile(r"\s+--hash=sha256:(?P<hash>[0-9a-f]{64})\s*\\?$")


class Locked(NamedTuple):
    """One package of a lock; `marker` says on which systems it counts, "" being all."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]


def read_lock(text: str) -> list[Locked]:
    """Return a lock's packages in its order; raises Stop at a line that is none of a lock."""
    found: list[Locked] = []
    for number, line in enumerate(text.splitlines(), 1):
        entry, hashed = ENTRY.match(line), HASH.match(line)
        if entry:
            found.append(Locked(entry["name"], entry["version"], entry["marker"] or "", ()))
        elif hashed and found:
            found[-1] = found[-1]._replace(hashes=(*found[-1].hashes, hashed["hash"]))
        elif line.strip() and not line.startswith("#"):
            raise Stop(f"Tệp khóa thư viện có dòng {number} không đúng dạng: {line.strip()[:80]}")
    return found


def lock(upgrade: bool = False) -> int:
    """Write both locks anew; packages stay where they are unless a range asks for more, or `upgrade` does."""
    with tempfile.TemporaryDirectory() as folder:
        maker = Path(folder) / "venv"
        say("Đang chuẩn bị công cụ tạo tệp khóa …")
        made = subprocess.call([sys.executable, "-m", "venv", str(maker)])
        python, pip = str(python_of(maker)), ("-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        if made != 0 or subprocess.call([python, *pip, "uv>=0.11"], env=child_environment()) != 0:
            raise Stop(f"Chưa tạo được tệp khóa; {SEE_ABOVE}")
        texts = {}
        for name in (RUN, DEV):
            draft = Path(folder) / name
            standing = ground.ROOT / name
            if standing.exists() and not upgrade:
                draft.write_text(standing.read_text(encoding="utf-8"), encoding="utf-8")  # its versions are kept
            words = ["-m", "uv", "pip", "compile", "--universal", "--generate-hashes", "--python-version", OLDEST]
            words += ["--no-annotate", "--no-header", "--quiet", "--output-file", str(draft)]
            words += ["--no-emit-index-url", "--no-emit-find-links"]
            if name == DEV:  # what the dashboard runs with is what is tested
                words += ["--constraints", str(Path(folder) / RUN)]
            if subprocess.call([python, *words, *SOURCES[name]], cwd=ground.ROOT, env=child_environment()) != 0:
                raise Stop(f"Chưa tạo được tệp khóa {name}; {SEE_ABOVE}")
            body = draft.read_text(encoding="utf-8")
            read_lock(body)
            texts[name] = HEAD.format(", ".join(SOURCES[name]), OLDEST) + body
        for name, text in texts.items():
            (ground.ROOT / name).write_bytes(text.encode())
    say(f"Đã ghi {RUN} và {DEV}.")
    return 0
