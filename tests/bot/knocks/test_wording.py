"""What a knock says: neutral, short, and no dearer than it has to be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.doorbell.doorbell import Nudge
from bot.knocks.wording import knock_text
from bot.languages.catalog import catalog
from bot.languages.spoken import languages
from dialogs.people.knocks import KnockKind
from dialogs.words.sms import sms_parts

LINK = "https://chat.example.org/c/d." + "A" * 56


@given(st.text(min_size=1, max_size=60), st.sampled_from(sorted(languages())))
def test_how_to_stop_costs_nothing(organisation: str, language: str) -> None:
    nudge = Nudge(f"Meddelande från {organisation}.", "Öppna", LINK)
    t = catalog(language)
    short = knock_text(KnockKind.SMS, t, nudge).text
    longer = knock_text(KnockKind.SMS, t, nudge, can_answer=True).text
    assert sms_parts(longer) == sms_parts(short)
    assert longer.startswith(short)


@pytest.mark.parametrize("language", sorted(languages()))
def test_no_sign_that_nobody_sees_makes_an_sms_wide(language: str) -> None:
    nudge = Nudge("Från \u2068Skapabot\u2069.", "Öppna", LINK)
    assert knock_text(KnockKind.SMS, catalog(language), nudge).text == f"Från Skapabot. {LINK}"


def test_a_notice_says_a_language_alone() -> None:
    nudge = Nudge("Från Skapabot.", "Öppna", LINK)
    said = knock_text(KnockKind.PUSH, catalog("ar"), nudge)
    assert (said.subject, said.text, said.language) == ("", "", "ar")
