"""What is foreseen is printed for an operator: nothing that somebody wrote may be in it."""

import datetime as dt
import json
from dataclasses import asdict

import pytest

from bot.app_context import AppContext
from bot.reminding.forecast import forecast
from dialogs.agenda.messages import MessageKind
from dialogs.people.accounts import Channel
from storage.people.timing import participant_timing
from storage.steps.steps import add_step
from storage.tables.people import Participant
from tests.conftest import StandingClock
from tests.moments import DAY
from tests.people import Diary, comment_only_step, enrol_participants

WORDS, COMMENT = "Ringa mamma varje kväll", "Bra tänkt, Bo"


@pytest.mark.parametrize("protected", [False, True])
@pytest.mark.parametrize("channel", [Channel.TELEGRAM, Channel.WEB])
async def test_nothing_that_somebody_wrote_is_foreseen(
    app: AppContext, clock: StandingClock, channel: Channel, protected: bool
) -> None:
    [who] = await enrol_participants(app, [7001], clock(), channel, protected=protected)
    await Diary(app, who).book()
    async with app.database.writing() as session:
        person = await session.get_one(Participant, who)
        when = await participant_timing(session, person, app.calendar)
        await add_step(session, person, "time", WORDS, 7, clock(), when)
    await comment_only_step(app, COMMENT)
    seen = await forecast(app, clock() + 100 * DAY)
    kinds = {one.kind for one in seen}
    assert kinds >= {MessageKind.STEP, MessageKind.NOTE, MessageKind.MEETING, MessageKind.RATING}
    rows = json.dumps([asdict(one) for one in seen], default=str, ensure_ascii=False)
    for words in (WORDS, COMMENT, "Storgatan", "planen", "Person 7001", "coach of"):
        assert words not in rows
    ratings = [one for one in seen if one.kind is MessageKind.RATING]
    assert all(one.text for one in ratings)
    assert {one.knocks for one in seen} == {channel is Channel.TELEGRAM}
    assert min(one.due_at for one in seen) - clock() < dt.timedelta(days=2)
