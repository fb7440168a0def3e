"""The door for calendar programs: who has the secret address reads that coach's meetings."""

import datetime as dt
import hashlib
import re

from starlette.requests import Request
from starlette.responses import Response

from admin.web.desk import Desk
from admin.web.throttle import Throttle
from bot.files.calendar_feed import calendar_feed
from bot.languages.catalog import catalog
from bot.web.network import client_network
from storage.meetings.feeds import coach_of_feed, feed_meetings

READS, WITHIN = 60, dt.timedelta(minutes=1)
"""An office reads from one address, each program about once an hour."""
_SECRET = re.compile(r"[A-Za-z0-9_-]{43}")


class CalendarDoor:
    """Hands out feeds. It reads and never writes, and knows no session."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._throttle = Throttle(desk.app.clock, READS, WITHIN)

    async def read(self, request: Request) -> Response:
        """Give a feed, or say that it is as it was; 404 for an address that is nobody's."""
        if not self._throttle.passes(client_network(request)):
            return Response(status_code=429, headers={"Retry-After": "3600"})
        secret, app = str(request.path_params["secret"]), self._desk.app
        if not _SECRET.fullmatch(secret):
            return Response(status_code=404)
        async with app.database.reading() as session:
            coach = await coach_of_feed(session, secret)
            if coach is None:
                return Response(status_code=404)
            entries = await feed_meetings(session, coach.id, app.clock())
        # NOTE: What a coach's own calendar program calls the calendar with their meetings. Neutral.
        body = calendar_feed(entries, catalog(coach.language).gettext("Möten"))
        tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        headers = {"ETag": tag, "Content-Disposition": 'inline; filename="calendar.ics"'}
        if _is_known(request.headers.get("if-none-match", ""), tag):
            return Response(status_code=304, headers=headers)
        return Response(body, media_type="text/calendar; charset=utf-8", headers=headers)


def _is_known(asked: str, tag: str) -> bool:
    """Tell whether a program has this version already; proxies mark tags as weak."""
    return tag in (one.strip().removeprefix("W/") for one in asked.split(","))
