"""The file a participant gets for /mydata: everything stored, readable on any phone."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.files.personal_data_labels import (
    channel_words,
    deed_words,
    said_words,
    talk_words,
    way_words,
)
from bot.languages.catalog import Catalog, catalog, languages
from bot.parts import Parts
from bot.web.pages import Pages
from dialogs.engine.conversation import Conversation
from dialogs.labels.exits import exit_reasons
from dialogs.labels.occasions import (
    hour_words,
    message_words,
    occasion_words,
    reason_words,
    status_words,
)
from storage.people.personal_data import Everything, everything
from storage.talk.conversations import revived

_pages = Pages(Path(__file__).parent)


async def my_data(parts: Parts, participant_id: int) -> bytes:
    """Make the file (HTML, UTF-8) in the participant's language."""
    async with parts.database.reading() as session:
        found = await everything(session, participant_id)
    texts = catalog(found.participant.language)
    page = _pages.text(
        "personal_data.html",
        texts,
        found=found,
        names=languages(),
        when=_clock_in(texts, parts.settings.timezone),
        areas=_areas(texts, parts),
        occasions=_occasions(texts, found),
        reminded=_reminded(texts, found),
        hour=hour_words(texts, found.participant.hour),
        exit_reason=exit_reasons(texts).get(found.participant.exit_reason or "", ""),
        city=texts.city(found.participant.zone) if found.participant.zone else "",
        channel=partial(channel_words, texts),
        way=partial(way_words, texts),
        deed=partial(deed_words, texts),
        spoken=[_spoken(parts, found, revived(stored)) for stored in found.conversations],
    )
    return page.encode()


def _occasions(t: Catalog, found: Everything) -> list[str]:
    """Write each occasion for a rating: when, how far it has come, and why."""
    words = (
        (
            t.date(one.due_on),
            occasion_words(t, one.kind, one.number),
            status_words(t, one.status),
            reason_words(t, one.reason),
        )
        for one in found.occasions
    )
    return [" · ".join(filter(None, parts)) for parts in words]


def _reminded(t: Catalog, found: Everything) -> list[tuple[dt.datetime, str, str]]:
    """Give each message that we wrote of our own accord, or are to write."""
    told = {
        # NOTE: What has become of a message to the person who reads this.
        "planned": t.gettext("planerad"),
        # NOTE: What has become of a message to the person who reads this.
        "sent": t.gettext("skickad"),
        # NOTE: What has become of a message to the person who reads this.
        "not sent": t.gettext("inte skickad"),
    }
    fates = {"planned": "planned", "claimed": "planned"}
    fates |= dict.fromkeys(("sent", "uncertain", "answered"), "sent")
    return [
        (
            row.settled_at or row.due_at,
            message_words(t, row.kind),
            told[fates.get(row.status, "not sent")],
        )
        for row in found.reminders
    ]


def _spoken(parts: Parts, found: Everything, conversation: Conversation) -> tuple[str, list[str]]:
    """Give what a conversation was about, and what the person has said in it."""
    language = found.participant.language
    scene = parts.stage.scene(language, found.sub_project)
    return talk_words(catalog(language), conversation.dialog), said_words(conversation, scene)


def _areas(texts: Catalog, parts: Parts) -> dict[tuple[str, str], str]:
    """Name the area of every item, by instrument and item."""
    return {
        (instrument.id, item.id): instrument.label(item, texts)
        for instrument in parts.stage.instruments.values()
        for item in instrument.items
    }


def _clock_in(texts: Catalog, zone: ZoneInfo) -> Callable[[dt.datetime | None], str]:
    """Give the function that writes a stored time as people there read it."""

    def when(at: dt.datetime | None) -> str:
        return texts.moment(at, zone) if at else "–"

    return when
