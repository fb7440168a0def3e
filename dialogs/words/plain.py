"""Words made plain, so that they count however they were typed."""

import re
import unicodedata

_DRESSING = "\ufe0e\ufe0f\u20e3\u0640"  # emoji or text, a key around a digit, a drawn-out letter
_SAME = str.maketrans({"ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك"})
"""Letters of Arabic script that people type for one another."""


_APOSTROPHE = re.compile(r"(?<=\w)['\u2019\u2018\u02bc\u02bb\u00b4`](?=\w)")
"""Inside a word, as in пʼять and I'd: phones write it with many signs."""


def plain(text: str) -> str:
    """Fold case, accents, invisible signs and punctuation away. Doing it twice changes nothing."""
    folded = _folded(text)
    while (again := _folded(folded)) != folded:
        folded = again
    return folded


def _folded(text: str) -> str:
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    whole = _APOSTROPHE.sub("", parts.translate(_SAME))
    return " ".join("".join(map(_kept, whole)).split())


def _kept(sign: str) -> str:
    category = unicodedata.category(sign)
    if unicodedata.combining(sign) or category in ("Cf", "Me") or sign in _DRESSING:
        return ""
    return sign if category[0] in "LNM" else " "
