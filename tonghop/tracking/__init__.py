"""Who must be called, what is new, which models stand for choice: pure, from answers of the questions."""
