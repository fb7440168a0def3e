"""The addresses of the coaches' module. Each leads to a handler behind its guard."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from admin.account import page as account
from admin.addresses.participants import PARTICIPANT_ROUTES
from admin.audit import pages as audit
from admin.calendar import page as calendar
from admin.calendar.door import CalendarDoor
from admin.caseload import fold
from admin.caseload import pages as caseload
from admin.completeness import page as completeness
from admin.contact import page as contact
from admin.digest import page as digest
from admin.enrolling import cards
from admin.enrolling import list_pages as enrolling_list
from admin.enrolling import pages as enrolling
from admin.export import page as export
from admin.invitations import code_page
from admin.invitations import pages as invitations
from admin.paper import pages as paper
from admin.passkeys import page as passkeys
from admin.plans import leaders, naming
from admin.plans import pages as plans
from admin.requests import for_others
from admin.requests import pages as requests
from admin.second_factor import page as second_factor
from admin.sign_in import pages as sign_in
from admin.sign_in.passkey import PasskeyStep
from admin.sign_in.second_step import SecondStep
from admin.sign_in.welcome import Welcome
from admin.staff import leaving
from admin.staff import link as staff_link
from admin.staff import pages as staff
from admin.together import helper
from admin.translations import pages as translations
from admin.translations import recordings
from admin.translations import steps as translation_steps
from admin.web.desk import Desk
from admin.web.gate import endpoint_of
from admin.web.guard import Guarded, for_staff
from admin.web.visit import Visit
from bot.app_context import AppContext
from bot.web import row_id  # noqa: F401  # addresses name rows

LOGIN, CODE, PASSKEY = "/admin/login", "/admin/login/code", "/admin/login/passkey"
WELCOME = "/admin/welcome/{code}"
FEED = "/admin/calendar/{secret}.ics"
"""The addresses for somebody whom we do not know yet."""


@for_staff()
async def missing(visit: Visit) -> Response:
    """Say that there is nothing here."""
    return visit.missing()


_PLAN = "/admin/plans/{project:row}"
_STAFF = "/admin/staff/{staff:row}"
_LANGUAGE = "/admin/translations/{language}"

ROUTES: tuple[tuple[str, str, Guarded], ...] = (
    ("POST", "/admin/logout", sign_in.leave),
    ("POST", "/admin/language", sign_in.language),
    ("GET", "/admin/account", account.show),
    ("POST", "/admin/account", account.change),
    ("GET", "/admin/account/address", account.show),  # after a change of language
    ("POST", "/admin/account/address", account.confirm_address),
    ("GET", "/admin/account/app", second_factor.show),
    ("POST", "/admin/account/app", second_factor.keep),
    ("GET", "/admin/account/passkeys", passkeys.show),
    ("POST", "/admin/account/passkeys", passkeys.add),
    ("GET", "/admin/account/passkeys/options", passkeys.options),
    ("GET", "/admin/account/passkeys/remove", passkeys.show),  # after a change of language
    ("POST", "/admin/account/passkeys/remove", passkeys.remove),
    ("GET", "/admin/account/sessions", account.show),  # after a change of language
    ("POST", "/admin/account/sessions", account.end),
    ("GET", "/admin", caseload.show),
    ("GET", "/admin/overview", caseload.overview),
    ("GET", "/admin/overview/{leaf:row}", caseload.overview),
    ("GET", "/admin/export", export.show),
    ("POST", "/admin/export", export.download),
    ("GET", "/admin/audit", audit.show),
    ("GET", "/admin/staff", staff.show_all),
    ("GET", "/admin/staff/new", staff.new),
    ("POST", "/admin/staff/new", staff.add),
    ("GET", "/admin/staff/invitation", staff_link.show_link),
    ("GET", _STAFF, staff.show),
    ("POST", _STAFF, staff.change),
    ("POST", f"{_STAFF}/invitation", staff.invite),
    ("GET", f"{_STAFF}/hand-over", leaving.choose_successor),
    ("POST", f"{_STAFF}/hand-over", leaving.give_caseload),
    ("GET", f"{_STAFF}/leave", leaving.confirm),
    ("POST", f"{_STAFF}/leave", leaving.leave),
    ("GET", f"{_STAFF}/requests", for_others.show),
    ("POST", f"{_STAFF}/requests", for_others.ask),
    ("POST", f"{_STAFF}/requests/{{request:row}}", for_others.take_back),
    ("GET", "/admin/requests", requests.show),
    ("POST", "/admin/requests", requests.ask),
    ("POST", "/admin/requests/{request:row}", requests.answer),
    ("POST", "/admin/list", fold.fold),
    ("GET", "/admin/list/search", caseload.search),  # after a change of language: everybody
    ("POST", "/admin/list/search", caseload.search),
    ("GET", "/admin/plans", plans.show_all),
    ("POST", "/admin/plans/new", plans.add),
    ("GET", _PLAN, plans.form),
    ("POST", _PLAN, plans.change),
    ("GET", f"{_PLAN}/name", naming.show),
    ("POST", f"{_PLAN}/name", naming.rename),
    ("POST", f"{_PLAN}/removal", naming.remove),
    ("GET", f"{_PLAN}/leaders", leaders.show),
    ("POST", f"{_PLAN}/leaders", leaders.change),
    ("GET", "/admin/invitations/new", invitations.form),
    ("POST", "/admin/invitations/new", invitations.make),
    ("GET", "/admin/invitations/code", code_page.show),
    ("GET", "/admin/completeness", completeness.show),
    ("GET", "/admin/completeness/{leaf:row}", completeness.show),
    ("GET", "/admin/enrolments/new", enrolling.form),
    ("POST", "/admin/enrolments/new", enrolling.enrol),
    ("GET", "/admin/enrolments/list", enrolling_list.form),
    ("POST", "/admin/enrolments/list", enrolling_list.preview_or_store),
    ("GET", "/admin/enrolments/invitations", cards.show),
    ("POST", "/admin/enrolments/invitations", cards.make),
    ("GET", "/admin/digest", digest.show),
    ("POST", "/admin/digest", digest.keep),
    ("GET", "/admin/digest/telegram", digest.show),  # after a change of language
    ("POST", "/admin/digest/telegram", digest.link),
    ("POST", "/admin/digest/unlink", digest.unlink),
    ("GET", "/admin/calendar", calendar.show),
    ("POST", "/admin/calendar", calendar.make),
    ("GET", "/admin/calendar/removal", calendar.show),  # after a change of language
    ("POST", "/admin/calendar/removal", calendar.remove),
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
    ("GET", "/admin/beside", helper.show),
    ("GET", "/admin/beside/{beside:row}", helper.ask),
    ("POST", "/admin/beside/{beside:row}", helper.answer),
    ("GET", "/admin/contact", contact.show),
    ("POST", "/admin/contact", contact.keep),
    *PARTICIPANT_ROUTES,
    ("GET", "/admin/{rest:path}", missing),
)
"""Method, path and handler; the first that fits is taken."""


def admin_routes(app: AppContext) -> list[BaseRoute]:
    """List the module's routes."""
    desk = Desk(app)
    passkey_step = PasskeyStep.of(desk)
    second_step = SecondStep(desk, passkey_step)
    entrance = sign_in.Entrance(desk, second_step)

    async def log_in(request: Request) -> Response:
        if request.method == "POST":
            return await entrance.enter(request)
        return await entrance.form(request)

    welcome = Welcome(desk)
    return [
        Route(LOGIN, log_in, methods=["GET", "POST"]),
        Route(CODE, second_step.enter, methods=["GET", "POST"]),
        Route(PASSKEY, passkey_step.options, methods=["GET"]),
        Route(PASSKEY, passkey_step.enter, methods=["POST"]),
        Route(WELCOME, welcome.show, methods=["GET"]),
        Route(WELCOME, welcome.accept, methods=["POST"]),
        Route(FEED, CalendarDoor(desk).read, methods=["GET"]),
        *(
            Route(path, endpoint_of(desk, guarded), methods=[method])
            for method, path, guarded in ROUTES
        ),
    ]
