"""Ratings: begun, or finished where there is a value for every question."""

import datetime as dt
from collections.abc import Sequence

from bot.app_context import AppContext
from dialogs.engine.effect import Record
from dialogs.instruments.answer_mode import AnswerMode
from dialogs.people.accounts import Channel
from storage.ratings.ratings import AnswerSource, mark_complete, start_rating, store_record


async def add_rating(
    app: AppContext,
    who: int,
    values: Sequence[int | None],
    *,
    ago: dt.timedelta = dt.timedelta(0),
    comment: str = "",
    language: str = "sv",
) -> int:
    """Add a rating with these values, None for what was skipped; give its id.

    It is finished where there is a value for every question. It serves no occasion.
    """
    at = app.clock() - ago
    skapa = app.installation.instruments["skapa"]
    scene = app.installation.scene(language, "Iris")
    async with app.database.writing() as session:
        rating = await start_rating(session, who, skapa, "enrolment", at)
        for item, value in zip(skapa.items, values, strict=False):
            record = Record(item.id, value, value is None, comment if item.id == "health" else "")
            source = AnswerSource(
                skapa.wording(item, scene.texts), Channel.WEB, at, AnswerMode.READ
            )
            await store_record(session, rating.id, record, source)
        if len(values) == len(skapa.items):
            await mark_complete(session, rating.id, at)
    return rating.id
