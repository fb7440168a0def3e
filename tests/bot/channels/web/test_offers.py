"""Buttons beside lines in the web chat: meetings, words for the coach, a way back."""

import pytest
from sqlalchemy import select, update

from bot.app_context import AppContext
from bot.reminding.sweep import Reminding
from dialogs.people.accounts import Channel
from storage.tables.people import Account, Participant
from storage.tables.words import CoachWords
from tests.bot.channels.web.visitor import Visitor, begin_rating, come_in
from tests.conftest import StandingClock
from tests.moments import moment
from tests.people import Diary, add_coach, add_participant, invite_participant, tuesday

YES, NO = "Jag kommer", "Jag kan inte"
ILL = "Kan du säga till min handledare att jag är sjuk?"
PASS_ON = "Lämna till min handledare"


@pytest.fixture
async def bo(app: AppContext) -> Visitor:
    """Bo takes part, and nothing is asked just now."""
    person = await add_participant(app, await add_coach(app), channel=Channel.WEB)
    visitor = Visitor(app)
    return await visitor.enter(f"key of {person.id}")


@pytest.fixture
async def diary(app: AppContext, bo: Visitor) -> Diary:
    async with app.database.reading() as session:
        return Diary(app, (await session.scalars(select(Participant.id))).one())


async def answer(diary: Diary) -> str | None:
    return (await diary.meetings())[0].answer


async def test_the_next_meeting_has_both_buttons(bo: Visitor, diary: Diary) -> None:
    await diary.book()
    await bo.open("/chat")
    await bo.press(YES)
    assert await answer(diary) == "coming"
    assert "Du har sagt att du kommer" in bo.text
    await bo.press(NO)
    assert await answer(diary) == "cannot"
    assert "Vill du säga något till din handledare" in bo.text
    await bo.write("Jag är sjuk")
    assert "Ditt nästa möte" not in bo.text
    assert "Du har sagt att du inte kan komma på mötet tisdag 1 december" in bo.text
    assert "Lägg i kalendern" not in bo.text
    await bo.press(YES)
    assert await answer(diary) == "coming"
    assert "Ditt nästa möte: tisdag 1 december" in bo.text


async def test_a_meeting_far_away_can_be_answered_again_beside_a_question(
    app: AppContext,
) -> None:
    kim = await begin_rating(app, await invite_participant(app, "Kim"))
    async with app.database.reading() as session:
        kims = Diary(app, (await session.scalars(select(Participant.id))).one())
    await kims.book(tuesday(starts_at=moment("2026-12-15T10:00")))
    await Reminding(app).sweep()
    await kim.open("/chat")
    await kim.press(YES)
    assert "ser att du kommer" in kim.text
    assert "din hälsa" in kim.text
    await kim.press(NO)
    assert await answer(kims) == "cannot"


async def test_a_refused_meeting_makes_way_for_the_next_one(bo: Visitor, diary: Diary) -> None:
    first = await diary.book()
    await diary.book(tuesday(starts_at=moment("2026-12-08T13:00")))
    await diary.answer(first, coming=False)
    await bo.open("/chat")
    assert "Ditt nästa möte: tisdag 8 december" in bo.text


async def test_words_in_the_field_for_figures_are_offered_to_be_passed_on(
    app: AppContext, clock: StandingClock
) -> None:
    bo = await begin_rating(app, await invite_participant(app, "Bo"))
    await bo.write(ILL)
    assert "ring 112" in bo.text
    assert f'value="{ILL}"' in bo.page.text, "it stands in the field"
    await bo.press(PASS_ON)
    assert "Nu kan din handledare läsa" in bo.text
    assert PASS_ON not in bo.text
    await bo.press("4 God")
    assert "Fråga 2" in bo.text
    async with app.database.reading() as session:
        [row] = await session.scalars(select(CoachWords))
    assert (row.words, row.passed_on_at) == (ILL, clock.now)


async def test_words_to_a_question_that_is_closed_are_not_lost(app: AppContext) -> None:
    """A second tab shows the field of a comment; the first one has gone on."""
    bo = await begin_rating(app, await invite_participant(app, "Bo"))
    await bo.press("Skriv en kommentar")
    field = next(fields for _, _, fields in bo.seen.buttons if "ask" in fields)
    await bo.press("Nej, tillbaka till frågan")
    await bo.press("4 God")
    await bo.post("/chat", {**field, "text": ILL})
    assert "redan besvarad" in bo.text
    await bo.press(PASS_ON)
    assert "Nu kan din handledare läsa" in bo.text


async def test_a_comment_sent_twice_is_no_word_for_the_coach(app: AppContext) -> None:
    bo = await begin_rating(app, await invite_participant(app, "Bo"))
    await bo.press("Skriv en kommentar")
    field = next(fields for _, _, fields in bo.seen.buttons if "ask" in fields)
    for _ in range(2):
        await bo.post("/chat", {**field, "text": "ont i ryggen"})
        assert PASS_ON not in bo.text
    async with app.database.reading() as session:
        assert (await session.scalars(select(CoachWords))).all() == []


async def test_what_was_written_long_ago_is_not_offered_any_more(
    app: AppContext, clock: StandingClock
) -> None:
    bo = await begin_rating(app, await invite_participant(app, "Bo"))
    await bo.write(ILL)
    clock.passes(minutes=11)
    await bo.open("/chat")
    assert PASS_ON not in bo.text


async def test_after_stop_a_press_leads_back(bo: Visitor) -> None:
    await bo.press("Inga fler frågor hit")
    await bo.press("Jag vill ha påminnelser igen")
    await bo.press("Ja, lägg dem här")
    assert "Tack, då vet jag" in bo.text


async def test_beside_free_words_and_in_help_stands_whom_to_call(app: AppContext) -> None:
    code = await invite_participant(app, "Bo")
    bo = await come_in(app, code)
    await bo.press("Svenska")
    assert "ring 112" in bo.text, "in the agreement"
    await bo.press("Ja, jag vill vara med")
    folded = bo.page.text.partition('<details class="typed">')[2].partition("</details>")[0]
    assert bo.page.text.count("ring 112") == folded.count("ring 112") == 1, "an answer in words"
    await bo.press("Skriv en kommentar")
    assert "ring 112" in bo.text
    await bo.open("/chat/help")
    assert "ring 112" in bo.text
    assert "coach of Bo" in bo.text


async def test_whoever_does_not_come_in_learns_who_writes_and_whom_to_ask(
    app: AppContext,
) -> None:
    code = await invite_participant(app, "Bo")
    pages = [await Visitor(app).open(path) for path in ("/c/unknown", f"/c/{code}", "/chat")]
    await come_in(app, code)
    pages.append(await Visitor(app).open(f"/c/{code}"))
    async with app.database.writing() as session:
        key = (await session.scalars(select(Account.address))).one()
        await session.execute(update(Account).values(pin_hash="x"))
    pages.append(await Visitor(app).enter(key, "12"))
    assert [page.page.status_code for page in pages] == [404, 200, 403, 200, 403]
    for page in pages:
        assert "Det här kommer från \u2068Skapabot\u2069." in page.text, page.page.url
        assert "Fråga din handledare" in page.text, page.page.url


async def test_the_last_line_of_one_thing_is_no_part_of_the_next(
    app: AppContext, bo: Visitor, diary: Diary
) -> None:
    """However soon the next thing is begun."""
    await diary.book()
    await Reminding(app).sweep()
    await bo.open("/chat")
    await bo.press(NO)
    await bo.press("Nej, det räcker så")
    assert "Det är helt okej" in bo.text
    await bo.press("Ta bort allt som är sparat om dig")
    assert "Vill du ta bort dina svar" in bo.text
    assert "Det är helt okej" not in bo.text


async def test_what_waited_below_is_parted_from_the_last_line(
    app: AppContext, bo: Visitor, diary: Diary
) -> None:
    await bo.press("Ta bort allt som är sparat om dig")
    await diary.book()
    await Reminding(app).sweep()
    await bo.open("/chat")
    await bo.press(NO)
    await bo.press("Nej, det räcker så")
    said = bo.text
    places = [said.index(words) for words in ("Det är helt okej", "Nu till en annan", "Vill du ta")]
    assert places == sorted(places)


async def test_the_coach_can_be_written_to_where_nothing_is_asked(
    app: AppContext, bo: Visitor
) -> None:
    await bo.open("/chat")
    assert "Skriv till din handledare" in bo.text
    await bo.post("/chat", {"text": "inte för handledaren"})
    for _ in range(2):
        await bo.post("/chat", {"words": ILL})
        assert "Nu kan din handledare läsa" in bo.text
    await bo.open("/chat/help")
    assert "Skriv till din handledare" in bo.text
    async with app.database.reading() as session:
        rows = (await session.scalars(select(CoachWords))).all()
    kept = [(row.words, row.passed_on_at is not None) for row in rows]
    assert kept == [("inte för handledaren", False), (ILL, True)]


async def test_nobody_writes_to_a_coach_before_they_have_agreed(app: AppContext) -> None:
    bo = await come_in(app, await invite_participant(app, "Bo"))
    await bo.open("/chat/help")
    assert "Skriv till din handledare" not in bo.text
    await bo.post("/chat", {"words": ILL})
    assert "Ingen läser det du skriver här." in bo.text
    async with app.database.reading() as session:
        assert (await session.scalars(select(CoachWords))).all() == []


async def test_it_is_the_same_in_arabic(app: AppContext) -> None:
    amal = await come_in(app, await invite_participant(app, "Amal", "ar"), "ar")
    await amal.press("العربية")
    assert "112" in amal.text
    await amal.press("نعم، أريد المشاركة")
    await amal.write("أنا مريضة اليوم")
    assert "112" in amal.text
    assert "أنا مريضة اليوم" in amal.page.text
    await amal.press("إيصال ما كتبته إلى مرشدي")
    assert "يمكن لمرشدك الآن قراءة ما كتبته" in amal.text
