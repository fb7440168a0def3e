"""What a due message about a rating made beside the coach says."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.reminding.contents.content import Content, Tells
from dialogs.agenda.timing import Timing
from dialogs.engine.reply import Say
from dialogs.engine.scene import Scene
from dialogs.talks.together import together_text
from storage.tables.agenda import Reminder
from storage.tables.people import Participant
from storage.tables.ratings import Rating


async def together_content(
    session: AsyncSession, row: Reminder, _participant: Participant, _when: Timing
) -> Content | None:
    """Say that the answers are kept; not where one of them was taken back since."""
    rating = await session.get(Rating, row.subject)
    if rating is None or rating.finished_at is None:
        return None

    def told(scene: Scene) -> tuple[Say, ...]:
        return (Say(together_text(scene.texts, rating.mode)),)

    return Tells(told)
