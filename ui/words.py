"""From ids to people's words, and names in the order of the Vietnamese alphabet. Everything comes from the plan."""

from collections.abc import Iterable
from datetime import date

from tonghop.plan import Plan
from tonghop.vietnamese import format_date, sort_key


def unit_names(plan: Plan) -> dict[str, str]:
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
        for prefix in plan.name_prefixes:
            if words.lower().startswith(prefix.lower() + " "):
                words = words[len(prefix) + 1 :]
                shortened = True
    return sort_key(words)


def deadline_words(deadline: date, inclusive: bool) -> str:
    """The deadline as the plan reads it: "trước ngày" leaves the day out, "đến ngày" takes it in."""
    return f"{'đến hết ngày' if inclusive else 'trước ngày'} {format_date(deadline)}"
