"""Sao lưu: where the store backs itself up to, how things stand; is it whole, and back to what is."""

from ui.upkeep import backups, verifying
from ui.widgets.parts import title

title("Sao lưu", backups.sentence())
backups.show()
verifying.show()
