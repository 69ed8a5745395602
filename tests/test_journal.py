"""The server's log: beside the data, of bounded size, and nobody's name writes lines of its own into it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from ui.server.journal import kept


@pytest.fixture
def apart() -> Iterator[logging.Logger]:
    """A logger that passes nothing on, as Streamlit's do."""
    logger = logging.getLogger("apart.of.a.library")
    logger.propagate = False
    yield logger
    logger.propagate = True


def test_nothing_is_made_before_there_is_something_to_say(tmp_path: Path) -> None:
    with kept(tmp_path / "store" / "logs") as path:
        logging.getLogger("tonghop").info("quiet")
    assert not path.parent.parent.exists()


def test_warnings_of_all_and_tracebacks_are_written_down_once(tmp_path: Path, apart: logging.Logger) -> None:
    with kept(tmp_path) as path:
        logging.getLogger("tonghop").warning("of ours")
        apart.error("of a library")
        try:
            raise ValueError("why")
        except ValueError:
            logging.getLogger("tonghop").exception("page failed")
    apart.error("after the end")
    lines = path.read_text("utf-8").splitlines()
    assert [line.split(" ", 2)[2] for line in lines if not line.startswith(" ")] == [
        "WARNING tonghop: of ours",
        "ERROR apart.of.a.library: of a library",
        "ERROR tonghop: page failed",
    ]
    assert lines[-1] == "    ValueError: why"


def test_it_turns_over_and_stays_within_its_share(tmp_path: Path) -> None:
    with kept(tmp_path, size=2_000, older=2) as path:
        for number in range(500):
            logging.getLogger("tonghop").warning("thư số %d", number)
    files = sorted(tmp_path.iterdir())
    assert [file.name for file in files] == ["may-chu.log", "may-chu.log.1", "may-chu.log.2"]
    assert all(file.stat().st_size <= 2_000 for file in files)
    assert "thư số 499" in path.read_text("utf-8")


def test_a_name_writes_no_line_of_its_own(tmp_path: Path) -> None:
    forged = "a.xlsx\r\n2022-04-01 08:00:00,000 ERROR tonghop: forged\u202e\x1b[2J"
    with kept(tmp_path) as path:
        logging.getLogger("tonghop").warning("left out: %s", forged)
    first, second = path.read_bytes().decode("utf-8").split("\n")[:2]
    assert first.endswith("left out: a.xlsx")
    assert second == "    2022-04-01 08:00:00,000 ERROR tonghop: forged⟨U+202E⟩⟨U+001B⟩[2J"


def test_a_folder_that_cannot_be_made_stops_nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "logs").write_text("a file stands here")
    with kept(tmp_path / "logs"):
        logging.getLogger("tonghop").warning("said all the same")
    assert "said all the same" in capsys.readouterr().err
