"""What appraisers say of nominated models, and what is decided about each. Only ever added; the newest word counts.

A model is known by its unit and its name (views: name_key), so that a list sent anew keeps what was said of it.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final, NamedTuple

from tonghop.errors import Stop
from tonghop.store.decisions import check_unit, given_reason
from tonghop.store.rows import append
from tonghop.store.versions import Draft, Store
from tonghop.vietnamese import clean

ANSWERS: Final[Mapping[str, str]] = {"met": "Đạt", "not_met": "Chưa đạt", "unclear": "Chưa rõ"}
DECISIONS: Final[Mapping[str, str]] = {
    "district": "Đề nghị huyện khen thưởng",
    "district_and_province": "Đề nghị huyện khen thưởng và giới thiệu với tỉnh",
    "province": "Giới thiệu với tỉnh",
    "not_chosen": "Không chọn",
    "returned": "Trả đơn vị bổ sung",
}
FOR_DISTRICT: Final = frozenset({"district", "district_and_province"})
FOR_PROVINCE: Final = frozenset({"province", "district_and_province"})
NEEDS_REASON: Final = frozenset({"not_chosen", "returned", None})
"""Decisions that go against what the unit asked for, and taking one back (None)."""


class Answer(NamedTuple):
    """What is said of one criterion: one of ANSWERS, None where it is taken back."""

    answer: str | None
    remark: str = ""


def record_appraisal(
    store: Store,
    unit_id: str,
    name: str,
    answers: Mapping[str, Answer],
    *,
    appraiser: str,
    recorded_at: datetime,
    recorded_by: str,
) -> int:
    """Record one appraiser's answers (criterion id -> answer) on a nominated model as one version; return its number.

    Raises as `record_appraisals`.
    """
    said = [(unit_id, name, answers)]
    return record_appraisals(store, said, appraiser=appraiser, recorded_at=recorded_at, recorded_by=recorded_by)


def record_appraisals(
    store: Store,
    sheets: Sequence[tuple[str, str, Mapping[str, Answer]]],
    *,
    appraiser: str,
    recorded_at: datetime,
    recorded_by: str,
) -> int:
    """Record one appraiser's answers on several models (unit, model, criterion id -> answer) as one version.

    Raises Stop for a unit, model, criterion or answer that is not known, without an appraiser, without an answer.
    """
    who = _named(appraiser, "Chưa ghi tên người xét.", "Đề nghị ghi họ và tên người xét.")
    if not any(answers for _, _, answers in sheets):
        raise Stop("Phiếu xét chưa có nội dung nào mới.", "Đề nghị chọn ít nhất một tiêu chuẩn.")
    with store.change() as change:
        criteria = {criterion.id for criterion in change.plan.criteria}
        rows = []
        for unit_id, name, answers in sheets:
            known = _known_model(change, unit_id, name)
            for criterion_id, (answer, remark) in answers.items():
                if criterion_id not in criteria:
                    raise Stop(f"Không có tiêu chuẩn “{criterion_id}” trong kế hoạch.", "Đề nghị chọn trong danh sách.")
                if answer is not None and answer not in ANSWERS:
                    raise Stop(f"Không có ý kiến “{answer}”.", f"Được dùng: {', '.join(ANSWERS)}.")
                said = clean(remark) or None
                rows.append((unit_id, known, criterion_id, answer, said, who, recorded_at, recorded_by))
        append(change.con, "appraisals", rows)
        return change.number


def record_selection(
    store: Store,
    unit_id: str,
    name: str,
    decision: str | None,
    decided_on: date,
    *,
    reason: str,
    recorded_at: datetime,
    recorded_by: str,
) -> int:
    """Record what was decided about a nominated model (None: taken back); return the version.

    Raises Stop for a unit, model or decision that is not known, a day before the plan or after the recording, and
    where a reason is needed and none given.
    """
    if decision is not None and decision not in DECISIONS:
        raise Stop(f"Không có quyết định “{decision}”.", f"Được dùng: {', '.join(DECISIONS)}.")
    why = given_reason(reason) if decision in NEEDS_REASON else clean(reason) or None
    with store.change() as change:
        if not change.plan.issued_on <= decided_on <= recorded_at.date():
            raise Stop("Ngày quyết định trước ngày ban hành kế hoạch hoặc sau hôm nay.", "Đề nghị kiểm tra lại ngày.")
        known = _known_model(change, unit_id, name)
        append(change.con, "selections", [(unit_id, known, decision, why, decided_on, recorded_at, recorded_by)])
        return change.number


def _known_model(change: Draft, unit_id: str, name: str) -> str:
    """Return the name as the unit's list has it; one that was decided about stays known when its list loses it."""
    check_unit(change, unit_id)
    wanted = _named(name, "Chưa ghi tên mô hình.", "Đề nghị chọn mô hình trong danh sách.")
    found = change.con.execute(
        "select name from nominated_models where unit_id = $1 and model_key = name_key($2) union all "
        "select name from standing_selections where unit_id = $1 and model_key = name_key($2)",
        [unit_id, wanted],
    ).fetchall()
    if not found:
        raise Stop(
            f"Đơn vị không giới thiệu mô hình “{wanted}”.", "Đề nghị chọn mô hình trong danh sách đơn vị giới thiệu."
        )
    return str(found[0][0])


def _named(text: str, message: str, remedy: str) -> str:
    if not clean(text):
        raise Stop(message, remedy)
    return clean(text)
