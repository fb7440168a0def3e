"""Where somebody is: who the coach is, since when they take part, what is next, how long it lasts.

Nothing here asks anything; whoever wants to know sees what is true at that moment.
"""

import datetime as dt
from dataclasses import dataclass

from dialogs.agenda.plan import month_after
from dialogs.engine.labels import rating_offer, readers_offer, reminders_offer, resume_offer
from dialogs.engine.reply import Offer, Say
from dialogs.engine.scene import Scene
from dialogs.people.coach import Coach, contact_lines, name_text
from dialogs.talks.meeting import next_meeting_line
from dialogs.talks.unheard import Meets
from dialogs.texts import Texts, isolate


@dataclass(frozen=True)
class Whereabouts:
    """What is known of somebody's way. Days are local, and inclusive.

    ``coach``: None where the name cannot be read. ``heard``: words that somebody writes now reach
    the coach if they want it. ``enrolled_on``: None for somebody who has not said yes.
    ``quiet_until``: the day on which a pause ends. ``rating_on``: the day of the next rating, which
    is not after ``today`` where one waits; None where none is planned. ``months``: how long people
    usually take part; None where nobody has said. ``until``: up to when it was decided last that
    they go on.
    """

    today: dt.date
    coach: Coach | None = None
    heard: bool = False
    enrolled_on: dt.date | None = None
    exit_on: dt.date | None = None
    months: int | None = None
    quiet_until: dt.date | None = None
    rating_on: dt.date | None = None
    meeting: Meets | None = None
    readers: bool = False
    """They have said who else may read, and can say it anew."""
    until: dt.date | None = None

    @property
    def usual_months(self) -> int | None:
        """Give how long people usually take part, as long as that says something to this person."""
        if self.months is None or self.enrolled_on is None:
            return None
        return self.months if month_after(self.enrolled_on, self.months) > self.today else None

    @property
    def has_left(self) -> bool:
        """Tell whether the last day has been."""
        return self.exit_on is not None and self.exit_on < self.today


def whereabouts_lines(scene: Scene, known: Whereabouts, *, asked: bool) -> tuple[Say, ...]:
    """Say all of it in a chat. ``asked``: a question is open, and what is written answers that."""
    t = scene.texts
    ways = contact_lines(t, known.coach) if known.coach else ()
    lines = [*coach_says(scene, known), *(way.text for way in ways)]
    if known.heard and not ways and not asked:
        lines += [_writing_line(t), scene.urgent]
    about = Say("\n".join(lines)), Say(otherwise_line(scene), offers=readers_offers(scene, known))
    goes_on = (Say(open_question_line(t), offers=(resume_offer(t),)),) if asked else ()
    return (*about, *way_says(scene, known, asked=asked), *goes_on)


def open_question_line(t: Texts) -> str:
    """Say that what was asked before still waits; a button leads back to it."""
    # NOTE: Below who the coach is and so on, where a question waits. A button stands below.
    return t.gettext("Det finns en fråga som väntar på dig. Du kan ta den när du vill.")


def coach_says(scene: Scene, known: Whereabouts) -> tuple[str, ...]:
    """Say who the coach is; where nothing is given of how to reach them, what to do instead."""
    t = scene.texts
    if known.coach is None:
        # NOTE: The coach's name cannot be read just now; whom else to turn to stands below.
        return (t.gettext("Just nu kan jag inte se vem din handledare är."),)
    lines = [name_text(t, known.coach)]
    if not contact_lines(t, known.coach):
        # NOTE: The coach has given no telephone number, no address and nothing else.
        lines.append(t.gettext("Här står inte hur du når din handledare. Fråga när ni ses."))
    return tuple(lines)


def _writing_line(t: Texts) -> str:
    """Say that the coach is reached by writing here, where no form says so."""
    # NOTE: Below the coach's name. What somebody writes in the chat is passed on if they want it.
    return t.gettext("Du kan också skriva här. Då frågar jag om din handledare får läsa det.")


def readers_offers(scene: Scene, known: Whereabouts) -> tuple[Offer, ...]:
    """Give the way to say anew who else may read, for whoever has said it."""
    return (readers_offer(scene.texts),) if known.readers else ()


def otherwise_line(scene: Scene) -> str:
    """Say whom to turn to if it does not work with the coach, in the organisation's own words."""
    t = scene.texts
    # NOTE: Before the sentence that says whom to turn to instead. Calm, no blame on anybody.
    first = t.gettext("Fungerar det inte med din handledare?")
    own = scene.help.otherwise.get(t.language)
    if own:
        return f"{first} {isolate(own)}"
    if scene.help.contact:
        # NOTE: {contact} is whom to ask, for instance a telephone number.
        then = t.gettext("Då kan du vända dig till {contact}.")
        return f"{first} {then.format(contact=isolate(scene.help.contact))}"
    # NOTE: {organisation} is where the coach works.
    then = t.gettext("Då kan du be att få prata med någon annan på {organisation}.")
    return f"{first} {then.format(organisation=isolate(scene.organisation))}"


def way_says(scene: Scene, known: Whereabouts, *, asked: bool = False) -> tuple[Say, ...]:
    """Say since when, until when, and what is next; nothing to somebody who has not said yes.

    Where something is ``asked`` the way on to that is the only one.
    """
    t = scene.texts
    if known.enrolled_on is None:
        return ()
    lasts = _lasting_line(t, known)
    # NOTE: {day} is the day on which somebody began to take part.
    since = t.gettext("Du har varit med sedan {day}.")
    first = f"{since.format(day=t.date(known.enrolled_on))} {lasts}"
    if known.has_left:
        first = lasts
    return (Say(first), *_next_rating(scene, known, asked=asked), *_next_meeting(t, known))


def _lasting_line(t: Texts, known: Whereabouts) -> str:
    """Say how long it lasts; where no last day is set the coach knows more."""
    if known.exit_on is None and known.until is not None and known.until >= known.today:
        # NOTE: Coach and person have decided together that they go on up to {day}.
        text = t.gettext("Det är bestämt att du är med till {day}. Sedan pratar ni igen.")
        return text.format(day=t.date(known.until))
    if known.exit_on is None and (months := known.usual_months):
        # NOTE: No last day has been decided. {count} is how many months people usually take part.
        text = t.ngettext(
            "Man brukar vara med i {count} månad. Din handledare vet hur det blir för dig.",
            "Man brukar vara med i {count} månader. Din handledare vet hur det blir för dig.",
            months,
        )
        return text.format(count=t.number(months))
    if known.exit_on is None:
        # NOTE: No last day has been decided.
        return t.gettext("Din handledare vet hur länge du ska vara med. Fråga gärna.")
    if known.has_left:
        # NOTE: {day} is the last day of somebody who has left. Friendly: they are welcome here.
        text = t.gettext("Du var med till {day}. Du får gärna titta in här ändå.")
    else:
        # NOTE: {day} is somebody's last day.
        text = t.gettext("Din sista dag är {day}.")
    return text.format(day=t.date(known.exit_on))


def _next_rating(scene: Scene, known: Whereabouts, *, asked: bool) -> tuple[Say, ...]:
    """Say when the next rating is, and what tells of it, or that nothing does."""
    t, on = scene.texts, known.rating_on
    if on is None:
        if known.has_left:
            return ()
        # NOTE: No rating is planned.
        return (_with_quiet(scene, known, t.gettext("Ingen ny stjärna är planerad just nu.")),)
    if on <= known.today:
        # NOTE: A rating waits. No hurry. A button to begin stands below.
        waits = t.gettext("Det är dags för din stjärna nu. Gör den när du vill.")
        return (_with_quiet(scene, known, waits, *(() if asked else (rating_offer(t),))),)
    # NOTE: {day} is the day of the next rating.
    planned = t.gettext("Din nästa stjärna är {day}.").format(day=t.date(on))
    if not (scene.knocks or scene.quiet):
        # NOTE: After the day of the next rating, to somebody whom nothing tells when it is time.
        untold = t.gettext("Jag kan inte säga till, så titta gärna in då.")
        planned = f"{planned} {untold}"
    return (_with_quiet(scene, known, planned),)


def _with_quiet(scene: Scene, known: Whereabouts, text: str, *offers: Offer) -> Say:
    """Add that nothing comes of our own accord where the person wanted that, with a way back."""
    t, until = scene.texts, known.quiet_until
    if scene.quiet and scene.knocks:
        # NOTE: To somebody who has said /stop. A button to change it stands below.
        quiet = t.gettext("Jag påminner dig inte, för du har sagt stopp.")
    elif scene.quiet:
        # NOTE: To somebody who has only the web chat and has said /stop. A button to change it
        # stands below.
        quiet = t.gettext("Det kommer inga frågor hit, för du har sagt stopp.")
    elif until is not None and until >= known.today:
        # NOTE: To somebody who has wished for a pause. {day} is the day on which it ends.
        quiet = t.gettext("Du har paus till {day}.").format(day=t.date(until))
    else:
        return Say(text, offers=offers)
    return Say(f"{text} {quiet}", offers=(*offers, reminders_offer(t)))


def _next_meeting(t: Texts, known: Whereabouts) -> tuple[Say, ...]:
    if known.meeting is not None:
        return (next_meeting_line(t, known.meeting.facts, known.meeting.answer),)
    if known.has_left:
        return ()
    # NOTE: The coach has booked no meeting in the program; there may be one elsewhere.
    return (Say(t.gettext("Inget möte är bokat här.")),)
