"""The campaigns beside the checkout, held against their truth, and its files from the wild."""

from __future__ import annotations

import csv
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import pytest

from tests.builders import RECEIVED
from tests.test_returns import *  # noqa: F403  # its tests, on other campaigns
from tests.test_returns import Campaign, ask
from tonghop.actions.loading import load
from tonghop.intake.inbox import collect
from tonghop.store import Store

CAMPAIGNS = ("campaign-1", "campaign-2", "campaign-3")


@pytest.fixture(scope="module")
def campaigns(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Campaign]:
    return {name: Campaign(shared / "returns" / name, tmp_path_factory.mktemp(name)) for name in CAMPAIGNS}


@pytest.fixture(params=CAMPAIGNS)
def campaign(request: pytest.FixtureRequest, campaigns: dict[str, Campaign]) -> Campaign:
    return campaigns[request.param]


# -- files from the wild -------------------------------------------------------------------------------------

FITTING = {
    "encrypted": "password-protected",
    "macros": "unsupported-type",
    "fmt-xlsm": "unsupported-type",
    "fmt-docm": "unsupported-type",
    "fmt-xltm": "unsupported-type",
    "wrong-magic:biff2-4": "unsupported-type",
    "wrong-magic:lfs-pointer": "unsupported-type",
    "zero-bytes": "unreadable-file",
    "dup-entries": "unreadable-file",
    "xml-dtd": "unreadable-file",
}


def test_every_file_from_the_wild_is_refused_in_words_that_fit_and_leaves_nothing(
    shared: Path, tmp_path: Path
) -> None:
    corpus = shared / "corpus"
    with (corpus / "manifest.csv").open(encoding="utf-8", newline="") as file:
        tags = {row["path"]: row["tags"].split() for row in csv.DictReader(file)}
    assert len(tags) > 100
    store = Store(tmp_path / "store")
    report = load(
        store,
        collect(corpus / path for path in tags),
        received_on=RECEIVED,
        recorded_at=datetime(2022, 5, 5, 8),
        recorded_by="người thử",
    )
    assert [Path(outcome.path).relative_to(corpus).as_posix() for outcome in report.outcomes] == list(tags)
    for outcome, of_file in zip(report.outcomes, tags.values(), strict=True):
        (finding,) = outcome.reading.findings
        assert (outcome.path, outcome.status, outcome.reading.records) == (outcome.path, "refused", ())
        assert (finding.sheet, finding.cell) == (None, None)
        assert "Đề nghị" in finding.message
        fitting = {FITTING[tag] for tag in of_file if tag in FITTING}
        assert (outcome.path, finding.slug in fitting or not fitting) == (outcome.path, True)
    # kept as received, with nothing of them counting and nothing half written
    assert store.archive.digests() == {sha256((corpus / path).read_bytes()).hexdigest() for path in tags}
    assert ask(store, "figure_list") == ask(store, "model_list") == ask(store, "nominations") == []
    assert sorted(path.name for path in (store.folder / "versions").iterdir()) == ["000001.duckdb"]
    assert not [path for path in store.folder.rglob("*") if ".new" in path.name]
