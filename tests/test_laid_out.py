"""A paper as it reads: its numbers marked where they stand, and what became of every paragraph (`check --account`)."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest

from tests.prose_reports import LAYOUTS, made
from tests.test_prose_reports import document, paper
from tests.test_unit_papers import HEAD
from tests.test_unit_papers import paper as any_paper
from tonghop.__main__ import main
from tonghop.prose.blocks import Paragraph, Table
from tonghop.prose.laid_out import BECAME_LABELS, Became, Shown, as_data, laid_out, table_place
from tonghop.prose.proposal import Proposal
from tonghop.prose.review import key_of


def shown(content: bytes) -> tuple[Proposal, tuple[Shown, ...]]:
    found = paper(content)
    return found.proposal, laid_out(found.proposal, found.head.kind)


@pytest.mark.parametrize("seed", range(len(LAYOUTS)))
def test_every_proposed_number_is_marked_where_it_stands(seed: int) -> None:
    proposal, blocks = shown(made(seed)[0])
    said: dict[str, set[str]] = {}
    for each in blocks:
        block = each.placed.block
        if isinstance(block, Paragraph):
            for mark in each.marks:
                for key in mark.keys:
                    said.setdefault(key, set()).add(block.text[mark.start : mark.end])
        for (row, column), keys in (each.cells or {}).items():
            assert isinstance(block, Table)
            for key in keys:
                said.setdefault(key, set()).add(block.rows[row][column])
    for found in (*proposal.figures, *proposal.questions):
        assert found.shown in said[key_of(found.indicator_id, found.year)], found


def test_one_number_may_be_of_several_years_and_two_alike_are_told_apart() -> None:
    _, blocks = shown(
        document(["BÁO CÁO", "II. KẾT QUẢ THỰC HIỆN", "Năm 2019 có 05 hội nghị, mỗi năm 2020, 2021 có 05 hội nghị."])
    )
    text = "Năm 2019 có 05 hội nghị, mỗi năm 2020, 2021 có 05 hội nghị."
    assert [(m.start, m.keys) for m in blocks[-1].marks] == [
        (text.index("05"), ("conferences.2019",)),
        (text.rindex("05"), ("conferences.2020", "conferences.2021")),
    ]


@pytest.mark.parametrize("seed", range(len(LAYOUTS)))
def test_every_paragraph_is_in_the_account_once(seed: int) -> None:
    content, _, idle = made(seed)
    _, blocks = shown(content)
    counted = {place for rule in as_data(blocks) for place in rule["paragraphs"]}  # type: ignore[attr-defined]
    assert counted == {
        each.place for each in blocks if isinstance(each.placed.block, Table) or each.placed.block.text.strip()
    }
    under = {e.placed.block.text: (e.became, e.placed.outline) for e in blocks if isinstance(e.placed.block, Paragraph)}
    for part, text in idle.items():
        assert under[text] == (Became.PART, part)
    assert blocks[-1].became == Became.END
    assert blocks[0].became == Became.HEAD


def test_what_is_no_report_is_kept_as_a_whole() -> None:
    _, blocks = shown(any_paper("KẾ HOẠCH", "Năm 2019 có 12 hội nghị.", head=HEAD.format("KH")))
    assert {each.became for each in blocks} == {Became.KEPT}


def test_places_of_tables_are_read_back() -> None:
    assert table_place("bảng 1, dòng 3, cột 4") == (1, 3, 4)
    assert table_place("bảng 12, dòng 3") == (12, 3, None)
    assert table_place("đoạn 3") is None


def test_check_says_what_became_of_every_paragraph(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TONGHOP_STORE", str(tmp_path / "store"))
    content, _, _ = made(0)
    (tmp_path / "a.docx").write_bytes(content)
    assert main(["check", str(tmp_path / "a.docx"), "--account"]) == 0
    said = capsys.readouterr().out
    assert f"{BECAME_LABELS[Became.PART]}, mục III.2 (1): đoạn " in said
    assert f"{BECAME_LABELS[Became.END]} (1): đoạn " in said
    assert main(["check", str(tmp_path / "a.docx"), "--account", "--json"]) == 0
    (file,) = json.loads(capsys.readouterr().out)["files"]
    assert {rule["rule"] for rule in file["account"]} >= {"head", "heading", "figures", "part", "end"}
    count = len(docx.Document(str(tmp_path / "a.docx")).paragraphs)
    places = {place for rule in file["account"] for place in rule["paragraphs"] if place.startswith("đoạn")}
    assert places == {f"đoạn {at}" for at in range(1, count + 1)}
