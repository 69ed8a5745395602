"""What goes out of the house on paper: writers of Word, Excel and slides. They import their libraries where used."""
