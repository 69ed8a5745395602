"""What was clicked on a chart. It comes from a browser: what no mark of ours could have said is no click."""

import streamlit as st


def clicked(chart: str) -> tuple[str, ...]:
    """What the clicked mark of a chart stands for (its customdata), () where none is."""
    match st.session_state.get(chart):
        case {"selection": {"points": [{"customdata": dict(said)}, *_]}}:
            found = list(said.values())
        case {"selection": {"points": [{"customdata": list(said)}, *_]}}:
            found = said
        case _:
            found = []
    return tuple(str(one) for one in found) if all(isinstance(one, str | int) for one in found) else ()
