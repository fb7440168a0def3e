"""Every page of the staff, in their languages, on small screens and with large text."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import update

from bot.app_context import AppContext
from bot.languages.spoken import staff_languages
from dialogs.people.staff import StaffRole
from dialogs.words.spoken import spoken_text
from storage.occasions.backfill import backfill_everybody
from storage.tables.bots import remember_bot
from storage.tables.people import Staff, SubProject
from tests.browser.conftest import PHONE, Site
from tests.browser.reflow.screens import Screens
from tests.people import (
    PASSWORD,
    add_coach,
    add_meeting,
    add_participant,
    add_rating,
    add_staff,
    comment_only_step,
    fill_caseload,
    lead,
    suggest_own_step,
)

pytestmark = pytest.mark.browser

BO = "/admin/participants/A-01"
LONG = "Arbetsmarknadsanknytningssamordnare " * 2
ARABIC = "مرحبا بكم، أنا بخير اليوم وأريد أن أعمل"
SPOKEN = f"{ARABIC}\n{spoken_text(1, 42)}"
FULL = (3, 4, 3, 2, 4, 5)


async def _people(app: AppContext) -> None:
    coach = await add_coach(app)
    boss = await add_staff(app, "Lena", StaffRole.LEADER)
    await add_staff(app, "Eva", StaffRole.ADMIN)
    await add_staff(app, "Ulla", StaffRole.EVALUATOR)
    await add_staff(app, "Hiba", StaffRole.HELPER)
    await add_coach(app, "Sara")
    bo = (await add_participant(app, coach, f"Bo {LONG}", language="ar")).id
    await lead(app, boss)
    for days in (270, 180, 90, 1):
        ago = dt.timedelta(days=days)
        await add_rating(app, bo, FULL, ago=ago, comment=SPOKEN, language="ar")
    await suggest_own_step(app, f"Fråga om {LONG}", app.clock().date() + dt.timedelta(days=30))
    await comment_only_step(app, f"Bra! {LONG}")
    await add_meeting(app, bo, "coming")
    await add_meeting(app, bo, "cannot", proposal=ARABIC)
    await add_meeting(app, bo, None, starts_in=dt.timedelta(days=-3))
    await fill_caseload(app, coach)
    async with app.database.writing() as session:
        await session.execute(update(SubProject).values(name="Samordning Västra Östergötland"))
        await remember_bot(session, 123, "SkapaBot")
    await backfill_everybody(app.database, app.calendar, app.clock())


@dataclass
class Work:
    """Somebody of the staff who goes from page to page and looks at each."""

    site: Site
    page: Page
    screens: Screens

    def sign_in(self, name: str, password: str = PASSWORD) -> None:
        self.page.locator("#email").fill(f"{name}@example.org")
        self.page.locator("#password").fill(password)
        self.press(".form .button.first")

    def press(self, what: str) -> None:
        with self.page.expect_navigation():
            self.page.locator(what).first.click()

    def look(self, what: str) -> None:
        self.screens.look(what)

    def visit(self, *paths: str) -> None:
        for path in paths:
            self.page.goto(path)
            self.look(path)

    def send(self, form: str, what: str, **changed: str) -> None:
        """Send a form with hidden fields changed, as if it were an old one."""
        for name, value in changed.items():
            hidden = self.page.locator(f"{form} input[name={name}]").first
            hidden.evaluate("(it, value) => { it.value = value }", value)
        with self.page.expect_navigation():
            self.page.locator(form).first.evaluate(
                "it => { it.noValidate = true; it.requestSubmit(it.querySelector('button')) }"
            )
        self.look(what)

    def leave(self) -> None:
        self.press(".who button")


@pytest.fixture
def host() -> str:
    return "localhost"  # a name has passkeys


@pytest.fixture(params=list(staff_languages()))
def work(request: pytest.FixtureRequest, site: Site, browser: Browser) -> Iterator[Work]:
    object.__setattr__(site.settings, "telegram_token", "123:abcdef")
    site.work(_people)

    async def speak(app: AppContext) -> None:
        async with app.database.writing() as session:
            await session.execute(update(Staff).values(language=request.param))

    site.work(speak)
    context = browser.new_context(
        viewport=PHONE,  # type: ignore[arg-type]
        locale=request.param,
        base_url=site.url,
    )
    context.set_default_timeout(30_000)
    page = context.new_page()
    yield Work(site, page, Screens(page))
    context.close()


def test_every_page_is_whole_with_large_text(work: Work) -> None:
    come_in(work)
    look_at_participant(work)
    look_at_forms(work)
    look_at_old_forms(work)
    look_as_leader(work)
    look_as_admin(work)
    look_as_others(work)
    assert not work.screens.faults, "\n".join(work.screens.faults)


def come_in(work: Work) -> None:
    work.visit("/admin/login")
    work.sign_in("Karin", "fel")
    work.look("wrong password")
    work.sign_in("Karin")
    work.look("caseload")


def look_at_participant(work: Work) -> None:
    work.visit(
        BO,
        f"{BO}/conversation",
        f"{BO}/conversation/both",
        f"{BO}/notes",
        f"{BO}/data",
        "/admin/participants/B-05",
        f"{BO}/invitation",
        "/admin/participants/Z-99",
    )
    work.visit(f"{BO}/particulars", f"{BO}/withdrawal", f"{BO}/history")
    work.page.goto(BO)
    work.page.locator("form[action$=way] input[name=protected]").evaluate("it => it.click()")
    work.send("form[action$=way]", "identity to be protected?")
    work.page.goto(BO)
    work.page.set_viewport_size({"width": 1320, "height": 900})
    work.press(".fold button")
    work.look("participant without the list beside")


def look_at_forms(work: Work) -> None:
    work.visit(f"{BO}/meetings/new", f"{BO}/meetings/1", f"{BO}/meetings/1/cancel")
    work.visit("/admin/invitations/new", "/admin/invitations/code", "/admin/contact")
    work.visit("/admin/enrolments/new", "/admin/enrolments/list", "/admin/enrolments/invitations")
    work.visit("/admin/completeness")
    work.visit(f"{BO}/hand-over", "/admin/requests")
    work.send("form:has(#first)", "asking for a substitute, with faults")
    work.page.locator("#substitute").select_option(index=1)
    for day in ("#first", "#last"):
        work.page.locator(day).fill(f"{work.site.clock():%Y-%m-%d}")
    work.press("form:has(#first) .button.first")
    work.look("a substitute who has been asked")
    work.visit("/admin/calendar")
    work.press("form[action$=calendar] button")
    work.look("the address of a calendar")
    work.visit("/admin/calendar")
    work.page.goto(BO)
    work.press("form[action$=attendance] button")
    work.look("attendance that has just been noted")
    work.visit("/admin/digest")
    work.press("form[action$=telegram] button")
    work.look("link to Telegram")
    for path, form, what in (
        (f"{BO}/meetings/new", "form.form", "meeting with faults"),
        ("/admin/invitations/new", "form.form", "invitation with faults"),
        ("/admin/enrolments/new", "form.form", "enrolment with faults"),
        (BO, "form[action$=steps]", "step with faults"),
        (BO, "form[action$=exit]", "exit with faults"),
        ("/admin/contact", "form.form", "contact details"),
        (f"{BO}/particulars", "form.form", "particulars"),
        (BO, "form[action$=knock]", "knock with faults"),
    ):
        work.page.goto(path)
        work.send(form, what)
    work.page.goto("/admin/invitations/new")
    work.page.locator("#name").fill(f"Kim {LONG}")
    work.page.locator("#project").select_option(index=1)
    work.press(".form .button.first")
    work.look("invitation")
    work.page.goto("/admin/enrolments/list")
    work.page.locator("#list").fill(f"Namn;Inskriven\nKim {LONG};i går\nBo {LONG};2026-01-02")
    work.page.locator("#project").select_option(index=1)
    work.press(".form .button.first")
    work.look("rows of a list")
    work.page.goto("/admin/enrolments/invitations")
    work.page.locator("[name^=who-]").first.check()
    work.press(".form .button.first")
    work.look("cards of invitations")
    work.page.goto("/admin/invitations/new")
    work.page.locator("input[name=protected]").check()
    work.send("form.form", "invitation of somebody who is protected")


def look_at_old_forms(work: Work) -> None:
    """Look at what is said where somebody else was quicker, or where a form is of another time."""
    for path, form, field, words in (
        (f"{BO}/meetings/1", "form.form", "#line", f"{LONG} {ARABIC}"),
        (BO, "form[action*='/steps/']", "textarea[name=comment]", f"{LONG} {ARABIC}"),
        (BO, "form[action$=way]", "#way-zone", "Asia/Damascus"),
        (BO, "form[action$=exit]", "#exit-on", "2027-01-01"),
        (f"{BO}/particulars", "form.form", "#name", f"{LONG[:60]} {ARABIC[:30]}"),
        ("/admin/digest", "form.form", "#hour", "15"),
        ("/admin/contact", "form.form", "#best", f"{LONG} {ARABIC}"),
    ):
        work.page.goto(path)
        work.page.locator(field).first.evaluate("(it, words) => { it.value = words }", words)
        work.send(form, f"{path} {form} when it has changed", revision="of-before")
        assert work.page.locator("#versions").count() == 1, form
    work.page.goto(BO)
    work.send("form[action$=attendance]", "attendance when it has changed", revision="of-before")
    work.page.goto(f"{BO}/meetings/new")
    for field, words in (("#day", "2026-01-04"), ("#time", "22:00"), ("#place", LONG)):
        work.page.locator(field).fill(words)
    work.send("form.form", "a meeting at an odd time")
    assert work.page.locator("#sure").count() == 1
    work.page.goto(f"{BO}/meetings/1/cancel")
    work.send("main form", "cancelling what has changed", revision="of-before")
    assert work.page.locator(".notice[role=alert]").count() == 1
    work.page.goto(f"{BO}/meetings/new")
    work.page.locator("#line").fill(LONG)
    work.send("form.form", "a form that is not theirs", token="of-nobody")
    work.page.goto(f"{BO}/meetings/new")
    work.page.locator("#line").fill(LONG)
    work.site.clock.passes(hours=3)
    work.send("form.form", "log-in over a form")
    work.sign_in("Karin")
    work.look("words that are kept")
    work.page.goto("/admin")
    work.leave()


def look_as_leader(work: Work) -> None:
    work.sign_in("Lena")
    work.look("overview of a leader")
    work.visit("/admin/completeness")
    work.visit("/admin/plans", "/admin/plans/1", "/admin/digest")
    work.page.goto("/admin/plans/1")
    work.page.locator("#after").fill("99")
    work.send("form.form", "plan with faults")
    work.page.goto("/admin/plans/1")
    work.page.locator("#after").fill("28")
    work.send("form.form", "plan that has changed", revision="of-before")
    assert work.page.locator("#versions").count() == 1
    work.page.goto("/admin/plans/1")
    work.page.locator("#after").fill("28")
    work.press(".form .button.first")
    work.page.goto("/admin/plans/1")
    work.press("button[value=usual]")
    work.look("the usual plan?")
    work.page.goto("/admin")
    work.leave()


def look_as_admin(work: Work) -> None:
    work.sign_in("Eva")
    work.look("overview of an administrator")
    work.visit("/admin/audit", "/admin/audit?code=X-99")
    work.visit("/admin/plans", "/admin/plans/1/leaders", "/admin/invitations/new")
    work.visit("/admin/plans/1/name")
    work.page.goto("/admin/plans/1/leaders")
    work.page.locator(".choice input").first.uncheck()
    work.send("form.form", "leaders that have changed", revision="of-before")
    assert work.page.locator("#versions").count() == 1
    work.visit("/admin/staff/new", "/admin/staff/2", "/admin/account", "/admin/account/passkeys")
    with work.page.expect_navigation():
        work.page.locator("form[data-passkey]").evaluate("it => it.submit()")
    work.look("a passkey that was not made")
    work.visit("/admin/staff/1/requests", "/admin/staff/1/hand-over")
    work.visit("/admin/translations", "/admin/translations/ar", "/admin/translations/th/sheet")
    work.visit("/admin/paper", "/admin/paper/skapa/ar", "/admin/paper/skapa/sv")
    first = "#main ul.staff a"
    work.page.goto("/admin/translations/ar")
    work.page.locator("summary").click()
    work.look("a step to be noted")
    work.press(first)
    work.look("a text to be read")
    work.page.locator("#said0").fill(f"{LONG} {ARABIC}")
    work.send("form.form", "a text that has changed", revision="of-before")
    assert work.page.locator("#versions").count() == 1
    work.page.locator("#said0").fill("")
    work.send("form.form", "a text with faults")
    work.leave()


def look_as_others(work: Work) -> None:
    work.sign_in("Ulla")
    work.look("overview of an evaluator")
    work.visit("/admin/export")
    work.leave()
    work.sign_in("Hiba")
    work.look("the page of a helper")
