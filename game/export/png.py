"""Text inside a PNG file, where other programs find it."""

import struct
import zlib
from collections.abc import Mapping

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_HEADER = len(SIGNATURE) + 25
"""Where the first chunk ends: its length, name, 13 bytes and checksum."""


def with_text(png: bytes, text: Mapping[str, str]) -> bytes:
    """A PNG file with international text chunks after its header, a keyword (ASCII, up to 79 letters) each."""
    chunks = (_chunk(b"iTXt", f"{word}\0\0\0\0\0{said}".encode()) for word, said in text.items())
    return png[:_HEADER] + b"".join(chunks) + png[_HEADER:]


def text_of(png: bytes) -> dict[str, str]:
    """The international text in a PNG file, by keyword."""
    found, at = {}, len(SIGNATURE)
    while at + 8 <= len(png):
        length, name = struct.unpack(">I4s", png[at : at + 8])
        if name == b"iTXt":
            word, _, said = png[at + 8 : at + 8 + length].partition(b"\0")
            found[word.decode()] = said[4:].decode()
        at += length + 12
    return found


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
