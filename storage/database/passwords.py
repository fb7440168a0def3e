"""Passwords and PINs: hashed, and compared in a time that tells nothing."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher()  # argon2id, RFC 9106's second recommendation; some 50 ms


# A hash of the same cost that no password fits: an unknown name takes as long as a known one.
_NOBODY = (
    "$argon2id$v=19$m=65536,t=3,p=4$bm9ib2R5IGF0IGFsbC4uLg"
    "$PjyYBLyh7SujtqKFSIkRCGjUgNLc34NcC4Y+7opD1uA"
)


def hash_password(password: str) -> str:
    """Hash a password with argon2id. Takes some 50 ms: call it in a thread."""
    return _hasher.hash(password)


def password_fits(password: str, password_hash: str | None) -> bool:
    """Check a password in the same time for everybody; None stands for nobody's hash."""
    try:
        _hasher.verify(password_hash or _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None
