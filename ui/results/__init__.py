"""What the units reported, and how far it can be relied upon."""
