"""Voices: in which languages the machine beside us speaks, and whether it is here."""

from importlib.util import find_spec

MACHINE = "eSpeak NG"
"""What stands where a person's name would."""

_VOICES = {
    "sv": "sv",
    "sv_SE@latt": "sv",
    "en": "en",
    "ar": "ar",
    "es": "es",
    "fa": "fa",
    "fa_AF": "fa",  # Dari is written as Persian is, and understood
    "ku": "ku",
    "pl": "pl",
    "ru": "ru",
    "th": "th",
    "ti": "ti",
    "tr": "tr",
    "uk": "uk",
}
"""By our code. There is no voice for Pashto, Somali and Sorani; tests ask the library itself."""


def voice_of(language: str) -> str:
    """Give the machine's name for a language's voice; empty where it does not speak it."""
    return _VOICES.get(language, "")


def is_machine_here() -> bool:
    """Tell whether the extra ``drafts`` is installed, and the extra ``voice`` that it needs."""
    return all(find_spec(name) is not None for name in ("espeakng_loader", "av"))
