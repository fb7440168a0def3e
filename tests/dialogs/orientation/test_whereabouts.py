"""Who my coach is, and where I am: what is said is true, whatever is known."""

import datetime as dt
from dataclasses import replace

import pytest

from bot.languages.spoken import languages
from dialogs.agenda.answers import MeetingAnswer
from dialogs.engine.scene import HelpText, Scene
from dialogs.orientation.whereabouts import Whereabouts, whereabouts_lines
from dialogs.people.coach import Coach
from dialogs.talks.unheard import Meets
from dialogs.texts import DIRECTION_CONTROLS
from tests.scenes import MEETING, scene

TODAY = dt.date(2026, 11, 23)
KARIN = Coach("Karin", "0300-12 34 56", "karin@example.org", "vardagar före tio")
NEW = Whereabouts(
    TODAY, KARIN, heard=True, enrolled_on=dt.date(2026, 8, 23), rating_on=dt.date(2027, 2, 23)
)


def said(known: Whereabouts, among: Scene | None = None, *, asked: bool = False) -> str:
    """Give what is said as one text, with the buttons in brackets."""
    lines = whereabouts_lines(among or scene("sv"), known, asked=asked)
    shown = (f"{one.text} {[of.label for of in one.offers] or ''}" for one in lines)
    return "".join(sign for sign in "\n".join(shown) if sign not in DIRECTION_CONTROLS)


def test_everything_that_is_known_is_said() -> None:
    text = said(replace(NEW, exit_on=dt.date(2027, 8, 22), meeting=Meets(MEETING)))
    for part in (
        "Din handledare heter Karin.",
        "Telefon: 0300-12 34 56",
        "E-post: karin@example.org",
        "Lättast att nå: vardagar före tio",
        "Fungerar det inte med din handledare?",
        "Du har varit med sedan 23 aug. 2026. Din sista dag är 22 aug. 2027.",
        "Din nästa stjärna är 23 feb. 2027.",
        "Ditt nästa möte: tisdag 24 november klockan 10:00.",
        "['Jag kommer', 'Jag kan inte']",
    ):
        assert part in text
    assert "Jag påminner dig inte" not in text
    assert "säga till" not in text
    assert "inte hur du når" not in text


def test_what_is_not_known_is_not_shown_and_what_to_do_is() -> None:
    text = said(replace(NEW, coach=Coach("Karin"), rating_on=None))
    assert "Telefon" not in text
    assert "Här står inte hur du når din handledare. Fråga när ni ses." in text
    assert "Du kan också skriva här." in text
    assert "Din handledare vet hur länge du ska vara med." in text
    assert "Inget möte är bokat här." in text
    assert "Ingen ny stjärna är planerad just nu." in text
    gone = said(replace(NEW, coach=None, heard=False))
    assert gone.startswith("Just nu kan jag inte se vem din handledare är.")
    assert "skriva här" not in gone


def test_how_long_it_lasts_is_what_is_known_of_it() -> None:
    knows = "Din handledare vet hur länge du ska vara med."
    usual = replace(NEW, months=12)
    assert "Man brukar vara med i 12 månader." in said(usual)
    assert knows not in said(usual)
    assert knows in said(replace(usual, today=dt.date(2027, 8, 23))), "longer than is usual"
    assert "Man brukar" not in said(replace(usual, exit_on=dt.date(2027, 8, 22)))


def test_whom_else_to_turn_to_is_the_organisations_to_say() -> None:
    assert "någon annan på Iris." in said(NEW)
    asks = replace(scene("sv"), help=HelpText(contact="växeln, 0123-45 67 00"))
    assert "Då kan du vända dig till växeln, 0123-45 67 00." in said(NEW, asks)
    own = replace(asks, help=replace(asks.help, otherwise={"sv": "Ring Eva, 0123-1."}))
    assert "Fungerar det inte med din handledare? Ring Eva, 0123-1." in said(NEW, own)
    assert "0123-45 67 00" not in said(NEW, own)
    assert "0123-1" not in said(NEW, own.in_language("ar")), "none in Arabic"


def test_somebody_who_has_not_said_yes_is_told_of_the_coach_only() -> None:
    text = said(replace(NEW, enrolled_on=None, rating_on=None, heard=False))
    assert "Karin" in text
    assert "stjärna" not in text
    assert "möte" not in text


def test_a_rating_that_waits_has_a_button_unless_a_question_is_open() -> None:
    waits = replace(NEW, rating_on=TODAY)
    assert "Det är dags för din stjärna nu. Gör den när du vill. ['Börja nu']" in said(waits)
    asked = said(waits, asked=True)
    assert "Börja nu" not in asked
    assert asked.endswith("Du kan ta den när du vill. ['Fortsätt']")
    assert "Du kan också skriva här." not in asked, "it would be an answer to the question"


def test_what_somebody_has_wished_for_is_what_is_said() -> None:
    stopped = said(NEW, replace(scene("sv"), quiet=True))
    assert "Din nästa stjärna är 23 feb. 2027. Jag påminner dig inte" in stopped
    assert "['Jag vill ha påminnelser igen']" in stopped
    alone = said(NEW, replace(scene("sv"), quiet=True, knocks=False))
    assert "Det kommer inga frågor hit, för du har sagt stopp." in alone
    assert "säga till" not in alone
    paused = said(replace(NEW, quiet_until=TODAY + dt.timedelta(7)))
    assert "Du har paus till 30 nov. 2026." in paused


def test_whom_nothing_can_tell_is_not_promised_it() -> None:
    text = said(NEW, replace(scene("sv"), knocks=False))
    assert "Din nästa stjärna är 23 feb. 2027. Jag kan inte säga till" in text


def test_after_the_last_day_nothing_more_is_spoken_of() -> None:
    left = replace(NEW, exit_on=TODAY - dt.timedelta(1), rating_on=None)
    text = said(left)
    assert "Du var med till 22 nov. 2026." in text
    assert "Karin" in text
    assert "stjärna" not in text
    assert "möte" not in text
    assert "dags för din stjärna" in said(replace(left, rating_on=TODAY)), "the exit's own"
    assert "Din sista dag är" in said(replace(left, exit_on=TODAY))


def test_a_meeting_that_was_refused_is_not_the_next_one() -> None:
    text = said(replace(NEW, meeting=Meets(MEETING, MeetingAnswer.CANNOT)))
    assert "Du har sagt att du inte kan komma på mötet" in text


@pytest.mark.parametrize("language", languages())
def test_every_language_says_all_of_it(language: str) -> None:
    here = scene(language)
    lines = whereabouts_lines(here, replace(NEW, meeting=Meets(MEETING)), asked=True)
    assert not any("{" in one.text for one in lines)
    assert "0300-12 34 56" in lines[0].text
