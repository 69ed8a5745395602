"""What the writer made of the report's lines: reworded, left out, moved, added. Only ever added; the newest counts."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from tonghop.errors import Stop
from tonghop.store.rows import append
from tonghop.store.versions import Store

LONGEST = 4000
Stood = tuple[str | None, bool, str | None]
Seen = Mapping[str, Stood] | None
UNTOUCHED: Stood = (None, False, None)
STANDING = """
select text, is_left_out, after_line, recorded_by from report_edits where line_id = ? order by rowid desc limit 1
"""


class LineEdit(NamedTuple):
    """What becomes of a line: `text` None, not left out, not moved: the program's again; `basis`: its numbers now."""

    line_id: str
    section: str
    text: str | None
    is_left_out: bool
    after_line: str | None
    basis: Mapping[str, tuple[str, str]]


def record_report_edits(
    store: Store, edits: Sequence[LineEdit], *, recorded_at: datetime, recorded_by: str, seen: Seen = None
) -> int:
    """Record what became of lines, all in one version; return it.

    `seen`: what stood on each line where it was edited (its words, left out, behind which line). Raises Stop for words
    that are empty or too long, and where somebody else put a hand to a line meanwhile.
    """
    rows = []
    for one in edits:
        text = None if one.text is None else " ".join(one.text.split())
        if text == "" and not one.is_left_out:
            raise Stop("Câu để trống.", "Đề nghị ghi câu mới, hoặc bấm “Bỏ câu này”.")
        if text and len(text) > LONGEST:
            raise Stop(f"Câu dài {len(text)} chữ.", f"Đề nghị ghi không quá {LONGEST} chữ, hoặc tách thành nhiều câu.")
        basis = json.dumps(dict(one.basis), ensure_ascii=False)
        rows.append(
            (one.line_id, one.section, text, one.is_left_out, one.after_line, basis, recorded_at, recorded_by)
        )
    with store.change() as change:
        for line_id, stood in (seen or {}).items():
            now = change.con.execute(STANDING, [line_id]).fetchall()
            if (now[0][:3] if now else UNTOUCHED) != stood:
                raise Stop(
                    f"Câu này vừa được {now[0][3]} sửa; chưa ghi gì." if now else "Câu này vừa đổi; chưa ghi gì.",
                    "Đề nghị tải lại trang để xem rồi sửa tiếp.",
                )
        append(change.con, "report_edits", rows)
        return change.number
