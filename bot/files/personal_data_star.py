"""The star in what a participant sees of their own data: the newest, over those before."""

from zoneinfo import ZoneInfo

from bot.app_context import AppContext
from dialogs.engine.star import Star
from dialogs.ratings.star import star_of
from storage.people.personal_data import PersonalData
from storage.tables.ratings import Rating


def star_of_data(app: AppContext, found: PersonalData, zone: ZoneInfo) -> Star | None:
    """Lay the newest finished rating over the earlier ones; None where there is none to draw."""
    values = {
        rating.id: {answer.item: answer.value for answer, _ in answers}
        for rating, answers in found.ratings
    }
    finished = [rating for rating, _ in found.ratings if rating.finished_at]
    instrument = app.installation.instruments.get(finished[-1].instrument) if finished else None
    if instrument is None:
        return None

    def day(rating: Rating) -> str:
        return rating.started_at.astimezone(zone).date().isoformat()

    *earlier, newest = (one for one in finished if one.instrument == instrument.id)
    facts = {
        "today": day(newest),
        "earlier": [{"on": day(one), "values": values[one.id]} for one in earlier],
    }
    scene = app.installation.scene(found.participant.language, found.sub_project)
    now = {item.id: values[newest.id].get(item.id) for item in instrument.items}
    return star_of(scene, instrument, facts, now)
