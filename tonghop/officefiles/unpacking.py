"""Reading what lies in a .zip within a limit: sizes that a package declares are claims.

A part that declares a kilobyte may hold gigabytes, and the standard library unpacks all of it before it looks. Whoever
reads a part that came from outside reads it here. Must not know what the parts mean.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator

PIECE = 1 << 20
# What zipfile and the libraries below it raise over damaged packages.
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    RuntimeError,
    NotImplementedError,
    ValueError,
)


class TooLarge(ValueError):
    """A part holds, or says it holds, more than the limit."""


def read_part(package: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """Return a part of at most `most` bytes; raises TooLarge beyond that, one of DAMAGED where it is torn."""
    return b"".join(pieces(package, entry, most))


def pieces(package: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> Iterator[bytes]:
    """Yield a part a MiB at a time, so that however large it is, little of it is held; raises as `read_part`.

    Checked against its checksum at its end: what was yielded before may be of a torn part.
    """
    if entry.file_size > most:
        raise TooLarge(entry.filename)
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        # only of these two is no more taken out than asked for; nobody packs office files otherwise
        raise NotImplementedError(f"{entry.filename}: method {entry.compress_type}")
    with package.open(entry) as part:
        while piece := part.read(PIECE):  # never beyond the size declared: what is more fails the checksum
            yield piece
