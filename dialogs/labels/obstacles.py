"""The words for what keeps the bot from reaching somebody: one wording for each place."""

import datetime as dt
from collections.abc import Sequence
from enum import Enum, auto

from dialogs.agenda.obstacle import Obstacle
from dialogs.texts import Texts, near_day


class Place(Enum):
    """Where it is said: what is in hand there decides what the coach can do instead."""

    ASKING = auto()
    """Somebody is to be asked for a rating now."""
    MEETINGS = auto()
    """On the card of the meetings."""
    OCCASIONS = auto()
    """On the card of the occasions."""
    FATE = auto()
    """It is what became of a message."""


def obstacle_label(
    t: Texts,
    why: Obstacle | None,
    place: Place,
    *,
    person: str = "",
    until: dt.date | None = None,
    today: dt.date | None = None,
) -> str:
    """Say why the bot does not reach somebody; empty where nothing is in the way.

    ``person`` is a pseudonym, ``until`` the local day on which a pause ends; its year is left out
    where it is that of ``today``.
    """
    if why is None:
        needless = place is Place.FATE
        return t.gettext("skickades inte: den behövdes inte längre") if needless else ""
    match place:
        case Place.ASKING:
            text = _asking(t, why)
        case Place.MEETINGS:
            text = _meetings(t, why)
        case Place.OCCASIONS:
            text = _occasions(t, why)
        case Place.FATE:
            text = _fate(t, why)
    day = near_day(t, until, today or dt.date.min) if until else ""
    return text.format(person=person, day=day)


def obstacles_label(
    t: Texts,
    whys: Sequence[Obstacle],
    place: Place,
    *,
    until: dt.date | None = None,
    today: dt.date | None = None,
) -> str:
    """Say all that keeps the bot from somebody, as ``obstacles`` lists it; empty for nothing."""
    if not whys:
        return ""
    first, *behind = whys
    said = [obstacle_label(t, first, place, until=until, today=today)]
    if Obstacle.NO_KNOCK in behind:
        # NOTE: Said to a coach, after a sentence that says that the person has paused or stopped
        # the messages: even without that, nothing on the phone tells them of what lies there.
        said.append(
            t.gettext(
                "Personen har bara webbchatten, så boten kan inte säga till när något ligger där."
            )
        )
    return " ".join(said)


def changed_meeting_hint(t: Texts, whys: Sequence[Obstacle]) -> str:
    """Say what a change of a meeting does for the person; empty where they hear nothing of it."""
    if Obstacle.NO_KNOCK in whys:
        # NOTE: Above the form that changes a meeting, for a person who has only the web chat.
        return t.gettext("Personen ser på sin sida att mötet är ändrat och får svara igen där.")
    if set(whys) <= {Obstacle.PAUSED}:
        return t.gettext("Personen får veta att mötet är ändrat och får svara igen.")
    return ""


def _asking(t: Texts, why: Obstacle) -> str:
    match why:
        case Obstacle.NOT_TAKING_PART:
            return t.gettext("Personen är inte med nu.")
        case Obstacle.STOPPED:
            # NOTE: Said to a coach who wants to remind somebody who pressed pause or stop.
            return t.gettext("{person} vill inte ha påminnelser just nu. Ring gärna i stället.")
        case Obstacle.UNOPENED | Obstacle.UNREACHABLE:
            # NOTE: Said to a coach who wants to remind somebody who has no open chat.
            return t.gettext("Boten når inte fram till {person}. Ring gärna.")
        case Obstacle.NO_KNOCK:
            # NOTE: Said to a coach who has asked the bot to remind {person}, who has only the web
            # chat, now or as soon as it may: nothing on the phone tells them of it.
            return t.gettext(
                "Frågan läggs i webbchatten. Boten kan inte säga till {person} – gör gärna det."
            )
        case Obstacle.PAUSED:
            # NOTE: Said to a coach who wants to remind somebody who has pressed pause.
            return t.gettext("{person} har valt paus till {day}. Ring gärna i stället.")
        case Obstacle.LATE:
            # NOTE: Said to a coach when a reminder would come after the last day of the rating.
            return t.gettext("Boten hinner inte påminna {person} i tid. Ring gärna.")
        case Obstacle.LEFT:
            # NOTE: Said to a coach who wants to remind somebody who has left the project.
            return t.gettext("Den sista dagen för {person} har varit. Boten frågar inte mer.")
        case Obstacle.DECEASED:
            # NOTE: Said to a coach; {person} has died. Short and quiet.
            return t.gettext("Boten skriver inte till {person} mer.")


def _meetings(t: Texts, why: Obstacle) -> str:
    match why:
        case Obstacle.STOPPED:
            return t.gettext(
                "Personen vill inte ha meddelanden från boten. Berätta om möten på annat sätt."
            )
        case Obstacle.UNOPENED:
            return t.gettext(
                "Inbjudan är inte öppnad än. Innan dess når inga meddelanden om möten fram."
            )
        case Obstacle.UNREACHABLE:
            return t.gettext("Boten når inte fram till personen. Berätta om möten på annat sätt.")
        case Obstacle.NO_KNOCK:
            # NOTE: Said to a coach about a person who has only the web chat, and no Telegram.
            return t.gettext(
                "Boten kan inte säga till personen, som bara har webbchatten. Berätta om möten på "
                "annat sätt."
            )
        case Obstacle.PAUSED:
            # NOTE: {day} is when the person wants to hear from the bot again.
            return t.gettext("Personen har valt paus. Till {day} väntar meddelanden om möten.")
        case Obstacle.DECEASED:
            return _never_again(t)
        case Obstacle.NOT_TAKING_PART | Obstacle.LATE | Obstacle.LEFT:
            return ""


def _occasions(t: Texts, why: Obstacle) -> str:
    match why:
        case Obstacle.STOPPED:
            return t.gettext(
                "Personen vill inte ha påminnelser. Ta upp skattningen när ni träffas."
            )
        case Obstacle.NO_KNOCK:
            # NOTE: Said to a coach about a person who has only the web chat, and no Telegram.
            return t.gettext(
                "Boten kan inte påminna personen, som bara har webbchatten. Frågorna ligger där. "
                "Säg till när det är dags."
            )
        case Obstacle.PAUSED:
            # NOTE: {day}: until then the person wants to hear nothing.
            return t.gettext("Personen har valt paus. Till {day} är boten tyst.")
        case Obstacle.LEFT:
            # NOTE: Said to a coach about a person whose last day in the project has been.
            return t.gettext("Den sista dagen har varit. Boten frågar inte mer.")
        case Obstacle.DECEASED:
            return _never_again(t)
        case Obstacle.NOT_TAKING_PART | Obstacle.UNOPENED | Obstacle.UNREACHABLE | Obstacle.LATE:
            return ""  # the head of the page says it


def _never_again(t: Texts) -> str:
    # NOTE: Said to a coach about a person who has died. Short and quiet.
    return t.gettext("Boten skriver inte till personen mer.")


def _fate(t: Texts, why: Obstacle) -> str:
    match why:
        case Obstacle.STOPPED:
            return t.gettext("skickades inte: personen vill inte ha påminnelser")
        case Obstacle.UNREACHABLE:
            return t.gettext("skickades inte: boten når inte fram")
        case Obstacle.LATE:
            return t.gettext("skickades inte: det var för sent")
        case Obstacle.LEFT | Obstacle.DECEASED:
            # NOTE: What became of a message: the person's last day in the project had been.
            return t.gettext("skickades inte: den sista dagen har varit")
        case Obstacle.NOT_TAKING_PART | Obstacle.UNOPENED | Obstacle.PAUSED | Obstacle.NO_KNOCK:
            return ""  # nothing is skipped for these
