"""What is handed in: files, folders, packages; what counts, what is passed over, and what each is called."""

from __future__ import annotations

import io
import json
import os
import random
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.builders import OTHER, UNIT_ID, load_all, nomination_list, package, read, unit_return
from tonghop.__main__ import main
from tonghop.errors import Stop
from tonghop.intake.inbox import Inbox, collect, collect_uploads
from tonghop.officefiles.reader import Limits
from tonghop.store import Store

TONE_SIGNS = "\u0300\u0309\u0303\u0301\u0323"
A, B = b"PK\x03\x04 first", b"PK\x03\x04 second"
SMALL = Limits(max_bytes=100)


def write(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def paths(inbox: Inbox) -> list[str]:
    return [item.path for item in inbox.items]


def refusals(inbox: Inbox) -> dict[str, str | None]:
    return {item.path: item.refusal.slug if item.refusal else None for item in inbox.items}


# -- folders -------------------------------------------------------------------------------------------------


def test_a_folder_gives_its_office_files_by_name_and_passes_over_the_rest(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "Nộp lần 1",
        {
            "b.xlsx": B,
            "a.xlsx": A,
            "Biểu số 2.XLSX": A,
            "xã/Tân Sơn/danh sách.docx": A,
            "xã/cũ.xls": A,
            "xã/cũ.doc": A,
            "macro.xlsm": A,
            "bảng.ods": A,
            "nhị phân.xlsb": A,
            "~$a.xlsx": A,
            "xã/~$danh sách.docx": A,
            "._a.xlsx": A,
            "__MACOSX/._b.xlsx": A,
            "__MACOSX/c.xlsx": A,
            ".DS_Store": A,
            "Thumbs.db": A,
            "ảnh.jpg": A,
            "kế hoạch.pdf": A,
            "mẫu.xltx": A,
            "mẫu.dotx": A,
            "văn bản.rtf": A,
            "chụp.PNG": A,
            "không đuôi": A,
            "thư.eml": A,
        },
    )
    inbox = collect([folder])
    assert paths(inbox) == [
        "Biểu số 2.XLSX",
        "a.xlsx",
        "b.xlsx",
        "bảng.ods",
        "chụp.PNG",
        "kế hoạch.pdf",
        "macro.xlsm",
        "mẫu.dotx",
        "mẫu.xltx",
        "nhị phân.xlsb",
        "văn bản.rtf",
        "xã/Tân Sơn/danh sách.docx",
        "xã/cũ.doc",
        "xã/cũ.xls",
        "ảnh.jpg",
    ]
    assert sorted(inbox.passed_over) == sorted(
        [
            "~$a.xlsx",
            "xã/~$danh sách.docx",
            "._a.xlsx",
            "__MACOSX/._b.xlsx",
            "__MACOSX/c.xlsx",
            ".DS_Store",
            "Thumbs.db",
            "không đuôi",
            "thư.eml",
        ]
    )
    assert {item.path: item.content for item in inbox.items}["b.xlsx"] == B


@pytest.mark.parametrize("files", [{}, {"ảnh.gif": A, "~$a.xlsx": A}], ids=["empty", "no office file"])
def test_a_folder_without_an_office_file_is_a_stop(tmp_path: Path, files: dict[str, bytes]) -> None:
    folder = write(tmp_path / "trống", files)
    folder.mkdir(exist_ok=True)
    with pytest.raises(Stop) as stop:
        collect([folder])
    assert str(folder) in stop.value.message
    assert "tệp Excel, Word hay văn bản" in stop.value.message
    assert stop.value.remedy.startswith("Đề nghị")


def test_a_path_that_is_not_there_is_a_stop_that_names_it(tmp_path: Path) -> None:
    write(tmp_path, {"a.xlsx": A})
    with pytest.raises(Stop, match=r"Không tìm thấy .*b\.xlsx"):
        collect([tmp_path / "a.xlsx", tmp_path / "b.xlsx"])


def test_a_path_is_called_as_it_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"a.xlsx": A, "đơn vị/b.xlsx": A, "gói.zip": package({"x/c.xlsx": A})})
    monkeypatch.chdir(tmp_path)
    given = ["đơn vị/b.xlsx", "./a.xlsx", str(tmp_path / "a.xlsx"), "gói.zip", "đơn vị"]
    assert paths(collect(given)) == [
        "đơn vị/b.xlsx",
        "./a.xlsx",
        str(tmp_path / "a.xlsx"),
        "gói.zip/x/c.xlsx",
        "b.xlsx",
    ]


def test_a_file_named_outright_is_looked_at_whatever_its_ending(tmp_path: Path) -> None:
    write(tmp_path, {"báo cáo.pdf": A, "a": A, "~$a.xlsx": A})
    inbox = collect([tmp_path / "báo cáo.pdf", tmp_path / "a", tmp_path / "~$a.xlsx"])
    assert [Path(path).name for path in paths(inbox)] == ["báo cáo.pdf", "a"]
    assert [Path(path).name for path in inbox.passed_over] == ["~$a.xlsx"]
    dropped = collect_uploads([("báo cáo.pdf", A), ("~$a.xlsx", B)])
    assert (paths(dropped), dropped.passed_over) == (["báo cáo.pdf"], ("~$a.xlsx",))


@pytest.mark.skipif(os.name == "nt", reason="needs a file system with sparse files")
def test_what_is_passed_over_is_not_read(tmp_path: Path) -> None:
    folder = write(tmp_path / "f", {"a.xlsx": A})
    with (folder / "phim.mp4").open("wb") as film:
        film.truncate(1 << 40)  # more than there is memory
    inbox = collect([folder])
    assert (paths(inbox), inbox.passed_over) == (["a.xlsx"], ("phim.mp4",))


# -- packages ------------------------------------------------------------------------------------------------


def test_a_package_gives_its_office_files_below_its_name(tmp_path: Path) -> None:
    content = package(
        {
            "b.xlsx": B,
            "a.xlsx": A,
            "xã/": b"",
            "xã/Tân Sơn/danh sách.docx": A,
            "xã\\Thi Sơn\\c.xlsx": B,  # of tools that do not know the format
            "~$a.xlsx": A,
            "__MACOSX/xã/._c.xlsx": A,
            ".DS_Store": A,
            "đọc tôi.txt": A,
            "trong.zip": package({"d.xlsx": A}),
        }
    )
    folder = write(tmp_path / "f", {"nộp/returns.zip": content, "z.xlsx": A})
    inbox = collect([folder])
    assert paths(inbox) == [
        "nộp/returns.zip/a.xlsx",
        "nộp/returns.zip/b.xlsx",
        "nộp/returns.zip/xã/Thi Sơn/c.xlsx",
        "nộp/returns.zip/xã/Tân Sơn/danh sách.docx",
        "z.xlsx",
    ]
    assert set(inbox.passed_over) == {
        "nộp/returns.zip/~$a.xlsx",
        "nộp/returns.zip/__MACOSX/xã/._c.xlsx",
        "nộp/returns.zip/.DS_Store",
        "nộp/returns.zip/đọc tôi.txt",
        "nộp/returns.zip/trong.zip",
    }
    assert paths(collect_uploads([("Returns.ZIP", content)]))[0] == "Returns.ZIP/a.xlsx"


def named(name: bytes) -> bytes:
    """A package as older tools make it: the name in raw bytes, nothing says in which encoding."""
    return package({"N" * len(name): A}).replace(b"N" * len(name), name)


def in_1258(name: str) -> bytes:
    """A name as a Vietnamese Windows writes it: five tones are signs of their own behind their vowels."""
    parts = []
    for letter in name:
        base, *tones = unicodedata.normalize("NFD", letter)
        marks = [mark for mark in tones if mark not in TONE_SIGNS]
        parts.append(unicodedata.normalize("NFC", base + "".join(marks)).encode("cp1258"))
        parts += [mark.encode("cp1258") for mark in tones if mark in TONE_SIGNS]
    return b"".join(parts)


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("Biểu số liệu xã Tân Sơn.xlsx".encode(), "Biểu số liệu xã Tân Sơn.xlsx"),
        ("xã/đơn vị.docx".encode(), "xã/đơn vị.docx"),
        (b"caf\x82.xlsx", "café.xlsx"),  # cp437, as the format says
        (in_1258("Biểu số liệu xã Tân Sơn.xlsx"), "Biểu số liệu xã Tân Sơn.xlsx"),
        (in_1258("Đảng ủy/Danh sách đề nghị khen thưởng.docx"), "Đảng ủy/Danh sách đề nghị khen thưởng.docx"),
        ("Xã Lò Hà.xlsx".encode("cp1252"), "Xã Lò Hà.xlsx"),
        (unicodedata.normalize("NFD", "Tân Sơn.xlsx").encode(), "Tân Sơn.xlsx"),
        (b"plain.xlsx", "plain.xlsx"),
    ],
)
def test_a_name_that_does_not_say_its_encoding_is_utf_8_where_it_can_be(raw: bytes, name: str) -> None:
    assert paths(collect_uploads([("g.zip", named(raw))])) == [f"g.zip/{name}"]


def test_a_name_told_beside_the_raw_one_counts() -> None:
    """As 7-Zip and Info-ZIP do (extra field 0x7075)."""
    told = "Tân Sơn.xlsx".encode()
    raw = b"T?n S?n.xlsx"
    extra = struct.pack("<HHBI", 0x7075, 5 + len(told), 1, zlib.crc32(raw)) + told
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        entry = zipfile.ZipInfo(raw.decode())
        entry.extra = extra
        made.writestr(entry, A)
    assert paths(collect_uploads([("g.zip", target.getvalue())])) == ["g.zip/Tân Sơn.xlsx"]
    renamed = target.getvalue().replace(raw, b"another.xlsx")  # the field is of the old name
    assert paths(collect_uploads([("g.zip", renamed)])) == ["g.zip/another.xlsx"]


def squeezed(name: str = "a.xlsx", content: bytes = b"x" * 5000) -> bytes:
    return package({name: content, "b.xlsx": B}, compression=zipfile.ZIP_DEFLATED)


def patched(content: bytes, *places: tuple[bytes, int, bytes]) -> bytes:
    """Overwrite bytes so far behind a signature's first place."""
    changed = bytearray(content)
    for signature, offset, new in places:
        at = content.index(signature) + offset
        changed[at : at + len(new)] = new
    return bytes(changed)


LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04",
        b"Rar!\x1a\x07\x00",
        b"\x00" * 1000,
        squeezed()[:-30],
        squeezed()[40:],
        patched(squeezed(), (END, 16, b"\xff\xff\xff\x7f")),
    ],
    ids=[
        "empty",
        "only a signature",
        "another packer's",
        "noughts",
        "no end",
        "no beginning",
        "a wild offset",
    ],
)
def test_a_package_that_cannot_be_opened_is_refused_as_such(content: bytes) -> None:
    inbox = collect_uploads([("g.zip", content)])
    assert (
        refusals(inbox) == {"g.zip": "unreadable-file"}
        or refusals(inbox)["g.zip/a.xlsx"] == "unreadable-file"
    )
    assert all("gói .zip" in item.refusal.message for item in inbox.items if item.refusal)


@pytest.mark.parametrize(
    ("content", "slug"),
    [
        (patched(squeezed(), (LOCAL, 40, b"\xff\xff\xff\xff")), "unreadable-file"),
        (patched(squeezed(), (LOCAL, 14, b"\0\0\0\0"), (CENTRAL, 16, b"\0\0\0\0")), "unreadable-file"),
        (patched(squeezed(), (LOCAL, 0, b"XXXX")), "unreadable-file"),
        (patched(squeezed(), (LOCAL, 8, b"\x09\0"), (CENTRAL, 10, b"\x09\0")), "unreadable-file"),
        (patched(squeezed(), (LOCAL, 8, b"\x0e\0"), (CENTRAL, 10, b"\x0e\0")), "unreadable-file"),
        (patched(squeezed(), (LOCAL, 8, b"\x0c\0"), (CENTRAL, 10, b"\x0c\0")), "unreadable-file"),
        (patched(squeezed(), (CENTRAL, 24, struct.pack("<I", 50))), "unreadable-file"),
        (patched(squeezed(), (LOCAL, 6, b"\x01\0"), (CENTRAL, 8, b"\x01\0")), "password-protected"),
        (patched(squeezed(), (CENTRAL, 24, struct.pack("<I", 1 << 30))), "too-large"),
        (squeezed(content=bytes(21 << 20)), "too-large"),
    ],
    ids=[
        "damaged stream",
        "wrong checksum",
        "no local header",
        "Deflate64",
        "LZMA",
        "bzip2",
        "says that it is smaller",
        "encrypted",
        "says that it is larger",
        "much out of little",
    ],
)
def test_one_bad_file_of_a_package_does_not_spoil_the_others(content: bytes, slug: str) -> None:
    inbox = collect_uploads([("g.zip", content)])
    assert refusals(inbox) == {"g.zip/a.xlsx": slug, "g.zip/b.xlsx": None}
    assert inbox.items[1].content == B
    assert "Đề nghị" in (inbox.items[0].refusal or inbox.items[1]).message  # type: ignore[union-attr]


def test_no_damage_to_a_package_is_an_exception() -> None:
    chance = random.Random(83)
    for whole in (
        squeezed(),
        package({"a.xlsx": A}),
        package({"a.docx": bytes(3000)}, compression=zipfile.ZIP_DEFLATED),
    ):
        for _ in range(150):
            content = bytearray(whole)
            for _ in range(chance.randint(1, 4)):
                content[chance.randrange(len(content))] = chance.randrange(256)
            del content[chance.randrange(len(content)) if chance.random() < 0.2 else len(content) :]
            for item in collect_uploads([("g.zip", bytes(content))]).items:
                assert item.refusal is None or "Đề nghị" in item.refusal.message


def test_a_package_of_too_much_is_refused_before_it_is_unpacked() -> None:
    many = package({f"{n}.xlsx": b"" for n in range(2001)})
    assert refusals(collect_uploads([("g.zip", many)])) == {"g.zip": "too-large"}
    much = package({f"{n}.xlsx": bytes(100) for n in range(101)}, compression=zipfile.ZIP_DEFLATED)
    assert refusals(collect_uploads([("g.zip", much)], SMALL)) == {"g.zip": "too-large"}


@pytest.mark.parametrize("files", [{}, {"đọc tôi.txt": A}, {"__MACOSX/._a.xlsx": A}, {"trong/": b""}])
def test_a_package_without_an_office_file_is_no_form(files: dict[str, bytes]) -> None:
    assert refusals(collect_uploads([("g.zip", package(files))])) == {"g.zip": "not-a-form"}


# -- through the door ----------------------------------------------------------------------------------------


def test_files_of_folders_and_packages_are_read_like_any_other(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "f",
        {
            "a.xlsx": unit_return(),
            "g.zip": package({"b.xlsx": unit_return(OTHER), "x/c.docx": nomination_list()}),
            "trống.xlsx": b"",
            "hỏng.zip": b"PK",
            "khóa.zip": patched(squeezed(), (LOCAL, 6, b"\x01\0"), (CENTRAL, 8, b"\x01\0")),
        },
    )
    store = Store(tmp_path / "store")
    files = {item.path: item.content for item in collect([folder]).items if item.refusal is None}
    assert {path: reading.status for path, reading in read(store, files).items()} == {
        "a.xlsx": "accepted",
        "g.zip/b.xlsx": "accepted",
        "g.zip/x/c.docx": "accepted",
        "khóa.zip/b.xlsx": "refused",
        "trống.xlsx": "refused",
    }
    assert not store.folder.exists()
    # what cannot be taken out of its package is kept in mind, with nothing to keep
    package_ = (folder / "khóa.zip").read_bytes()
    assert load_all(store, {"khóa.zip": package_, "trống.xlsx": b""}) == {
        "khóa.zip/a.xlsx": "refused",
        "khóa.zip/b.xlsx": "refused",
        "trống.xlsx": "refused",
    }


def test_the_command_line_calls_files_by_the_same_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write(
        tmp_path / "f",
        {
            "units/a.xlsx": unit_return(),
            "g.zip": package({"x/b.xlsx": unit_return(changes={("Khen thưởng", "D4"): "nhiều"})}),
            "ghi chú.txt": b"x",
        },
    )
    status = main(
        ["check", str(folder), "--json", "--store", str(tmp_path / "store"), "--received", "5/5/2022"]
    )
    answer = json.loads(capsys.readouterr().out)
    assert status == 1
    assert (answer["version"], answer["passed_over"]) == (0, ["ghi chú.txt"])
    assert [(file["path"], file["status"], file["unit"]) for file in answer["files"]] == [
        ("g.zip/x/b.xlsx", "refused", UNIT_ID),
        ("units/a.xlsx", "accepted", UNIT_ID),
    ]
    assert list(answer["files"][0]) == ["path", "sha256", "form", "unit", "encoding", "status", "findings"]
    (finding,) = answer["files"][0]["findings"]
    assert list(finding) == ["slug", "severity", "sheet", "cell", "value", "message"]
    assert (finding["slug"], finding["cell"]) == ("not-a-number", "D4")


def test_a_path_that_is_not_there_ends_the_command_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(tmp_path / "x"), "--json", "--store", str(tmp_path / "store")]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("Không tìm thấy")
