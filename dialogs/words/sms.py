"""How long an SMS is: in parts, each of which is paid for. Pure."""

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""The signs of GSM 03.38; in a text of these alone each takes seven bits."""
_EXTENDED = frozenset("^{}\\[~]|€\f")
"""These take the room of two."""
_ALONE_GSM, _JOINED_GSM = 160, 153
_ALONE_UCS2, _JOINED_UCS2 = 70, 67
"""What one part holds, alone and as one of several, of which each says to which it belongs."""


def sms_parts(text: str) -> int:
    """Count the parts that a text is sent in; one sign outside of GSM 03.38 makes all of it wide.

    A sign that takes the room of two is never split between two parts.
    """
    if all(sign in _BASIC or sign in _EXTENDED for sign in text):
        sizes = [2 if sign in _EXTENDED else 1 for sign in text]
        alone, joined = _ALONE_GSM, _JOINED_GSM
    else:
        sizes = [2 if ord(sign) > 0xFFFF else 1 for sign in text]
        alone, joined = _ALONE_UCS2, _JOINED_UCS2
    if sum(sizes) <= alone:
        return 1
    parts, room = 1, joined
    for size in sizes:
        if size > room:
            parts, room = parts + 1, joined
        room -= size
    return parts
