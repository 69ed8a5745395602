"""Whose a file is: the unit that its text names, and what is said where it names none, several or two.

Knows lines and cells that can name a unit, not what else a file says.
"""


from tonghop import forms
from tonghop.cells import Cells
from tonghop.findings import Finding, make
from tonghop.grid import Found, heading_key
from tonghop.identify import could_name_a_unit, mentioned_units
from tonghop.names import UnitNames
from tonghop.plan import Plan
from tonghop.row_reader import Row

TITLE_ROWS = 10
MOST_SUGGESTIONS = 200


class Owner:
    """Finds the units of one file; findings of the file as such go to `findings`, those of a cell to its cells.

    `unit_id` is whose the file is, None where that is not known (yet) or it is of many units.
    """

    def __init__(self, plan: Plan, names: UnitNames, findings: list[Finding]) -> None:
        self.plan, self.names, self.findings = plan, names, findings
        self.unit_id: str | None = None
        self.unnamed: dict[str, None] = {}

    def read_unit(self, cells: Cells, row: int, column: int, is_first: bool) -> None:
        text = cells.text(row, column)
        if text is None and not is_first:
            return
        unit = self._unit_named(cells, text, row, column)
        if unit is None:
            return
        if self.unit_id not in (None, unit):
            self._mismatch(cells, text, row, column, unit)
        else:
            self.unit_id = unit

    def check_title(self, cells: Cells, found: Found) -> None:
        """A title row "Đơn vị: …" above a table that names another unit makes a file of two units."""
        above = TITLE_ROWS if found.heading_row is None else found.heading_row
        for row, values in enumerate(cells.sheet.rows[:above]):
            for column, value in enumerate(values):
                # the name may stand in the cell beside its label
                label = values[column - 1] if column else None
                is_labelled = isinstance(label, str) and heading_key(label) == heading_key(forms.UNIT_HEADING)
                line = f"{forms.UNIT_HEADING}: {value}" if is_labelled else value
                if isinstance(line, str):
                    for text, units in mentioned_units([line], self.names, labelled_only=True):
                        if self.unit_id and len(units) == 1 and units[0] != self.unit_id:
                            self._mismatch(cells, text, row, column, units[0])

    def _mismatch(self, cells: Cells, text: str | None, row: int, column: int, other: str) -> None:
        names = self.plan.unit_by_id
        cells.note(
            "unit-mismatch",
            row,
            column,
            value=text,
            other=names[other].name,
            unit=names[self.unit_id or other].name,
        )

    def _unit_named(self, cells: Cells, text: str | None, row: int, column: int) -> str | None:
        units = self.names.find(text) if text else ()
        if len(units) == 1:
            return units[0]
        if cells.is_dead(row, column):
            return None
        if text:
            self.unnamed.setdefault(text)
        if units:
            shown = ", ".join(self.plan.unit_by_id[unit].name for unit in units)
            cells.note("ambiguous-unit", row, column, value=text, units=shown)
        else:
            cells.note("unknown-unit", row, column, value=text or "", suggestion=self._suggestion(text))
        return None

    def unit_of_row(self, cells: Cells, row: Row, above: str | None) -> str | None:
        """Whose the row is. A blank below a merged name is that unit's; any other blank is nobody's.

        It may be a row of the unit `above`, which would then go in by half: that unit is refused with it.
        """
        column = row.at("unit") or 0
        text = cells.text(row.number, column)
        if text is None and not cells.is_dead(row.number, column):
            top = cells.top_of_merged(row.number, column)
            if top is None:
                cells.note(
                    "unknown-unit", row.number, column, value="", unit_id=above, suggestion=self._suggestion(None)
                )
                return None
            text = cells.text(top, column)
        return self._unit_named(cells, text, row.number, column)

    def find_in_list(self, lines: list[str]) -> None:
        """Look for the one unit among the lines above a list."""
        found = list(mentioned_units(lines, self.names))
        for text, units in found:
            if len(units) > 1:
                self.unnamed.setdefault(text)
                shown = ", ".join(self.plan.unit_by_id[unit].name for unit in units)
                self.findings.append(make("ambiguous-unit", value=text, units=shown))
        owners = list(dict.fromkeys(units[0] for _, units in found if len(units) == 1))
        if len(owners) == 1:
            self.unit_id = owners[0]
        elif owners:
            text = next(text for text, units in found if units == (owners[1],))
            names = self.plan.unit_by_id
            self.findings.append(
                make("unit-mismatch", value=text, other=names[owners[1]].name, unit=names[owners[0]].name)
            )
        elif not any(len(units) > 1 for _, units in found):
            line = next(iter(lines), "")
            self.unnamed.update(dict.fromkeys(could_name_a_unit(lines)))
            self.findings.append(make("unknown-unit", value=line, suggestion=self._suggestion(line)))

    def _suggestion(self, text: str | None) -> str:
        # to look for likeness takes a while: what is wrong hundreds of times over gets no more suggestions
        is_early = len(self.unnamed) <= MOST_SUGGESTIONS
        close = self.names.suggest(text) if text and is_early else []
        if close:
            return f"Có phải là {' hoặc '.join(f'“{name}”' for name in close)}? Đề nghị ghi đúng tên đơn vị."
        return "Đề nghị ghi đúng tên đơn vị theo danh sách của kế hoạch."
