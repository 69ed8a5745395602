"""What a unit's return says, as records. Knows neither phrases nor file formats."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from figures import Figures
from phrasebook import Unit


@dataclass(frozen=True)
class Model:
    """A model as the return lists it; None where the unit left the cell blank or wrote what is in no list."""

    name: str
    sector: str | None
    kind: str | None
    level: str | None
    implementer: str
    start_year: int
    summary: str
    note: str | None = None
    nominated: bool = False


@dataclass(frozen=True)
class Document:
    """A document of the unit."""

    number: str
    issued_on: date
    type: str
    title: str


@dataclass(frozen=True)
class Return:
    """Everything one unit reports in form A."""

    unit: Unit
    models: tuple[Model, ...]
    figures: Figures
    documents: tuple[Document, ...]
    remarks: Mapping[str, str]
    ratings: Mapping[int, str]
    models_stated: int
    awarded_models: int | None
    review_on: date | None
    review_form: str | None
    attendees: int | None
    filled_by: str
    filled_on: date
    signer: str
