"""Logging that cannot give anything away: no token, no address with a key in it."""

import logging
import re

from bot.settings.settings import Settings

_KEYS = re.compile(r"(/bot|/c/)[^/\s\"']+")


class Redaction(logging.Filter):
    """Takes secrets out of every record before it is written."""

    def __init__(self, secrets: tuple[str, ...]) -> None:
        super().__init__()
        self._secrets = tuple(secret for secret in secrets if secret)

    def filter(self, record: logging.LogRecord) -> bool:
        """Write the record with its secrets replaced."""
        text = record.getMessage()
        for secret in self._secrets:
            text = text.replace(secret, "[secret]")
        record.msg, record.args = _KEYS.sub(r"\1[key]", text), None
        if record.exc_info:
            # A traceback can show what people wrote: its kind and place are enough.
            record.msg = (
                f"{record.msg} ({record.exc_info[0].__name__ if record.exc_info[0] else ''})"
            )
            record.exc_info, record.exc_text = None, None
        return True


def set_up_logging(settings: Settings) -> None:
    """Log to stderr: our own lines from INFO, everybody else's from WARNING, all redacted."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    hidden = (settings.telegram_token, settings.secret_key, *settings.encryption_keys)
    handler.addFilter(Redaction(hidden))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("bot").setLevel(logging.INFO)
    # A sweep that takes longer than a tick is no fault: a wave of reminders takes minutes.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    # httpx writes the whole address, token included, at INFO.
    for name in ("httpx", "httpcore", "telegram"):
        logging.getLogger(name).setLevel(logging.WARNING)
