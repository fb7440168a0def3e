"""Encryption at rest: one column type for names, contact details and everything people write."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import LargeBinary
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class UnreadableError(ValueError):
    """A stored text that none of the keys opens; says nothing about the text."""


MARK = f"\ue000{secrets.token_hex(8)}\ue001"
"""What stands for a text that cannot be read, until a page writes it out in words.

Another one in each process, so that nobody can write it, by accident or on purpose.
"""


class Unreadable(str):
    """A stored text that none of the keys opens, as a row carries it: the mark and the bytes.

    It reads as the mark, so that the other rows and the rest of this one can be shown. It cannot
    damage what is stored: as it is, it is written as the very bytes it was read from, and a text
    that it has been copied into is never sealed at all.
    """

    sealed: bytes

    def __new__(cls, sealed: bytes) -> "Unreadable":
        """Keep the bytes as they are stored."""
        made = super().__new__(cls, MARK)
        made.sealed = sealed
        return made


def readable(text: str | None) -> str:
    """Give a text for somebody to go on writing at; "" where there is none or it is unreadable."""
    return "" if text is None or MARK in text else text


class Vault:
    """Fernet keys, newest first: the first one writes, all of them read.

    ``digest`` makes look-ups of secret or personal texts possible without storing them.
    """

    def __init__(self, keys: Sequence[str], secret: str) -> None:
        self._newest, *older = (Fernet(key) for key in keys)
        self._fernet = MultiFernet([self._newest, *older])
        self._secret = secret.encode()

    def seal(self, text: str) -> bytes:
        """Encrypt a text with the newest key; raises UnreadableError if it carries the mark."""
        if MARK in text:
            raise UnreadableError("a mark for what cannot be read is not to be stored")
        return self.seal_bytes(text.encode())

    def seal_bytes(self, content: bytes) -> bytes:
        """Encrypt what is no text with the newest key."""
        return self._fernet.encrypt(content)

    def open(self, sealed: bytes) -> str:
        """Decrypt a text with whichever key fits; raises UnreadableError where none does."""
        try:
            return self.open_bytes(sealed).decode()
        except UnicodeDecodeError:
            raise UnreadableError("a stored text is none") from None

    def open_bytes(self, sealed: bytes) -> bytes:
        """Decrypt what is no text with whichever key fits; raises UnreadableError if none does."""
        try:
            return self._fernet.decrypt(sealed)
        except (InvalidToken, TypeError, ValueError):  # SQLite keeps values of any type
            raise UnreadableError("a stored text does not fit any of ENCRYPTION_KEYS") from None

    def is_of_newest(self, sealed: bytes) -> bool:
        """Tell whether it was the newest key that encrypted this."""
        try:
            self._newest.decrypt(sealed)
        except InvalidToken:
            return False
        return True

    def digest(self, purpose: str, text: str) -> str:
        """Name a text for look-up: a keyed hash of 64 hex digits, another one for each purpose."""
        return hmac.new(self._secret, f"{purpose}\0{text}".encode(), hashlib.sha256).hexdigest()


_installed: list[Vault] = []


def install_vault(vault: Vault) -> None:
    """Use these keys for every encrypted column of this process."""
    _installed[:] = [vault]


def vault() -> Vault:
    """Give the installed keys; raises RuntimeError before ``install_vault``."""
    if not _installed:
        raise RuntimeError("install_vault() has not been called")
    return _installed[0]


class Sealed(TypeDecorator[str]):
    """A text column whose content is encrypted in the database.

    What no key opens comes out as ``Unreadable``, and ends nobody's page or sweep.
    """

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """Encrypt on the way in; what could not be read goes back as it came."""
        if isinstance(value, Unreadable):
            return value.sealed
        return None if value is None else vault().seal(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        """Decrypt on the way out."""
        if value is None:
            return None
        try:
            return vault().open(value)
        except UnreadableError:
            return Unreadable(value)


class SealedSound(TypeDecorator[bytes]):
    """A column of bytes whose content is encrypted in the database; never written anew.

    What no key opens comes out as none.
    """

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """Encrypt on the way in."""
        return None if value is None else vault().seal_bytes(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """Decrypt on the way out."""
        try:
            return None if value is None else vault().open_bytes(value)
        except UnreadableError:
            return None


@dataclass(frozen=True)
class UnreadableJson:
    """Stands where a ``SealedJson`` cannot be opened or is not whole; bound, the same bytes."""

    sealed: bytes


class SealedJson(TypeDecorator[Any]):
    """A JSON column whose content is encrypted in the database.

    What cannot be read comes out as ``UnreadableJson``: the program acts on what these hold, and
    whoever reads them leaves such a row alone.
    """

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        """Write and encrypt on the way in; what could not be read goes back as it came."""
        if isinstance(value, UnreadableJson):
            return value.sealed
        return None if value is None else vault().seal(json.dumps(value, ensure_ascii=False))

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:
        """Decrypt and read on the way out."""
        try:
            return None if value is None else json.loads(vault().open(value))
        except ValueError:  # UnreadableError, or not JSON
            return UnreadableJson(value or b"")


UNREADABLE: Final = object()
"""Stands where a ``SealedPayload`` cannot be opened or is not whole."""


class SealedPayload(SealedJson):
    """The JSON of a row that waits for us, whatever somebody else put into it.

    One that cannot be read comes as ``UNREADABLE``, so that the others of a query come too.
    """

    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        """Write and encrypt on the way in, whatever it is."""
        try:
            return super().process_bind_param(value, dialect)
        except UnicodeEncodeError:  # half a surrogate pair: UTF-8 has none, JSON an escape for it
            return vault().seal(json.dumps(value))
        except RecursionError:  # nested so deeply that it is nobody's words
            return vault().seal("")

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:
        """Decrypt and read on the way out, or say ``UNREADABLE``."""
        found = super().process_result_value(value, dialect)
        return UNREADABLE if isinstance(found, UnreadableJson) else found
