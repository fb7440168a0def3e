"""The reminder dialog: it is time for a rating. Kind, short, with every way to put it off."""

from dialogs.engine.ask import Ask, Option
from dialogs.engine.conversation import Conversation
from dialogs.engine.effect import Declined, NextDialog, Postponed
from dialogs.engine.labels import rating_offer
from dialogs.engine.replay import Play
from dialogs.engine.reply import Say
from dialogs.engine.scene import Scene
from dialogs.texts import Texts

WORDINGS = 3
"""How many ways there are to say it, so that it does not read as a machine."""


def reminder(scene: Scene, conversation: Conversation) -> Play:
    """Offer the rating that is due, now or another time.

    Facts: ``occasion``, its id; ``kind``, which occasion it is; ``number`` of this message, from 1;
    ``ends_soon`` where its time runs out within a week.
    """
    facts, t = conversation.facts, scene.texts
    said = yield Ask(
        id="due",
        text=reminder_text(t, facts["kind"], facts["number"]),
        options=(
            # NOTE: Buttons of a reminder. Short.
            Option("start", t.gettext("Börja nu")),
            Option("today", t.gettext("Senare i dag")),
            Option("tomorrow", t.gettext("I morgon")),
            Option("week", t.gettext("Om en vecka")),
            Option("no", t.gettext("Inte den här gången")),
        ),
    )
    match said.key:
        case "start":
            return NextDialog("rating")
        case "no":
            yield Declined("due", facts["occasion"])
            # NOTE: Said when somebody does not want to answer this time. No blame.
            line = t.gettext("Det är helt okej. Jag frågar inte mer den här gången.")
            yield Say(line, offers=(rating_offer(t),))
        case wish:
            yield Postponed("due", facts["occasion"], wish)
            ends_soon = bool(facts.get("ends_soon"))
            line = (_later if scene.knocks else _here_again)(wish, t, ends_soon=ends_soon)
            yield Say(line, offers=(rating_offer(t),))
    return None


def reminder_text(t: Texts, kind: str, number: int) -> str:
    """Say that it is time, why it is asked and how long it takes; ``number`` picks the wording."""
    if kind == "exit" and number == 1:
        # NOTE: The first reminder of the last rating, when somebody is about to leave.
        return t.gettext(
            "Hej! Vill du göra stjärnan en sista gång, nu när du slutar här? Det tar ungefär "
            "två minuter. Då ser du vad som har hänt sedan du började."
        )
    match number % WORDINGS:
        case 1:
            # NOTE: A reminder, first wording. The star is the picture of the person's answers.
            return t.gettext(
                "Hej! Det är dags att göra din stjärna. Det tar ungefär två minuter. Då kan "
                "du och din handledare se hur det går."
            )
        case 2:
            # NOTE: A reminder, second wording.
            return t.gettext(
                "Hej igen! Din stjärna väntar på dig när du har två minuter över. "
                "Den hjälper dig och din handledare att prata om det som är viktigt."
            )
        case _:
            # NOTE: A reminder, third wording.
            return t.gettext(
                "Hej! Orkar du med några korta frågor i dag? Två minuter räcker. Svaren "
                "hjälper dig och din handledare att välja nästa steg. Det är okej att vänta "
                "också."
            )


def unfinished_text(t: Texts, left: int) -> str:
    """Say that something was left half-way; ``left`` counts a rating's open questions, or is 0."""
    if left == 0:
        # NOTE: A friendly word about something that was left half-way; the question follows.
        return t.gettext("Hej! Vi hann inte klart sist. Vill du fortsätta?")
    # NOTE: About a rating that was left half-way; the open question follows.
    text = t.ngettext(
        "Hej! Du har {count} fråga kvar. Det du har svarat är sparat. Vill du fortsätta?",
        "Hej! Du har {count} frågor kvar. Det du har svarat är sparat. Vill du fortsätta?",
        left,
    )
    return text.format(count=t.number(left))


def _later(wish: str, t: Texts, *, ends_soon: bool) -> str:
    if wish == "today":
        # NOTE: Said after "Later today"; late in the evening it becomes tomorrow.
        return t.gettext(
            "Det går bra. Jag hör av mig om några timmar. Blir det för sent i dag väntar jag "
            "till en annan dag."
        )
    if wish == "tomorrow":
        return t.gettext(
            "Det går bra. Jag hör av mig i morgon, men inte på en söndag eller helgdag."
        )
    if ends_soon:
        # NOTE: Said after "In a week", where it would be too late then for this rating.
        return t.gettext(
            "Det går bra. Tiden för den här stjärnan tar slut innan dess. Därför hör jag av mig "
            "lite tidigare. Du kan också börja när du vill."
        )
    return t.gettext("Det går bra. Jag hör av mig om en vecka.")


def _here_again(wish: str, t: Texts, *, ends_soon: bool) -> str:
    """Say when the question is on the page again, to somebody whom nothing tells of it."""
    if wish == "today":
        # NOTE: Said after "Later today" to somebody who has only the web chat.
        return t.gettext(
            "Det går bra. Jag kan inte säga till. Titta in igen om några timmar eller i morgon. "
            "Då ligger frågan här."
        )
    if wish == "tomorrow":
        # NOTE: Said after "Tomorrow" to somebody who has only the web chat.
        return t.gettext(
            "Det går bra. Jag kan inte säga till, så titta in igen i morgon eller nästa vardag. "
            "Då ligger frågan här."
        )
    if ends_soon:
        # NOTE: Said after "In a week" to somebody who has only the web chat, where it would be
        # too late then for this rating.
        return t.gettext(
            "Det går bra. Tiden för den här stjärnan tar snart slut. Jag kan inte säga till, "
            "så titta in igen om några dagar. Du kan också börja när du vill."
        )
    # NOTE: Said after "In a week" to somebody who has only the web chat.
    return t.gettext(
        "Det går bra. Jag kan inte säga till, så titta in igen om en vecka. Då ligger frågan här."
    )
