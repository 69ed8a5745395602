"""What differs between two plans, in people's words: one sentence a change, in the order of the plan's files.

Pure: two plans in, sentences out.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Protocol, TypeVar

from tonghop.plan.model import Choice, Indicator, Kind, Obligation, Plan, Unit
from tonghop.vietnamese import format_date


class Named(Protocol):
    """Anything of a plan with an id."""

    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=Named)


def deadline_words(obligation: Obligation) -> str:
    """Say a deadline and its reading: "trước ngày 10/04/2022 (ngày cuối cùng đúng hạn 09/04/2022)"."""
    reading = "đến ngày" if obligation.inclusive else "trước ngày"
    return f"{reading} {format_date(obligation.deadline)} (ngày cuối cùng đúng hạn {format_date(obligation.last_day)})"


def differences(before: Plan, after: Plan) -> list[str]:
    """Say everything that a person would notice between two plans; nothing where they say the same."""
    said = [
        *_units(before, after),
        *_obligations(before, after),
        *_kinds(before, after),
        *_lists("Chỉ tiêu", before.indicators, after.indicators, _indicator),
        *_lists("Lĩnh vực", before.sectors, after.sectors, lambda one: one.label),
        *_lists("Mục đánh giá", before.sections, after.sections, lambda one: f"{one.label} (mục {one.outline})"),
        *_themes(before, after),
        *_lists("Ngày lễ", _holidays(before), _holidays(after), lambda one: one.label),
    ]
    if not said and before.sources != after.sources:
        said = ["Sửa phần chung của kế hoạch (không đổi đơn vị, thời hạn, chỉ tiêu, lĩnh vực, chủ đề)."]
    return said


def _holidays(plan: Plan) -> list[Choice]:
    return [Choice(day.isoformat(), f"{format_date(day)} {name}") for day, name in plan.holidays]


def _pairs(before: Iterable[T], after: Iterable[T]) -> tuple[list[T], list[T], list[tuple[T, T]]]:
    """What is new, what is gone, and what stayed, by id."""
    was, now = {one.id: one for one in before}, {one.id: one for one in after}
    return (
        [one for one in now.values() if one.id not in was],
        [one for one in was.values() if one.id not in now],
        [(was[id_], one) for id_, one in now.items() if id_ in was],
    )


def _units(before: Plan, after: Plan) -> Iterator[str]:
    new, gone, stayed = _pairs(before.units, after.units)
    kinds = _labels((*before.kinds, *after.kinds))
    for unit in new:
        yield f"Thêm đơn vị {unit.name} ({kinds[unit.kind]}), hiệu lực {_span(unit)}."
    for unit in gone:
        yield f"Bỏ đơn vị {unit.name}."
    for was, now in stayed:
        if was.name != now.name:
            yield f"{was.name} đổi tên thành {now.name}."
        if was.kind != now.kind:
            yield f"{now.name}: từ {kinds[was.kind]} thành {kinds[now.kind]}."
        if was.aliases != now.aliases:
            yield f"{now.name}: tên gọi khác {_list(was.aliases)} → {_list(now.aliases)}."
        if (was.valid_from, was.valid_to) != (now.valid_from, now.valid_to):
            yield f"{now.name}: hiệu lực {_span(was)} → {_span(now)}."
        if was.gso_code != now.gso_code:
            yield f"{now.name}: mã đơn vị hành chính {was.gso_code or 'trống'} → {now.gso_code or 'trống'}."
        if was.is_illustrative != now.is_illustrative:
            yield f"{now.name}: {'là đơn vị minh họa' if now.is_illustrative else 'là đơn vị có thật'}."
    if not new and not gone and [unit.id for unit in before.units] != [unit.id for unit in after.units]:
        yield "Đổi thứ tự các đơn vị."


def _obligations(before: Plan, after: Plan) -> Iterator[str]:
    new, gone, stayed = _pairs(before.obligations, after.obligations)
    kinds, dossiers = _labels((*before.kinds, *after.kinds)), _labels((*before.dossiers, *after.dossiers))
    for one in new:
        yield f"Thêm thành phần hồ sơ {one.label}, {deadline_words(one)}."
    for one in gone:
        yield f"Bỏ thành phần hồ sơ {one.label}."
    for was, now in stayed:
        if was.label != now.label:
            yield f"{was.label} đổi tên thành {now.label}."
        if (was.deadline, was.inclusive) != (now.deadline, now.inclusive):
            yield f"{now.label}: thời hạn {deadline_words(was)} → {deadline_words(now)}."
        if was.copies != now.copies:
            yield f"{now.label}: số bộ {was.copies} → {now.copies}."
        if set(was.owed_by) != set(now.owed_by):
            yield (
                f"{now.label}: loại đơn vị phải nộp {_list(kinds[k] for k in was.owed_by)} → "
                f"{_list(kinds[k] for k in now.owed_by)}."
            )
        if was.dossier != now.dossier:
            yield f"{now.label}: thuộc {dossiers[was.dossier]} → {dossiers[now.dossier]}."


def _kinds(before: Plan, after: Plan) -> Iterator[str]:
    new, gone, stayed = _pairs(before.kinds, after.kinds)
    for kind in new:
        yield f"Thêm loại đơn vị {kind.label}, được giới thiệu {kind.quota} mô hình."
    for kind in gone:
        yield f"Bỏ loại đơn vị {kind.label}."
    for was, now in stayed:
        if was.label != now.label:
            yield f"Loại đơn vị {was.label} đổi tên thành {now.label}."
        if was.quota != now.quota:
            yield f"{now.label}: số mô hình được giới thiệu {was.quota} → {now.quota}."
        if was.prefixes != now.prefixes:
            yield f"{now.label}: chữ đứng trước tên {_list(was.prefixes)} → {_list(now.prefixes)}."


def _lists(what: str, before: Iterable[T], after: Iterable[T], words: Callable[[T], str]) -> Iterator[str]:
    new, gone, stayed = _pairs(before, after)
    for one in new:
        yield f"Thêm {_lower(what)} {words(one)}."
    for one in gone:
        yield f"Bỏ {_lower(what)} {words(one)}."
    for was, now in stayed:
        if words(was) != words(now):
            yield f"{what} {words(was)} → {words(now)}."


def _themes(before: Plan, after: Plan) -> Iterator[str]:
    yield from _lists("Chủ đề", before.themes, after.themes, lambda one: f"“{one.label}”")
    for was, now in _pairs(before.themes, after.themes)[2]:
        new = [word for word in now.words if word not in was.words]
        gone = [word for word in was.words if word not in now.words]
        said = [f"{what} từ nhận biết {_list(words)}" for what, words in (("thêm", new), ("bỏ", gone)) if words]
        if said:
            yield f"Chủ đề “{now.label}”: {'; '.join(said)}."


def _indicator(one: Indicator) -> str:
    return f"{one.label} ({one.sheet}, {one.unit_of_measure}, {one.year_from}–{one.year_to})"


def _labels(choices: Iterable[Kind | Choice]) -> Mapping[str, str]:
    return {one.id: one.label for one in choices}


def _span(unit: Unit) -> str:
    end = f" đến {format_date(unit.valid_to)}" if unit.valid_to else ""
    return f"từ {format_date(unit.valid_from)}{end}"


def _list(names: Iterable[str]) -> str:
    return ", ".join(names) or "không có"


def _lower(what: str) -> str:
    return what[0].lower() + what[1:]
