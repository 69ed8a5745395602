"""Who handed in what and when; what was said and decided about it."""
