"""DataFrames into plotly figures: pure, no screen, no store. One module a subject; the common look is in look.py."""
