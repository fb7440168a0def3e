"""Joined: clips one after the other as one voice message, without decoding a sound.

Clips of ours are Opus in Ogg, of one channel, written alike: their packets go into one stream.
"""

import struct
from collections.abc import Iterator, Sequence
from functools import cache

SAMPLES_A_FRAME = {0: (480, 960, 1920, 2880), 1: (480, 960), 2: (120, 240, 480, 960)}
"""At 48,000 a second: by the kind of a packet (SILK, both, CELT)."""
_PAGE = struct.Struct("<4sBBqIIIB")
_BEGINS, _ENDS = 2, 4
_SERIAL = 1
PACKETS_A_PAGE = 50


def joined(clips: Sequence[bytes]) -> bytes:
    """Put clips together; raises ValueError where one is not what our converter writes."""
    if len(clips) == 1:
        return clips[0]
    streams = [list(_packets(clip)) for clip in clips]
    if not all(len(packets) > 2 and packets[0].startswith(b"OpusHead") for packets in streams):
        raise ValueError("not Opus in Ogg")
    head, tags = streams[0][:2]
    sound = [packet for packets in streams for packet in packets[2:]]
    made = [_page([head], 0, 0, _BEGINS), _page([tags], 0, 1, 0)]
    samples = 0
    for at in range(0, len(sound), PACKETS_A_PAGE):
        together = sound[at : at + PACKETS_A_PAGE]
        samples += sum(map(_samples, together))
        kind = _ENDS if at + PACKETS_A_PAGE >= len(sound) else 0
        made.append(_page(together, samples, len(made), kind))
    return b"".join(made)


def _packets(clip: bytes) -> Iterator[bytes]:
    """Take the packets out of a file; what follows its pages is no part of it."""
    at, begun = 0, b""
    while clip[at : at + 4] == b"OggS":
        segments = clip[at + 26]
        sizes = clip[at + _PAGE.size : at + _PAGE.size + segments]
        at += _PAGE.size + segments
        for size in sizes:
            begun += clip[at : at + size]
            at += size
            if size < 255:
                yield begun
                begun = b""


def _samples(packet: bytes) -> int:
    """Count the samples of a packet, from its first byte."""
    if not packet:
        return 0
    configuration, frames = packet[0] >> 3, packet[0] & 3
    kind = 0 if configuration < 12 else 1 if configuration < 16 else 2
    lengths = SAMPLES_A_FRAME[kind]
    count = (1, 2, 2)[frames] if frames < 3 else packet[1] & 63 if len(packet) > 1 else 0
    return lengths[configuration % len(lengths)] * count


def _page(packets: Sequence[bytes], samples: int, number: int, kind: int) -> bytes:
    """Write a page of whole packets."""
    sizes = b"".join(b"\xff" * (len(one) // 255) + bytes([len(one) % 255]) for one in packets)
    if len(sizes) > 255:
        raise ValueError("packets too large for a page")
    head = _PAGE.pack(b"OggS", 0, kind, samples, _SERIAL, number, 0, len(sizes))
    page = bytearray(head + sizes + b"".join(packets))
    page[22:26] = struct.pack("<I", _checksum(page))
    return bytes(page)


@cache
def _table() -> list[int]:
    table = []
    for byte in range(256):
        value = byte << 24
        for _ in range(8):
            value = (value << 1) ^ (0x04C11DB7 if value & 0x80000000 else 0)
        table.append(value & 0xFFFFFFFF)
    return table


def _checksum(page: bytes | bytearray) -> int:
    """Give what Ogg calls the checksum of a page whose own field for it is empty."""
    table, value = _table(), 0
    for byte in page:
        value = ((value << 8) & 0xFFFFFFFF) ^ table[(value >> 24) ^ byte]
    return value
