"""Listening as a wish of the person's, on both databases and in any channel."""

from bot.app_context import AppContext
from storage.tables.people import Participant
from tests.walk import Walk


async def wants_sound(app: AppContext) -> bool:
    async with app.database.reading() as session:
        return (await session.get_one(Participant, 1)).heard_first


async def test_listening_is_kept_until_the_same_is_said_again(either: AppContext) -> None:
    bo = await Walk.at(either, "rating")
    for wanted, line in ((True, "Nu kommer ljudet först"), (False, "Nu kommer allt som text")):
        bo.seen.clear()
        await bo.says("/listen")
        assert await wants_sound(either) is wanted
        said = "\n".join(bo.seen)
        assert line in said
        assert "Hur skulle du betygsätta din hälsa" in said, "it can be heard at once"
