"""What a knock says: the doorbell's line and the personal link, and nothing about anybody."""

from dataclasses import dataclass

from bot.app_context import AppContext
from bot.doorbell.doorbell import Nudge
from dialogs.people.knocks import KnockKind
from dialogs.texts import Texts
from dialogs.words.sms import sms_parts

_ISOLATES = {ord(sign): None for sign in "\u2066\u2067\u2068\u2069"}


@dataclass(frozen=True)
class KnockText:
    """The words of a knock. ``subject`` is a mail's."""

    subject: str
    text: str
    language: str


def plain(text: str) -> str:
    """Leave out the signs that hold a name together: they make an SMS twice as long."""
    return text.translate(_ISOLATES)


def knock_text(kind: KnockKind, t: Texts, nudge: Nudge, *, can_answer: bool = False) -> KnockText:
    """Word a knock by its kind. ``can_answer``: an answer to an SMS gets to us."""
    match kind:
        case KnockKind.MAIL:
            return mail_text(t, nudge)
        case KnockKind.SMS:
            return sms_text(t, nudge, can_answer=can_answer)
        case KnockKind.PUSH:
            return KnockText("", "", t.language)


def mail_text(t: Texts, nudge: Nudge) -> KnockText:
    """Word a mail that tells of a message."""
    # NOTE: Last line of an e-mail that says no more than that there is a message. "Menyn" is on
    # the page that the link opens.
    stop = t.gettext("Vill du inte ha e-post härifrån? Öppna länken och ändra det i menyn.")
    return KnockText(plain(nudge.text), f"{nudge.text}\n\n{nudge.link}\n\n{stop}\n", t.language)


def sms_text(t: Texts, nudge: Nudge, *, can_answer: bool) -> KnockText:
    """Word an SMS that tells of a message: short, since each part is paid for.

    How to stop them stands there where it costs nothing; the page says it in any case.
    """
    text = f"{plain(nudge.text)} {nudge.link}"
    # NOTE: At the end of an SMS. "STOP" stays as it is: the person writes it in an SMS to us. As
    # short as can be.
    stop = t.gettext("Svara STOP för att slippa.")
    whole = f"{text} {stop}"
    costs_nothing = sms_parts(whole) == sms_parts(text)
    return KnockText("", whole if can_answer and costs_nothing else text, t.language)


def code_text(app: AppContext, t: Texts, code: str) -> KnockText:
    """Word what shows that a number or an address is somebody's own."""
    # NOTE: An SMS or e-mail with a code of four digits, which the person types on our page.
    line = t.gettext("Din kod är {code}. Skriv den på sidan. Hälsningar från {organisation}.")
    text = line.format(code=code, organisation=plain(app.settings.organisation))
    return KnockText(text, f"{text}\n", t.language)
