"""Addresses with a stroke too many: ``/chat/`` leads to ``/chat``, and never to another site."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route


def tidy_routes() -> list[BaseRoute]:
    """Give the last routes of all, for addresses that end in a stroke."""
    return [Route("/{path:path}/", _tidy, methods=["GET"])]


async def _tidy(request: Request) -> Response:
    """Lead on within this site: what the browser said of its host is not repeated.

    One stroke in front: with two of them the rest would be read as the name of another site.
    """
    return RedirectResponse(f"/{request.path_params['path'].strip('/')}", 307)
