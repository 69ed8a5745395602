"""Sheets and paragraphs become records and findings."""
