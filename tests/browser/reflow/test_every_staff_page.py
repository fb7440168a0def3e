"""Every page of the staff, from the table of addresses: a new one cannot be forgotten.

On the demo, which has something of everything. Each page is looked at by who may see it: at 360 px
by axe-core, light and dark; with text twice as large and nothing cut, lost or over one another; and
everything to press has its focus, and shows it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from admin.addresses.participants import PARTICIPANT_ROUTES
from admin.routes import ROUTES
from bot.app_context import AppContext
from bot.sample.demo import EMAIL, prepare_demo
from dialogs.people.staff import StaffRole
from storage.shared_plan.tables import StoredGoal
from storage.staff.staff import staff_by_email
from storage.tables.agenda import Meeting
from storage.tables.people import Participant
from storage.tables.ratings import Rating
from tests.access_table import (
    ADDRESSES,
    EVALUATING,
    HELPING,
    LEADER,
    OWN,
    RUNNING,
    TRANSLATING,
)
from tests.admin.visits import own_session
from tests.browser.conftest import PHONE, Site
from tests.browser.desk import accessibility_faults, contrast_faults, focus_faults
from tests.browser.reflow.screens import Screen, Screens
from tests.test_matrix import EXAMPLES

pytestmark = pytest.mark.browser

VISITORS = {
    OWN: StaffRole.COACH,
    LEADER: StaffRole.LEADER,
    RUNNING: StaffRole.ADMIN,
    EVALUATING: StaffRole.EVALUATOR,
    TRANSLATING: StaffRole.TRANSLATOR,
    HELPING: StaffRole.HELPER,
}
"""Who looks at a page: the first of them who may."""

NO_PAGE = {
    "/admin/account/passkeys/options": "what a browser asks for, no page",
    "/admin/participants/{pseudonym}/meetings/{meeting:row}/sound.m4a": "a sound",
    "/admin/participants/{pseudonym}/spoken/{recording:row}.m4a": "a sound",
    "/admin/translations/{language}/participants.po": "a file",
    "/admin/translations/{language}/participants.toml": "a file",
}
OTHERS_TOO = {
    "/admin": (OWN, LEADER, RUNNING, EVALUATING, TRANSLATING, HELPING),
    "/admin/completeness": (OWN, LEADER),
}
"""Pages that are different ones to different people."""
NOT_THERE = {"/admin/{rest:path}": "the page that says that there is none"}

PAGES = [path for method, path, _ in ROUTES if method == "GET" and path not in NO_PAGE]
OF_PARTICIPANTS = [path for _, path, _ in PARTICIPANT_ROUTES if path in PAGES]


@dataclass(frozen=True)
class Examples:
    """Whom and what the addresses name, in the demo."""

    planned: str
    """Somebody with a shared plan and several ratings."""
    earlier: int
    met: str
    meeting: int
    on_paper: str
    rating: int


async def _examples(app: AppContext) -> Examples:
    await prepare_demo(app)
    async with app.database.reading() as session:
        planned = await session.get_one(
            Participant, await _first(session, select(StoredGoal.participant_id))
        )
        rating = select(Rating.id).where(Rating.participant_id == planned.id)
        coach = await staff_by_email(session, EMAIL)
        assert coach is not None
        coming = select(Meeting).join(Participant).where(Participant.coach_id == coach.id)
        meeting = (
            await session.scalars(coming.where(Meeting.starts_at > app.clock()).limit(1))
        ).one()
        paper = (await session.scalars(select(Rating).where(Rating.entered_by == coach.id))).one()
        return Examples(
            planned.pseudonym,
            await _first(session, rating.order_by(Rating.id)),
            (await session.get_one(Participant, meeting.participant_id)).pseudonym,
            meeting.id,
            (await session.get_one(Participant, paper.participant_id)).pseudonym,
            paper.id,
        )


async def _first(session: AsyncSession, statement: Select[int]) -> int:
    return (await session.scalars(statement.limit(1))).one()


async def _cookies(app: AppContext) -> dict[str, tuple[str, str]]:
    """Let somebody of each role be signed in."""
    cookies = {}
    for who, role in VISITORS.items():
        async with app.database.reading() as session:
            staff = await staff_by_email(session, f"{role}@demo.invalid")
        assert staff is not None
        name, value, _ = await own_session(app, staff.id)
        cookies[who] = (name, value)
    return cookies


def _address(path: str, examples: Examples) -> str:
    """Name a page of the demo."""
    named = {
        "{earlier:row}": examples.earlier,
        "{meeting:row}": examples.meeting,
        "{rating:row}": examples.rating,
        "{staff:row}": 2,
        **EXAMPLES,
    }
    who = examples.planned
    if "{meeting:row}" in path:
        who = examples.met
    if "{rating:row}" in path:
        who = examples.on_paper
    address = path.replace("{pseudonym}", who)
    for name, value in named.items():
        address = address.replace(name, str(value))
    return re.sub(r"\{\w+(:\w+)?\}", "1", address)


BEFORE = {
    "/admin/invitations/code": ("/admin/participants/{pseudonym}/invitation", "main form button"),
    "/admin/staff/invitation": ("/admin/staff/{staff:row}", "form[action$=invitation] button"),
    "/admin/participants/{pseudonym}/together/{seat}": (
        "/admin/participants/{pseudonym}/together",
        "main form button",
    ),
}
"""Pages to which only a press leads: where it is, and on what."""


@dataclass
class Walk:
    """Somebody who goes from page to page, as whoever may see it, and notes what is wrong."""

    page: Page
    examples: Examples
    cookies: dict[str, tuple[str, str]]
    screens: Screens
    faults: list[str]

    def visit(self, path: str) -> None:
        allowed = ADDRESSES[f"GET {path}"]
        those = OTHERS_TOO.get(path) or [next((who for who in VISITORS if who in allowed), OWN)]
        for who in those:
            self._sit_down(who)
            self._open(path)
            self._look(f"{path} as {who}")

    def _sit_down(self, who: str) -> None:
        name, value = self.cookies[who]
        self.page.context.clear_cookies()
        url = self.page.url
        self.page.context.add_cookies([{"name": name, "value": value, "url": url}])

    def _open(self, path: str) -> None:
        if path in BEFORE:
            way, button = BEFORE[path]
            self.page.goto(_address(way, self.examples))
            with self.page.expect_navigation():
                self.page.locator(button).first.click()
            return
        answer = self.page.goto(_address(path, self.examples))
        assert answer is not None
        expected = 404 if path in NOT_THERE else 200
        if answer.status != expected:
            self.faults.append(f"{path} answers {answer.status}")

    def _look(self, what: str) -> None:
        self.screens.look(what)  # opens what can be opened
        self.faults += [f"{what}: {one}" for one in accessibility_faults(self.page)]
        self.faults += [f"{what}: {one}" for one in focus_faults(self.page)]
        self.page.emulate_media(color_scheme="dark")
        self.faults += [f"{what}, dark: {one}" for one in contrast_faults(self.page)]
        self.page.emulate_media(color_scheme="light")


@pytest.fixture
def walk(site: Site, browser: Browser) -> Iterator[Walk]:
    examples, cookies = site.work(_examples), site.work(_cookies)
    context = browser.new_context(viewport=PHONE, locale="sv-SE", base_url=site.url)  # type: ignore[arg-type]
    context.set_default_timeout(30_000)
    page = context.new_page()
    walk = Walk(page, examples, cookies, Screens(page, [Screen(360, 740, 200)]), [])
    page.goto("/admin/login")
    page.on(
        "request",
        lambda of: (
            None
            if of.url.startswith((site.url, "data:", "blob:"))
            else walk.faults.append(f"asks another host: {of.url}")
        ),
    )
    yield walk
    context.close()


@pytest.mark.parametrize("part", ["of participants", "others"])
def test_every_page_can_be_used_by_everybody(walk: Walk, part: str) -> None:
    for path in PAGES:
        if (path in OF_PARTICIPANTS) == (part == "of participants"):
            walk.visit(path)
    faults = [*walk.faults, *walk.screens.faults]
    assert not faults, "\n".join(faults)


def test_whatever_is_left_out_is_still_there() -> None:
    addresses = {path for method, path, _ in ROUTES if method == "GET"}
    assert {*NO_PAGE, *OTHERS_TOO, *NOT_THERE, *BEFORE} <= addresses
