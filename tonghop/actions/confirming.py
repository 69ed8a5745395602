"""From a paper's proposals to what counts: what a person confirms is checked as any entry, then recorded (form E).

What is confirmed lies over the sheets of other sources figure by figure, and hangs on its paper alone; a newer source
is never overruled. What was shown before it was recorded is what is recorded, or nothing is.
"""

import contextlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any

from tonghop import forms
from tonghop.actions import preview
from tonghop.actions.chosen import Chosen, ChosenFigure, ChosenRemark, read_chosen
from tonghop.actions.preview import Overruled
from tonghop.actions.proposing import Proposed, proposed_of
from tonghop.actions.value_change import ValueChange, overtaken
from tonghop.errors import Stop
from tonghop.intake.reading import Reading
from tonghop.intake.unit_paper import Paper as PaperHead
from tonghop.plan.model import Plan
from tonghop.prose.paper import PaperReader
from tonghop.prose.review import CERTAIN, Review, key_of
from tonghop.questions import ask_rows
from tonghop.records import Figure, Remark
from tonghop.store import Store
from tonghop.store.confirmed import ConfirmedEntry, confirmed_of
from tonghop.store.decisions import check_unit
from tonghop.store.loads import ACCEPTED, PAPER, Received, what_is_known, write_load
from tonghop.store.versions import Draft
from tonghop.vietnamese import format_count, format_date


@dataclass(frozen=True)
class KeptPaper:
    """A paper in the store; `unit_id` None: nobody has said whose it is."""

    file_id: int
    path: str
    sha256: str
    unit_id: str | None
    kind: str
    number: str | None
    received_on: date
    is_withdrawn: bool = False
    is_sample: bool = False
    is_read: bool = True
    """Has it a text that could be read? A scan has none."""

    @property
    def sign(self) -> str:
        """What tells it from any other paper: numbers begin anew where the sample is put out, and with a naming."""
        return self.sha256[:24]

    @property
    def label(self) -> str:
        """What it is, in words: "Báo cáo số 67-BC/ĐU"."""
        return PaperHead(self.kind, self.number).label


@dataclass(frozen=True)
class Confirmation:
    """What is confirmed as it was read, and what recording it would change in a version.

    `alike`: figures that another source says the same, which stay that source's. `overruled`: what would be kept and
    not counted, since a source that came later counts. `is_known`: the very same is recorded already.
    """

    paper: KeptPaper
    chosen: Chosen
    version: int
    reading: Reading
    source: Received
    changes: tuple[ValueChange, ...] = ()
    alike: int = 0
    overruled: tuple[Overruled, ...] = ()
    is_known: bool = False

    @property
    def is_empty(self) -> bool:
        """Would recording it say nothing that is not said already?"""
        return self.is_known or not self.source.records

    def effect(self) -> tuple[object, ...]:
        """What recording it would do: what was shown must still be so."""
        return self.changes, self.alike, self.overruled, self.reading.status


def kept_papers(store: Store, version: int | None = None) -> list[KeptPaper]:
    """Return the papers of a version, newest first."""
    columns, rows = ask_rows(store, "file_list", version=store.current if version is None else version)
    found = (dict(zip(columns, row, strict=True)) for row in rows)
    return [_kept(row) for row in found if row["status"] == PAPER]


def kept_paper(store: Store, file_id: int, version: int | None = None) -> KeptPaper:
    """Return one paper of a version. Raises Stop where the number is no paper's."""
    found = next((paper for paper in kept_papers(store, version) if paper.file_id == file_id), None)
    if found is None:
        raise Stop(f"Tệp số {file_id} không phải văn bản trong kho.", "Đề nghị chọn lại ở mục Tệp đã nhận.")
    return found


def _kept(row: Mapping[str, Any]) -> KeptPaper:
    return KeptPaper(
        row["file_id"], row["path"], row["sha256"], row["unit_id"], row["paper_kind"] or "other", row["paper_number"],
        row["received_on"], bool(row["is_withdrawn"]), bool(row["is_sample"]),
        row["encoding"] is not None or row["path"].lower().endswith(".docx"),
    )  # fmt: skip


def read_kept(store: Store, paper: KeptPaper) -> Proposed:
    """Read a kept paper in the reading process. Raises FileNotFoundError where the store lost its bytes."""
    plan = store.plan()
    reader = PaperReader(plan, plan.name_resolver(what_is_known(store, store.current).aliases))
    suffix = PurePosixPath(paper.path.replace("\\", "/")).suffix
    return proposed_of(f"tep{suffix}", store.archive.read(paper.sha256), reader, paper.kind, paper.unit_id)


def recorded_of(store: Store, paper: KeptPaper, version: int | None = None) -> Chosen | None:
    """Return what was confirmed of a paper and recorded last, whether it counts or not; None where nothing was."""
    with contextlib.closing(store.reader(version)) as con:
        entry = confirmed_of(con, paper.sha256)
    if entry is None:
        return None
    return Chosen(
        entry.unit_id,
        tuple(ChosenFigure(one.indicator_id, one.year, one.value, one.cell) for one in entry.figures),
        tuple(ChosenRemark(one.section_id, one.text, one.cell) for one in entry.remarks),
    )


def certain_figures(
    found: Review, said: Mapping[str, int | None], before: Iterable[ChosenFigure] = ()
) -> tuple[ChosenFigure, ...]:
    """Return the figures of a report that are certain, those recorded `before`, and those that a person says.

    `said`: `review.key_of` -> value, None to leave it; the person's word goes first, then what was recorded. Raises
    Stop for a figure that the report does not speak of: nobody could look it up.
    """
    kept = {one.key: one for one in before}
    strange = said.keys() - kept.keys() - {item.key for item in found.items if item.year is not None}
    if strange:
        raise Stop(f"Báo cáo không nêu số “{min(strange)}”.", "Đề nghị xem lại bằng propose, hoặc nhập trên màn hình.")
    figures = {}
    for item in found.items:
        if item.year is not None:
            value = said.get(item.key, item.value if item.state == CERTAIN else None)
            place = next((one.place for one in item.places if one.value == value), item.places[0].place)
            figures[item.key] = None if value is None else ChosenFigure(item.indicator_id, item.year, value, place)
    for key, one in kept.items():
        if key not in said:
            figures[key] = one
        elif key not in figures:  # typed by a person, at a place that the program knows nothing of
            value = said[key]
            figures[key] = None if value is None else replace(one, value=value)
    return tuple(one for one in figures.values() if one is not None)


# -- checked and recorded ------------------------------------------------------------------------------------


def check_confirmation(store: Store, paper: KeptPaper, chosen: Chosen) -> Confirmation:
    """Read what is confirmed by the rules of a file, and say what recording it would change; stores nothing.

    Raises Stop where the paper, or what was recorded of it, is another unit's.
    """
    plan, version = store.plan(), store.current
    with contextlib.closing(store.reader(version)) as con:
        before = confirmed_of(con, paper.sha256)
    _stop_for_another_unit(paper, chosen.unit_id, before, plan)
    _stop_for_strange_figures(chosen, plan)
    reading = read_chosen(plan, chosen, paper.label, paper.received_on)
    source = Received(
        paper.path, paper.sha256, None, forms.PAPER_ENTRY, chosen.unit_id, reading.encoding, ACCEPTED,
        reading.findings, reading.records, (),
    )  # fmt: skip
    said = {record for record in reading.records if isinstance(record, Figure | Remark)}
    is_known = before is not None and said == {*before.figures, *before.remarks}
    checked = Confirmation(paper, chosen, version, reading, source, is_known=is_known)
    if reading.status != ACCEPTED or not reading.records:
        return checked
    effect = preview.of_confirmation(store, source, paper.received_on, is_sample=paper.is_sample)
    return replace(checked, changes=effect.changes, alike=effect.alike, overruled=effect.overruled)


def _stop_for_another_unit(paper: KeptPaper, unit_id: str, before: ConfirmedEntry | None, plan: Plan) -> None:
    """Whose a paper is, its letterhead or a person's naming says; figures never go to another unit beside that."""
    owner = paper.unit_id or (before.unit_id if before else None)
    if owner in (None, unit_id):
        return
    names = {unit.id: unit.name for unit in plan.units}
    known = "là của" if paper.unit_id else "đã có số liệu ghi nhận cho"
    raise Stop(
        f"Văn bản này {known} {names.get(str(owner), owner)}, không phải của {names.get(unit_id, unit_id)}.",
        "Nếu đúng là của đơn vị sau: đề nghị ghi lại đơn vị của văn bản trước (mục “Văn bản gì, của ai?” của tệp, hoặc "
        f"lệnh name {paper.file_id} --unit).",
    )


def _stop_for_strange_figures(chosen: Chosen, plan: Plan) -> None:
    """A draft, or what was recorded, may be older than a change of the plan: nothing of it is left out unsaid."""
    known = {key_of(i.id, year) for i in plan.indicators for year in range(i.year_from, i.year_to + 1)}
    strange = [one for one in chosen.figures if one.key not in known]
    if strange:
        said = "; ".join(f"{one.indicator_id}, năm {one.year}: {format_count(one.value)}" for one in strange)
        raise Stop(
            f"Kế hoạch không có chỉ tiêu, năm của các số đã nhận: {said}. Chưa ghi gì.",
            "Đề nghị để lại các số ấy (--figure CHỈ_TIÊU.NĂM=trống), hoặc bỏ bản nháp rồi đọc lại.",
        )


def record_confirmation(store: Store, checked: Confirmation, *, recorded_at: datetime, recorded_by: str) -> int:
    """Store what was confirmed, as a source of the day on which the paper came; return the version.

    Decided as of the version that is written: raises Stop where the paper was withdrawn or named anew, where it has
    errors or says nothing new, and where what it would do is no longer what was shown (`checked`).
    """
    with store.change() as change:
        paper = _still_kept(store, checked.paper)
        now = checked if store.current == checked.version else check_confirmation(store, paper, checked.chosen)
        _stop_where_wrong(now)
        if now.effect() != checked.effect():
            raise overtaken(checked.changes, now.changes)
        _write(change, now, recorded_at, recorded_by)
        return change.number


def confirm_unseen(
    store: Store, paper: KeptPaper, choose: Callable[[Chosen | None], Chosen], *, recorded_at: datetime,
    recorded_by: str,
) -> tuple[int, Confirmation]:  # fmt: skip
    """Store what is confirmed where nothing was shown before; return the version and what it did.

    `choose` is given what was recorded of the paper by then. Raises Stop as `check_confirmation` and
    `record_confirmation`.
    """
    with store.change() as change:
        kept = _still_kept(store, paper)
        now = check_confirmation(store, kept, choose(recorded_of(store, kept)))
        _stop_where_wrong(now)
        _write(change, now, recorded_at, recorded_by)
        return change.number, now


def _stop_where_wrong(checked: Confirmation) -> None:
    if checked.reading.status != ACCEPTED:
        raise Stop("Số liệu còn lỗi nên chưa ghi nhận.", "Đề nghị sửa các điểm được nêu.")
    if checked.is_empty:
        raise Stop("Không có số liệu hay ý kiến nào mới để ghi nhận.", "Đề nghị xác nhận một số hoặc một ý kiến khác.")


def _write(change: Draft, checked: Confirmation, recorded_at: datetime, recorded_by: str) -> None:
    check_unit(change, checked.chosen.unit_id)
    write_load(
        change.con, [checked.source], received_on=checked.paper.received_on, recorded_at=recorded_at,
        recorded_by=recorded_by, is_sample=checked.paper.is_sample,
    )  # fmt: skip


def _still_kept(store: Store, paper: KeptPaper) -> KeptPaper:
    """The paper as it stands now. Raises Stop where it is withdrawn, or another row took its place."""
    papers = kept_papers(store)
    found = next((one for one in papers if one.file_id == paper.file_id and one.sha256 == paper.sha256), None)
    if found is not None and not found.is_withdrawn:
        return found
    standing = next((one for one in papers if one.sha256 == paper.sha256 and not one.is_withdrawn), None)
    if standing is not None:
        raise Stop(
            f"Văn bản đã được ghi tên lại thành tệp số {standing.file_id} nên chưa ghi nhận gì.",
            "Đề nghị mở tệp ấy, xem lại rồi ghi nhận.",
        )
    raise Stop("Văn bản đã được rút nên không ghi nhận số liệu từ đó.", "Đề nghị tính lại văn bản trước.")


# -- said in words -------------------------------------------------------------------------------------------


def overruled_words(checked: Confirmation, plan: Plan) -> list[str]:
    """Say which figures and remarks are kept and not counted, and what counts in their place; a line each."""
    labels = {i.id: i.label for i in plan.indicators} | {s.id: s.label for s in plan.sections}
    return [_overruled(one, labels) for one in checked.overruled]


def _overruled(one: Overruled, labels: Mapping[str, str]) -> str:
    by = f"{one.path}, nhận ngày {format_date(one.received_on)}" if one.received_on else one.path
    if one.year is None:
        return f"{labels[one.item]}: đang tính ý kiến ở nguồn nhận sau ({by})."
    counted = "để trống" if one.counted is None else f"tính {format_count(one.counted)}"
    said = "" if one.value is None else f": xác nhận {format_count(one.value)}, đang {counted}"
    return f"{labels[one.item]}, năm {one.year}{said} theo nguồn nhận sau ({by})."
