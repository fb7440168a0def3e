"""Who begins in the middle stands where somebody stands who has come there step by step."""

from typing import Any

import pytest
from sqlalchemy import select

from bot.app_context import AppContext
from dialogs.talks.routing import DIALOGS
from storage.database.base import Base
from storage.tables.agenda import Occasion, Reminder
from storage.tables.people import Participant, StoredConversation
from storage.tables.ratings import Rating, StoredAnswer
from tests.people import invite_participant
from tests.talk import Talk
from tests.walk import Walk

ANSWERS = {
    **dict.fromkeys(("health", "knowledge", "belief", "skills", "cooperation"), "4"),
    "time": "skip",
    "area": "health",
    "words": "Ringa en vän",
}
NOT_COMPARED = {"id", "participant_id", "rating_id", "subject", "state"}
"""Ids, which are everybody's own; what a conversation holds is compared by what it says next."""


@pytest.mark.parametrize("dialog", sorted(DIALOGS))
def test_every_ask_of_a_dialog_can_be_begun_at(dialog: str) -> None:
    walks = Talk.at(dialog)
    while walks.top is not None and walks.top.dialog == dialog:
        ask = walks.ask
        assert ask is not None
        begins = Talk.at(dialog, ask.id)
        assert (begins.top, begins.ask, begins.agreed) == (walks.top, ask, walks.agreed)
        walks.says(f"[{ask.options[0].label}]" if ask.options else "ord")


async def test_what_is_stored_is_what_turns_would_have_stored(either: AppContext) -> None:
    bo = Walk(either, "Bo")
    await bo.to_first_question(await invite_participant(either, "Bo"))
    await bo.says("4", "4", ">", "4", "4", "4", "Ja, det stämmer", "Hälsa", "Ringa en vän")
    kim = await Walk.at(either, "plan", "again", name="Kim", answers=ANSWERS)
    assert await rows(either, "Kim") == await rows(either, "Bo")
    assert await kim.says("<", "Ringa min bror") == await bo.says("<", "Ringa min bror")
    assert await kim.says("Om en vecka") == await bo.says("Om en vecka")
    assert await rows(either, "Kim") == await rows(either, "Bo")
    assert await kim.says("/rating") == await bo.says("/rating")


async def rows(app: AppContext, name: str) -> list[dict[str, Any]]:
    """List what is stored of somebody; how they came to take part is left out."""
    async with app.database.reading() as session:
        people = (await session.scalars(select(Participant))).all()
        (who,) = [one.id for one in people if one.name == name]
        ratings = select(Rating.id).where(Rating.participant_id == who)
        found: list[Base] = []
        for table in (Rating, Occasion, Reminder):
            own = select(table).where(table.participant_id == who).order_by(table.id)
            found += (await session.scalars(own)).all()
        answers = select(StoredAnswer).where(StoredAnswer.rating_id.in_(ratings))
        found += (await session.scalars(answers.order_by(StoredAnswer.id))).all()
        talks = select(StoredConversation).where(
            StoredConversation.participant_id == who, StoredConversation.dialog != "onboarding"
        )
        found += (await session.scalars(talks.order_by(StoredConversation.id))).all()
    return [
        {
            column.name: getattr(row, column.name)
            for column in row.__table__.columns
            if column.name not in NOT_COMPARED
        }
        for row in found
    ]
