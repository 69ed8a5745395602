"""Papers far beyond any that a unit sends: sixty thousand paragraphs, five thousand tables, a paragraph without end."""

from __future__ import annotations

import io
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import docx
import pytest

from tests import builders
from tonghop.actions.proposing import propose
from tonghop.intake.inbox import collect
from tonghop.store import Store

pytestmark = pytest.mark.soak
SAID = "Năm 2017 tổ chức 12 hội nghị quán triệt; các năm 2019, 2020, 2021 lần lượt là 1, 2, 3 hội nghị."


def _paragraphs(document: Any) -> None:
    paragraph = document.add_paragraph(SAID)._p
    for _ in range(60_000):
        paragraph.addnext(deepcopy(paragraph))


def _tables(document: Any) -> None:
    table = document.add_table(3, 4)
    for row in table.rows:
        for cell in row.cells:
            cell.text = "2017"
    for _ in range(5_000):
        table._tbl.addnext(deepcopy(table._tbl))


def _words(document: Any) -> None:
    document.add_paragraph("năm 2017 được 5 hội nghị, " * 40_000)


def _blanks(document: Any) -> None:
    document.add_paragraph(f"năm{' ' * 300_000}2018 được{' ' * 300_000}7 hội nghị.")


@pytest.mark.parametrize("fill", [_paragraphs, _tables, _words, _blanks])
def test_a_paper_beyond_measure_is_kept_and_proposes_nothing_by_halves(
    fill: Callable[[Any], None], tmp_path: Path
) -> None:
    document = docx.Document()
    document.add_paragraph("ĐẢNG BỘ XÃ KHẢ PHONG")
    document.add_paragraph("BÁO CÁO")
    fill(document)
    made = io.BytesIO()
    document.save(made)
    path = tmp_path / "bao-cao.docx"
    path.write_bytes(made.getvalue())
    store = Store(tmp_path / "store")
    assert builders.read(store, {"bao-cao.docx": path.read_bytes()})["bao-cao.docx"].status in ("paper", "refused")
    (answer,) = propose(store, collect([path]))
    assert (answer.paper is None) != (answer.finding is None)
    assert answer.finding is None or answer.finding.slug == "too-large"
