"""A return typed on screen; one figure put right."""
