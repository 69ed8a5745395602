"""The real packages: from the lock over the network, from wheels without it, and an update of a real store."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import dev
from devtools.environment import RUN
from devtools.ground import python_of
from devtools.lock import read_lock
from devtools.wheels import TARGETS

pytestmark = pytest.mark.soak

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = {".venv", ".git", "__pycache__", ".hypothesis", ".mypy_cache", ".ruff_cache", ".pytest_cache", "pictures"}


def copied(folder: Path) -> Path:
    """The project as a stranger has it: without an environment and without a store."""

    def left_out(place: str, names: list[str]) -> set[str]:
        return LEFT_OUT & {*names} | ({"store"} if Path(place) == ROOT else set())

    shutil.copytree(ROOT, folder, ignore=left_out)
    return folder


def said_by(project: Path, *words: str, until: str | None = None, **environment: str) -> tuple[int, str]:
    """Run dev.py; with `until`, end it as Ctrl+C does once a line begins so."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("TONGHOP_")}
    process = subprocess.Popen(
        [sys.executable, "dev.py", *words],
        cwd=project,
        env={**own, **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    assert process.stdout
    lines: list[str] = []
    for line in process.stdout:
        lines.append(line)
        if until and line.startswith(until):
            process.send_signal(signal.SIGTERM)
    return process.wait(), "".join(lines)


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packages of this machine, downloaded by a fresh copy of the project."""
    folder = tmp_path_factory.mktemp("wheels")
    status, said = said_by(copied(folder / "project"), "wheels", str(folder / "gói"))
    assert status == 0, said
    return folder / "gói"


@pytest.fixture(scope="module")
def offline(wheels: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that was set up from wheels, every index unreachable, and shown once."""
    project = copied(tmp_path_factory.mktemp("offline") / "project")
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/", "HTTPS_PROXY": "http://127.0.0.1:9", "PIP_RETRIES": "0"}
    words = ("run", "--port", str(dev.free_port()), "--wheels", str(wheels))
    status, said = said_by(project, *words, until="Tổng hợp: http", **nowhere)
    assert status == 0, said
    assert "Đã dừng Tổng hợp" in said
    return project


def test_a_machine_without_a_network_is_set_up_from_wheels(offline: Path) -> None:
    words = ["-m", "pip", "list", "--format", "freeze"]
    shown = subprocess.check_output([str(python_of(offline / ".venv")), *words], text=True)
    held = dict(re.findall(r"^(\S+)==(\S+)$", shown, flags=re.MULTILINE))
    folded = {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in held.items()}
    locked = {(entry.name, entry.version) for entry in read_lock((ROOT / RUN).read_text(encoding="utf-8"))}
    assert folded.keys() - {name for name, _ in locked} <= {"pip", "setuptools"}
    assert {each for each in folded.items() if each[0] not in ("pip", "setuptools")} <= locked


def test_an_update_opens_a_copy_of_the_store_before_it_takes_the_place(offline: Path, wheels: Path) -> None:
    before = {path: path.read_bytes() for path in (offline / "store").rglob("*") if path.is_file()}
    assert offline / "store/current" in before
    lock = offline / RUN
    lock.write_text(lock.read_text(encoding="utf-8") + "# another\n", encoding="utf-8")
    status, said = said_by(offline, "update", "--wheels", str(wheels))
    assert status == 0, said
    assert sorted(path.name for path in offline.glob(".venv*")) == [".venv", ".venv-old"]
    assert {path: path.read_bytes() for path in (offline / "store").rglob("*") if path.is_file()} == before

    (current,) = (offline / "store/versions").glob("*.duckdb")
    current.write_bytes(current.read_bytes()[:5000])
    lock.write_text(lock.read_text(encoding="utf-8") + "# and another\n", encoding="utf-8")
    status, said = said_by(offline, "update", "--wheels", str(wheels))
    assert status == 1
    assert "môi trường mới không mở được kho dữ liệu" in said
    assert sorted(path.name for path in offline.glob(".venv*")) == [".venv", ".venv-old"]


def test_a_package_that_was_tampered_with_is_not_installed(wheels: Path, tmp_path: Path) -> None:
    project, folder = copied(tmp_path / "project"), tmp_path / "gói"
    shutil.copytree(wheels, folder)
    altered = next(folder.glob("tomlkit-*.whl"))
    altered.write_bytes(altered.read_bytes() + b"\0")
    status, said = said_by(project, "run", "--port", str(dev.free_port()), "--wheels", str(folder))
    assert status == 1
    assert "Chưa cài được các thư viện" in said


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("python", ["3.11", "3.13"])
def test_every_system_and_python_has_wheels_of_everything(
    target: str, python: str, tmp_path: Path, fresh: Callable[[], Path]
) -> None:
    status, said = said_by(fresh(), "wheels", str(tmp_path / "gói"), "--platform", target, "--python", python)
    assert status == 0, said
    assert len(list((tmp_path / "gói").glob("*.whl"))) > 40


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    project = copied(tmp_path_factory.mktemp("fresh") / "project")
    return lambda: project


def test_locking_again_changes_nothing(fresh: Callable[[], Path]) -> None:
    project = fresh()
    before = {path.name: path.read_text(encoding="utf-8") for path in project.glob("*.lock")}
    status, said = said_by(project, "lock")
    assert status == 0, said
    for name, text in before.items():
        after = (project / name).read_text(encoding="utf-8")
        # a package may have got more files since, never another version
        assert [entry[:3] for entry in read_lock(after)] == [entry[:3] for entry in read_lock(text)]
