"""Open what Excel opens without asking: files that are encrypted with its own default password.

Protecting a workbook's structure encrypts it so in the older formats, and some programs do it for read-only files.
Any other password stays the sender's. Must not know what the content is.
"""

from __future__ import annotations

import io

from tonghop.officefiles.zip_package import Refused

DEFAULT_PASSWORD = "VelvetSweatshop"


def opened(content: bytes) -> bytes:
    """Give the file inside an encrypted one; refused as such where the default password does not open it."""
    import msoffcrypto  # slow to import, rarely needed

    plain = io.BytesIO()
    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(content))
        words = {"verify_password": True} if file.format == "ooxml" else {}
        file.load_key(password=DEFAULT_PASSWORD, **words)  # of an .xls it is always verified
        file.decrypt(plain)
    except MemoryError:
        raise
    except Exception as problem:  # of the library: wrong keys, but torn and strange files, too, in many ways
        raise Refused("encrypted", type(problem).__name__) from problem
    return plain.getvalue()
