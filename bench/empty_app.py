"""The page that every page is measured against: navigation of one page that writes nothing.

Imports what the dashboard imports and takes it out of the collector's sight as the dashboard does: what is left is
Streamlit's own share of a rerun.
"""

import gc

import streamlit as st


@st.cache_resource(show_spinner=False)
def freeze() -> None:
    import duckdb  # noqa: F401
    import pandas  # noqa: F401
    import plotly.graph_objects  # noqa: F401
    import pyarrow  # noqa: F401

    gc.collect()
    gc.freeze()


def nothing() -> None:
    """Write nothing."""


freeze()
st.navigation([st.Page(nothing, title="Trống", url_path="trong", default=True)]).run()
