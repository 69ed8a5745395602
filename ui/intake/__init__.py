"""Taking in files, and the page of one file."""
