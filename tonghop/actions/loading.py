"""From what is handed in to what is stored: the one way through for the command line and the screen.

Joins inbox, sheets, intake and store; no rule about a form or a row stands here.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from tonghop import forms
from tonghop.findings import Finding
from tonghop.intake.account import Account
from tonghop.intake.checks import not_listed
from tonghop.intake.identify import unit_in_file_name
from tonghop.intake.inbox import Inbox, Item
from tonghop.intake.pdf_paper import why_unread
from tonghop.intake.reading import Intake, Reading
from tonghop.intake.receipts import Said, Source, differences, said
from tonghop.intake.refusals import unreadable
from tonghop.intake.silence import nothing_reported
from tonghop.intake.unit_paper import OTHER, Paper, is_kept_unread
from tonghop.officefiles.reader import Book, Limits, Unreadable
from tonghop.officefiles.reader import read as read_sheets
from tonghop.plan.model import Plan
from tonghop.records import Carried, Model, Nomination, Receipt
from tonghop.store import Store
from tonghop.store.archive import sha256_of
from tonghop.store.blank import lay_ahead
from tonghop.store.loads import (
    ACCEPTED,
    DUPLICATE,
    PAPER,
    REFUSED,
    Received,
    Stored,
    record_load,
    what_is_known,
)

if TYPE_CHECKING:
    from tonghop.prose.laid_out import Shown

Progress = Callable[[int, int, str], None]
"""Called with how many files are done, how many there are, and the path of the last."""


@dataclass(frozen=True)
class FileOutcome:
    """What became of one file handed in, with the bytes and the reading behind it; accounts where asked for."""

    path: str
    sha256: str
    content: bytes
    reading: Reading
    account: Account | None = None
    paragraphs: "tuple[Shown, ...] | None" = None
    """Of a paper, in the place of an account of cells: what became of each paragraph and table."""

    @property
    def status(self) -> str:
        return self.reading.status


@dataclass(frozen=True)
class IntakeReport:
    """What became of everything handed in; `version` is the store's version it was held against or stored in."""

    outcomes: tuple[FileOutcome, ...]
    passed_over: tuple[str, ...]
    version: int
    links: tuple[str, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Was nothing refused, whole or in part?"""
        return all(outcome.status in (ACCEPTED, DUPLICATE, PAPER) for outcome in self.outcomes)


def check(
    store: Store,
    inbox: Inbox,
    *,
    received_on: date,
    progress: Progress = lambda done, total, path: None,
    limits: Limits = Limits(),
    with_account: bool = False,
) -> IntakeReport:
    """Read everything and say what was found, held against what the store knows; stores nothing."""
    version = store.current
    plan = store.plan(version)
    known = what_is_known(store, version)
    intake = Intake(plan, plan.name_resolver(known.aliases), received_on)
    outcomes = []
    for outcome in _outcomes(inbox.items, intake, known.digests, limits, with_account):
        outcomes.append(outcome)
        progress(len(outcomes), len(inbox.items), outcome.path)
    checked = _with_nominations_checked(outcomes, known.models)
    checked = _with_receipts_checked(checked, known.receipts, known.struck, received_on, plan)
    checked = _with_silence_said(checked, known.sheets, plan)
    return IntakeReport(tuple(checked), inbox.passed_over, version, inbox.links)


def make_ready(store: Store) -> None:
    """Begin aside what storing into an empty store will need: to be called before files are read to be stored."""
    if store.current == 0:
        lay_ahead()


def load(
    store: Store,
    inbox: Inbox,
    *,
    received_on: date,
    recorded_at: datetime,
    recorded_by: str,
    is_sample: bool = False,
    progress: Progress = lambda done, total, path: None,
) -> IntakeReport:
    """Check everything, then store what is accepted and archive all, as one version."""
    make_ready(store)
    report = check(store, inbox, received_on=received_on, progress=progress)
    return record(
        store,
        report,
        received_on=received_on,
        recorded_at=recorded_at,
        recorded_by=recorded_by,
        is_sample=is_sample,
    )


def record(
    store: Store,
    report: IntakeReport,
    *,
    received_on: date,
    recorded_at: datetime,
    recorded_by: str,
    is_sample: bool = False,
) -> IntakeReport:
    """Store what was checked; return the report with the version it is in."""
    stored = record_load(
        store,
        received_files(report),
        received_on=received_on,
        recorded_at=recorded_at,
        recorded_by=recorded_by,
        is_sample=is_sample,
    )
    return as_stored(report, stored)


def as_stored(report: IntakeReport, stored: Stored) -> IntakeReport:
    """Return the report of what was stored: a file that another load brought since it was checked is a duplicate."""
    outcomes = tuple(
        outcome
        if outcome.status == DUPLICATE or outcome.sha256 in stored.digests
        else replace(outcome, reading=Reading(None, None, None, DUPLICATE, ()))
        for outcome in report.outcomes
    )
    return replace(report, version=stored.version, outcomes=outcomes)


def _outcomes(
    items: Sequence[Item], intake: Intake, standing: set[str], limits: Limits, with_account: bool
) -> Iterator[FileOutcome]:
    # what could not be taken out of a package has no bytes and so no sha256
    digests = [sha256_of(i.content) if i.content or i.refusal is None else "" for i in items]
    seen = set(standing)
    to_read = [
        (item.path, item.content)
        for item, digest in zip(items, digests, strict=True)
        if item.refusal is None and digest not in standing
    ]
    books = read_sheets(to_read, limits)
    for item, digest in zip(items, digests, strict=True):
        if item.refusal is not None:
            yield FileOutcome(item.path, digest, item.content, _refused(item.refusal))
            continue
        if digest in standing:
            yield FileOutcome(item.path, digest, item.content, Reading(None, None, None, DUPLICATE, ()))
            continue
        book = next(books)
        if digest in seen:  # the same file twice in one load
            yield FileOutcome(item.path, digest, item.content, Reading(None, None, None, DUPLICATE, ()))
            continue
        reading = _unread(item, book) if isinstance(book, Unreadable) else _read(intake, book)
        reading = _with_name_remarked(reading, item.path, intake)
        if reading.status != REFUSED:
            seen.add(digest)
        if not with_account or isinstance(book, Unreadable):
            yield FileOutcome(item.path, digest, item.content, reading)
        elif reading.status == PAPER:
            yield FileOutcome(item.path, digest, item.content, reading, paragraphs=_paragraphs(intake, book))
        else:
            yield FileOutcome(item.path, digest, item.content, reading, intake.account(book))


def _paragraphs(intake: Intake, book: Book) -> "tuple[Shown, ...]":
    from tonghop.prose.laid_out import laid_out  # all rules of prose: the cost of a paper only
    from tonghop.prose.paper import PaperReader

    paper = PaperReader(intake.plan, intake.names).read(book)
    return laid_out(paper.proposal, paper.head.kind)


def _with_name_remarked(reading: Reading, path: str, intake: Intake) -> Reading:
    """Remark on a file whose name speaks of another unit than its text: the text counts (CONTRACT §2)."""
    if reading.unit_id is None:
        return reading
    named = unit_in_file_name(path, intake.names)
    if named in (None, reading.unit_id):
        return reading
    units = intake.plan.unit_by_id
    note = f"Tên tệp nói đến {units[named].name}, nội dung là của {units[reading.unit_id].name}; tính theo nội dung."
    return replace(reading, notes=(*reading.notes, note))


def _read(intake: Intake, book: Book) -> Reading:
    """A .doc or .rtf that LibreOffice turned is a paper still: what is no form and says nothing is kept."""
    reading = intake.read(book)
    if book.is_turned and reading.form is None and reading.status == REFUSED:
        return Reading(forms.UNIT_PAPER, None, None, PAPER, (), paper=Paper(OTHER))
    return reading


def _unread(item: Item, answer: Unreadable) -> Reading:
    """What cannot be read is refused, but for papers that are kept as they came: scans, .doc, .rtf."""
    if is_kept_unread(item.path, item.content, answer.reason):
        why = why_unread(answer.reason, answer.detail)
        return Reading(forms.UNIT_PAPER, None, None, PAPER, (), notes=(why,) if why else (), paper=Paper(OTHER))
    return _refused(unreadable(answer))


def _refused(finding: Finding) -> Reading:
    return Reading(None, None, None, REFUSED, (finding,))


def _with_nominations_checked(outcomes: Sequence[FileOutcome], known: dict[str, set[str]]) -> Iterator[FileOutcome]:
    """Hold the nomination lists of a load against the units' models, those of the same load included."""
    fresh: dict[str, set[str]] = {}
    for outcome in outcomes:
        for record in outcome.reading.records:
            if isinstance(record, Model):
                fresh.setdefault(record.unit_id, set()).add(record.name)
    known = known | fresh
    for outcome in outcomes:
        reading = outcome.reading
        if reading.form == forms.NOMINATION_LIST and reading.records:
            strays = not_listed([r for r in reading.records if isinstance(r, Nomination)], known)
            if strays:
                outcome = replace(outcome, reading=reading.with_findings(strays))
        yield outcome


def _with_silence_said(
    outcomes: Iterable[FileOutcome], standing: set[tuple[str, str]], plan: Plan
) -> Iterator[FileOutcome]:
    """Name what says nothing where data stand, those of the same load included."""
    found = list(outcomes)
    fresh = {(r.unit_id, r.sheet) for outcome in found for r in outcome.reading.records if isinstance(r, Carried)}
    for outcome in found:
        yield replace(outcome, reading=with_silence_said(outcome.reading, standing | fresh, plan))


def with_silence_said(reading: Reading, standing: Collection[tuple[str, str]], plan: Plan) -> Reading:
    """Return what a source says with a finding for each sheet that says nothing where data stand (unit, sheet)."""
    silent = [place for place in reading.silent if place[0] not in reading.refused_units]
    if reading.status == REFUSED or not silent:
        return reading
    return reading.with_findings(nothing_reported(reading.form, silent, standing, plan, has_sheets=any(reading.sheets)))


def _with_receipts_checked(
    outcomes: Iterable[FileOutcome], known: Sequence[Source], struck: frozenset[Said], received_on: date, plan: Plan
) -> Iterator[FileOutcome]:
    """Hold the receipts of each file against those of all sources before it, those of the same load included."""
    sources = list(known)
    for outcome in outcomes:
        reading = outcome.reading
        receipts = [record for record in reading.records if isinstance(record, Receipt)]
        if receipts:
            rows = Counter(row for row in map(said, receipts) if row not in struck)
            here = Source(_file_name(outcome.path), received_on, True, rows, frozenset(reading.refused_units))
            found = differences(here, receipts, reading.copies_cells, sources, struck, plan)
            outcome = replace(outcome, reading=reading.with_findings(found))
            sources.append(here)
        yield outcome


def _file_name(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2]


def received_files(report: IntakeReport) -> list[Received]:
    """Return what was checked as it goes into the store."""
    return [_received(outcome) for outcome in report.outcomes]


def _received(outcome: FileOutcome) -> Received:
    reading = outcome.reading
    return Received(
        re.sub("[\ud800-\udfff]", "\ufffd", outcome.path),  # a name may be no text
        outcome.sha256,
        outcome.content if outcome.sha256 else None,
        reading.form,
        reading.unit_id,
        reading.encoding,
        reading.status,
        reading.findings,
        reading.records,
        reading.refused_units,
        reading.paper,
    )
