"""What the writer made of the report's lines: reworded, left out, moved, added. Only ever added; the newest counts."""

import json
from collections.abc import Mapping
from datetime import datetime

from tonghop.errors import Stop
from tonghop.store.rows import append
from tonghop.store.versions import Store

LONGEST = 4000


def record_report_edit(
    store: Store,
    line_id: str,
    section: str,
    *,
    text: str | None,
    is_left_out: bool = False,
    after_line: str | None = None,
    basis: Mapping[str, tuple[str, str]],
    recorded_at: datetime,
    recorded_by: str,
) -> int:
    """Record what became of a line; return the version. `text` None, not left out, not moved: the program's again.

    Raises Stop for words that are empty or too long.
    """
    if text is not None:
        text = " ".join(text.split())
        if not text and not is_left_out:
            raise Stop("Câu để trống.", "Đề nghị ghi câu mới, hoặc bấm “Bỏ câu này”.")
        if len(text) > LONGEST:
            raise Stop(f"Câu dài {len(text)} chữ.", f"Đề nghị ghi không quá {LONGEST} chữ, hoặc tách thành nhiều câu.")
    with store.change() as change:
        said = json.dumps(dict(basis), ensure_ascii=False)
        row = (line_id, section, text, is_left_out, after_line, said, recorded_at, recorded_by)
        append(change.con, "report_edits", [row])
        return change.number
