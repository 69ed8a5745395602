"""A report that was written on in Word, taken back: what was changed in it, to be looked at and then kept."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from tonghop.actions.report_files import drafted
from tonghop.errors import Stop
from tonghop.report.document import Made
from tonghop.report.edited import OWN, states
from tonghop.report.read_back import SAME_REPORT, Change, ReadBack, read_back
from tonghop.store.past import Past
from tonghop.store.report_edits import LineEdit, record_report_edits

if TYPE_CHECKING:
    from tonghop.store import Store

REMEDY = "Đề nghị chọn tệp báo cáo bản gọn (.docx) đã tải từ đây và sửa tiếp trong Word."
SAID = {"reworded": "Sửa", "left out": "Bỏ", "added": "Thêm", "moved": "Chuyển"}


@dataclass(frozen=True)
class Returned:
    """A report that came back: what it was made from, what people changed in it."""

    made: Made
    found: ReadBack


def read_returned(store: "Store", content: bytes) -> Returned:
    """Compare a report that was written on with what was written out; changes nothing.

    Raises Stop for a file that is no report of this plan, cannot be read, or is another form of it.
    """
    from tonghop.outputs.stamp import made_from
    from tonghop.outputs.word import report_document

    plan = store.plan()
    made = made_from(plan, content)
    then = store.looking_back(Past(recorded_until=made.made_at), store.current)
    draft = drafted(store, replace(made, version=then))
    written = report_document(plan, draft.signed)
    lines = states(draft.short, draft.edits)
    found = read_back(draft.short, lines, _paragraphs(written), _paragraphs(content))
    if found.likeness < SAME_REPORT:
        raise Stop("Tệp này không phải là bản gọn của báo cáo, hoặc đã được viết lại gần hết.", REMEDY)
    return Returned(made, found)


def keep_returned(
    store: "Store", changes: Sequence[Change], *, recorded_at: datetime, recorded_by: str
) -> int:
    """Keep changes as the writer's, all in one version; return it. Raises Stop where there is none."""
    if not changes:
        raise Stop("Không có chỗ nào được sửa.", REMEDY)
    return record_report_edits(
        store, [_edit(change) for change in changes], recorded_at=recorded_at, recorded_by=recorded_by
    )


def _edit(change: Change) -> LineEdit:
    line = change.line
    if line is None:
        return LineEdit(f"{OWN}{secrets.token_hex(6)}", change.section, change.after, False, change.after_line, {})
    match change.kind:
        case "left out":
            return LineEdit(line.id, change.section, None, True, None, line.numbers)
        case "moved":
            return LineEdit(line.id, change.section, None, False, change.after_line, line.numbers)
    return LineEdit(line.id, change.section, change.after, False, None, line.numbers)


def _paragraphs(content: bytes) -> tuple[str, ...]:
    from tonghop.officefiles.reader import Unreadable, read

    (answer,) = read([("bao-cao.docx", content)])
    if isinstance(answer, Unreadable):
        raise Stop("Tệp Word này không đọc được.", REMEDY)
    return answer.paragraphs
