"""The look that all charts share: no grid to read past, direct labels, axes from zero, no tools on top.

Colours of text and paper are left to the page's theme, so that one figure serves light and dark.
"""

from typing import Any

import plotly.graph_objects as go

ACCENT, GOLD, QUIET = "#A6192E", "#C9A227", "#8A8378"
COLLECTIVE, INDIVIDUAL, UNKNOWN = "#C2334A", "#C9A227", "#B8B2A7"
"""A red that stands out (3:1) on white paper and on the dark theme's, with white figures readable on it."""
THEME_RED, THEME_GOLD = "#000001", "#000002"
"""Stand for the theme's first and second chart colours: Streamlit puts those in, light or dark."""
FONT_SIZE = 14

CONFIG: dict[str, Any] = {"displayModeBar": False, "responsive": True, "scrollZoom": False, "doubleClick": False}
"""How every chart is shown: no English tool bar, no zoom by accident."""


class Drawn(go.Figure):  # type: ignore[misc]
    """A figure that is built once and shown at every rerun: what a page sends of it is worked out once.

    Plotly copies a figure whole each time it is shown, a third of a page's rerun. To be built before it is first shown.
    """

    def to_dict(self) -> dict[str, Any]:
        known: dict[str, Any] | None = self.__dict__.get("_shown")
        if known is None:
            known = self.__dict__["_shown"] = super().to_dict()
        return known


def figure(height: int, **layout: Any) -> go.Figure:
    """Return an empty figure of the house's look; `height` in pixels."""
    made = Drawn()
    made.update_layout(
        template="none",
        height=height,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"size": FONT_SIZE},
        separators=",.",
        showlegend=False,
        dragmode=False,
        hoverlabel={"align": "left"},
        bargap=0.28,
        **layout,
    )
    return made


def bare_axis(**given: Any) -> dict[str, Any]:
    """An axis without line, ticks or grid: the marks carry their own numbers."""
    return {"showgrid": False, "zeroline": False, "showticklabels": False, "fixedrange": True, **given}


def name_axis(**given: Any) -> dict[str, Any]:
    """An axis of names."""
    return {"showgrid": False, "zeroline": False, "ticks": "", "automargin": True, "fixedrange": True, **given}
