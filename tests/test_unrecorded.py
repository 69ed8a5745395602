"""What was typed or dropped and not recorded: kept whole or not at all, each browser's own, bounded, never a crash."""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tonghop.errors import Stop
from tonghop.store import Store, unrecorded
from tonghop.store.unrecorded import AGE, DroppedFile, Shelf, Unrecorded

NOON = datetime(2022, 4, 6, 12)
SIGN, OTHER = "ab" * 12, "cd" * 12


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def left(sign: str = SIGN, **values: object) -> Unrecorded:
    return Unrecorded(sign, values, (), NOON, 3)


def test_a_form_comes_back_as_it_was_left_whatever_it_is_about(store: Store) -> None:
    shelf = Shelf(store.folder, "a")
    file = shelf.add("báo cáo.xlsx", b"abc", "tep")
    whole = Unrecorded(SIGN, {"chu": "dở", "phan": ["memo"], "bo": 2}, (file,), NOON, 3)
    shelf.keep("goi", "đơn vị/../số 1", whole)
    shelf.keep("goi", "đơn vị số 2", left(chu="khác"))
    again = Shelf(Store(store.folder).folder, "a")
    assert again.read("goi", "đơn vị/../số 1") == whole
    assert again.read("goi", "đơn vị số 2") == left(chu="khác")
    assert again.read("goi") is None
    assert (again.has(file), again.content(file)) == (True, b"abc")
    assert store.current == 0, "a draft is in no version"


def test_another_browser_sees_nothing_of_it_and_no_name_is_a_path(store: Store) -> None:
    for hostile in ("../..", "a/../../x", "", "\x00", "a" * 5000, "đơn vị"):
        shelf = Shelf(store.folder, hostile)
        shelf.keep("../goi", "../../x", left(chu="dở"))
        assert shelf.folder.parent == store.folder / "drafts" / "kept"
        assert {path.parent for path in shelf.folder.glob("*.json")} == {shelf.folder}
        assert Shelf(store.folder, f"{hostile}b").read("../goi", "../../x") is None
    assert len(list((store.folder / "drafts" / "kept").iterdir())) == 6
    assert not list(Path(store.folder).glob("*.json"))


def test_only_the_tab_whose_draft_it_is_drops_it(store: Store) -> None:
    shelf = Shelf(store.folder, "a")
    shelf.keep("goi", "", left())
    shelf.drop("goi", "", OTHER)
    assert shelf.read("goi") == left()
    shelf.drop("goi", "", SIGN)
    shelf.drop("goi", "", SIGN)
    assert shelf.read("goi") is None
    assert not shelf.is_finished(SIGN)
    shelf.finish(SIGN)
    assert (shelf.is_finished(SIGN), shelf.is_finished(OTHER), shelf.is_finished("../goi")) == (True, False, False)


@given(st.binary(max_size=80) | st.recursive(
    st.none() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["sign", "values", "files", "saved_at", "turn", "about", "name"]), inner),
    max_leaves=12,
).map(lambda said: json.dumps(said).encode()))  # fmt: skip
def test_a_damaged_draft_is_none(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    shelf = Shelf(tmp_path_factory.getbasetemp() / "damaged", "a")
    shelf.keep("goi", "", left())
    (path,) = shelf.folder.glob("*.json")
    path.write_bytes(content)
    found = shelf.read("goi")
    assert found is None or isinstance(found.values, dict)
    shelf.clear_files()
    shelf.drop("goi", "", SIGN)


def test_damaged_parts_of_a_draft_are_refused(store: Store) -> None:
    shelf = Shelf(store.folder, "a")
    shelf.keep("goi", "", left(chu="dở"))
    (path,) = shelf.folder.glob("*.json")
    sound = json.loads(path.read_bytes())
    hostile = [{"sign": "../x"}, {"values": []}, {"about": "khác"}, {"turn": "x"}, {"saved_at": "hôm qua"}] + [
        {"files": [one]}
        for one in ({}, {"name": "a", "digest": "../../x", "size": 1}, {"name": 1, "digest": "ab" * 32, "size": 1})
    ]
    for change in hostile:
        path.write_text(json.dumps({**sound, **change}))
        assert shelf.read("goi") is None, change


def test_bytes_that_are_gone_or_others_are_not_given(store: Store) -> None:
    shelf = Shelf(store.folder, "a")
    file = shelf.add("a.xlsx", b"abc")
    place = shelf.folder / "files" / file.digest
    place.write_bytes(b"abd")
    assert shelf.content(file) is None
    place.unlink()
    assert (shelf.has(file), shelf.content(file)) == (False, None)


def test_bytes_that_no_form_names_are_cleared(store: Store) -> None:
    shelf = Shelf(store.folder, "a")
    kept, gone = shelf.add("a.xlsx", b"a"), shelf.add("b.xlsx", b"b")
    shelf.keep("tiep-nhan", "", Unrecorded(SIGN, {}, (kept,)))
    shelf.clear_files()
    assert (shelf.has(kept), shelf.has(gone)) == (True, False)


def test_a_browser_and_all_of_them_are_bounded(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unrecorded, "A_BROWSER", 10)
    monkeypatch.setattr(unrecorded, "ALL", 15)
    shelf = Shelf(store.folder, "a")
    shelf.add("a.xlsx", b"12345678")
    shelf.add("lại.xlsx", b"12345678")
    with pytest.raises(Stop, match="Các tệp đã thả, chưa ghi đã quá"):
        shelf.add("b.xlsx", b"abc")
    assert shelf.size() == 8
    with pytest.raises(Stop, match="Các tệp đã thả"):
        Shelf(store.folder, "b").add("b.xlsx", b"87654321")
    monkeypatch.setattr(unrecorded, "MOST_FORMS", 2)
    shelf.keep("mot", "", left())
    shelf.keep("hai", "", left())
    shelf.keep("hai", "", left(chu="mới"))
    with pytest.raises(Stop, match="quá nhiều bản nháp"):
        shelf.keep("ba", "", left())
    monkeypatch.setattr(unrecorded, "A_FORM", 100)
    with pytest.raises(Stop, match="quá dài"):
        shelf.keep("mot", "", left(chu="a" * 200))
    assert shelf.read("mot") == left()


def test_what_vanished_browsers_left_goes_and_who_is_seen_keeps_it(store: Store) -> None:
    gone, here = Shelf(store.folder, "gone"), Shelf(store.folder, "here")
    for shelf in (gone, here):
        shelf.keep("goi", "", left())
        shelf.add("a.xlsx", b"abc")
        long_ago = shelf.folder.stat().st_mtime - AGE - 60
        os.utime(shelf.folder, (long_ago, long_ago))
    here.seen()
    Shelf(store.folder, "new").keep("goi", "", left())
    assert (gone.folder.exists(), here.read("goi")) == (False, left())


def test_a_folder_that_cannot_be_written_is_said_in_words(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    shelf = Shelf(store.folder, "a")
    shelf.keep("goi", "", left())
    file = DroppedFile("a", "ab" * 32, 1)
    monkeypatch.setattr(unrecorded, "write_whole", refused)
    monkeypatch.setattr(Path, "unlink", refused)
    for act in (
        lambda: shelf.keep("goi", "", left(chu="b")), lambda: shelf.add("a", b"a"), lambda: shelf.finish(SIGN),
    ):  # fmt: skip
        with pytest.raises(Stop, match="Không giữ được bản nháp"):
            act()
    with pytest.raises(Stop, match="Không bỏ được bản nháp"):
        shelf.drop("goi", "", SIGN)
    assert (shelf.read("goi"), shelf.has(file)) == (left(), False)
    monkeypatch.setattr(Path, "mkdir", refused)
    with pytest.raises(Stop, match="Không giữ được bản nháp"):
        Shelf(store.folder, "b").keep("goi", "", left())
    Shelf(store.folder, "b").seen()
    Shelf(store.folder, "b").clear_files()
