"""A plan that changes while it runs: which text of each file holds on which day, what a change may not do, in words.

Pure: texts in, texts and plans out. Knows no store and no screen.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise

from tonghop.errors import Stop
from tonghop.plan.files import COLUMNS, parse_plan
from tonghop.plan.model import Plan
from tonghop.vietnamese import format_date

FILES = ("plan.toml", *COLUMNS)
ALWAYS = date.min
"""The day from which holds what replaces a file for all days."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A file of the plan as it was changed, holding from a day on; of two that hold, the later change counts."""

    change_id: int
    name: str
    text: str
    holds_from: date


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days, both included, on which every file of the plan says the same."""

    holds_from: date
    holds_to: date
    sources: Mapping[str, str]

    @property
    def digest(self) -> str:
        told = "\0".join(f"{name}\0{text}" for name, text in sorted(self.sources.items()))
        return hashlib.sha256(told.encode()).hexdigest()


def texts_on(base: Mapping[str, str], editions: Iterable[Edition], day: date) -> dict[str, str]:
    """Return what each file says on a day."""
    texts = dict(base)
    for edition in sorted(editions, key=lambda one: one.change_id):
        if edition.holds_from <= day:
            texts[edition.name] = edition.text
    return texts


def stretches(base: Mapping[str, str], editions: Sequence[Edition]) -> list[Stretch]:
    """Return the days in stretches of one plan each, in order and without a gap; the last one is the newest plan."""
    days = sorted({ALWAYS, *(edition.holds_from for edition in editions)})
    told = [(day, texts_on(base, editions, day)) for day in days]
    told = [next(same) for _, same in groupby(told, key=lambda one: one[1])]
    ends = [after - timedelta(days=1) for (_, _), (after, _) in pairwise(told)]
    return [Stretch(day, end, texts) for (day, texts), end in zip(told, [*ends, date.max], strict=True)]


def newest(base: Mapping[str, str], editions: Sequence[Edition]) -> Plan:
    """Return the plan that intake, templates and figures go by: what holds in the end."""
    return parse_plan(texts_on(base, editions, date.max)) if editions else parse_plan(base)


def starting_day(plan: Plan, holds_from: date | None) -> date:
    """Return the day from which a change holds: None, the plan's own day or one before it mean all days."""
    return ALWAYS if holds_from is None or holds_from <= plan.issued_on else holds_from


def check_editions(base: Mapping[str, str], editions: Sequence[Edition]) -> Plan:
    """Check that the plan reads on every day and that its days fit together; return the newest.

    Raises Stop where a file does not read beside the others, or where a later day forgets a unit or a part that an
    earlier one has: answers of the earlier days still speak of it.
    """
    first = parse_plan(base)
    plans: list[tuple[Stretch, Plan]] = []
    for stretch in stretches(base, editions):
        try:
            plans.append((stretch, parse_plan(stretch.sources)))
        except Stop as stop:
            raise Stop(f"{stop.message[:-1]} ({_days(stretch)}).", stop.remedy) from stop
    last = plans[-1][1]
    for stretch, plan in plans:
        if (plan.id, plan.issued_on) != (first.id, first.issued_on):
            raise Stop(
                "Số và ngày ban hành của kế hoạch không đổi được.",
                "Kế hoạch khác là một thư mục kế hoạch khác, với kho dữ liệu của mình.",
            )
        for what, earlier, later in _ids(plan, last):
            gone = [label for id_, label in earlier.items() if id_ not in later]
            if gone:
                raise Stop(
                    f"{what} {_listed(gone)} có trong kế hoạch {_days(stretch)} nhưng không còn trong bản mới nhất.",
                    "Đề nghị giữ dòng này với mã cũ và ghi ngày hết hiệu lực (đơn vị), hoặc cho thay đổi có hiệu lực "
                    "từ đầu kế hoạch.",
                )
    return last


def forgotten(plan: Plan, known: Mapping[str, Iterable[str]]) -> list[str]:
    """Say which ids that rows speak of a plan does not know; `known`: column of an id -> ids in the store."""
    knows = {
        "unit_id": set(plan.unit_by_id),
        "obligation_id": {one.id for one in plan.obligations},
        "indicator_id": {one.id for one in plan.indicators},
        "sector_id": {one.id for one in plan.sectors},
        "section_id": {one.id for one in plan.sections},
    }
    return sorted({id_ for column, ids in known.items() for id_ in ids if id_ not in knows[column]})


def shared_aliases(plan: Plan) -> list[str]:
    """Say which written names mean two units: a file that uses one of them is asked about."""
    names = plan.name_resolver()
    said = []
    for unit in plan.units:
        for name in (unit.name, *unit.aliases):
            found = names.find(name)
            if len(found) > 1:
                units = " và ".join(plan.unit_by_id[one].name for one in found)
                said.append(f"“{name}” là tên của cả {units}.")
    return list(dict.fromkeys(said))


def with_sources(plan: Plan, changed: Mapping[str, str]) -> Plan:
    """Return the plan with some files changed. Raises Stop where it does not read."""
    unknown = sorted(set(changed) - set(FILES))
    if unknown:
        raise Stop(f"Kế hoạch không có tệp “{unknown[0]}”.", f"Các tệp của kế hoạch: {', '.join(FILES)}.")
    return parse_plan({**plan.sources, **changed})


def put_out(editions: Sequence[Edition], names: Iterable[str], holds_from: date) -> list[str]:
    """Say which changes of these files hold from a later day and are put out by a new one."""
    return [
        f"Thay đổi có hiệu lực từ {format_date(day)} đã ghi trước đây được gộp vào thay đổi này, tức là có hiệu lực "
        f"{'cho mọi ngày' if holds_from == ALWAYS else f'từ {format_date(holds_from)}'}."
        for day in sorted({one.holds_from for one in editions if one.name in names and one.holds_from > holds_from})
    ]


def numbered(changed: Mapping[str, str], editions: Sequence[Edition], holds_from: date) -> list[Edition]:
    """Return the editions that a new change is made of, numbered on."""
    change_id = max((one.change_id for one in editions), default=0) + 1
    return [Edition(change_id, name, text, holds_from) for name, text in changed.items()]


def known_then(editions: Sequence[Edition], change_id: int) -> list[Edition]:
    """Return the editions up to a change, itself included."""
    return [one for one in editions if one.change_id <= change_id]


def _ids(plan: Plan, last: Plan) -> list[tuple[str, dict[str, str], set[str]]]:
    return [
        ("Đơn vị", {u.id: u.name for u in plan.units}, set(last.unit_by_id)),
        ("Thành phần hồ sơ", {o.id: o.label for o in plan.obligations}, {o.id for o in last.obligations}),
        ("Loại đơn vị", {k.id: k.label for k in plan.kinds}, set(last.kind_by_id)),
        ("Loại hồ sơ", {d.id: d.label for d in plan.dossiers}, {d.id for d in last.dossiers}),
    ]


def _days(stretch: Stretch) -> str:
    if stretch.holds_from == ALWAYS:
        if stretch.holds_to == date.max:
            return "cho mọi ngày"
        return f"đến hết ngày {format_date(stretch.holds_to)}"
    return f"từ ngày {format_date(stretch.holds_from)}"


def _listed(names: Sequence[str], most: int = 5) -> str:
    shown = "; ".join(names[:most])
    return f"{shown} và {len(names) - most} mục khác" if len(names) > most else shown
