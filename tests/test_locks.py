"""The locks: every package with its hashes, what the requirement files ask for, nothing of where they were made."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import dev
from devtools.environment import DEV, RUN
from devtools.lock import SOURCES, Locked, read_lock
from devtools.wheels import TARGETS, meant_for

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {name: read_lock((ROOT / name).read_text(encoding="utf-8")) for name in (RUN, DEV)}
PYTHONS = [(3, minor) for minor in range(11, 15)]


def direct(lock: str) -> list[Requirement]:
    lines = [line for name in SOURCES[lock] for line in (ROOT / name).read_text(encoding="utf-8").splitlines()]
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def environment(python: tuple[int, int], target: str) -> dict[str, str]:
    machine = TARGETS[target]
    return {
        "sys_platform": machine.sys_platform,
        "os_name": machine.os_name,
        "platform_system": machine.platform_system,
        "platform_machine": machine.platform_machine,
        "python_version": "{}.{}".format(*python),
        "python_full_version": "{}.{}.99".format(*python),
    }


def counting(lock: str, python: tuple[int, int], target: str) -> dict[str, str]:
    """The versions of a lock that count somewhere: package -> version, each once."""
    found: dict[str, str] = {}
    for entry in LOCKS[lock]:
        if not entry.marker or Marker(entry.marker).evaluate(environment(python, target)):
            assert entry.name not in found, f"{entry.name} twice on {target}, {python}"
            found[entry.name] = entry.version
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_each_requirement_within_its_range_on_every_system_and_python(lock: str) -> None:
    for python in PYTHONS:
        for target in TARGETS:
            held = counting(lock, python, target)
            lacking = [
                str(asked)
                for asked in direct(lock)
                if not asked.specifier.contains(held.get(canonicalize_name(asked.name), "0"))
            ]
            assert lacking == [], f"python dev.py lock makes {lock} anew"


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_of_a_lock_has_hashes_each_once(lock: str) -> None:
    entries = LOCKS[lock]
    assert [each.name for each in entries if len(set(each.hashes)) != len(each.hashes) or not each.hashes] == []


def test_packages_made_for_each_system_apart_have_the_hashes_of_all() -> None:
    hashes = {entry.name: len(entry.hashes) for entry in LOCKS[RUN]}
    one_a_python_and_system = ("duckdb", "lxml", "pandas", "pyarrow", "pillow", "rpds-py", "markupsafe")
    assert {name: hashes[name] for name in one_a_python_and_system if hashes[name] < 12} == {}


def test_what_runs_is_what_is_tested() -> None:
    """The same packages, and on no fewer systems: what tests need may need one of them elsewhere, too."""
    tested = {(entry.name, entry.version): entry for entry in LOCKS[DEV]}
    for entry in LOCKS[RUN]:
        held = tested[entry.name, entry.version]
        assert held.hashes == entry.hashes
        assert set(held.marker.split(" and ")) - {""} <= set(entry.marker.split(" and "))


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_says_nothing_of_where_it_was_made(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert re.findall(r"https?:|file:|index|find-links|/\w+/|--(?!hash=sha256:)\S+", text) == []
    (remark,) = [line for line in text.splitlines() if line.startswith("#")]
    assert "python dev.py lock" in remark


def test_a_line_that_is_none_of_a_lock_is_refused_with_its_place() -> None:
    good = f"one==1.0 ; sys_platform == 'win32' \\\n    --hash=sha256:{'a' * 64} \\\n    --hash=sha256:{'b' * 64}\n"
    assert read_lock("# remark\n" + good) == [Locked("one", "1.0", "sys_platform == 'win32'", ("a" * 64, "b" * 64))]
    for line in ("--index-url somewhere", "one>=1.0", f"    --hash=md5:{'a' * 32}", "-e ."):
        with pytest.raises(dev.Stop, match="dòng 4"):
            read_lock(good + line)


@pytest.mark.parametrize("target", TARGETS)
def test_packages_are_chosen_for_the_machine_they_are_meant_for_not_for_ours(
    target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("devtools.ground.VENV", Path(sys.prefix))
    for python in PYTHONS:
        chosen = {entry.name: entry.version for entry in meant_for(LOCKS[DEV], TARGETS[target], python)}
        assert chosen == counting(DEV, python, target)
    assert ("watchdog" in chosen) is (not target.startswith("macos"))
    assert ("colorama" in chosen) is (target == "windows")


@pytest.mark.parametrize("text", ["2.7", "3.10", "3", "3.x", "", "3.11.2"])
def test_a_python_that_cannot_run_the_project_is_refused_in_words(text: str) -> None:
    with pytest.raises(dev.Stop, match=r"từ 3\.11 trở lên"):
        dev.read_python(text)


# -- who reads dev.py ----------------------------------------------------------------------------------------

SOURCE_FILES = [ROOT / "dev.py", *sorted((ROOT / "devtools").glob("*.py"))]


@pytest.mark.parametrize("path", SOURCE_FILES, ids=lambda path: path.name)
def test_an_old_python_can_read_dev_py_far_enough_to_refuse(path: Path) -> None:
    ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 7))


@pytest.mark.parametrize("path", SOURCE_FILES, ids=lambda path: path.name)
def test_dev_py_uses_the_standard_library_only(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in imported} <= {*sys.stdlib_module_names, "devtools"}
