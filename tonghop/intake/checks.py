"""Rules across cells and sheets of one file: totals, quotas, the same thing twice (CONTRACT §3, warnings).

Pure: rows in, findings out. What a single cell may hold is decided where it is read.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tonghop import forms
from tonghop.findings import Finding, make
from tonghop.intake.addresses import cell_name
from tonghop.intake.cells import as_text
from tonghop.plan.model import Indicator, Plan
from tonghop.records import Fact, Model, Nomination, Record
from tonghop.vietnamese import format_count, model_key, parse_count


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A row of a matrix sheet with its places; `values` are None where not reported or not readable.

    `scope` is the unit whose rows a finding here would speak of.
    """

    unit_id: str
    sheet: str
    indicator: Indicator
    values: Mapping[int, int | None]
    is_readable: bool
    total: object
    row: int
    label_column: int
    total_column: int | None
    year_columns: Mapping[int, int]
    scope: str | None


def cross_check(
    form: str,
    unit_id: str | None,
    records: Sequence[Record],
    matrix_rows: Sequence[MatrixRow],
    plan: Plan,
    has_models: bool,
) -> list[Finding]:
    """Return all findings of one file that need more than one cell; `has_models`: its sheet of models was read."""
    models = [record for record in records if isinstance(record, Model)]
    found = [
        *_totals(matrix_rows),
        *_twice(matrix_rows),
        *_attendances(matrix_rows, plan),
        *_same_model([record for record in records if isinstance(record, Model | Nomination)]),
    ]
    # where the sheet or one of its columns is missing, that is the finding
    if form in (forms.UNIT_RETURN, forms.ENTRY) and has_models:
        found += _stated_total(models, records)
        found += quota(plan, unit_id, sum(model.is_nominated for model in models), forms.MODELS)
    elif form == forms.NOMINATION_LIST:
        listed = sum(isinstance(record, Nomination) for record in records)
        found += quota(plan, unit_id, listed, None)
    return found


def quota(plan: Plan, unit_id: str | None, nominated: int, sheet: str | None) -> list[Finding]:
    """Hold the number of nominated models against the plan (V.3)."""
    if not unit_id:
        return []
    kind = plan.kind_by_id[plan.unit_by_id[unit_id].kind]
    if nominated > kind.nominations_max:
        slug = "over-quota"
    elif nominated < kind.nominations_min:
        slug = "under-quota"
    else:
        return []
    said = {"kind": _inside_a_sentence(kind.label), "quota": kind.quota}
    return [make(slug, sheet=sheet, value=nominated, unit_id=unit_id, **said)]


def _inside_a_sentence(label: str) -> str:
    """Chi bộ becomes chi bộ; MTTQ stays."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def not_listed(nominations: Iterable[Nomination], known: Mapping[str, Iterable[str]]) -> list[Finding]:
    """Name the nominations of a list that are not among the unit's models; silent where no models are known."""
    found = []
    for nomination in nominations:
        names = {model_key(name) for name in known.get(nomination.unit_id, ())}
        if names and model_key(nomination.name) not in names:
            found.append(
                make(
                    "nomination-not-listed",
                    sheet=nomination.sheet,
                    cell=nomination.cell,
                    value=nomination.name,
                    unit_id=nomination.unit_id,
                )
            )
    return found


def _totals(rows: Iterable[MatrixRow]) -> Iterable[Finding]:
    for row in rows:
        stated, problem = parse_count(row.total, row.indicator.unit_of_measure)
        expected = sum(value for value in row.values.values() if value is not None)
        # what is no whole number is no sum of them; of two readings one may be the sum
        is_other = stated != expected if problem is None else problem != "ambiguous-number"
        if row.is_readable and row.total is not None and is_other and row.total_column is not None:
            yield make(
                "total-mismatch",
                sheet=row.sheet,
                cell=cell_name(row.row, row.total_column),
                value=as_text(row.total) if stated is None else format_count(stated),
                unit_id=row.scope,
                expected=format_count(expected),
                label=row.indicator.label,
            )


def _twice(rows: Iterable[MatrixRow]) -> Iterable[Finding]:
    first: dict[tuple[str, str], MatrixRow] = {}
    for row in rows:
        before = first.setdefault((row.unit_id, row.indicator.id), row)
        if before is not row:
            yield make(
                "duplicate-indicator",
                sheet=row.sheet,
                cell=cell_name(row.row, row.label_column),
                value=row.indicator.label,
                unit_id=row.scope,
                first=cell_name(before.row, before.label_column),
            )


def _attendances(rows: Sequence[MatrixRow], plan: Plan) -> Iterable[Finding]:
    by_indicator = {(row.unit_id, row.indicator.id): row for row in rows}
    for attendances, meetings in plan.attendances:
        for (unit_id, indicator_id), row in by_indicator.items():
            held = by_indicator.get((unit_id, meetings))
            if indicator_id != attendances or held is None:
                continue
            for year, value in row.values.items():
                if value and held.values[year] == 0:
                    yield make(
                        "attendances-without-meetings",
                        sheet=row.sheet,
                        cell=cell_name(row.row, row.year_columns[year]),
                        value=format_count(value),
                        unit_id=row.scope,
                        year=year,
                        meetings=held.indicator.label,
                    )


def _same_model(models: Iterable[Model | Nomination]) -> Iterable[Finding]:
    first: dict[tuple[str, str], Model | Nomination] = {}
    for model in models:
        before = first.setdefault((model.unit_id, model_key(model.name)), model)
        if before is not model:
            yield make(
                "duplicate-model",
                sheet=model.sheet,
                cell=model.cell,
                value=model.name,
                unit_id=model.unit_id or None,
                first=f"ô {before.cell}" if before.cell else "dòng trên",
            )


def _stated_total(models: Sequence[Model], records: Sequence[Record]) -> Iterable[Finding]:
    for record in records:
        if (
            isinstance(record, Fact)
            and record.fact_id == "models_stated"
            and record.number not in (None, len(models))
        ):
            yield make(
                "models-total-mismatch",
                sheet=record.sheet,
                cell=record.cell,
                value=record.number,
                unit_id=record.unit_id or None,
                expected=len(models),
            )
