"""Which forms still hold something, where a page does not show them at once: a line of links that lead to them."""

from collections.abc import Iterable

from ui.session import as_of, plan
from ui.widgets.browser import shelf
from ui.widgets.links import UNIT, part_address, to
from ui.widgets.markup import Html, joined
from ui.widgets.parts import html


def of_units(forms: Iterable[str], page: str = UNIT) -> None:
    """Lead to the units about which something was left in these forms of a page."""
    known = plan().unit_by_id
    ids = dict.fromkeys(about for form in forms for about in shelf().abouts(form) if about in known)
    _say([to(known[one].name, page, {"don-vi": known[one].name}) for one in ids])


def of_parts(forms: Iterable[str]) -> None:
    """Lead to the parts of units about which something was left in these forms of a cell of the matrix."""
    units, parts = plan().unit_by_id, {part.id: part.label for part in plan().obligations}
    links = []
    for about in dict.fromkeys(about for form in forms for about in shelf().abouts(form)):
        unit, _, part = about.partition(".")
        if unit in units and part in parts:
            link = Html("<a class='th-to' data-stay href='{}'>{} – {}</a>")
            links.append(link.format(part_address(unit, part, as_of()), parts[part], units[unit].name))
    _say(links)


def of_figures(form: str) -> None:
    """Lead to the figures about which something was left where one is put right."""
    given = plan()
    named = {one.id: f"{one.sheet}: {one.label}" for one in given.indicators}
    links = []
    for about in shelf().abouts(form):
        unit, _, rest = about.partition(".")
        indicator, _, year = rest.partition(".")
        if unit in given.unit_by_id and indicator in named and year in map(str, given.years):
            name = given.unit_by_id[unit].name
            chosen = {"don-vi": name, "chi-tieu": named[indicator], "nam": year, "muc-nhap": "Đính chính một số liệu"}
            links.append(to(f"{name}, {named[indicator]}, năm {year}", "nhap-so-lieu", chosen))
    _say(links)


def _say(links: list[Html]) -> None:
    if links:
        html("<p class='th-kept'>Còn bản nháp chưa ghi nhận: {}.</p>", joined(links, "; "))
