"""dev.py's environments, for real but small: a project of one tiny package, from a folder, without a network."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import dev
from devtools.ground import python_of
from tests.spread import in_soak

ROOT = Path(__file__).resolve().parent.parent
# A dashboard and a command line small enough to come up at once; what they need is the tiny package.
COMMAND = """
import json, sys, tiny
from pathlib import Path
store = Path(sys.argv[sys.argv.index("--store") + 1])
assert store.name == "store" and "project" not in store.parts, "the store itself, not a copy"
(store / "current").read_text(), (store / "versions" / "000001.duckdb").read_bytes()
(store / "touched").touch()
"""
DASHBOARD = """
import http.server, sys, tiny
port = int(sys.argv[sys.argv.index("--server.port") + 1])
class Health(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
http.server.HTTPServer(("127.0.0.1", port), Health).serve_forever()
"""


def wheel(folder: Path, version: str, code: str) -> str:
    """Make a wheel of the package `tiny`; return its sha256."""
    folder.mkdir(exist_ok=True)
    path = folder / f"tiny-{version}-py3-none-any.whl"
    info = f"tiny-{version}.dist-info"
    files = {
        "tiny.py": code,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: tiny\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: made\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    with zipfile.ZipFile(path, "w") as packed:
        for name, text in files.items():
            packed.writestr(name, text)
        record = "".join(f"{name},,\n" for name in [*files, f"{info}/RECORD"])
        packed.writestr(f"{info}/RECORD", record)
    return hashlib.sha256(path.read_bytes()).hexdigest()


class Project:
    """A copy of dev.py over a program of two files and a store of one version."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "project"
        self.wheels = folder / "wheels"
        self.folder.mkdir(parents=True)
        shutil.copy(ROOT / "dev.py", self.folder)
        shutil.copytree(ROOT / "devtools", self.folder / "devtools", ignore=shutil.ignore_patterns("__pycache__"))
        for package, code in (("tonghop", COMMAND), ("streamlit", DASHBOARD)):
            (self.folder / package).mkdir()
            (self.folder / package / "__main__.py").write_text(code)
        (self.folder / "store/versions").mkdir(parents=True)
        (self.folder / "store/current").write_text("1\n")
        (self.folder / "store/versions/000001.duckdb").write_bytes(b"rows")

    def lock(self, version: str, sha256: str) -> None:
        (self.folder / "requirements.lock").write_text(f"tiny=={version} \\\n    --hash=sha256:{sha256}\n")

    def dev(self, *words: str) -> tuple[int, str]:
        return self.python("dev.py", *words)

    def python(self, *words: str) -> tuple[int, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "TONGHOP_"))}
        done = subprocess.run(
            [sys.executable, *words],
            cwd=self.folder,
            env=kept,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
            timeout=300,
            check=False,
        )
        return done.returncode, done.stdout

    def update(self) -> tuple[int, str]:
        return self.dev("update", "--wheels", str(self.wheels))

    def uses(self) -> str:
        """The version of the tiny package that the environment in place holds."""
        python = python_of(self.folder / ".venv")
        code = "from importlib.metadata import version; print(version('tiny'))"
        return subprocess.check_output([str(python), "-c", code], text=True).strip()

    def environments(self) -> list[str]:
        return sorted(path.name for path in self.folder.glob(".venv*"))


@pytest.fixture(scope="module")
def set_up(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project whose environment holds version 1."""
    project = Project(tmp_path_factory.mktemp("update"))
    project.lock("1", wheel(project.wheels, "1", ""))
    status, said = project.update()
    assert (status, project.uses()) == (0, "1"), said
    return project


def test_what_is_right_already_is_left_alone(set_up: Project) -> None:
    before = (set_up.folder / ".venv/pyvenv.cfg").stat().st_ino
    assert set_up.update()[0] == 0
    assert (set_up.folder / ".venv/pyvenv.cfg").stat().st_ino == before


REFUSED = {
    "môi trường mới không mở được kho dữ liệu": lambda wheels: wheel(wheels, "2", "raise SystemExit(3)"),
    "không khởi động được": lambda wheels: wheel(
        wheels, "3", "import sys\nif '--server.port' in sys.argv: raise SystemExit('no screen')"
    ),
    "Chưa cài được các thư viện": lambda wheels: wheel(wheels, "4", "") and "0" * 64,
}
"""Why an environment does not take the place, and a package that makes it so."""


@pytest.mark.parametrize("reason", [next(iter(REFUSED)), *in_soak(*list(REFUSED)[1:])])
def test_the_old_environment_stays_where_the_new_one_cannot_open_the_store_or_is_not_whole(
    set_up: Project, reason: str
) -> None:
    set_up.lock(str(2 + list(REFUSED).index(reason)), REFUSED[reason](set_up.wheels))
    status, said = set_up.update()
    assert (status, set_up.uses(), set_up.environments()) == (1, "1", [".venv"]), said
    assert reason in said
    assert "Môi trường cũ vẫn nguyên" in said
    assert not (set_up.folder / "store/touched").exists(), "the store was opened, not a copy"


def test_a_good_environment_takes_the_place_and_the_old_one_is_kept(set_up: Project) -> None:
    set_up.lock("5", wheel(set_up.wheels, "5", ""))
    status, said = set_up.update()
    assert (status, set_up.uses(), set_up.environments()) == (0, "5", [".venv", ".venv-old"]), said
    activate = next((set_up.folder / ".venv").glob("*/activate")).read_text(encoding="utf-8")
    assert ".venv-new" not in activate


@pytest.mark.parametrize(("version", "body", "status"), [*in_soak(("6", "raise SystemExit(3)", 1)), ("7", "", 0)])
def test_starting_a_program_of_another_lock_is_an_update_too(
    set_up: Project, version: str, body: str, status: int
) -> None:
    code = "import dev, pathlib, sys; dev.ensure_run_requirements(pathlib.Path(sys.argv[1]))"
    held = set_up.uses()
    set_up.lock(version, wheel(set_up.wheels, version, body))
    ended, said = set_up.python("-c", code, str(set_up.wheels))
    assert ended == status, said
    assert "một bản sao của kho dữ liệu" in said
    assert set_up.uses() == (held if status else version)


def test_an_update_broken_off_while_changing_places_is_gone_back_from(set_up: Project) -> None:
    shutil.rmtree(set_up.folder / ".venv-old", ignore_errors=True)
    held = set_up.uses()
    (set_up.folder / ".venv").rename(set_up.folder / ".venv-old")
    code = "import devtools.environment as e, devtools.ground as g; e.ensure_venv(g.VENV)"
    subprocess.check_call([sys.executable, "-c", code], cwd=set_up.folder, stdout=subprocess.DEVNULL)
    assert (set_up.uses(), set_up.environments()) == (held, [".venv"])


def test_a_folder_without_wheels_says_how_to_fill_it(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.lock("1", "0" * 64)
    project.wheels.mkdir()
    for words in (("run", "--port", str(dev.free_port())), ("update",)):
        status, said = project.dev(*words, "--wheels", str(project.wheels))
        assert (status, project.environments()) == (1, []), said
        assert "không có gói cài đặt nào" in said
        assert "dev.py wheels" in said
