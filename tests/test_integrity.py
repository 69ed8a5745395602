"""A damaged store is found out: by verify, by a reader in words, by a writer before anything is copied on."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.builders import UNIT, load_all, nomination_workbook
from tonghop.store import Store
from tonghop.store.integrity import check_archive, check_database, digest_of

DAY = date(2022, 4, 1)
LIST = nomination_workbook(UNIT, [[1, "Mô hình một", None, None, None]])
BLOCK = 16384
HEADERS = 3 * 4096


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("base") / "store"
    load_all(Store(folder), {"a.xlsx": LIST}, DAY)
    return folder


def test_a_sound_store_has_no_problems(base: Path) -> None:
    database = base / "versions" / "000001.duckdb"
    assert check_database(database, base / "files", digest_of(database)) == ()
    assert check_archive(base / "files") == ()


def test_a_bit_flipped_in_any_block_is_found(base: Path, tmp_path: Path) -> None:
    database = base / "versions" / "000001.duckdb"
    digest, content, path = digest_of(database), database.read_bytes(), tmp_path / "000001.duckdb"
    starts = [0, 4096, 8192, *range(HEADERS, len(content), BLOCK)]
    kinds = []
    for start in starts:
        flipped = bytearray(content)
        flipped[start + 100] ^= 0x10
        path.write_bytes(flipped)
        (problem,) = check_database(path, None, digest)
        kinds.append(problem.kind)
    assert kinds.count("database") > len(kinds) // 2


@pytest.mark.parametrize("damage", [b"", b"other"])
def test_a_damaged_archive_file_is_named(base: Path, tmp_path: Path, damage: bytes) -> None:
    folder = shutil.copytree(base, tmp_path / "store")
    (file,) = (folder / "files").iterdir()
    file.write_bytes(damage)
    (problem,) = check_archive(folder / "files")
    assert (problem.kind, problem.name) == ("archive", file.name)


def test_a_missing_archive_file_is_named_as_people_know_it(base: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(base, tmp_path / "store")
    (file,) = (folder / "files").iterdir()
    file.unlink()
    (problem,) = check_database(folder / "versions" / "000001.duckdb", folder / "files")
    assert problem.kind == "missing"
    assert "a.xlsx" in problem.says


def test_a_missing_or_cut_database_is_named(base: Path, tmp_path: Path) -> None:
    path = tmp_path / "000001.duckdb"
    assert check_database(path)[0].says == "Không thấy tệp 000001.duckdb."
    path.write_bytes((base / "versions" / "000001.duckdb").read_bytes()[:20000])
    assert check_database(path)[0].kind == "database"
