"""Keeping the store: backups, verifying, repair."""
