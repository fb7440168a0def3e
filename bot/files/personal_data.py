"""Everything stored about a participant, for /mydata: part of a page, or a file for any phone."""

import datetime as dt
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from markupsafe import Markup

from bot.app_context import AppContext
from bot.files.exchange_lines import exchange_lines
from bot.files.personal_data_labels import deed_line, doer_label
from bot.files.personal_data_spoken import meeting_sources, recording_rows, sound_source
from bot.files.personal_data_star import star_of_data
from bot.files.personal_data_views import own_beliefs, view_lines
from bot.knocks.addresses import shown_address
from bot.languages.catalog import Catalog, catalog
from bot.languages.spoken import languages
from bot.star.svg import star_svg
from bot.web.pages import Pages
from dialogs.agenda.answers import Doer
from dialogs.labels.answers import (
    mode_label,
    own_answer_label,
    practice_label,
    until_text,
    who_text,
)
from dialogs.labels.contact import (
    account_status_label,
    channel_label,
    hour_label,
    knock_label,
    knock_status_label,
)
from dialogs.labels.conversations import conversation_label
from dialogs.labels.exits import (
    exit_reason_label,
    how_it_goes_label,
    still_there_question,
)
from dialogs.labels.meetings.attendance import own_attendance_label
from dialogs.labels.meetings.kinds import meeting_about
from dialogs.labels.messages import message_label, own_message_label
from dialogs.labels.occasions import occasion_label, occasion_status_label
from dialogs.labels.people.particulars import referrer_label, sex_label
from dialogs.labels.reasons import reason_label
from dialogs.occasions.occasion import Reason
from dialogs.people.accounts import KNOCKING
from dialogs.people.enrolment import ExitReason
from dialogs.people.knocks import KnockKind, KnockStatus
from dialogs.ratings.coach_view import view_heading
from storage.meetings.sounds import mp4_sounds
from storage.people.personal_data import PersonalData, personal_data
from storage.tables.people import StoredConversation
from storage.talk.conversations import conversation_of, is_readable
from storage.talk.spoken_words import sounds_of

_pages = Pages(Path(__file__).parent)


async def personal_data_file(app: AppContext, participant_id: int) -> bytes:
    """Make the file (HTML, UTF-8) in the participant's language, with what they have spoken."""
    async with app.database.reading() as session:
        sounds = await sounds_of(session, participant_id)
        told = await mp4_sounds(session, participant_id)
    sources = {number: sound_source(sound) for number, sound in sounds.items()}
    told_at = {number: sound_source(sound) for number, sound in told.items()}
    parts, texts = await personal_data_parts(app, participant_id, sources, told_at)
    return _pages.text("personal_data.html", texts, parts=parts).encode()


def personal_data_title(t: Catalog) -> str:
    """Head everything that is stored about the person who reads it."""
    return t.gettext("Det här är sparat om dig")


async def personal_data_parts(
    app: AppContext,
    participant_id: int,
    sounds: Mapping[int, str] | None = None,
    told: Mapping[int, str] | None = None,
    *,
    with_notes: bool = False,
) -> tuple[Markup, Catalog]:
    """Write everything down as part of a page, with the catalog of the participant's language.

    ``sounds`` says where each recording is, ``told`` what the coach says of each meeting; None: at
    its address in the web chat. ``with_notes``: the coach's own notes are in it, for somebody who
    has asked to see them.
    """
    async with app.database.reading() as session:
        found = await personal_data(session, participant_id)
    texts, reason = catalog(found.participant.language), found.participant.exit_reason
    own = found.participant.zone
    zone = ZoneInfo(own) if own else app.settings.timezone
    star = star_of_data(app, found, zone)
    parts = _pages.text(
        "personal_data_parts.html",
        texts,
        found=found,
        names=languages(),
        when=_time_writer(texts, zone),
        clock_of=texts.city(zone.key),
        told=meeting_sources(found.meeting_sounds, told),
        recordings=recording_rows(texts, found.spoken, sounds),
        star=Markup(star_svg(star, embed_style=False)) if star else "",  # noqa: S704  # our drawing
        areas=_areas(texts, app),
        views_heading=view_heading(texts),
        view_lines=partial(view_lines, texts, own_beliefs(found)),
        notes=found.notes if with_notes else None,
        agreed=partial(_agreed, texts),
        occasions=_occasions(texts, found),
        reminded=_message_rows(texts, found),
        hour=hour_label(texts, found.participant.hour),
        knocks=any(one.channel in KNOCKING for one in found.accounts)
        or any(one.status is KnockStatus.OPEN for one in found.knocks),
        knock=partial(knock_label, texts),
        state=partial(knock_status_label, texts),
        written=shown_address,
        sex=partial(sex_label, texts),
        referrer=partial(referrer_label, texts),
        phone=partial(shown_address, KnockKind.SMS),
        afterwards=_follow_ups(texts, found),
        exit_reason=exit_reason_label(texts, reason) if reason else "",
        city=texts.city(own) if own else "",
        channel=partial(channel_label, texts),
        mode=partial(mode_label, texts),
        practice=partial(practice_label, texts),
        way=partial(account_status_label, texts),
        said_of_meeting=partial(own_answer_label, texts),
        what_of_meeting=partial(meeting_about, texts, own=True),
        how_of_meeting=partial(own_attendance_label, texts),
        deed=partial(deed_line, texts),
        doer=partial(doer_label, texts, staff=found.staff),
        spoken=[_conversation_lines(app, found, stored) for stored in found.conversations],
    )
    return Markup(parts), texts  # noqa: S704  # escaped by the template


def _occasions(t: Catalog, found: PersonalData) -> list[str]:
    """Write each occasion for a rating: when, how far it has come, and why."""
    words = (
        (
            t.date(one.due_on),
            occasion_label(t, one.kind, one.number),
            occasion_status_label(t, one.status),
            reason_label(t, Reason(one.reason)) if one.reason else "",
        )
        for one in found.occasions
    )
    return [" · ".join(filter(None, app)) for app in words]


def _follow_ups(t: Catalog, found: PersonalData) -> list[str]:
    """Write each question some months after the exit, with what the person answered."""
    studies = found.participant.exit_reason is ExitReason.STUDIES
    lines = []
    for one in found.follow_ups:
        still = "" if one.still is None else t.gettext("Ja") if one.still else t.gettext("Nej")
        asked = f"{still_there_question(t, studies=studies)} {still}" if still else ""
        how = how_it_goes_label(t, one.how) if one.how else ""
        lines.append(" · ".join(filter(None, (t.date(one.due_on), asked, how))))
    return lines


def _message_rows(t: Catalog, found: PersonalData) -> list[tuple[dt.datetime, str, str]]:
    """Give each message that we wrote of our own accord, or are to write."""
    rows = sorted((row.settled_at or row.due_at, row.id, row) for row in found.reminders)
    return [
        (at, message_label(t, row.kind), own_message_label(t, row.status)) for at, _, row in rows
    ]


def _conversation_lines(
    app: AppContext, found: PersonalData, stored: StoredConversation
) -> tuple[str, list[str]]:
    """Give what a conversation was about, and what the person has said in it."""
    language = found.participant.language
    scene = app.installation.scene(language, found.sub_project)
    about = conversation_label(scene.texts, stored.dialog)
    if not is_readable(stored):
        # NOTE: Stands instead of a conversation whose key is missing, in what is stored about the
        # person.
        return about, [scene.texts.gettext("Det här går inte att läsa just nu.")]
    return about, exchange_lines(conversation_of(stored), scene)


def _agreed(t: Catalog, doer: Doer, until: dt.date | None) -> str:
    """Say who takes a step, and by when."""
    return " · ".join((who_text(t, doer), *([until_text(t, until)] if until else [])))


def _areas(texts: Catalog, app: AppContext) -> dict[tuple[str, str], str]:
    """Name the area of every item, by instrument and item."""
    return {
        (instrument.id, item.id): instrument.label(item, texts)
        for instrument in app.installation.instruments.values()
        for item in instrument.items
    }


def _time_writer(texts: Catalog, zone: ZoneInfo) -> Callable[[dt.datetime | None], str]:
    """Give the function that writes a stored time as people there read it."""

    def when(at: dt.datetime | None) -> str:
        return texts.moment(at, zone) if at else "–"

    return when
