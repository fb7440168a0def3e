"""Staff's buttons: below a digest, signed for one member of staff, one participant, one deed."""

import base64
import hashlib
import hmac

REMIND, SNOOZE = "r", "z"
_MARK = "s"
BUTTON_PREFIX = f"{_MARK}."
"""What the ids of these buttons begin with; participants' hold no dot."""


class StaffButtons:
    """Makes and checks button ids (at most 64 bytes) without storing them."""

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()

    def token(self, staff_id: int, participant_id: int, deed: str) -> str:
        """Make the id of one button."""
        meant = f"staff button\0{staff_id}\0{participant_id}\0{deed}".encode()
        digest = hmac.new(self._secret, meant, hashlib.sha256).digest()[:18]
        return f"{_MARK}.{deed}.{participant_id}.{base64.urlsafe_b64encode(digest).decode()}"

    def meaning_of(self, token: str, staff_id: int) -> tuple[int, str] | None:
        """Find the participant and the deed of a button; None for a forged or somebody else's."""
        mark, _, rest = token.partition(".")
        deed, _, rest = rest.partition(".")
        person = rest.partition(".")[0]
        fits = mark == _MARK and deed in (REMIND, SNOOZE)
        if not fits or not (person.isascii() and person.isdigit() and len(person) < 12):
            return None
        expected = self.token(staff_id, int(person), deed)
        same = hmac.compare_digest(expected.encode(), token.encode())
        return (int(person), deed) if same else None
