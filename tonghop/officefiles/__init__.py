"""Bytes of office files become sheets and paragraphs, behind a supervised child process."""
