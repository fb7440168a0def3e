"""Serving clips: by the digest of their sound, to anybody, to be kept for long.

A clip says what everybody may read. Its address names neither a text nor a person.
"""

import re

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.app_context import AppContext
from storage.clips.clips import mp4_of, ogg_of

FORMS = {"ogg": (ogg_of, "audio/ogg"), "m4a": (mp4_of, "audio/mp4")}
_NAME = re.compile(r"([0-9a-f]{32})\.(ogg|m4a)")
_RANGE = re.compile(r"bytes=(\d{0,9})-(\d{0,9})")


def clip_route(app: AppContext) -> Route:
    """Give the one address of all clips."""

    async def serve(request: Request) -> Response:
        named = _NAME.fullmatch(request.path_params["name"])
        if named is None:
            raise HTTPException(404)
        read, kind = FORMS[named[2]]
        async with app.database.reading() as session:
            sound = await read(session, named[1])
        if sound is None:
            raise HTTPException(404)
        return sound_part(request, sound, kind)

    return Route("/clips/{name}", serve, methods=["GET"])


def sound_part(request: Request, sound: bytes, kind: str) -> Response:
    """Answer with the bytes that were asked for: iPhones play nothing that comes whole only."""
    wanted = request.headers.get("range", "")
    headers = {"Accept-Ranges": "bytes"}
    asked = _RANGE.fullmatch(wanted)
    if asked is None or asked[0] == "bytes=-":  # several parts at once may be answered whole
        return Response(sound, media_type=kind, headers=headers)
    size = len(sound)
    if asked[1]:
        first, last = int(asked[1]), min(int(asked[2] or size), size - 1)
    else:
        first, last = max(size - int(asked[2]), 0), size - 1
    if first > last:
        headers["Content-Range"] = f"bytes */{size}"
        return Response(status_code=416, headers=headers)
    headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    return Response(sound[first : last + 1], 206, media_type=kind, headers=headers)
