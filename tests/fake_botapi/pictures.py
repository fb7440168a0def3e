"""The rules for photos: real PNG or JPEG bytes, of sensible size."""

import struct

from tests.fake_botapi.errors import breach

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_FRAME_MARKERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
MOST_BYTES = 10_000_000


def _png_size(content: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def _jpeg_size(content: bytes) -> tuple[int, int]:
    position = 2
    while position + 9 <= len(content):
        marker, length = struct.unpack(">xBH", content[position : position + 4])
        if marker in _FRAME_MARKERS:
            height, width = struct.unpack(">HH", content[position + 5 : position + 9])
            return width, height
        position += 2 + length
    raise breach("Bad Request: IMAGE_PROCESS_FAILED", "a JPEG without a frame")


def picture_size(content: bytes) -> tuple[int, int]:
    """Width and height, or the refusal."""
    if len(content) > MOST_BYTES:
        raise breach("Bad Request: file is too big", f"a photo of {len(content)} bytes")
    if content.startswith(_PNG) and len(content) > 24:
        width, height = _png_size(content)
    elif content.startswith(_JPEG):
        width, height = _jpeg_size(content)
    else:
        raise breach("Bad Request: IMAGE_PROCESS_FAILED", "a photo is neither PNG nor JPEG")
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise breach("Bad Request: PHOTO_INVALID_DIMENSIONS", f"a photo of {width}x{height}")
    return width, height
