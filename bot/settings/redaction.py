"""Logging that cannot give anything away: no words of a person, no token, no address with a key.

Our own lines are written as they are, since each is made of constants and ids; they name a fault
by ``kind_and_place``. Of everybody else's only the kind and the place: nobody knows what they hold.
"""

import logging
import re
import sys
import threading
import warnings
from typing import TextIO

from bot.settings.settings import Settings
from storage.database.faults import OURS, kind_and_place, place_of

log = logging.getLogger(__name__)

_KEYS = re.compile(r"(/bot|/c/|/sms/)(?!\{)[^/\s\"']+")  # "/c/{key}" is the name of a route


class Redaction(logging.Filter):
    """Takes out of every record what must not be written."""

    def __init__(self, secrets: tuple[str, ...]) -> None:
        super().__init__()
        self._secrets = tuple(secret for secret in secrets if secret)

    def filter(self, record: logging.LogRecord) -> bool:
        """Write the record, without what it must not say."""
        faults = _faults_of(record)
        if record.name.partition(".")[0] in OURS:
            text = self._own_text(record)
            faults = faults if record.exc_info else []  # others stand in the text already
        else:
            text = f"at {place_of(record.pathname, record.lineno)}"
        record.msg = ": ".join([text, *map(kind_and_place, faults[:1])])
        record.args = record.exc_info = record.exc_text = record.stack_info = None
        return True

    def _own_text(self, record: logging.LogRecord) -> str:
        if isinstance(record.args, tuple):
            record.args = tuple(
                kind_and_place(one) if isinstance(one, BaseException) else one
                for one in record.args
            )
        text = record.getMessage()
        for secret in self._secrets:
            text = text.replace(secret, "[secret]")
        return _KEYS.sub(r"\1[key]", text)


def _faults_of(record: logging.LogRecord) -> list[BaseException]:
    """List the faults that a record carries, wherever its writer has put them."""
    shown = record.exc_info[1] if record.exc_info else None
    given = record.args if isinstance(record.args, tuple) else ()
    return [one for one in (shown, record.msg, *given) if isinstance(one, BaseException)]


def set_up_logging(settings: Settings) -> None:
    """Log to stderr: our own lines from INFO, everybody else's from WARNING, all redacted."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    password = settings.smtp.password if settings.smtp else ""
    keys = (settings.secret_key, settings.lookup_key, *settings.encryption_keys)
    sms = (settings.sms.password, settings.sms.callback_key) if settings.sms else ()
    hidden = (settings.telegram_token, *keys, password, *sms, settings.push_key)
    handler.addFilter(Redaction(hidden))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.raiseExceptions = False  # logging itself would print what it cannot write, unredacted
    logging.getLogger("bot").setLevel(logging.INFO)
    # A sweep that takes longer than a tick is no fault: a wave of reminders takes minutes.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    _log_what_python_prints()


def _log_what_python_prints() -> None:
    """Let what Python writes to stderr by itself, words and all, come through the log as well."""

    def warn(
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        log.warning("%s at %s", category.__name__, place_of(filename, lineno))

    def end_thread(of: "threading.ExceptHookArgs") -> None:
        log.error("a thread has ended: %s", _said_of(of.exc_value))

    def ignore(of: "sys.UnraisableHookArgs") -> None:
        log.error("a fault that nobody could take: %s", _said_of(of.exc_value))

    warnings.showwarning = warn
    threading.excepthook = end_thread
    sys.unraisablehook = ignore


def _said_of(fault: BaseException | None) -> str:
    return kind_and_place(fault) if fault else "of a kind that is not known"
