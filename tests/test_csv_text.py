"""CSV that a spreadsheet only reads: no text of a unit is computed, numbers stay numbers, nothing unseen is obeyed."""

from __future__ import annotations

import csv
import io

import pandas as pd
import pytest

from tonghop.csv_text import cell, csv_text
from ui.widgets.markup import Html
from ui.widgets.parts import csv_of
from ui.widgets.plain import plain

FORMULAS = ['=HYPERLINK("http://x.test")', "+1+cmd", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "  =1+1", "\u00a0=1", "'=1",
            '"=1', "＝1+1", "-- =1"]  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_never_begins_as_a_formula(text: str) -> None:
    (row,) = csv.reader(io.StringIO(csv_text(["a"], [[text]]).split("\n", 1)[1], newline=""))
    assert row[0].startswith("'")
    assert csv_text([text], []).lstrip('"').startswith("'")


@pytest.mark.parametrize(
    ("value", "written"),
    [(-5, "-5"), (1.5, "1.5"), ("-5", "-5"), ("Đảng bộ – xã", "Đảng bộ – xã"), (None, ""), (float("nan"), ""),
     (pd.NaT, ""), (pd.NA, ""), ("nan", "nan"),
     (True, "True"), ("a\u202eb", "a⟨U+202E⟩b"), ("a\x1b[31m", "a⟨U+001B⟩[31m")],
)  # fmt: skip
def test_numbers_stay_numbers_and_what_is_unseen_is_shown(value: object, written: str) -> None:
    assert cell(value) == written


def test_machines_may_have_it_raw() -> None:
    assert csv_text(["a"], [["=1"], ["x\u202e"]], raw=True) == "a\n=1\nx\u202e\n"


def test_a_download_is_what_vietnamese_excel_opens() -> None:
    frame = pd.DataFrame({"Tên; gọi": ["=1", "a;b"], "Số": [-3, 4]})
    assert csv_of(frame) == '\ufeff"Tên; gọi";Số\n\'=1;-3\n"a;b";4\n'


def test_html_shows_signs_of_direction() -> None:
    assert Html.escape("tài liệu \u202efdp.exe<b>") == "tài liệu ⟨U+202E⟩fdp.exe&lt;b&gt;"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("![a](http://x.test/p.png)", r"\!\[a\](http:\u2060//x.test/p.png)"),
        (":red[x] :smile: :material/home:", ":\u2060red\\[x\\] :\u2060smile: :\u2060material/home:"),
        ("$x^2$", r"\$x\^2\$"),
        ("www.x.test", "www\\u2060.x.test"),
        ("1. Mô hình", r"1\. Mô hình"),
        ("Xã A: hai", "Xã A: hai"),
        ("Ban Dân vận - Mặt trận", "Ban Dân vận - Mặt trận"),
        ("- gạch đầu dòng", r"\- gạch đầu dòng"),
        ("dòng\nhai", "dòng hai"),
    ],
)
def test_markdown_shows_a_text_as_it_is_written(text: str, written: str) -> None:
    assert plain(text) == written.replace("\\u2060", "\u2060")
