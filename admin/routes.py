"""The addresses of the coaches' module."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from admin.desk import Desk, Visit
from admin.entrance import Entrance
from admin.first_page import FirstPage
from admin.handover import Handover
from admin.invitation_pages import InvitationPages
from admin.participant_page import ParticipantPage
from bot.parts import Parts


def admin_routes(parts: Parts) -> list[BaseRoute]:
    """List the module's routes."""
    desk = Desk(parts)
    entrance, first = Entrance(desk), FirstPage(desk)
    person, handover = ParticipantPage(desk), Handover(desk)
    invitations = InvitationPages(desk, handover)
    anybody = desk.signed_in()
    inviting = desk.signed_in("coach", "admin")

    async def missing(visit: Visit) -> Response:
        return desk.missing(visit)

    async def log_in(request: Request) -> Response:
        if request.method == "POST":
            return await entrance.enter(request)
        return await entrance.form(request)

    one = "/admin/participants/{pseudonym}"
    return [
        Route("/admin/login", log_in, methods=["GET", "POST"]),
        Route("/admin/logout", anybody(entrance.leave), methods=["POST"]),
        Route("/admin/language", anybody(entrance.language), methods=["POST"]),
        Route("/admin", anybody(first.show)),
        Route(one, anybody(person.show)),
        Route(f"{one}/invitation", anybody(invitations.confirm)),
        Route(f"{one}/invitation", anybody(invitations.renew), methods=["POST"]),
        Route("/admin/invitations/new", inviting(invitations.form)),
        Route("/admin/invitations/new", inviting(invitations.make), methods=["POST"]),
        Route("/admin/invitations/code", inviting(handover.show)),
        Route("/admin/{rest:path}", anybody(missing)),
    ]
