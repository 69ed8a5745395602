"""Marks put into an Excel workbook part by part, so that whatever is not marked stays as its owner left it."""
