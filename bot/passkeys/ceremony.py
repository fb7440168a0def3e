"""The two ceremonies of WebAuthn: a passkey is made, and it is used.

The device has to know its owner by finger, face or PIN each time (*user verification*): so a
passkey is two factors by itself. Which device it is nobody asks (no attestation). The library is
read when the first passkey comes: most processes never see one.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.passkeys.relying_party import rp_id
from bot.settings.settings import Settings

LARGEST = 8 * 1024
"""Characters of what a device answers; without attestation they take one or two thousand."""
_ALGORITHMS = (-8, -7, -257)
"""EdDSA, ECDSA and RSA, each with SHA-256: what the library takes, and every device can."""
_TIMEOUT = 120_000  # milliseconds that a browser waits for its owner


@dataclass(frozen=True)
class Answer:
    """What a device has answered, read but not checked."""

    credential_id: bytes
    challenge: bytes
    user_handle: bytes | None
    raw: dict[str, Any]


@dataclass(frozen=True)
class NewPasskey:
    """A passkey that has been made, and checked."""

    credential_id: bytes
    public_key: bytes
    sign_count: int


def making_options(
    settings: Settings, challenge: bytes, handle: bytes, email: str, known: Sequence[bytes]
) -> Mapping[str, Any]:
    """Say what a browser needs to make a passkey; devices with one of the ``known`` make none."""
    return {
        "rp": {"id": rp_id(settings), "name": settings.organisation},
        "user": {"id": _written(handle), "name": email, "displayName": email},
        "challenge": _written(challenge),
        "pubKeyCredParams": [{"type": "public-key", "alg": one} for one in _ALGORITHMS],
        "excludeCredentials": [{"type": "public-key", "id": _written(one)} for one in known],
        "authenticatorSelection": {
            "residentKey": "required",
            "requireResidentKey": True,
            "userVerification": "required",
        },
        "attestation": "none",
        "timeout": _TIMEOUT,
    }


def using_options(settings: Settings, challenge: bytes) -> Mapping[str, Any]:
    """Say what a browser needs to use one: it finds by itself which of them are ours."""
    return {
        "rpId": rp_id(settings),
        "challenge": _written(challenge),
        "userVerification": "required",
        "timeout": _TIMEOUT,
    }


def read_answer(given: str) -> Answer | None:
    """Read what a device has answered; None where it is nothing of the kind."""
    if len(given) > LARGEST:
        return None
    try:
        raw = json.loads(given)
        response = raw["response"]
        client = json.loads(_bytes(response["clientDataJSON"]))
        if client.get("crossOrigin"):  # a page of ours in another's frame
            return None
        handle = response.get("userHandle")
        return Answer(
            _bytes(raw["rawId"]),
            _bytes(client["challenge"]),
            _bytes(handle) if handle else None,
            raw,
        )
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError):
        return None


def checked_new(settings: Settings, answer: Answer) -> NewPasskey | None:
    """Check a passkey that has been made; None where anything in it is not as it should be."""
    from webauthn import verify_registration_response  # half a second on a small machine

    try:
        made = verify_registration_response(
            credential=answer.raw,
            expected_challenge=answer.challenge,
            expected_rp_id=rp_id(settings),
            expected_origin=settings.public_url,
            require_user_verification=True,
        )
    except Exception:  # noqa: BLE001  # whatever a forged one makes the library stumble over
        return None
    return NewPasskey(made.credential_id, made.credential_public_key, made.sign_count)


def checked_use(
    settings: Settings, answer: Answer, public_key: bytes, sign_count: int
) -> int | None:
    """Check that a passkey was used here and now; gives what the device counts.

    None where anything is not as it should be, or where it counts back, as a copy does.
    """
    from webauthn import verify_authentication_response  # as above

    try:
        used = verify_authentication_response(
            credential=answer.raw,
            expected_challenge=answer.challenge,
            expected_rp_id=rp_id(settings),
            expected_origin=settings.public_url,
            credential_public_key=public_key,
            credential_current_sign_count=sign_count,
            require_user_verification=True,
        )
    except Exception:  # noqa: BLE001  # as above
        return None
    return used.new_sign_count


def _written(some: bytes) -> str:
    return urlsafe_b64encode(some).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
