"""From files handed in to the receipts that they are: which part of the plan each is, and all recorded as one version.

Form B's lists and papers (form E) offer receipts; a return is no part of a dossier (CONTRACT §1, plan III.3, V.3). How
many originals came no file says: two of them don't come by mail, so a person does.
"""

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Any

from tonghop import forms
from tonghop.actions.loading import FileOutcome, IntakeReport, as_stored, received_files
from tonghop.actions.receiving import ReceiptLine, more_than_owed, receipts_paper
from tonghop.errors import Stop
from tonghop.intake.identify import unit_in_file_name
from tonghop.intake.unit_paper import KIND_LABELS, OTHER, Paper
from tonghop.plan.model import Plan
from tonghop.plan.unit_names import UnitNames
from tonghop.questions import ask_rows
from tonghop.store import Store
from tonghop.store.at_office import AtOffice, at_office
from tonghop.store.loads import ACCEPTED, DUPLICATE, PAPER, PARTIAL, record_load, what_is_known
from tonghop.store.receipts import Receipts, record_load_with_receipts
from tonghop.store.versions import Draft
from tonghop.vietnamese import fold_key

LIST = "nominations"
"""What a list of nominations (form B) is called among the kinds of papers, and in the plan."""
_NAMED_SO = {
    "totrinh": "memo", "ttr": "memo", "danhsach": LIST, "tomtatthanhtich": "achievements", "thanhtich": "achievements",
    "kehoach": "plan", "baocao": "report",
}  # fmt: skip


@dataclass(frozen=True)
class Offer:
    """A paper or list as it may be received. `obligation_id` None: of no part of the plan, or nobody knows of which.

    `owed` copies by the plan, `so_far` at the office (what went back is not). `guess`: unit and part as the file's name
    has them, which proves nothing. `is_unread`: a scan, a .doc, an .rtf. `is_known`: the file is in the store already;
    `is_received`: so is a receipt of this very file.
    """

    path: str
    sha256: str
    kind: str
    unit_id: str | None
    obligation_id: str | None
    number: str | None
    issued_on: date | None
    subject: str | None
    owed: int = 0
    so_far: int = 0
    guess: tuple[str | None, str | None] = (None, None)
    is_unread: bool = False
    is_known: bool = False
    is_received: bool = False

    @property
    def is_whole(self) -> bool:
        """Are all copies at the office?"""
        return bool(self.owed) and self.so_far >= self.owed

    @property
    def is_lacking(self) -> bool:
        """Is a receipt of it to be recorded unasked?"""
        return not self.is_whole and not self.is_received

    @property
    def lack(self) -> str:
        """Why no receipt can be recorded of it, in words; "" where one can."""
        if not self.owed:
            return "không phải thành phần hồ sơ" if not self.is_unread else "chưa rõ là văn bản gì"
        if self.unit_id is None:
            return "chưa rõ đơn vị"
        if self.is_whole:
            return f"đã nhận đủ {self.owed} bộ"
        return f"đã ghi theo chính tệp này, có {self.so_far}/{self.owed} bộ" if self.is_received else ""


@dataclass(frozen=True)
class Named:
    """What a person says of a file: whose, which part, its number and day. None: as the file has it."""

    unit_id: str | None = None
    obligation_id: str | None = None
    number: str | None = None
    issued_on: date | None = None


def offers(store: Store, report: IntakeReport, said: Mapping[str, Named] | None = None) -> list[Offer]:
    """Return what of a load may be received, in its order; `said`: sha256 -> what a person says of the file."""
    plan, said = store.plan(report.version), said or {}
    known = _kept(store, report.version) if any(o.status == DUPLICATE for o in report.outcomes) else {}
    found: dict[str, Offer] = {}
    for outcome in report.outcomes:
        if offer := _offer(outcome, plan, known):
            found.setdefault(offer.sha256, offer)
    if not found:
        return []
    if any(offer.obligation_id is None or offer.unit_id is None for offer in found.values()):
        names = plan.name_resolver(what_is_known(store, report.version).aliases)
        found = {digest: _guessed(offer, names, plan) for digest, offer in found.items()}
    office = office_of(store, report.version)
    return [_counted(_as_said(o, said.get(digest), plan), plan, office) for digest, o in found.items()]


def _guessed(offer: Offer, names: UnitNames, plan: Plan) -> Offer:
    """What a file's name says where the file does not."""
    if offer.obligation_id is not None and offer.unit_id is not None:
        return offer
    stem = PurePosixPath(offer.path.replace("\\", "/")).stem
    return replace(offer, guess=(unit_in_file_name(offer.path, names), _part_in_name(stem, plan)))


def lines_of(chosen: Iterable[Offer], copies: Mapping[str, int]) -> list[ReceiptLine]:
    """Return the receipts of offers; `copies`: sha256 -> how many came; where nobody says there is no receipt.

    Two files of one part (an achievement each) are one receipt: what came is the part, in so many copies.
    """
    lines: dict[tuple[str, str], ReceiptLine] = {}
    for offer in chosen:
        count = copies.get(offer.sha256, 0)
        if offer.unit_id is None or offer.obligation_id is None or not count:
            continue
        key = (offer.unit_id, offer.obligation_id)
        name = PurePosixPath(offer.path.replace("\\", "/")).name
        if key in lines:
            before = lines[key]
            lines[key] = replace(
                before, copies=max(before.copies, count), remark=f"{before.remark}, {name}"[:300],
                papers=(*before.papers, offer.sha256),
            )  # fmt: skip
        else:
            lines[key] = ReceiptLine(*key, count, f"Theo tệp {name}"[:300], (offer.sha256,))
    return list(lines.values())


def named_report(report: IntakeReport, said: Mapping[str, Named], plan: Plan) -> IntakeReport:
    """Return a checked load with its papers as a person names them; what the plan does not know is left."""
    outcomes = (_named(outcome, said.get(outcome.sha256), plan) for outcome in report.outcomes)
    return replace(report, outcomes=tuple(outcomes))


@dataclass(frozen=True)
class TakenIn:
    """What was stored: the load with its version, the receipts recorded with it, and in words what else is to be known
    of these.
    """

    report: IntakeReport
    lines: tuple[ReceiptLine, ...]
    remarks: tuple[str, ...] = ()

    @property
    def version(self) -> int:
        return self.report.version


def take_in(
    store: Store,
    report: IntakeReport,
    lines: Sequence[ReceiptLine],
    *,
    received_on: date,
    today: date,
    recorded_at: datetime,
    recorded_by: str,
    is_shown: bool = True,
) -> TakenIn:
    """Store what was checked, and the receipts that it brings, as one version.

    Decided as of the version that is written: where somebody else received the same since the files were checked, what
    was shown to a person (`is_shown`) is refused, else those receipts are left out. Raises Stop as `receive_papers`
    does, and then stores nothing.
    """
    by: Any = {"recorded_at": recorded_at, "recorded_by": recorded_by}
    if lines:
        receipts_paper(store.plan(), lines, received_on, today=today, **by)  # refused before a writer's turn
    kept: list[ReceiptLine] = []
    remarks: list[str] = []

    def receipts_of(change: Draft) -> Receipts | None:
        kept[:] = _still_lacking(store, change, report.version, lines, is_shown=is_shown)
        if not kept:
            return None
        remarks[:] = more_than_owed(change.plan, kept, at_office(change.con).copies)
        papers = tuple((one.unit_id, one.obligation_id, digest) for one in kept for digest in one.papers)
        return Receipts(receipts_paper(change.plan, kept, received_on, today=today, **by), papers)

    if not lines:
        stored = record_load(store, received_files(report), received_on=received_on, **by)
    else:
        stored = record_load_with_receipts(store, received_files(report), receipts_of, received_on=received_on, **by)
    return TakenIn(as_stored(report, stored), tuple(kept), tuple(remarks))


def _still_lacking(
    store: Store, change: Draft, version: int, lines: Sequence[ReceiptLine], *, is_shown: bool
) -> list[ReceiptLine]:
    """Leave out, or refuse, receipts of what others received since a version."""
    if store.current == version:
        return list(lines)
    then, now = office_of(store, version), at_office(change.con)
    owed = {o.id: o.copies for o in change.plan.obligations}
    kept = []
    for line in lines:
        part = line.unit_id, line.obligation_id
        is_as_it_was = then.copies.get(part, 0) == now.copies.get(part, 0) and all(
            then.has_received(part, digest) == now.has_received(part, digest) for digest in line.papers
        )
        if not is_as_it_was and is_shown:
            unit = change.plan.unit_by_id[line.unit_id].name
            label = next(o.label for o in change.plan.obligations if o.id == line.obligation_id)
            raise Stop(
                f"Từ lúc xem đến lúc ghi, kho đã có thay đổi khác ở {label} của {unit} "
                f"(nay có {now.copies.get(part, 0)} bộ). Chưa ghi gì.",
                "Đề nghị xem lại bảng rồi ghi nhận.",
            )
        is_received = bool(line.papers) and all(now.has_received(part, digest) for digest in line.papers)
        if is_as_it_was or (now.copies.get(part, 0) < owed[line.obligation_id] and not is_received):
            kept.append(line)
    return kept


def office_of(store: Store, version: int) -> AtOffice:
    """Return what is at the office in a version; nothing in an empty store."""
    if version == 0:
        return AtOffice({})
    with contextlib.closing(store.reader(version)) as con:
        return at_office(con)


def part_of_kind(kind: str, plan: Plan) -> str | None:
    """Return the part of the plan that a kind of paper is: a memo is the memo; a covering letter is none."""
    return next((o.id for o in plan.obligations if o.id == kind), None)


def _offer(outcome: FileOutcome, plan: Plan, known: Mapping[str, Offer]) -> Offer | None:
    reading = outcome.reading
    if outcome.status == DUPLICATE:
        return replace(known[outcome.sha256], path=outcome.path) if outcome.sha256 in known else None
    if outcome.status == PAPER and reading.paper is not None:
        paper = reading.paper
        return Offer(
            outcome.path, outcome.sha256, paper.kind, reading.unit_id, part_of_kind(paper.kind, plan), paper.number,
            paper.issued_on, paper.subject, is_unread=reading.encoding is None and paper == Paper(OTHER),
        )  # fmt: skip
    if outcome.status in (ACCEPTED, PARTIAL) and reading.form == forms.NOMINATION_LIST:
        part = part_of_kind(LIST, plan)
        return Offer(outcome.path, outcome.sha256, LIST, reading.unit_id, part, None, None, None)
    return None


def _kept(store: Store, version: int) -> dict[str, Offer]:
    """The papers and lists that a version holds, by sha256."""
    plan = store.plan(version)
    columns, rows = ask_rows(store, "file_list", version=version)
    found: dict[str, Offer] = {}
    for values in rows:
        row = dict(zip(columns, values, strict=True))
        kind = row["paper_kind"] if row["status"] == PAPER else LIST if row["form"] == forms.NOMINATION_LIST else None
        if kind is not None and not row["is_withdrawn"]:
            found.setdefault(
                row["sha256"],
                Offer(
                    row["path"], row["sha256"], kind, row["unit_id"], part_of_kind(kind, plan), row["paper_number"],
                    row["paper_issued_on"], row["paper_subject"], is_known=True,
                    is_unread=kind == OTHER and row["encoding"] is None,
                ),
            )  # fmt: skip
    return found


def _as_said(offer: Offer, said: Named | None, plan: Plan) -> Offer:
    if said is None:
        return offer
    part = said.obligation_id or offer.obligation_id
    is_named = offer.kind == OTHER and part in KIND_LABELS
    return replace(
        offer,
        kind=part if is_named and part else offer.kind,
        unit_id=said.unit_id if said.unit_id in plan.unit_by_id else offer.unit_id,
        obligation_id=part,
        number=said.number or offer.number,
        issued_on=said.issued_on or offer.issued_on,
    )


def _counted(offer: Offer, plan: Plan, office: AtOffice) -> Offer:
    owed = next((o.copies for o in plan.obligations if o.id == offer.obligation_id), 0)
    part = offer.unit_id or "", offer.obligation_id or ""
    return replace(
        offer, owed=owed, so_far=office.copies.get(part, 0), is_received=office.has_received(part, offer.sha256)
    )


def _named(outcome: FileOutcome, said: Named | None, plan: Plan) -> FileOutcome:
    reading = outcome.reading
    if said is None or outcome.status != PAPER or reading.paper is None:
        return outcome
    paper = reading.paper
    kind = said.obligation_id if paper.kind == OTHER and said.obligation_id in KIND_LABELS else paper.kind
    named = replace(
        paper, kind=kind or paper.kind, number=said.number or paper.number, issued_on=said.issued_on or paper.issued_on
    )
    unit = said.unit_id if said.unit_id in plan.unit_by_id else reading.unit_id
    return replace(outcome, reading=replace(reading, unit_id=unit, paper=named))


def _part_in_name(stem: str, plan: Plan) -> str | None:
    """What a file's name calls it: "to-trinh-xa-a" is a memo."""
    key = fold_key(stem)
    found = [(key.index(words), part) for words, part in _NAMED_SO.items() if words in key]
    # "bao cao tom tat thanh tich" holds two names of kinds: the more exact one is meant
    exact = next((part for _, part in found if part == "achievements"), None)
    part = exact or min(found, default=(0, None))[1]
    return part if part and part_of_kind(part, plan) else None
