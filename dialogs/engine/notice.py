"""Notices: the short friendly lines that come when nothing changes, and the standing texts."""

from dialogs.engine.ask import Ask, Kind, Way
from dialogs.engine.labels import menu_offers, reminders_offer, resume_offer, way_label
from dialogs.engine.reply import Code, Notice, Offer
from dialogs.engine.scene import Scene
from dialogs.engine.written import spoken_notice, written_text
from dialogs.labels.commands import command_words, data_sent_text
from dialogs.labels.refusals import Refusal, refusal_text
from dialogs.texts import Texts, isolate


def notice(code: Code, scene: Scene, ask: Ask | None = None) -> Notice:
    """Word a notice in the reader's language, for the ask that is open."""
    text = _text(code, scene, ask)
    if code in UNREAD and not (ask is not None and ask.kind is Kind.TEXT):
        text = f"{text}\n\n{scene.urgent}"
    return Notice(code, text, _offers(code, scene))


UNREAD = (
    Code.NOT_AN_OPTION,
    Code.TOO_LONG,
    Code.UNREADABLE,
    Code.UNHEARD,
    Code.SPOKEN,
    Code.SPOKEN_TOO_LONG,
    Code.SPOKEN_UNCLEAR,
    Code.SPOKEN_NOT_TAKEN,
    Code.SPOKEN_TOO_MANY,
    Code.HELP,
)
"""Somebody may have said something that nobody will read: whom to call stands below."""


def _offers(code: Code, scene: Scene) -> tuple[Offer, ...]:
    t = scene.texts
    match code:
        case Code.PAUSED:
            return (resume_offer(t),)
        case Code.QUIET | Code.STOPPED:
            return (reminders_offer(t),)
        case Code.HELP if scene.listens:
            return menu_offers(t, knocks=scene.knocks)
        case _:
            return ()


def _text(code: Code, scene: Scene, ask: Ask | None) -> str:
    t = scene.texts
    match code:
        case Code.NOT_AN_OPTION | Code.EMPTY:
            return _not_understood(scene, ask)
        case Code.OUT_OF_RANGE:
            # NOTE: The person wrote a number that is not on the scale, for instance 35 or 0.
            return t.gettext(
                "Den siffran finns inte bland svaren. Välj en av siffrorna som står här."
            )
        case Code.MASKED:
            # NOTE: The person has written a Swedish personal identity number (personnummer).
            return t.gettext("Jag tog bort ett personnummer. Det behöver aldrig stå här.")
        case Code.UNREADABLE:
            return _unreadable(scene, ask)
        case Code.TOO_LONG:
            return _too_long(scene, ask)
        case Code.STALE:
            # NOTE: The person pressed a button of a question that is already answered.
            return t.gettext(
                "Den frågan är redan besvarad. Om du vill ändra svaret kan du gå tillbaka."
            )
        case Code.MEANING | Code.HELP:
            return _meaning(scene, ask if code is Code.MEANING else None)
        case Code.PAUSED | Code.QUIET | Code.STOPPED:
            return _silence(code, scene)
        case (
            Code.SPOKEN
            | Code.SPOKEN_TOO_LONG
            | Code.SPOKEN_UNCLEAR
            | Code.SPOKEN_NOT_TAKEN
            | Code.SPOKEN_TOO_MANY
            | Code.HEARD
        ):
            return spoken_notice(code, t, asked=ask is not None)
        case _:
            return _standing(code, scene)


def _standing(code: Code, scene: Scene) -> str:
    """Word what is said where no question has to do with it."""
    t = scene.texts
    match code:
        case Code.UNHEARD:
            # NOTE: Said when the person writes something and no question is open.
            return t.gettext("Just nu finns ingen fråga till dig.")
        case Code.PASSED_ON:
            # NOTE: Said when the person has let us pass on to their coach what they wrote.
            return t.gettext(
                "Nu kan din handledare läsa det du skrev. Det kan dröja några dagar. Ring eller "
                "hör av dig på annat sätt om det är bråttom."
            )
        case Code.PASSED_ON_BEFORE:
            # NOTE: The person presses the button for passing words on to the coach once more.
            return t.gettext("Din handledare kan redan läsa det du skrev.")
        case Code.DRAFT:
            return draft_text(t)
        case Code.LISTENS:
            # NOTE: Said when somebody wants everything read to them. Some of the texts have been
            # recorded as sound, others have not.
            return t.gettext("Nu kommer ljudet först, där det finns. Annat kommer som text.")
        case Code.READS:
            # NOTE: Said when somebody does not want everything read to them any more.
            return t.gettext("Okej. Nu kommer allt som text igen.")
        case Code.CLOSED:
            return refusal_text(Refusal.STRANGER, t)
        case (
            Code.UNSURE
            | Code.ADDED
            | Code.ADDED_UNSURE
            | Code.NO_ROOM
            | Code.CORRECTED
            | Code.STANDS
            | Code.WORDS_CORRECTED
            | Code.NO_COMMAND
            | Code.COACH_HAS_IT
        ):
            return written_text(code, t)
        case Code.WHEREABOUTS:
            return dict(command_words(t))["coach"]  # the heading of what stands below
        case Code.DATA_SENT:
            return data_sent_text(t, aloud=scene.listens)
        case _:
            return _idle(scene)


def draft_text(t: Texts) -> str:
    """Say, once for all questions of a rating, that nobody has approved their translation."""
    # NOTE: Before questions whose translation nobody has approved yet. {button} is the button that
    # says what a question means ("What does it mean?"); the question in Swedish stands there too.
    line = t.gettext(
        "Ingen har granskat översättningen av frågorna än. Under ”{button}” står frågan på "
        "svenska också."
    )
    return line.format(button=way_label(Way.MEANING, t))


def _unreadable(scene: Scene, ask: Ask | None) -> str:
    t = scene.texts
    if ask is None:
        # NOTE: The person sent a sticker, a voice note or a photo; no question is open.
        return t.gettext("Jag kan bara läsa text än så länge.")
    # NOTE: The person sent a sticker, a voice note, a photo or changed an old message.
    return t.gettext("Jag kan bara läsa text än så länge. Tryck på ett av svaren, eller skriv.")


def _idle(scene: Scene) -> str:
    t = scene.texts
    if scene.quiet:
        return t.gettext("Just nu finns ingen fråga till dig.")
    if scene.knocks:
        # NOTE: Said when the person comes to look and no question is open.
        return t.gettext("Just nu finns ingen fråga till dig. Jag hör av mig när det är dags.")
    # NOTE: Said when no question is open, to somebody whom nothing tells when it is time.
    return t.gettext(
        "Just nu finns ingen fråga till dig. Jag kan inte säga till när det är dags, så titta "
        "gärna in igen."
    )


def _silence(code: Code, scene: Scene) -> str:
    t = scene.texts
    match code:
        case Code.PAUSED:
            # NOTE: Said when the person wants to go on later. Nothing is lost, no hurry.
            return t.gettext("Det är lugnt. Allt du har svarat är sparat. Fortsätt när du vill.")
        case Code.QUIET if not scene.knocks:
            # NOTE: Said to somebody who has only the web chat, and wants a pause.
            return t.gettext(
                "Det är lugnt. Allt är sparat. Det kommer inget hit på en vecka, inte heller om "
                "möten."
            )
        case Code.QUIET:
            # NOTE: Said after /pause. Obeyed at once, no questions asked.
            return t.gettext(
                "Det är lugnt. Allt är sparat. Nu är jag tyst en vecka, också om möten. Vill "
                "du ändra det? Skriv /reminders eller öppna menyn."
            )
        case _ if not scene.knocks:
            # NOTE: Said to somebody who has only the web chat, and wants no more questions.
            return t.gettext(
                "Okej. Det kommer inga fler frågor hit, och inget om möten. Allt du har svarat är "
                "sparat."
            )
        case _:
            # NOTE: Said after /stop. Obeyed at once, no blame.
            return t.gettext(
                "Okej, nu är jag tyst. Du får inga fler påminnelser, inte heller om möten. "
                "Allt du har svarat är sparat. Vill du ändra dig? Skriv /reminders eller "
                "öppna menyn."
            )


def _not_understood(scene: Scene, ask: Ask | None) -> str:
    t = scene.texts
    if ask is not None and ask.kind is Kind.TEXT:
        # NOTE: The person sent an empty comment.
        return t.gettext("Skriv gärna några ord, eller gå tillbaka till frågan.")
    if ask is not None and ask.kind is Kind.CHOICE:
        # NOTE: The person wrote something that is none of the answers. No numbers are shown.
        return t.gettext("Jag förstod inte riktigt. Tryck på ett av svaren.")
    # NOTE: The person wrote something that is none of the answers. Friendly, no blame.
    return t.gettext("Jag förstod inte riktigt. Tryck på ett av svaren, eller skriv siffran.")


def _too_long(scene: Scene, ask: Ask | None) -> str:
    t = scene.texts
    if ask is None or (Way.COMMENT not in ask.ways and ask.kind is not Kind.TEXT):
        # NOTE: The person wrote a very long text where one of the answers was asked for.
        return t.gettext("Det var en lång text. Tryck på ett av svaren.")
    if ask.kind is not Kind.TEXT:
        # NOTE: The person wrote a very long text where one of five answers was asked for.
        return t.gettext(
            "Det var en lång text. Tryck på ett av svaren. Du kan skriva mer i en kommentar."
        )
    # NOTE: {longest} is the greatest number of characters in a comment.
    line = t.gettext("Texten är för lång för mig. Skriv den gärna kortare, högst {longest} tecken.")
    return line.format(longest=t.number(ask.longest))


def _meaning(scene: Scene, ask: Ask | None) -> str:
    if ask is None:
        return _help(scene)
    if not ask.source:
        return ask.meaning
    # NOTE: {source} is the question in Swedish, shown below a translation of it.
    original = scene.texts.gettext("På svenska: {source}").format(source=isolate(ask.source))
    return f"{ask.meaning}\n\n{original}"


def _help(scene: Scene) -> str:
    t = scene.texts
    # Who listens has a button for each instead: a command is nothing that is heard.
    listed = [] if scene.listens else command_words(t)
    commands = (f"/{name} – {words}" for name, words in listed if name != "help")
    lines = (
        # NOTE: First line of the help. A calm, friendly bot.
        t.gettext("Jag ställer en fråga i taget. Du kan pausa när du vill och fortsätta sedan."),
        *commands,
        t.gettext("Är det något annat? Fråga din handledare."),
    )
    return "\n".join(lines)
