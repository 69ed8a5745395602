"""A page set as PDF by typst, with the fonts that come with it: texts go in as data and are only ever text."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from tonghop.statuses import Status

LONG_RUN = re.compile(r"\S{24}")


def typeset(template: Path, data: Mapping[str, Any], made_at: datetime) -> bytes:
    """Set a template with its data as PDF; the same data at the same moment give the same bytes."""
    import typst

    made = typst.compile(
        template.read_bytes(), format="pdf", ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)}, timestamp=int(made_at.timestamp()),
    )  # fmt: skip
    assert isinstance(made, bytes)
    return made


def look(status: Status) -> dict[str, str]:
    """How a status looks, for a template."""
    return {"colour": status.colour, "ink": status.ink, "symbol": status.symbol}


def breakable(text: str) -> str:
    """Let a run of letters without a space be broken, that it stays on the paper."""
    return LONG_RUN.sub("\\g<0>\u200b", text)
