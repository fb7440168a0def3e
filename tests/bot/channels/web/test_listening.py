"""Listening in the web chat: where somebody has spoken the words, first for who wants it."""

import re

from bot.app_context import AppContext
from bot.languages.catalog import catalog
from bot.languages.text_states import digest_of
from dialogs.people.staff import StaffRole
from storage.people.erasure import erase_participant
from storage.tables.people import Participant
from tests.bot.channels.web.visitor import Visitor, accounts, begin_rating, come_in
from tests.people import add_staff, invite_participant, speak
from tests.scenes import skapa

HEALTH = skapa().item("health")
EAR = "Läs allt för mig"


async def spoken(app: AppContext, *words: str, language: str = "sv") -> None:
    """Let somebody have spoken some words."""
    eva = await add_staff(app, digest_of(*words), StaffRole.ADMIN)
    await speak(app, eva, language, *words)


def clips(visitor: Visitor) -> int:
    return visitor.page.text.count("<audio")


async def test_where_nobody_has_spoken_nothing_is_offered(app: AppContext) -> None:
    bo = await begin_rating(app, await invite_participant(app, "Bo"))
    assert clips(bo) == 0
    assert EAR not in bo.text
    assert "Lyssna" not in bo.text


async def test_a_question_and_its_answers_are_heard_in_their_order(app: AppContext) -> None:
    await spoken(app, HEALTH.wording, *HEALTH.anchors)
    bo = await begin_rating(app, await invite_participant(app, "Bo"))
    named = re.findall(r'<audio controls preload="none" aria-label="([^"]+)"', bo.page.text)
    assert named == [
        "Lyssna på frågan",
        *(f"Lyssna på svaret: {anchor}" for anchor in HEALTH.anchors),
    ]
    assert bo.page.text.count('data-listen="all"') == 1
    assert "autoplay" not in bo.page.text
    for address in re.findall(r'<source src="([^"]+)"', bo.page.text):
        assert (await bo.http.get(address)).status_code == 200
    await bo.press("4 God")
    assert clips(bo) == 0, "nobody has spoken the next one"


async def test_each_figure_of_the_star_is_heard_beside_it(app: AppContext) -> None:
    items = skapa().items
    await spoken(app, *(item.label for item in items), *(item.anchors[3] for item in items))
    bo = await begin_rating(app, await invite_participant(app, "Bo"))
    for item in items:
        await bo.press(f"4 {item.anchors[3]}")
    newest = bo.page.text.partition('<ul class="newest">')[2].partition("</ul>")[0]
    assert newest.count('<li class="heard">') == len(items)
    assert newest.count("<audio") == 2 * len(items), "the area, and how it is"
    assert 'data-listen="all"' in bo.page.text


async def test_an_answer_that_nobody_has_spoken_is_read(app: AppContext) -> None:
    await spoken(app, HEALTH.wording, HEALTH.anchors[1])
    bo = await begin_rating(app, await invite_participant(app, "Bo"))
    assert clips(bo) == 2


async def test_answers_without_their_question_are_not_heard(app: AppContext) -> None:
    await spoken(app, *HEALTH.anchors)
    bo = await begin_rating(app, await invite_participant(app, "Bo"))
    assert clips(bo) == 0


async def test_another_languages_voice_is_not_heard(app: AppContext) -> None:
    await spoken(app, HEALTH.wording, *HEALTH.anchors, language="ar")
    bo = await begin_rating(app, await invite_participant(app, "Bo"))
    assert clips(bo) == 0
    arabic = skapa().wording(HEALTH, catalog("ar"))
    await spoken(app, arabic.question, *arabic.anchors, language="ar")
    await bo.post("/chat", {"command": "language", "argument": "ar"})
    assert clips(bo) == 6


async def test_read_everything_to_me_is_the_first_thing_and_is_kept(app: AppContext) -> None:
    await spoken(app, HEALTH.wording)
    bo = await come_in(app, await invite_participant(app, "Bo"))
    body = bo.page.text.partition("<body")[2]
    assert body.index('action="/chat/listening"') < body.index('class="brand"')
    assert 'aria-pressed="false"' in bo.page.text
    await bo.press(EAR)
    assert 'aria-pressed="true"' in bo.page.text
    await bo.press("Svenska")
    await bo.press("Ja, jag vill vara med")
    await bo.press("Hoppa över")  # the practice
    assert bo.page.text.index('data-listen="all"') < bo.page.text.index(HEALTH.wording)
    await bo.open("/chat/mydata")
    assert "Du vill höra frågorna." in bo.text
    await bo.open("/chat")
    await bo.press(EAR)
    assert 'aria-pressed="false"' in bo.page.text
    assert bo.page.text.index('data-listen="all"') > bo.page.text.index(HEALTH.wording)


async def test_the_choice_can_be_taken_back_where_nobody_has_spoken(app: AppContext) -> None:
    bo = await begin_rating(app, await invite_participant(app, "Bo"))
    await bo.post("/chat/listening", {"wanted": "yes"})
    await bo.press(EAR)
    assert EAR not in bo.text


async def test_the_menu_has_it_too_where_somebody_has_spoken(app: AppContext) -> None:
    await spoken(app, HEALTH.wording)
    bo = await begin_rating(app, await invite_participant(app, "Bo"))
    for pressed, line in (("true", "Nu kommer ljudet först"), ("false", "allt som text igen")):
        await bo.post("/chat", {"command": "listen"})
        assert f'aria-pressed="{pressed}"' in bo.page.text
        assert line in bo.text
    assert bo.page.text.count('value="listen"') == 1


async def test_a_stranger_chooses_nothing(app: AppContext) -> None:
    stranger = Visitor(app)
    await stranger.post("/chat/listening", {"wanted": "yes"})
    assert stranger.page.status_code == 403


async def test_the_choice_goes_with_the_person(app: AppContext) -> None:
    bo = await begin_rating(app, await invite_participant(app, "Bo"))
    await bo.post("/chat/listening", {"wanted": "yes"})
    async with app.database.writing() as session:
        assert (await session.get_one(Participant, 1)).heard_first
        await erase_participant(session, 1, app.clock())
    async with app.database.reading() as session:
        assert not (await session.get_one(Participant, 1)).heard_first


DOOR = ("Hej!", "Här svarar du på några korta frågor, en i taget, när det passar dig.")


async def test_the_door_is_heard_and_the_wish_goes_in_with_the_person(app: AppContext) -> None:
    await spoken(app, *DOOR, HEALTH.wording)
    code = await invite_participant(app, "Bo")
    bo = await Visitor(app).open(f"/c/{code}")
    body = bo.page.text.partition("<body")[2]
    assert body.index(EAR) < body.index("Hej!"), "before any text"
    assert clips(bo) == 2
    await bo.press(EAR)
    assert bo.page.request.url.path == f"/c/{code}"
    assert 'aria-pressed="true"' in bo.page.text
    assert bo.page.text.index(
        '<button type="button" class="button listen first"'
    ) < bo.page.text.index("<h1>")
    assert not await accounts(app), "nothing is opened by it"
    await bo.press("Börja")
    assert 'aria-pressed="true"' in bo.page.text
    async with app.database.reading() as session:
        assert (await session.get_one(Participant, 1)).heard_first


async def test_the_wish_is_taken_back_at_the_door(app: AppContext) -> None:
    await spoken(app, *DOOR)
    bo = await Visitor(app).open(f"/c/{await invite_participant(app, 'Bo')}")
    await bo.press(EAR)
    await bo.press(EAR)
    await bo.press("Börja")
    async with app.database.reading() as session:
        assert not (await session.get_one(Participant, 1)).heard_first


async def test_the_wish_goes_in_with_whoever_comes_back(app: AppContext) -> None:
    await spoken(app, "Välj ditt språk")
    code = await invite_participant(app, "Bo")
    await come_in(app, code)
    other = await Visitor(app).open(f"/c/{code}")
    assert clips(other) == 1, "its words are not spoken, but how the language is called"
    await other.press(EAR)
    await other.press("Fortsätt")
    assert other.page.request.url.path == "/chat"
    async with app.database.reading() as session:
        assert (await session.get_one(Participant, 1)).heard_first


async def test_a_silent_door_has_a_drawing_and_no_ear(app: AppContext) -> None:
    await spoken(app, *DOOR)
    await spoken(app, catalog("ar").gettext("Hej!"), language="ar")
    bo = await Visitor(app, "ar").open(f"/c/{await invite_participant(app, 'Bo')}")
    assert catalog("ar").gettext(EAR) not in bo.text
    body = bo.page.text.partition("<main")[2]
    assert body.index('class="seen"') < body.index("<h1")
    assert body.partition('class="seen"')[2].partition("</p>")[0].count("<svg") == 5


async def test_the_ear_of_a_silent_language_leads_to_those_that_are_spoken(app: AppContext) -> None:
    await spoken(app, *DOOR, "Välj ditt språk")
    bo = await Visitor(app, "ar").open(f"/c/{await invite_participant(app, 'Bo')}")
    assert catalog("ar").gettext(EAR) in bo.text
    assert 'class="seen"' not in bo.page.text
    assert clips(bo) == 1
    await bo.press("Svenska")
    assert "Hej!" in bo.text
    assert clips(bo) == 2, "the door itself, now"
    assert not await accounts(app), "nothing is opened by it"
    await bo.press(EAR)
    await bo.press("Börja")
    assert bo.page.text.index("Svenska") < bo.page.text.index("العربية")
    async with app.database.reading() as session:
        assert (await session.get_one(Participant, 1)).heard_first


def sheet(visitor: Visitor) -> str:
    return visitor.page.text.partition('<div class="sheet">')[2].partition("</details>")[0]


async def test_the_menu_is_heard_line_by_line(app: AppContext) -> None:
    await spoken(app, "Paus i en vecka", "Min länk", "Byt språk")
    bo = await begin_rating(app, await invite_participant(app, "Bo"))
    for page in ("/chat", "/chat/help", "/chat/coach", "/chat/mydata"):
        await bo.open(page)
        menu = sheet(bo)
        assert menu.count('data-listen="menu"') == 1, page
        assert re.findall(r'<div class="heard"><(\w+)', menu) == ["a", "form"], page
        assert menu.count("<audio") == 2, page
        assert 'data-listen="all"' not in bo.page.text, "the page itself has nothing to hear"


async def test_a_menu_that_nobody_has_spoken_has_no_ear(app: AppContext) -> None:
    await spoken(app, HEALTH.wording)
    bo = await begin_rating(app, await invite_participant(app, "Bo"))
    assert "data-listen" not in sheet(bo)


async def test_what_is_stored_says_aloud_what_it_is_and_who_reads_it(app: AppContext) -> None:
    await spoken(
        app, "Det här är sparat om dig", "Vill du få det uppläst? Be din handledare om det."
    )
    bo = await begin_rating(app, await invite_participant(app, "Bo"))
    await bo.open("/chat/mydata")
    assert clips(bo) == 2
    assert 'data-listen="all"' in bo.page.text
