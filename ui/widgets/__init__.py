"""Parts that any page may use."""
