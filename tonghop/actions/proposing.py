"""From papers handed in to what they propose: nothing is stored, nothing counts (CONTRACT form E, §4 `propose`)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tonghop.findings import Finding, make
from tonghop.intake.inbox import Inbox
from tonghop.intake.refusals import unreadable
from tonghop.officefiles.reader import Book, Limits, Unreadable
from tonghop.officefiles.reader import read as read_sheets
from tonghop.prose.paper import Paper, PaperReader
from tonghop.store import Store
from tonghop.store.loads import what_is_known

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Proposed:
    """One file: the paper as read, or why it is none that can be read."""

    path: str
    paper: Paper | None
    finding: Finding | None = None


def propose(
    store: Store,
    inbox: Inbox,
    *,
    progress: Progress = lambda done, total, path: None,
    limits: Limits = Limits(),
) -> Iterator[Proposed]:
    """Read every file handed in, by the plan and the names of the store."""
    plan = store.plan()
    reader = PaperReader(plan, plan.name_resolver(what_is_known(store, store.current).aliases))
    answers = read_sheets(((item.path, item.content) for item in inbox.items if item.refusal is None), limits)
    for at, item in enumerate(inbox.items):
        found = Proposed(item.path, None, item.refusal) if item.refusal else _proposed(item.path, next(answers), reader)
        yield found
        progress(at + 1, len(inbox.items), item.path)


def proposed_of(
    path: str, content: bytes, reader: PaperReader, kind: str | None = None, unit_id: str | None = None
) -> Proposed:
    """Read one file by its bytes, in the reading process, as the kind and the unit's that a person says."""
    (answer,) = read_sheets([(path, content)])
    return _proposed(path, answer, reader, kind, unit_id)


def _proposed(
    path: str, answer: Book | Unreadable, reader: PaperReader, kind: str | None = None, unit_id: str | None = None
) -> Proposed:
    if isinstance(answer, Unreadable):
        return Proposed(path, None, unreadable(answer))
    if answer.kind != "word":
        return Proposed(path, None, make("unsupported-type", reason=NOT_A_PAPER))
    paper = reader.read(answer, kind, unit_id)
    if paper.is_cut:
        return Proposed(path, None, make("too-large", reason="văn bản quá dài", remedy="tách thành nhiều văn bản"))
    if paper.encoding is None:
        return Proposed(path, paper, make("encoding-uncertain", value=None))
    return Proposed(path, paper)


NOT_A_PAPER = (
    "Tệp Excel, không phải văn bản. Lệnh này chỉ đọc văn bản Word, PDF; đề nghị dùng check hoặc load cho bảng số liệu."
)
