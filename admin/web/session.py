"""A member of staff's session: a signed cookie that names a row, and ends by age and by rest."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import Response

from bot.settings.clock import Clock
from bot.settings.settings import Settings
from bot.web.cookies import SignedCookie
from storage.staff.sessions import IDLE, LONGEST
from storage.tables.staff_access import StaffSession

_TOUCH = 60  # seconds between two renewals of the cookie


@dataclass(frozen=True)
class Session:
    """What the cookie says. ``name`` has to be in the table, or somebody has ended the session.

    ``begun`` and ``used`` are seconds since 1970.
    """

    staff_id: int
    name: str
    begun: int
    used: int

    @property
    def mark(self) -> str:
        """Name this session, as a form's token is bound to it."""
        return f"{self.staff_id}.{self.name}.{self.begun}"


class Sessions:
    """Begins, reads, renews and ends sessions, and makes the tokens of their forms."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        secret = settings.secret_key
        longest = int(LONGEST.total_seconds())
        self._secret = secret.encode()
        self._clock = clock
        # Sent along when a link in a web mail is pressed, never with a form of another site; and
        # every form has its token besides.
        self._cookie = SignedCookie("staff", secret, longest, settings.secure)
        self._door = SignedCookie("door", secret, longest, settings.secure)

    def _now(self) -> int:
        return int(self._clock().timestamp())

    def of(self, begun: StaffSession) -> Session:
        """Give the session of a row that was made now."""
        now = self._now()
        return Session(begun.staff_id, begun.name, now, now)

    def begin(self, response: Response, session: Session) -> None:
        """Let somebody in."""
        self._write(response, session)

    def last(self, request: Request) -> Session | None:
        """Read the session that the browser had last, whether or not it is over."""
        data = self._cookie.read(request)
        try:
            if not data:
                return None
            return Session(int(data["s"]), str(data["n"]), int(data["t"]), int(data["u"]))
        except (KeyError, TypeError, ValueError):
            return None

    def read(self, request: Request) -> Session | None:
        """Read the session; None where there is none or it has lasted or rested too long."""
        session, now = self.last(request), self._now()
        if session is None or now - session.begun > LONGEST.total_seconds():
            return None
        return None if now - session.used > IDLE.total_seconds() else session

    def renew(self, response: Response, session: Session) -> bool:
        """Note that the session is in use, at most once a minute; tells whether it did."""
        now = self._now()
        if now - session.used < _TOUCH:
            return False
        self._write(response, replace(session, used=now))
        return True

    def end(self, response: Response) -> None:
        """Take the cookie away; copies of it are worthless when the row is gone."""
        self._cookie.clear(response)

    def token(self, session: Session) -> str:
        """Make the token that every form of this session carries: it names the session."""
        return f"{session.mark}.{self._sign(f'form:{session.mark}')}"

    def is_token_of(self, session: Session, token: str) -> bool:
        """Check a form's token; one from before an upgrade does not name its session."""
        signed = token.rpartition(".")[2]
        return is_same_secret(self._sign(f"form:{session.mark}"), signed)

    def session_of(self, token: str) -> Session | None:
        """Tell which session a form is from, whether or not it is over; None for no token of ours.

        A session that is known by its form alone opens nothing.
        """
        try:
            staff_id, name, begun, _ = token.split(".")
            session = Session(int(staff_id), name, int(begun), int(begun))
        except ValueError:
            return None
        return session if self.is_token_of(session, token) else None

    def set_login_cookie(self, request: Request, response: Response) -> None:
        """Set the cookie that the log-in form's token belongs to."""
        self._door.write(response, {"n": request.state.login_page})

    def login_token(self, request: Request) -> str:
        """Make the log-in form's token: before there is a session it belongs to a cookie."""
        data = self._door.read(request) or {}
        request.state.login_page = str(data.get("n") or secrets.token_urlsafe(12))
        return self._sign(f"door:{request.state.login_page}")

    def is_login_token(self, request: Request, token: str) -> bool:
        """Check the log-in form's token against the browser's own cookie."""
        data = self._door.read(request)
        return data is not None and is_same_secret(self._sign(f"door:{data.get('n')}"), token)

    def _write(self, response: Response, session: Session) -> None:
        data = {"s": session.staff_id, "n": session.name, "t": session.begun, "u": session.used}
        self._cookie.write(response, data)

    def _sign(self, text: str) -> str:
        return hmac.new(self._secret, text.encode(), hashlib.sha256).hexdigest()[:40]


def is_same_secret(one: str, other: str) -> bool:
    """Compare two secrets without telling how far they agree."""
    return hmac.compare_digest(one.encode(), other.encode())
