"""From ids to people's words, and names in the order of the Vietnamese alphabet. Everything comes from the plan."""

import re
from collections.abc import Iterable
from datetime import date

from tonghop.forms import CORRECTION, ENTRY, RECEIPT_ENTRY
from tonghop.plan.model import Plan, Unit
from tonghop.vietnamese import format_date, sort_key

ON_SCREEN = (ENTRY, CORRECTION, RECEIPT_ENTRY)


def names_by_id(plan: Plan) -> dict[str, str]:
    return {unit.id: unit.name for unit in plan.units}


def kind_labels(plan: Plan) -> dict[str, str]:
    return {kind.id: kind.label for kind in plan.kinds}


def labels(choices: Iterable[object]) -> dict[str, str]:
    """id -> label of any of the plan's lists."""
    return {getattr(choice, "id", ""): getattr(choice, "label", "") for choice in choices}


def name_key(plan: Plan, name: str) -> tuple[str, str, str]:
    """Units sort by name without its prefix: Đảng bộ xã Tân Sơn under T."""
    words = name
    shortened = True
    while shortened:
        shortened = False
        for prefix in plan.all_prefixes:
            if words.lower().startswith(prefix.lower() + " "):
                words = words[len(prefix) + 1 :]
                shortened = True
    return sort_key(words)


def short_unit_name(plan: Plan, unit: Unit) -> str:
    """A unit's name without what all of its kind begin with: "xã Tân Sơn" for "Đảng bộ xã Tân Sơn"."""
    for prefix in plan.kind_by_id[unit.kind].prefixes:
        if unit.name.casefold().startswith(prefix.casefold() + " "):
            return unit.name[len(prefix) + 1 :]
    return unit.name


def short_name(path: str, form: object) -> str:
    """A source's name without anybody's folders; what was typed on screen keeps its paper's ("12-BC/ĐU, trang 3")."""
    if form in ON_SCREEN:
        return path
    return path.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1] or path


def download_name(path: str, form: object) -> str:
    """What a source is called when it is taken away; the paper behind what was typed is a workbook."""
    name = short_name(path, form)
    if form not in ON_SCREEN:
        return name
    plain = re.sub(r"[^\w. ,-]+", "-", name)[:80].strip()
    return f"{plain}.xlsx"


def deadline_words(deadline: date, inclusive: bool) -> str:
    """The deadline as the plan reads it: "trước ngày" leaves the day out, "đến ngày" takes it in."""
    return f"{'đến hết ngày' if inclusive else 'trước ngày'} {format_date(deadline)}"
