"""No request leaves the machine, the server's own included."""

from streamlit import net_util


def ask_nobody() -> None:
    """Answer Streamlit's question for this machine's addresses with "unknown".

    A websocket of a foreign or null Origin makes it ask a host outside, on the event loop: everybody waits (20 s where
    names are not answered). Origins that are let in are named in the settings, so the answer is never needed.
    """
    net_util.get_external_ip = _unknown
    net_util.get_internal_ip = _unknown


def _unknown() -> None:
    return None
