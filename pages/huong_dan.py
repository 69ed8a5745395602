"""Hướng dẫn: the users' guide, inside the app."""

from ui.shell import guide

guide.page()
