"""Serves the dashboard: python -m ui [--server.port N …], the same as `streamlit run app.py` but for one thing.

Streamlit takes a folder named pages/ for its older kind of app until the first visitor has come, and answers that
visitor's link to any page with "Page not found". The folder is ours; said before the server starts. And backups that
are due are made before anybody looks.
"""

import sys
from pathlib import Path

from streamlit.runtime.pages_manager import PagesManager
from streamlit.web.cli import main

from ui.backups import start

PagesManager.uses_pages_directory = False
start()
sys.argv = ["streamlit", "run", str(Path(__file__).resolve().parent.parent / "app.py"), *sys.argv[1:]]
sys.exit(main())
