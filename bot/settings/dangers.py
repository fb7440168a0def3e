"""Settings that work, but protect nobody: ``check`` refuses them, and ``serve`` warns of them.

``serve`` goes on, since an upgrade must not end what people rely on.
"""

from itertools import pairwise
from urllib.parse import urlsplit

from bot.settings.services.addresses import is_loopback
from bot.settings.settings import Settings
from bot.settings.sources import PREFIX

FEWEST_SIGNS, FEWEST_STEPS = 8, 4


def dangers(settings: Settings) -> list[str]:
    """List what is dangerous, each in one sentence."""
    shares = settings.lookup_key == settings.secret_key  # or has none of its own
    found = []
    if is_guessable(settings.secret_key):
        first = "; where people are stored, first skapabot move-lookups" if shares else ""
        found.append(("SECRET_KEY", f"can be guessed: make one with openssl rand -hex 32{first}"))
    if is_guessable(settings.lookup_key) and not shares:
        found.append(("LOOKUP_KEY", "can be guessed: take another with skapabot move-lookups"))
    if settings.sms and is_guessable(settings.sms.callback_key):
        found.append(("SMS_CALLBACK_KEY", "can be guessed: make one with openssl rand -hex 16"))
    if leads_to_another_port(settings):
        found.append(("PUBLIC_URL", "leads to another port of this machine than SKAPABOT_PORT"))
    if settings.environment == "production":
        found += [("PUBLIC_URL", what) for what in _of_public_url(settings)]
    return [f"{PREFIX}{name} {what}" for name, what in found]


def leads_to_another_port(settings: Settings) -> bool:
    """Tell whether the links lead to this machine, but past the service."""
    parts = urlsplit(settings.public_url)
    port = parts.port or (443 if settings.secure else 80)
    return is_loopback(parts.hostname or "") and port != settings.port


def _of_public_url(settings: Settings) -> list[str]:
    host = urlsplit(settings.public_url).hostname or ""
    if is_loopback(host):
        return ["leads to this machine only: give the https address that people reach"]
    found = []
    if not settings.secure:
        found.append("is http, so that others can read what people say: give the https address")
    if settings.telegram_token and "." not in host:
        found.append("has a host without a dot, and Telegram takes no link to it")
    return found


def is_guessable(secret: str) -> bool:
    """Tell whether a secret has few signs, repeats itself, or runs along the alphabet."""
    steps = {ord(after) - ord(before) for before, after in pairwise(secret)}
    repeats = any(secret[n:] == secret[:-n] for n in range(1, len(secret) // 2 + 1))
    return len(set(secret)) < FEWEST_SIGNS or len(steps) < FEWEST_STEPS or repeats
