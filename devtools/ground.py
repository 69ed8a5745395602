"""Where the project and its environment lie, how a child process is started, how a person is told."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
SEE_ABOVE = "nguyên nhân ghi ở các dòng ngay trên."


class Stop(Exception):
    """What keeps us from going on, as one message in Vietnamese that says what to do."""


def say(text: str) -> None:
    print(text, flush=True)


def python_of(environment: Path) -> Path:
    """Return where an environment keeps its Python, whether it is there or not."""
    return environment / ("Scripts/python.exe" if WINDOWS else "bin/python")


def child_environment(**more: str) -> dict[str, str]:
    """Return the environment for programs of the project: UTF-8 whatever the terminal says, no user-wide packages."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONHOME", "__PYVENV_LAUNCHER__")}
    return {**kept, "PYTHONUTF8": "1", "PIP_USER": "0", **more}


def run_in(environment: Path, *arguments: str, **more: str) -> int:
    """Run an environment's Python in the project's folder, with `more` in its variables; return its exit status."""
    return subprocess.call([str(python_of(environment)), *arguments], cwd=ROOT, env=child_environment(**more))
