"""Sizes that a package declares are claims: nothing takes more memory than its limit, whoever packed it."""

import io
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders import unit_return
from tonghop.errors import Stop
from tonghop.intake.inbox import collect_uploads
from tonghop.officefiles.unpacking import DAMAGED, TooLarge, pieces, read_part
from tonghop.outputs.marking.package import Parts, Unmarkable
from tonghop.outputs.stamp import PROPERTIES, made_from
from tonghop.plan.files import read_plan

ROOT = Path(__file__).resolve().parent.parent
GROWN = 300 << 20


def bomb(name: str, claimed: int, beside: bytes | None = None) -> bytes:
    """A package whose part of GROWN bytes of nothing says it has `claimed`; with the other parts of a file."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        if beside:
            with zipfile.ZipFile(io.BytesIO(beside)) as other:
                for entry in other.infolist():
                    if entry.filename != name:
                        package.writestr(entry, other.read(entry))
        with package.open(name, "w") as part:
            for _ in range(GROWN >> 20):
                part.write(bytes(1 << 20))
    content = target.getvalue()
    true, lie = struct.pack("<I", GROWN), struct.pack("<I", claimed)
    assert content.count(true) == 2, "in the part's own head and in the directory"
    return content.replace(true, lie)


def entry_of(content: bytes) -> tuple[zipfile.ZipFile, zipfile.ZipInfo]:
    package = zipfile.ZipFile(io.BytesIO(content))
    return package, package.infolist()[-1]


@pytest.mark.parametrize("claimed", [0, 1, 1000, 1 << 20, GROWN - 1])
def test_a_part_that_lies_about_its_size_is_torn_and_never_unpacked_beyond_its_claim(claimed: int) -> None:
    package, entry = entry_of(bomb("a", claimed))
    taken: list[int] = []
    with pytest.raises(DAMAGED):
        taken.extend(len(piece) for piece in pieces(package, entry, GROWN))
    assert sum(taken) <= claimed


def test_a_part_beyond_the_limit_is_refused_before_it_is_unpacked() -> None:
    package, entry = entry_of(bomb("a", GROWN))
    with pytest.raises(TooLarge):
        read_part(package, entry, GROWN - 1)


def test_an_honest_part_is_read_whole_and_one_packed_strangely_is_not() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
            package.writestr(zipfile.ZipInfo(f"{method}"), b"content" * 300_000, method)
    with zipfile.ZipFile(target) as package:
        *plain, bzip, lzma = package.infolist()
        assert {read_part(package, entry, 2_100_000) for entry in plain} == {b"content" * 300_000}
        for strange in (bzip, lzma):
            with pytest.raises(NotImplementedError):
                read_part(package, strange, GROWN)


# Every way in for a package from outside, in a process that may hold little more than its libraries.
WAYS: dict[str, tuple[str, str]] = {
    "a draft": (
        PROPERTIES,
        "from tonghop.outputs.stamp import made_from; from tonghop.plan.files import read_plan;"
        " made_from(read_plan(), content)",
    ),
    "a file to be marked": (
        "xl/worksheets/sheet1.xml",
        "from tonghop.outputs.marking.package import Parts; Parts(content).read('xl/worksheets/sheet1.xml')",
    ),
    "a package of files": (
        "a.xlsx",
        "from tonghop.intake.inbox import collect_uploads;"
        " found = collect_uploads([('a.zip', content)]).items[0]; assert found.refusal, len(found.content)",
    ),
}
CHILD = """
import re, sys, resource
from pathlib import Path
content = open(sys.argv[1], "rb").read()
try:
    exec(sys.argv[2])
except Exception as error:
    assert type(error).__name__ in ("Stop", "Unmarkable"), repr(error)
if sys.platform == "linux":  # ru_maxrss would begin at what the process that started this one had
    print(int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) >> 10)
else:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 20)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell a process's highest memory in this way")
@pytest.mark.parametrize("way", WAYS)
def test_a_lying_package_takes_little_memory_by_every_way_in(way: str, tmp_path: Path) -> None:
    name, code = WAYS[way]
    (tmp_path / "bomb").write_bytes(bomb(name, 1000))
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(tmp_path / "bomb"), code],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < (GROWN >> 20), "MiB"


REFUSALS: list[tuple[str, Callable[[], object], type[Exception]]] = [
    ("a draft", lambda: made_from(read_plan(), bomb(PROPERTIES, 1000)), Stop),
    ("a draft that says so", lambda: made_from(read_plan(), bomb(PROPERTIES, GROWN)), Stop),
    ("no draft at all", lambda: made_from(read_plan(), b"PK\5\6" + bytes(30)), Stop),
    (
        "a file to be marked",
        lambda: Parts(bomb("xl/workbook.xml", 1000, unit_return())).read("xl/workbook.xml"),
        Unmarkable,
    ),
]


@pytest.mark.parametrize(("refuse", "error"), [case[1:] for case in REFUSALS], ids=[case[0] for case in REFUSALS])
def test_a_lying_package_is_refused_in_words(refuse: Callable[[], object], error: type[Exception]) -> None:
    with pytest.raises(error):
        refuse()


def test_a_lying_file_in_a_package_is_named_and_the_others_are_read() -> None:
    good = unit_return()
    lying = bomb("z.xlsx", 1000, None)
    target = io.BytesIO(lying)
    with zipfile.ZipFile(target, "a") as package:
        package.writestr("a.xlsx", good)
    found = {item.path: item for item in collect_uploads([("gói.zip", target.getvalue())]).items}
    assert found["gói.zip/a.xlsx"].content == good
    assert found["gói.zip/z.xlsx"].refusal is not None
