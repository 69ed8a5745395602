"""Which browser this is: a random secret in a cookie, by which what somebody typed is found again. It opens nothing."""

import re
import secrets

import streamlit as st

from tonghop.store.unrecorded import Shelf
from ui.memory import store

COOKIE = "tonghop-nhap"
VALUE = re.compile(r"[A-Za-z0-9_-]{43}")
SECONDS = 400 * 24 * 3600
KNOWN = "_trinh-duyet"


def new_cookie(is_https: bool) -> str:
    """A Set-Cookie that tells this browser from any other.

    Lax: who follows a link in a letter is still the same browser; Strict would hand out a new secret over the old one.
    """
    secure = "; Secure" if is_https else ""
    said = f"{COOKIE}={secrets.token_urlsafe(32)}"
    return f"{said}; Max-Age={SECONDS}; Path=/; HttpOnly; SameSite=Lax{secure}"


def is_cookie(value: object) -> bool:
    return isinstance(value, str) and VALUE.fullmatch(value) is not None


def sign() -> str:
    """What tells this browser's drafts from another's in a file's name; its secret cannot be told from it."""
    return shelf().folder.name[:12]


def shelf() -> Shelf:
    """Where what is typed in this browser is kept; without a cookie, where this session alone finds it."""
    known: str | None = st.session_state.get(KNOWN)
    if known is None:
        given = st.context.cookies.get(COOKIE)
        known = str(given) if is_cookie(given) else secrets.token_urlsafe(32)
        st.session_state[KNOWN] = known
        Shelf(store().folder, known).seen()
    return Shelf(store().folder, known)
