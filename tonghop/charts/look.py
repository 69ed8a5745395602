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


class Sketch:
    """A chart being put together: its marks and words are collected, then made a figure in one go.

    Plotly looks through a whole figure at every `update_layout` and `add_…`: fifteen milliseconds a chart.
    """

    def __init__(self, layout: dict[str, Any]) -> None:
        self._marks: list[dict[str, Any]] = []
        self._layout = layout
        self._annotations: list[dict[str, Any]] = []
        self._shapes: list[dict[str, Any]] = []

    def add_bar(self, **given: Any) -> None:
        self._marks.append({"type": "bar", **given})

    def add_scatter(self, **given: Any) -> None:
        self._marks.append({"type": "scatter", **given})

    def add_annotation(self, **given: Any) -> None:
        self._annotations.append(given)

    def add_shape(self, **given: Any) -> None:
        self._shapes.append(given)

    def update_layout(self, **given: Any) -> None:
        self._layout.update(given)

    def drawn(self) -> go.Figure:
        return Drawn(self._marks, {**self._layout, "annotations": self._annotations, "shapes": self._shapes})


def figure(height: int, **layout: Any) -> Sketch:
    """Return an empty chart of the house's look; `height` in pixels."""
    return Sketch(
        {
            "template": "none",
            "height": height,
            "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"size": FONT_SIZE},
            "separators": ",.",
            "showlegend": False,
            "dragmode": False,
            "hoverlabel": {"align": "left"},
            "bargap": 0.28,
            **layout,
        }
    )


def bare_axis(**given: Any) -> dict[str, Any]:
    """An axis without line, ticks or grid: the marks carry their own numbers."""
    return {"showgrid": False, "zeroline": False, "showticklabels": False, "fixedrange": True, **given}


def name_axis(**given: Any) -> dict[str, Any]:
    """An axis of names."""
    return {"showgrid": False, "zeroline": False, "ticks": "", "automargin": True, "fixedrange": True, **given}
