"""The coach as a participant sees them: the name, and the ways that the coach has opened."""

import re
from dataclasses import dataclass

from dialogs.texts import Texts, isolate


@dataclass(frozen=True)
class Coach:
    """Whom a participant turns to; what the coach has not given is empty.

    ``best`` says in the coach's words when and how they are reached best. ``reads``: this person
    opens the participant's page, and what is passed on there.
    """

    name: str
    phone: str = ""
    email: str = ""
    best: str = ""
    reads: bool = True


@dataclass(frozen=True)
class ContactLine:
    """One way to a coach as a line; ``link`` opens it on a phone, empty where nothing does."""

    text: str
    link: str = ""


def coach_text(t: Texts, coach: Coach) -> str:
    """Name the coach, with a telephone number where there is one."""
    if coach.phone:
        # NOTE: {name} is the coach's name, {phone} a telephone number.
        text = t.gettext("Din handledare heter {name} och har telefon {phone}.")
        return text.format(name=isolate(coach.name), phone=isolate(coach.phone))
    return name_text(t, coach)


def name_text(t: Texts, coach: Coach) -> str:
    """Name the coach."""
    # NOTE: {name} is the coach's name.
    return t.gettext("Din handledare heter {name}.").format(name=isolate(coach.name))


def contact_lines(t: Texts, coach: Coach) -> tuple[ContactLine, ...]:
    """List how a coach is reached, a line each; empty where they have given nothing."""
    lines = []
    if coach.phone:
        # NOTE: How a participant reaches the coach. {phone} is a telephone number.
        text = t.gettext("Telefon: {phone}").format(phone=isolate(coach.phone))
        lines.append(ContactLine(text, phone_link(coach.phone)))
    if coach.email:
        # NOTE: How a participant reaches the coach. {email} is an e-mail address.
        text = t.gettext("E-post: {email}").format(email=isolate(coach.email))
        lines.append(ContactLine(text, f"mailto:{coach.email}"))
    if coach.best:
        # NOTE: {best} is when and how the coach is reached best, in the coach's own words, for
        # instance "weekdays before ten".
        text = t.gettext("Lättast att nå: {best}").format(best=isolate(coach.best))
        lines.append(ContactLine(text))
    return tuple(lines)


_AS_ONE_NUMBER = re.compile(r"\+?[0-9 \u00a0().\u2013-]+")
"""How people write one number; with a slash or a comma it is two, or one with an extension."""
_NOT_DIALLED = re.compile(r"[^0-9+]")


def phone_link(phone: str) -> str:
    """Give the link that dials a number as people write it; empty where it is not clear which."""
    said = phone.strip()
    if not _AS_ONE_NUMBER.fullmatch(said):
        return ""
    if said.startswith("+"):
        said = said.replace("(0)", "")  # it is dialled within the country only
    number = _NOT_DIALLED.sub("", said)
    return f"tel:{number}" if re.fullmatch(r"\+?[0-9]{3,15}", number) else ""


EMAIL = re.compile(r"[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
"""An address that any mail program takes from a link as it stands."""
