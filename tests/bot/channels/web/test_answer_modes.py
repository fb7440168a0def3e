"""How each answer was given: read, heard or by pictures, in one press or two, after a practice."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.app_context import AppContext
from dialogs.instruments.answer_mode import AnswerMode, PracticeOutcome
from dialogs.people.staff import StaffRole
from storage.tables.ratings import Rating, StoredAnswer
from tests.bot.channels.web.visitor import Visitor, begin_rating, come_in
from tests.people import add_staff, invite_participant, speak
from tests.scenes import skapa

HEALTH, KNOWLEDGE = skapa().item("health"), skapa().item("knowledge")
HEARD, PICTURES, READ = AnswerMode.HEARD, AnswerMode.PICTURES, AnswerMode.READ
ENDS = ("3 Ganska mycket", "1 Inte alls", "5 Väldigt mycket")


async def given(app: AppContext) -> list[tuple[str, int | None, AnswerMode | None, int]]:
    """List what is stored of each answer."""
    stored = select(StoredAnswer).order_by(StoredAnswer.id)
    async with app.database.reading() as session:
        return [
            (one.item, one.value, one.mode, one.presses) for one in await session.scalars(stored)
        ]


async def practices(app: AppContext) -> list[PracticeOutcome | None]:
    async with app.database.reading() as session:
        return list(await session.scalars(select(Rating.practice).order_by(Rating.id)))


async def listener(app: AppContext) -> Visitor:
    """Somebody who wants everything read to them, at the practice question."""
    bo = await come_in(app, await invite_participant(app, "Bo"))
    await bo.post("/chat/listening", {"wanted": "yes"})
    await bo.press("Svenska")
    return await bo.press("Ja, jag vill vara med")


def in_two_presses(app: AppContext) -> AppContext:
    """Give an app whose organisation asks those who listen in two presses."""
    installation = replace(app.installation, listener_presses=2)
    return replace(
        app, installation=installation, turns=replace(app.turns, installation=installation)
    )


async def press_all(who: Visitor, presses: Sequence[str]) -> None:
    for one in presses:
        await who.press(one)


async def hear_and_press(who: Visitor, words: str) -> None:
    """Press as the page does after its question was listened to."""
    address, fields = who.button(words)
    await who.post(address, {**fields, "heard": "yes"})


async def test_what_was_listened_to_is_heard_and_the_rest_was_read(app: AppContext) -> None:
    bo = await begin_rating(app, await invite_participant(app, "Bo"))
    await hear_and_press(bo, "4 God")
    await bo.press("2 Vet lite")
    assert await given(app) == [("health", 4, HEARD, 1), ("knowledge", 2, READ, 1)]


async def test_where_nothing_is_spoken_a_listener_answers_by_pictures(app: AppContext) -> None:
    bo = await listener(app)
    assert "Hur mycket tycker du om kaffe?" in bo.text
    await press_all(bo, ENDS)
    await bo.press("4 God")
    await hear_and_press(bo, "2 Vet lite")
    assert await given(app) == [("health", 4, PICTURES, 1), ("knowledge", 2, HEARD, 1)]
    assert await practices(app) == [PracticeOutcome.UNDERSTOOD]


async def test_a_question_only_played_to_others_is_no_sound_for_a_web_chat(app: AppContext) -> None:
    """That it could have been listened to does not say that it was."""
    await speak(app, await add_staff(app, "Ada", StaffRole.ADMIN), "sv", HEALTH.wording)
    bo = await listener(app)
    await press_all(bo, ENDS)
    await bo.press("4 God")
    assert await given(app) == [("health", 4, PICTURES, 1)]


async def test_a_comment_later_leaves_how_it_was_answered(app: AppContext) -> None:
    bo = await begin_rating(app, await invite_participant(app, "Bo"))
    await hear_and_press(bo, "4 God")
    for _ in range(5):
        await bo.press("Hoppa över")
    await press_all(bo, ("Ändra ett svar", "Hälsa: 4 · God", "Skriv en kommentar"))
    await bo.write("Det är bättre nu.")
    assert (await given(app))[0] == ("health", 4, HEARD, 1)
    await bo.press("3 Mittemellan")
    assert (await given(app))[0] == ("health", 3, READ, 1)


@pytest.mark.parametrize(
    ("presses", "outcome"),
    [
        (("Hoppa över",), PracticeOutcome.SKIPPED),
        (("3 Ganska mycket", "2 Lite", "Hoppa över"), PracticeOutcome.SKIPPED),
        (
            ("3 Ganska mycket", "2 Lite", "2 Lite", "5 Väldigt mycket"),
            PracticeOutcome.UNCLEAR,
        ),
    ],
)
async def test_what_came_of_the_practice_is_kept(
    app: AppContext, presses: Sequence[str], outcome: PracticeOutcome
) -> None:
    bo = await listener(app)
    await press_all(bo, presses)
    assert HEALTH.wording in bo.text
    assert await practices(app) == [outcome]


@pytest.mark.parametrize(
    ("presses", "again"), [(ENDS, False), (("3 Ganska mycket", *["2 Lite"] * 4), True)]
)
async def test_who_knows_the_scale_practises_once(
    app: AppContext, presses: Sequence[str], again: bool
) -> None:
    bo = await listener(app)
    await press_all(bo, (*presses, *["Hoppa över"] * 6, "Ja, det stämmer", "Inte nu"))
    await bo.post("/chat", {"command": "rating"})
    assert ("Hur mycket tycker du om kaffe?" in bo.text) is again
    assert (HEALTH.wording in bo.text) is not again


async def test_in_two_presses_the_same_values_are_stored(app: AppContext) -> None:
    app = in_two_presses(app)
    bo = await listener(app)
    await press_all(bo, ("Mittemellan", "Lågt", "1 Inte alls", "Högt", "5 Väldigt mycket"))
    await press_all(bo, ("Lågt", "2 Dålig", "Mittemellan"))
    assert await given(app) == [("health", 2, PICTURES, 2), ("knowledge", 3, PICTURES, 2)]


async def test_whoever_reads_is_asked_in_one_press(app: AppContext) -> None:
    app = in_two_presses(app)
    bo = await begin_rating(app, await invite_participant(app, "Bo"))
    await bo.press("4 God")
    assert await given(app) == [("health", 4, READ, 1)]
