"""The plan as data: deadlines, units, indicators; its editions and what edits change."""
