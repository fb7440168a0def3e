"""The addresses of the coaches' module. Each leads to a handler behind its guard."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from admin.account import page as account
from admin.caseload import fold
from admin.caseload import pages as caseload
from admin.contact import page as contact
from admin.digest import page as digest
from admin.invitations import code_page
from admin.invitations import pages as invitations
from admin.meetings import pages as meetings
from admin.meetings import sound as meeting_sound
from admin.occasions import knocks
from admin.occasions import pages as occasions
from admin.paper import pages as paper
from admin.participant import channels
from admin.participant import page as participant
from admin.plans import leaders
from admin.plans import pages as plans
from admin.second_factor import page as second_factor
from admin.sign_in import pages as sign_in
from admin.sign_in.second_step import SecondStep
from admin.sign_in.welcome import Welcome
from admin.spoken import page as spoken
from admin.staff import leaving
from admin.staff import pages as staff
from admin.steps import pages as steps
from admin.translations import pages as translations
from admin.translations import recordings
from admin.translations import steps as translation_steps
from admin.web.desk import Desk
from admin.web.gate import endpoint_of
from admin.web.guard import Guarded, for_staff
from admin.web.visit import Visit
from bot.app_context import AppContext
from bot.web import row_id  # noqa: F401  # addresses name rows

LOGIN, CODE, WELCOME = "/admin/login", "/admin/login/code", "/admin/welcome/{code}"
"""The addresses for somebody whom we do not know yet."""


@for_staff()
async def missing(visit: Visit) -> Response:
    """Say that there is nothing here."""
    return visit.missing()


_ONE = "/admin/participants/{pseudonym}"
_MEETING = f"{_ONE}/meetings/{{meeting:row}}"
_PLAN = "/admin/plans/{project:row}"
_STAFF = "/admin/staff/{staff:row}"
_LANGUAGE = "/admin/translations/{language}"

ROUTES: tuple[tuple[str, str, Guarded], ...] = (
    ("POST", "/admin/logout", sign_in.leave),
    ("POST", "/admin/language", sign_in.language),
    ("GET", "/admin/account", account.show),
    ("POST", "/admin/account", account.change),
    ("GET", "/admin/account/app", second_factor.show),
    ("POST", "/admin/account/app", second_factor.keep),
    ("GET", "/admin/account/sessions", account.show),  # after a change of language
    ("POST", "/admin/account/sessions", account.end),
    ("GET", "/admin", caseload.show),
    ("GET", "/admin/overview", caseload.overview),
    ("GET", "/admin/staff", staff.show_all),
    ("GET", "/admin/staff/new", staff.new),
    ("POST", "/admin/staff/new", staff.add),
    ("GET", "/admin/staff/invitation", staff.show_link),
    ("GET", _STAFF, staff.show),
    ("POST", _STAFF, staff.change),
    ("POST", f"{_STAFF}/invitation", staff.invite),
    ("GET", f"{_STAFF}/hand-over", leaving.choose_successor),
    ("POST", f"{_STAFF}/hand-over", leaving.give_caseload),
    ("GET", f"{_STAFF}/leave", leaving.confirm),
    ("POST", f"{_STAFF}/leave", leaving.leave),
    ("POST", "/admin/list", fold.fold),
    ("GET", _ONE, participant.show),
    ("GET", f"{_ONE}/invitation", invitations.confirm),
    ("POST", f"{_ONE}/invitation", invitations.renew),
    ("GET", f"{_ONE}/meetings/new", meetings.new),
    ("POST", f"{_ONE}/meetings/new", meetings.make),
    ("GET", _MEETING, meetings.edit),
    ("POST", _MEETING, meetings.change),
    ("POST", f"{_MEETING}/sound", meeting_sound.record),
    ("POST", f"{_MEETING}/sound/remove", meeting_sound.remove),
    ("GET", f"{_MEETING}/sound.m4a", meeting_sound.play),
    ("GET", f"{_MEETING}/cancel", meetings.confirm),
    ("POST", f"{_MEETING}/cancel", meetings.cancel),
    ("POST", f"{_ONE}/occasions/reason", occasions.explain),
    ("POST", f"{_ONE}/occasions/remind", occasions.remind),
    ("POST", f"{_ONE}/occasions/extra", occasions.extra),
    ("POST", f"{_ONE}/occasions/exit", occasions.decide_exit),
    ("POST", f"{_ONE}/occasions/way", occasions.decide_contact_preferences),
    ("POST", f"{_ONE}/occasions/knock", knocks.decide_knock),
    ("GET", f"{_ONE}/spoken/{{recording:row}}.m4a", spoken.play),
    ("POST", f"{_ONE}/channels", channels.shut),
    ("POST", f"{_ONE}/steps", steps.add),
    ("POST", f"{_ONE}/steps/{{step:row}}", steps.comment),
    ("GET", "/admin/plans", plans.show_all),
    ("POST", "/admin/plans/new", plans.add),
    ("GET", _PLAN, plans.form),
    ("POST", _PLAN, plans.change),
    ("GET", f"{_PLAN}/leaders", leaders.show),
    ("POST", f"{_PLAN}/leaders", leaders.change),
    ("GET", "/admin/invitations/new", invitations.form),
    ("POST", "/admin/invitations/new", invitations.make),
    ("GET", "/admin/invitations/code", code_page.show),
    ("GET", "/admin/digest", digest.show),
    ("POST", "/admin/digest", digest.keep),
    ("GET", "/admin/digest/telegram", digest.show),  # after a change of language
    ("POST", "/admin/digest/telegram", digest.link),
    ("POST", "/admin/digest/unlink", digest.unlink),
    ("GET", "/admin/translations", translations.show_all),
    ("GET", _LANGUAGE, translations.show),
    ("GET", f"{_LANGUAGE}/in/{{state}}", translations.show),
    ("GET", f"{_LANGUAGE}/sheet", translations.sheet),
    ("GET", f"{_LANGUAGE}/participants.po", translations.catalog_download),
    ("GET", f"{_LANGUAGE}/participants.toml", translations.states_download),
    ("POST", f"{_LANGUAGE}/steps/{{instrument}}", translation_steps.note),
    ("GET", f"{_LANGUAGE}/{{source}}", translations.form),
    ("POST", f"{_LANGUAGE}/{{source}}", translations.keep),
    ("GET", "/admin/paper", paper.show_all),
    ("GET", "/admin/paper/{instrument}/{language}", paper.show),
    ("POST", f"{_LANGUAGE}/{{source}}/recording", recordings.record),
    ("POST", f"{_LANGUAGE}/{{source}}/recording/remove", recordings.remove),
    ("GET", "/admin/contact", contact.show),
    ("POST", "/admin/contact", contact.keep),
    ("GET", "/admin/{rest:path}", missing),
)
"""Method, path and handler; the first that fits is taken."""


def admin_routes(app: AppContext) -> list[BaseRoute]:
    """List the module's routes."""
    desk = Desk(app)
    entrance = sign_in.Entrance(desk)

    async def log_in(request: Request) -> Response:
        if request.method == "POST":
            return await entrance.enter(request)
        return await entrance.form(request)

    welcome = Welcome(desk)
    return [
        Route(LOGIN, log_in, methods=["GET", "POST"]),
        Route(CODE, SecondStep(desk).enter, methods=["GET", "POST"]),
        Route(WELCOME, welcome.show, methods=["GET"]),
        Route(WELCOME, welcome.accept, methods=["POST"]),
        *(
            Route(path, endpoint_of(desk, guarded), methods=[method])
            for method, path, guarded in ROUTES
        ),
    ]
