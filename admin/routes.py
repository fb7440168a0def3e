"""The addresses of the coaches' module."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from admin.caseload.pages import FirstPage
from admin.digest.page import DigestPage
from admin.invitations.code_page import CodePage
from admin.invitations.pages import InvitationPages
from admin.meetings.pages import MeetingPages
from admin.occasions.pages import OccasionPages
from admin.participant.page import ParticipantPage
from admin.plans.pages import PlanPages
from admin.sign_in.pages import SignInPages
from admin.steps.pages import StepPages
from admin.web.desk import Desk, Visit
from bot.app_context import AppContext
from dialogs.people.staff import StaffRole


def admin_routes(app: AppContext) -> list[BaseRoute]:
    """List the module's routes."""
    desk = Desk(app)
    entrance, first = SignInPages(desk), FirstPage(desk)
    person, handover = ParticipantPage(desk), CodePage(desk)
    invitations = InvitationPages(desk, handover)
    anybody = desk.require_sign_in()
    inviting = desk.require_sign_in(StaffRole.COACH, StaffRole.ADMIN)

    digest, reading = DigestPage(desk), desk.require_sign_in(StaffRole.COACH, StaffRole.LEADER)

    async def missing(visit: Visit) -> Response:
        return desk.missing(visit)

    async def log_in(request: Request) -> Response:
        if request.method == "POST":
            return await entrance.enter(request)
        return await entrance.form(request)

    one = "/admin/participants/{pseudonym}"
    occasions, plans = OccasionPages(desk), PlanPages(desk)
    leading, plan = (
        desk.require_sign_in(StaffRole.LEADER, StaffRole.ADMIN),
        "/admin/plans/{project:int}",
    )
    steps = StepPages(desk)
    meetings, meeting = MeetingPages(desk), f"{one}/meetings/{{meeting:int}}"
    return [
        Route("/admin/login", log_in, methods=["GET", "POST"]),
        Route("/admin/logout", anybody(entrance.leave), methods=["POST"]),
        Route("/admin/language", anybody(entrance.language), methods=["POST"]),
        Route("/admin", anybody(first.show)),
        Route(one, anybody(person.show)),
        Route(f"{one}/invitation", anybody(invitations.confirm)),
        Route(f"{one}/invitation", anybody(invitations.renew), methods=["POST"]),
        Route(f"{one}/meetings/new", anybody(meetings.new)),
        Route(f"{one}/meetings/new", anybody(meetings.make), methods=["POST"]),
        Route(meeting, anybody(meetings.edit)),
        Route(meeting, anybody(meetings.change), methods=["POST"]),
        Route(f"{meeting}/cancel", anybody(meetings.confirm)),
        Route(f"{meeting}/cancel", anybody(meetings.cancel), methods=["POST"]),
        Route(f"{one}/occasions/reason", anybody(occasions.explain), methods=["POST"]),
        Route(f"{one}/occasions/remind", anybody(occasions.remind), methods=["POST"]),
        Route(f"{one}/occasions/extra", anybody(occasions.extra), methods=["POST"]),
        Route(f"{one}/occasions/exit", anybody(occasions.exit), methods=["POST"]),
        Route(
            f"{one}/occasions/way", anybody(occasions.change_contact_preferences), methods=["POST"]
        ),
        Route(f"{one}/steps", anybody(steps.add), methods=["POST"]),
        Route(f"{one}/steps/{{step:int}}", anybody(steps.comment), methods=["POST"]),
        Route("/admin/plans", leading(plans.all)),
        Route(plan, leading(plans.form)),
        Route(plan, leading(plans.change), methods=["POST"]),
        Route("/admin/invitations/new", inviting(invitations.form)),
        Route("/admin/invitations/new", inviting(invitations.make), methods=["POST"]),
        Route("/admin/invitations/code", inviting(handover.show)),
        Route("/admin/digest", reading(digest.show)),
        Route("/admin/digest", reading(digest.keep), methods=["POST"]),
        Route("/admin/digest/telegram", reading(digest.show)),  # after a change of language
        Route("/admin/digest/telegram", reading(digest.link), methods=["POST"]),
        Route("/admin/digest/unlink", reading(digest.unlink), methods=["POST"]),
        Route("/admin/{rest:path}", anybody(missing)),
    ]
