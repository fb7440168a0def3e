"""Rows sealed with a key that has been removed from the settings since."""

import contextlib
from collections.abc import Iterator

from cryptography.fernet import Fernet

from storage.database.encryption import Vault, install_vault, vault


@contextlib.contextmanager
def removed_key() -> Iterator[None]:
    """Seal what is written meanwhile with a key that is gone afterwards."""
    ours = vault()
    install_vault(Vault([Fernet.generate_key().decode()], "another secret"))
    try:
        yield
    finally:
        install_vault(ours)
