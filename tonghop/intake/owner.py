"""Whose a file is: the unit that its text names, and what is said where it names none, several or two.

Knows lines and cells that can name a unit, not what else a file says.
"""


from collections.abc import Iterable, Sequence

from tonghop.findings import Finding, make, shortened
from tonghop.intake.cells import MOST_SUGGESTIONS, Cells, as_text
from tonghop.intake.letterhead import Line, Said, blocks_of_rows, could_name, is_listed, is_local, label_in, said_in
from tonghop.intake.row_kinds import is_group_mark, is_signature
from tonghop.intake.table_layout import Row
from tonghop.plan.model import Plan
from tonghop.plan.unit_names import UnitNames


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

    def check_title(self, cells: Cells, rows: int) -> None:
        """Hold the first `rows` rows of a sheet, its title, against whose the file is.

        Another unit's name makes a file of two units; a body of its own below the unit's name is not the unit.
        """
        for block in blocks_of_rows(cells.sheet, rows):
            for said in said_in(block, self.names):
                row, column = said.place or (0, 0)
                if not said.units:
                    self._unknown(cells, said.text, row, column)
                elif self.unit_id and said.units not in ((self.unit_id,), ()) and len(said.units) == 1:
                    self._mismatch(cells, said.text, row, column, said.units[0])

    def check_rows(self, cells: Cells, first: int) -> None:
        """Hold the rows of one text from `first` on against whose the file is: a title or group of another unit's rows.

        Below who signs, where copies go to units, only what "Đơn vị: …" says counts.
        """
        is_signed = False
        for row, values in enumerate(cells.sheet.rows[first:], first):
            filled = [(at, value) for at, value in enumerate(values) if value not in (None, "")]
            is_signed = is_signed or any(is_signature(value) for _, value in filled)
            column, text = filled[-1] if filled else (0, None)
            is_alone = len(filled) == 1 or (len(filled) == 2 and is_group_mark(filled[0][1]))
            if not is_alone or not isinstance(text, str) or self.unit_id is None:
                continue
            labelled = label_in(text)
            named = self.names.find(text if labelled is None else labelled)
            is_title = labelled is not None or not (is_signed or is_listed(text) or is_local(text, named, self.names))
            if is_title and len(named) == 1 and named[0] != self.unit_id:
                self._mismatch(cells, text, row, column, named[0])

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
        if not cells.is_dead(row, column):
            self._not_one(cells, text, row, column, None)
        return None

    def units_of_rows(self, rows: Sequence[tuple[Cells, Row]]) -> list[str | None]:
        """Return whose each row is, None for nobody's. A blank below a merged name is that unit's.

        A row that is nobody's may be a row of the unit above, which would then go in by half: a blank one refuses that
        unit, and so does a strange name with rows of one unit above and below it.
        """
        owners: list[str | None] = []
        texts: list[str | None] = []
        for cells, row in rows:
            column = row.at("unit") or 0
            is_said = cells.raw(row.number, column) is not None or cells.is_dead(row.number, column)
            top = row.number if is_said else cells.top_of_merged(row.number, column)
            texts.append(None if top is None else as_text(cells.raw(top, column)))
            units = self.names.find(texts[-1]) if texts[-1] else ()
            owners.append(units[0] if len(units) == 1 else None)
        below = list(owners)
        for at in range(len(below) - 2, -1, -1):
            below[at] = below[at] or below[at + 1]
        above: str | None = None
        for (cells, row), text, owner, next_one in zip(rows, texts, owners, below, strict=True):
            if owner is None:
                column = row.at("unit") or 0
                hurt = above if text is None or above == next_one else None
                if not cells.is_faulty(row.number, column, hurt):
                    self._not_one(cells, text, row.number, column, hurt)
            above = owner or above
        return owners

    def find_in_list(
        self,
        blocks: Sequence[Sequence[Line]],
        groups: Sequence[str] = (),
        covers: Sequence[Sequence[Line]] = (),
    ) -> list[tuple[int, int]]:
        """Look for the one unit among the lines around a list, a block a letterhead; where none is, on its cover.

        `groups` are its group headings: one that names another unit makes it a list of two. Returns the places on the
        cover that say whose the list is.
        """
        found = [said for block in blocks for said in said_in(block, self.names)]
        on_cover = [] if found else [said for block in covers for said in said_in(block, self.names)]
        found += on_cover
        named = [Said(text, units) for text in groups if len(units := self.names.find(text)) == 1]
        found += [said for said in named if found and not is_local(said.text, said.units, self.names)]
        parts = [said for said in found if not said.units]
        for said in found:
            if len(said.units) > 1:
                self.unnamed.setdefault(said.text)
                self.findings.append(make("ambiguous-unit", value=said.text, units=self._shown(said.units)))
        for said in parts:
            self.unnamed.setdefault(said.text)
            self.findings.append(self._unknown_in_text(said.text))
        owners = list(dict.fromkeys(said.units[0] for said in found if len(said.units) == 1))
        if len(owners) == 1:
            self.unit_id = None if parts else owners[0]
        elif owners:
            text = next(said.text for said in found if said.units == (owners[1],))
            names = self.plan.unit_by_id
            self.findings.append(
                make("unit-mismatch", value=text, other=names[owners[1]].name, unit=names[owners[0]].name)
            )
        elif not found:
            lines = could_name(blocks)
            self.unnamed.update(dict.fromkeys(lines))
            alike = (line for line in lines if self.names.suggest(line))
            self.findings.append(self._unknown_in_text(next(alike, next(iter(lines), ""))))
        return [said.place for said in on_cover if said.place is not None]

    # -- in words ------------------------------------------------------------------------------------------------

    def _not_one(self, cells: Cells, text: str | None, row: int, column: int, unit_id: str | None) -> None:
        """Leave a finding at a cell that names no unit, or several."""
        units = self.names.find(text) if text else ()
        if not units:
            self._unknown(cells, text, row, column, unit_id)
            return
        self.unnamed.setdefault(text or "")
        cells.note("ambiguous-unit", row, column, value=text, unit_id=unit_id, units=self._shown(units))

    def _unknown(self, cells: Cells, text: str | None, row: int, column: int, unit_id: str | None = None) -> None:
        if text:
            self.unnamed.setdefault(text)
        cells.note("unknown-unit", row, column, value=text or "", unit_id=unit_id, **self._unknown_words(text))

    def _unknown_in_text(self, text: str) -> Finding:
        return make("unknown-unit", value=text, **self._unknown_words(text))

    def _unknown_words(self, text: str | None) -> dict[str, str]:
        what = f"“{shortened(text)}” không có trong danh sách đơn vị" if text else "chưa ghi tên đơn vị (để trống)"
        return {"what": what, "suggestion": self._suggestion(text)}

    def _shown(self, units: Iterable[str]) -> str:
        return ", ".join(self.plan.unit_by_id[unit].name for unit in units)

    def _suggestion(self, text: str | None) -> str:
        # to look for likeness takes a while: what is wrong hundreds of times over gets no more suggestions
        is_early = len(self.unnamed) <= MOST_SUGGESTIONS
        close = self.names.suggest(text) if text and is_early else []
        if close:
            return f"Có phải là {' hoặc '.join(map(self._in_full, close))}? Đề nghị ghi đúng tên đơn vị."
        return "Đề nghị ghi đúng tên đơn vị theo danh sách của kế hoạch."

    def _in_full(self, name: str) -> str:
        """A name as it is suggested: a short one with the unit's own behind it."""
        full = self._shown(self.names.find(name)[:1])
        return f"“{name}”" if full == name else f"“{name}” ({full})"
