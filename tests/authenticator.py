"""A device with passkeys: makes and uses them as the standard says, or as an attacker would."""

import hashlib
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import encode_cbor

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def written(some: bytes) -> str:
    return urlsafe_b64encode(some).decode().rstrip("=")


def read(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class Device:
    """One passkey on one device. What is changed in it is what an attacker would change."""

    origin: str = "http://localhost:8080"
    host: str = "localhost"
    flags: int = PRESENT | VERIFIED
    count: int = 0
    counts: bool = True
    handle: bytes = b""
    cross_origin: bool = False
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def make(self, options: Mapping[str, Any]) -> str:
        """Answer what asks for a new passkey."""
        assert options["authenticatorSelection"]["userVerification"] == "required"
        self.handle = read(options["user"]["id"])
        point = self.key.public_key().public_numbers()
        cose = {
            1: 2,
            3: -7,
            -1: 1,
            -2: point.x.to_bytes(32, "big"),
            -3: point.y.to_bytes(32, "big"),
        }
        size = len(self.credential_id).to_bytes(2, "big")
        attested = bytes(16) + size + self.credential_id + encode_cbor(cose)
        data = self._data(self.flags | ATTESTED) + attested
        return self._told(
            clientDataJSON=written(self._client("webauthn.create", options["challenge"])),
            attestationObject=written(
                encode_cbor({"fmt": "none", "attStmt": {}, "authData": data})
            ),
        )

    def use(self, options: Mapping[str, Any]) -> str:
        """Answer what asks for a passkey."""
        assert options["userVerification"] == "required"
        self.count += self.counts
        client, data = self._client("webauthn.get", options["challenge"]), self._data(self.flags)
        signed = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._told(
            clientDataJSON=written(client),
            authenticatorData=written(data),
            signature=written(signed),
            userHandle=written(self.handle),
        )

    def _client(self, what: str, challenge: str) -> bytes:
        facts = {"type": what, "challenge": challenge, "origin": self.origin}
        return json.dumps({**facts, "crossOrigin": self.cross_origin}).encode()

    def _data(self, flags: int) -> bytes:
        return hashlib.sha256(self.host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4)

    def _told(self, **response: str) -> str:
        name = written(self.credential_id)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})
