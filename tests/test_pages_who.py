"""Who records: asked where it is first needed, where it stays; on other pages in the sidebar."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.builders import UNIT, load_all, unit_return
from tests.opened import open_page
from tonghop.store import Store

WHO = "Trần Thị Mai"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    made = Store(tmp_path / "store")
    load_all(made, {"a.xlsx": unit_return(UNIT)})
    monkeypatch.setenv("TONGHOP_STORE", str(made.folder))
    return made


def is_on_the_page(app: AppTest) -> bool:
    (name,) = [one for one in app.text_input if one.key == "nguoi"]
    return name.proto.id in {one.proto.id for one in app.main.text_input}


@pytest.mark.usefixtures("store")
def test_the_name_stays_where_it_was_typed() -> None:
    app = open_page("tiep_nhan")
    assert is_on_the_page(app)
    app.text_input("nguoi").input(WHO).run()
    assert is_on_the_page(app)
    assert app.text_input("nguoi").value == WHO
    app.run()
    assert is_on_the_page(app)


@pytest.mark.usefixtures("store")
def test_on_another_page_the_name_is_in_the_sidebar() -> None:
    app = open_page("tiep_nhan", state={"nguoi": WHO})
    assert not is_on_the_page(app)
