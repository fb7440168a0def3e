"""A meeting in Telegram, against the strict fake: the question, the file, the answer, the end."""

from typing import Any

from icalendar import Calendar

from bot.reminding.sweep import Reminding
from tests.bot.channels.telegram.conftest import Chat, Telegram
from tests.conftest import StandingClock
from tests.people import BO, Diary, enrol_participants


async def bo_in(telegram: Telegram) -> tuple[Chat, Diary]:
    bo = await telegram.add_chat(BO, "Bo")
    [who] = await enrol_participants(telegram.app, [BO], telegram.app.clock())
    await bo.says("/start", sees="ingen fråga")
    return bo, Diary(telegram.app, who)


def calendars(telegram: Telegram) -> list[Any]:
    found = [message["document"] for message in telegram.api.messages(BO) if "document" in message]
    assert {document["file_name"] for document in found} <= {"meeting.ics"}
    files = [telegram.api.files[document["file_id"]] for document in found]
    return [Calendar.from_ical(file) for file in files]


async def test_a_meeting_comes_with_its_file_and_is_answered(
    telegram: Telegram, clock: StandingClock
) -> None:
    bo, meets = await bo_in(telegram)
    meeting = await meets.book()
    sweep = Reminding(telegram.app, telegram.sender).sweep
    await sweep()
    await sweep()
    assert "tisdag 1 december klockan 10:00" in await bo.sees("har bokat ett möte med dig")
    assert bo.buttons() == ["Jag kommer", "Jag kan inte"]
    assert [str(one["method"]) for one in calendars(telegram)] == ["REQUEST"]
    await bo.presses("Jag kan inte", sees="Vill du säga något")
    await bo.says("på torsdag", sees="ser vad du har skrivit")
    [told] = await meets.meetings()
    assert (told.answer, told.proposal) == ("cannot", "på torsdag")
    await meets.cancel(meeting)
    await sweep()
    await bo.sees("blir inte av")
    first, last = calendars(telegram)
    assert str(last["method"]) == "CANCEL"
    uids = {str(one.walk("VEVENT")[0]["uid"]) for one in (first, last)}
    assert len(uids) == 1
    fates = [
        await meets.messages(status) for status in ("answered", "cancelled", "sent", "planned")
    ]
    assert [len(rows) for rows in fates] == [1, 2, 1, 0]


async def test_through_the_doorbell_passes_nothing_of_a_meeting(telegram: Telegram) -> None:
    bo = await telegram.add_chat(BO, "Bo")
    [who] = await enrol_participants(telegram.app, [BO], telegram.app.clock(), protected=True)
    await bo.says("/start", sees="Du har ett meddelande")
    meets = Diary(telegram.app, who)
    await meets.book()
    await Reminding(telegram.app, telegram.sender).sweep()
    await bo.sees("Du har ett meddelande")
    said = str(telegram.api.messages(BO))
    for word in ("möte", "Storgatan", "december", "handledare", "document"):
        assert word not in said
