"""Somebody who goes through the whole web chat, whatever its language, and looks at each page."""

from collections.abc import Sequence

from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select, update

from bot.app_context import AppContext
from bot.languages.catalog import catalog
from bot.languages.spoken import languages
from dialogs.people.knocks import KnockKind, KnockStatus
from storage.tables.knocks import Knock
from storage.tables.people import Participant, SubProject
from tests.browser.conftest import PHONE, Site
from tests.browser.phone import invite_bo
from tests.browser.reflow.screens import SCREENS, Screen, Screens
from tests.people import add_meeting, change_staff, invite_participant
from tests.people.knocks import NUMBER, give_knock

LONG_WORD = "arbetsmarknadsanknytningsarbete"
PIN = "4711"


async def _long_name(app: AppContext) -> None:
    async with app.database.writing() as session:
        await session.execute(update(SubProject).values(name="Samordning Västra Östergötland"))


async def _meeting(app: AppContext) -> None:
    async with app.database.reading() as session:
        who = (await session.scalars(select(Participant.id))).one()
    await add_meeting(app, who, None)


async def _told_by_sms(app: AppContext) -> None:
    async with app.database.reading() as session:
        who = (await session.scalars(select(Participant.id))).one()
    await give_knock(app, who, KnockKind.SMS, NUMBER)


async def _number_is_gone(app: AppContext) -> None:
    async with app.database.writing() as session:
        await session.execute(update(Knock).values(status=KnockStatus.GONE))


async def make_coach_reachable(app: AppContext) -> None:
    address = "karin.lindqvist-andersson@samordningsforbundet.example.org"
    best = f"vardagar före klockan tio, {LONG_WORD}"
    phone = "0300-12 34 56"
    await change_staff(app, 1, phone=phone, contact_email=address, best_reached=best)


async def _amal(app: AppContext) -> str:
    return await invite_participant(app, "Amal")


class Talk:
    """Somebody in the chat who goes on whatever its language is, and looks at each page."""

    def __init__(
        self, site: Site, page: Page, language: str, screens: Sequence[Screen] = SCREENS
    ) -> None:
        self.site, self.page, self.language = site, page, language
        self.screens = Screens(page, screens)
        long = f" {LONG_WORD}" if language == "sv" else ""
        self.words = catalog(language).gettext("Välj ditt språk") + long

    def press(self, what: str) -> None:
        self.page.evaluate("Promise.all(document.getAnimations().map(one => one.finished))")
        self.page.evaluate("document.querySelector('main').dataset.before = 'yes'")
        self.page.locator(what).first.click()
        self.page.locator("main:not([data-before])").wait_for()
        expect(self.page.locator("[class*='htmx-']")).to_have_count(0)

    def choose(self, number: int) -> None:
        self.press(f"button.option >> nth={number}")

    def write(self, words: str, field: str = "form.writing textarea[name=text]") -> None:
        self.page.locator(field).fill(words)
        self.press(f"form:has({field.split(' ')[-1]}) button:not([type=button])")

    def command(self, name: str) -> None:
        self.page.locator(".menu summary").click()
        self.press(f"button[value={name}]")

    def go(self, path: str) -> None:
        self.page.goto(f"{self.site.url}{path}")

    def look(self, what: str) -> None:
        self.screens.look(what)


def walk_everywhere(talk: Talk, browser: Browser) -> None:
    """Go through the whole chat, and look at each page."""
    address = invite_bo(talk.site, talk.language)
    talk.site.work(_long_name)
    come_in(talk, address)
    rate(talk)
    choose_step(talk)
    look_beside(talk)
    look_at_knock(talk)
    look_at_link(talk)
    look_from_outside(talk, browser, address)
    leave(talk)
    assert len(talk.screens.looked_at) >= 30
    assert not talk.screens.faults, "\n".join(talk.screens.faults)


def come_in(talk: Talk, address: str) -> None:
    talk.page.goto(address)
    talk.look("invitation")
    talk.press("main form button")
    talk.look("choice of language")
    talk.press(f"button.option:has-text('{languages()[talk.language]}')")
    talk.look("agreement")
    talk.choose(0)


def rate(talk: Talk) -> None:
    talk.look("first question")
    talk.press(".way.meaning")
    talk.look("what a question means")
    talk.write("kanske " * 6, "details.typed input[name=text]")
    talk.look("not understood")
    talk.press(".way.comment")
    talk.look("comment")
    talk.write(talk.words)
    talk.look("after a comment")
    for number in (3, 1, 2, 4, 0, 3):
        talk.choose(number)
        talk.look("star" if number == 3 and talk.page.locator("svg.star").count() else "question")
    talk.choose(0)


def choose_step(talk: Talk) -> None:
    talk.look("choice of an area")
    talk.choose(0)
    talk.look("small step")
    talk.write(talk.words)
    talk.look("when to look at the step")
    talk.choose(0)
    talk.look("last lines of a small step")


def look_beside(talk: Talk) -> None:
    talk.go("/chat")
    talk.look("nothing open")
    talk.site.work(_meeting)
    talk.go("/chat")
    talk.look("a meeting beside")
    talk.page.locator(".menu summary").click()
    talk.look("menu")
    talk.go("/chat/help")
    talk.look("help")
    talk.site.work(make_coach_reachable)
    talk.go("/chat/coach")
    talk.look("the coach")
    talk.go("/chat/mydata")
    talk.look("own data")
    with talk.page.expect_download() as saved:
        talk.page.locator("form[action$=mydata] button.button").click()
    talk.page.goto("about:blank")
    talk.page.set_content(saved.value.path().read_text(encoding="utf-8"))
    talk.look("own data as a file")
    talk.go("/chat/nowhere")
    talk.look("no such page")
    talk.go("/chat")
    talk.command("pause")
    talk.look("pause")
    talk.go("/chat")
    talk.command("reminders")
    talk.look("reminders")
    talk.command("stop")
    talk.look("no more reminders")


def look_at_knock(talk: Talk) -> None:
    talk.go("/chat/knock")
    talk.look("how to be told")
    talk.page.locator("#number").fill("112")
    talk.press("button[value=sms]")
    talk.look("no number")
    talk.site.work(_told_by_sms)
    talk.go("/chat/knock")
    talk.look("told by SMS")
    talk.site.work(_number_is_gone)
    talk.go("/chat/knock")
    talk.look("a number that is gone")


def look_at_link(talk: Talk) -> None:
    talk.go("/chat/link")
    talk.look("link")
    talk.press("button[value=show]")
    talk.look("link shown")
    talk.page.locator("#pin").fill(PIN)
    talk.press("button[value=pin]")
    talk.look("PIN set")
    talk.page.locator("#old").fill("1111")
    talk.press("button[value=no-pin]")
    talk.look("wrong PIN")


def look_from_outside(talk: Talk, browser: Browser, address: str) -> None:
    """Look as somebody whom the chat does not know, or does not let in."""
    talk.press("button[value=show]")
    own = talk.page.locator("#address").input_value()
    context = browser.new_context(
        viewport=PHONE,  # type: ignore[arg-type]
        extra_http_headers={"Accept-Language": talk.language},
    )
    other = Talk(talk.site, context.new_page(), talk.language, talk.screens.screens)
    other.go("/chat")
    other.look("a stranger")
    other.page.goto(address)
    other.look("invitation used")
    other.page.goto(own)
    other.look("own link with a PIN")
    other.page.locator("#pin").fill("1111")
    other.press("main form button")
    other.look("wrong PIN at the door")
    other.page.locator("#pin").fill(PIN)
    other.press("main form button")
    talk.press("button[value=out-elsewhere]")
    other.go("/chat")
    other.look("signed out from elsewhere")
    other.page.goto(address[:-3] + "abc")
    other.look("no such invitation")
    talk.page.goto(f"{talk.site.url}/c/{talk.site.work(_amal)}")
    talk.look("somebody else's invitation")
    talk.go("/chat/link")
    talk.screens.faults += other.screens.faults
    talk.screens.looked_at += other.screens.looked_at
    context.close()


def leave(talk: Talk) -> None:
    talk.go("/chat")
    talk.command("delete")
    talk.look("question before the erasure")
    talk.choose(0)
    talk.look("farewell")
