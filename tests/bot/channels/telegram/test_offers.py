"""Buttons beside lines in Telegram: a way on after every line, whatever is asked."""

import pytest

from bot.channels.telegram.messages import outcome_messages
from bot.channels.telegram.outgoing.kinds import QuestionMessage
from bot.reminding.sweep import Reminding
from bot.turn.arrival import Outcome
from storage.tables.words import CoachWords
from tests.bot.channels.telegram.conftest import Telegram
from tests.conftest import StandingClock
from tests.moments import moment
from tests.people import (
    AMAL,
    BO,
    Diary,
    change_participant,
    change_staff,
    enrol_participants,
    invite_participant,
)
from tests.scenes import scene
from tests.talk import BUTTONS, Talk

ILL = "Jag är sjuk, kan inte komma"


async def test_later_leaves_a_way_on(telegram: Telegram) -> None:
    bo = await telegram.begin_rating(BO)
    await bo.presses("Senare", sees="Fortsätt när du vill")
    assert bo.buttons() == ["Fortsätt"]
    await bo.presses("Fortsätt", sees="Fråga 1")
    await bo.presses("4 · God", sees="Fråga 2")


async def test_after_stop_a_press_leads_back(telegram: Telegram) -> None:
    bo = await telegram.begin_rating(BO)
    await bo.says("/stop", sees="nu är jag tyst")
    await bo.presses("Jag vill ha påminnelser igen", sees="När på dagen")
    await bo.presses("På morgonen", sees="Tack, då vet jag")
    await bo.presses("4 · God", sees="Fråga 2")


async def test_start_is_answered_however_soon(telegram: Telegram) -> None:
    bo = await telegram.begin_rating(BO)
    await bo.says("/start", sees="Frågan står här ovanför")
    await bo.presses("4 · God", sees="Fråga 2")


async def test_start_is_answered_where_nothing_is_asked(telegram: Telegram) -> None:
    bo = await telegram.add_chat(BO, "Bo")
    await enrol_participants(telegram.app, [BO], telegram.app.clock())
    await bo.says("/reminders", sees="När på dagen")
    await bo.presses("På morgonen", sees="Tack, då vet jag")
    await bo.says("/start", sees="Just nu finns ingen fråga")


async def test_a_meeting_has_the_other_answer_below_to_the_end(
    telegram: Telegram, clock: StandingClock
) -> None:
    bo = await telegram.add_chat(BO, "Bo")
    [who] = await enrol_participants(telegram.app, [BO], telegram.app.clock())
    await bo.says("/start", sees="ingen fråga")
    meets, sweep = Diary(telegram.app, who), Reminding(telegram.app, telegram.sender).sweep
    await meets.book()
    await sweep()
    await bo.sees("har bokat ett möte")
    await bo.presses("Jag kommer", sees="ser att du kommer")
    assert bo.buttons() == ["Jag kan inte"]
    clock.now = moment("2026-11-30T10:00")
    await sweep()
    await bo.sees("Du har sagt att du kommer.")
    assert bo.buttons() == ["Jag kan inte"]
    await bo.says(ILL, sees="Ditt nästa möte")
    await bo.presses("Jag kan inte", sees="Vill du säga något")
    await bo.says("på torsdag", sees="ser vad du har skrivit")
    [told] = await meets.meetings()
    assert (told.answer, told.proposal) == ("cannot", "på torsdag")
    await bo.presses("Jag kommer", sees="ser att du kommer")
    assert (await meets.meetings())[0].answer == "coming"
    clock.now = moment("2026-12-01T10:00")
    await bo.presses("Jag kan inte", sees="ingen fråga")
    assert (await meets.meetings())[0].answer == "coming", "it has begun"


async def test_words_are_passed_on_with_one_press(telegram: Telegram) -> None:
    bo = await telegram.begin_rating(BO)
    await bo.says("Säg till min handledare att jag är sjuk", sees="Vill du att din handledare")
    await bo.sees("Fråga 1")
    offer = telegram.api.messages(BO)[-2]
    assert "ring 112" in offer["text"]
    [[button]] = offer["reply_markup"]["inline_keyboard"]
    assert button["text"] == "Lämna till min handledare"
    telegram.api.presses(BO, message_id=offer["message_id"], data=button["callback_data"])
    await bo.sees("Nu kan din handledare läsa")
    async with telegram.app.database.reading() as session:
        row = await session.get_one(CoachWords, 1)
        assert row.passed_on_at is not None
    await bo.presses("4 · God", sees="Fråga 2")


async def test_through_the_doorbell_nobody_writes_in_vain(telegram: Telegram) -> None:
    bo = await telegram.add_chat(BO, "Bo")
    [who] = await enrol_participants(telegram.app, [BO], telegram.app.clock(), protected=True)
    await bo.says(ILL, sees="Ingen läser det som skrivs här")
    assert bo.buttons() == ["Öppna"]
    await bo.says("/stop", sees="nu är jag tyst")
    await bo.presses("Jag vill ha påminnelser igen", sees="Du har ett meddelande")
    await change_participant(telegram.app, who, protected=False)
    await bo.says("hej", sees="När på dagen")


async def test_who_the_coach_is_is_said_in_the_chat_and_the_question_waits(
    telegram: Telegram,
) -> None:
    bo = await telegram.begin_rating(BO)
    await change_staff(telegram.app, 1, phone="0300-12 34 56")
    said = await bo.says("/coach", sees="Din handledare heter")
    assert "0300-12 34 56" in said
    then = await bo.sees("Du har varit med sedan 23 nov. 2026.")
    assert "Det finns en fråga som väntar på dig." in then
    assert bo.buttons() == ["Fortsätt"]
    assert "Vem som får läsa" in str(telegram.api.messages(BO)), "a yes can be taken back"
    await bo.presses("Fortsätt", sees="Fråga 1")
    await bo.presses("4 · God", sees="Fråga 2")


async def test_where_words_are_invited_stands_whom_to_call(telegram: Telegram) -> None:
    bo = await telegram.add_chat(BO, "Bo")
    await enrol_participants(telegram.app, [BO], telegram.app.clock())
    said = await bo.says("/coach", sees="Du kan också skriva här.")
    assert "ring 112" in said
    await bo.says("hur når jag dig?", sees="Vill du att din handledare läser det du skrev?")


async def test_the_doorbell_does_not_say_who_the_coach_is(telegram: Telegram) -> None:
    bo = await telegram.add_chat(BO, "Bo")
    await enrol_participants(telegram.app, [BO], telegram.app.clock(), protected=True)
    await change_staff(telegram.app, 1, phone="0300-12 34 56")
    said = await bo.says("/coach", sees="Du har ett meddelande")
    assert "handledare" not in said
    assert bo.buttons() == ["Öppna"]
    assert not any("0300" in str(call.params) for call in telegram.api.calls)


async def test_a_stranger_learns_who_writes_and_whom_to_ask(telegram: Telegram) -> None:
    amal = await telegram.add_chat(AMAL, "Amal")
    for code in ("", "not-a-code"):
        said = await amal.starts(code)
        assert "Det här kommer från \u2068Skapabot\u2069." in said
        assert "handledare" in said
    assert "ring 112" in await amal.says("Jag vill dö", sees="behöver du en inbjudan")


@pytest.mark.parametrize(
    ("dialog", "ask", "answers"),
    [
        ("rating", "health.comment#1", {"health": "comment"}),
        ("meeting", "proposal#0", {"coming": "cannot"}),
        ("plan", "words#health", {}),
        ("step", "helped#done", {}),
        ("onboarding", "agree#1", {}),
    ],
)
def test_beside_every_free_text_stands_whom_to_call(
    dialog: str, ask: str, answers: dict[str, str]
) -> None:
    """Once in what is sent, and not in what is chosen from."""
    for asked, times in ((Talk.at(dialog).ask, 0), (Talk.at(dialog, ask, answers=answers).ask, 1)):
        assert asked is not None
        outcome = Outcome(scene("sv"), (asked,), participant_id=1, buttons=BUTTONS)
        [message] = outcome_messages(outcome, BO)
        assert isinstance(message, QuestionMessage)
        assert message.text.count("112") == times


async def test_it_is_the_same_in_arabic(telegram: Telegram) -> None:
    amal = await telegram.add_chat(AMAL, "Amal", "ar")
    await amal.starts(await invite_participant(telegram.app, "Amal", "ar"))
    assert "112" in await amal.presses("العربية", sees="هل لديك رغبة في المشاركة")
    await amal.presses("نعم، أريد المشاركة")
    await amal.presses("في الصباح", sees="لصحتك")
    said = await amal.says("أنا مريضة اليوم", sees="هل لديك رغبة في أن يصل ما كتبته")
    assert "112" in said
    await amal.sees("لصحتك")
    offer = telegram.api.messages(AMAL)[-2]
    [[button]] = offer["reply_markup"]["inline_keyboard"]
    assert button["text"] == "إيصال ما كتبته إلى مرشدي"
    telegram.api.presses(AMAL, message_id=offer["message_id"], data=button["callback_data"])
    await amal.sees("يمكن لمرشدك الآن قراءة ما كتبته")
    await amal.says("/stop", sees="لن أكتب إليك")
    await amal.presses("أريد التذكيرات من جديد", sees="في أي وقت من اليوم")
