"""How long things take, as ratios within one run: `python -m bench`. Measures what is there and changes nothing.

A busy machine slows both sides of a ratio alike, so that ratios are what to trust; milliseconds are for orientation.
Knows the doors of the project (command line, store, questions, app), not what stands behind them.
"""
