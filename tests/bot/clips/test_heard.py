"""How what is shown is found among what was spoken."""

import pytest

from bot.clips.heard import Heard, Part, Sound, digests_of
from bot.languages.text_states import digest_of
from storage.clips.clips import FoundClip


def heard(*spoken: str, language: str = "sv", machine: bool = False) -> Heard:
    found = {digest_of(one): FoundClip(one.upper(), machine) for one in spoken}
    return Heard(language, found)


def part(text: str, *clips: str) -> Part:
    return Part(text, Sound(tuple(clips)))


def test_lines_of_one_paragraph_that_follow_each_other_are_one_sound() -> None:
    text = "Hej\nHälsa: 4 · God\nTid: 2 · Lite\n\nStämmer det?"
    known = heard("Hej", "Hälsa", "God", "Tid", "Lite", "Stämmer det?")
    assert known.parts(text) == (
        part("Hej\nHälsa: 4 · God\nTid: 2 · Lite", "HEJ", "HÄLSA", "GOD", "TID", "LITE"),
        part("Stämmer det?", "STÄMMER DET?"),
    )


def test_a_line_of_which_one_part_is_missing_is_read_and_parts_the_others() -> None:
    known = heard("Hälsa", "God", "Tid")
    assert known.parts("Hälsa: 4 · God\nTid: hoppade över\nHälsa: 4 · God") == (
        part("Hälsa: 4 · God", "HÄLSA", "GOD"),
        part("Tid: hoppade över"),
        part("Hälsa: 4 · God", "HÄLSA", "GOD"),
    )
    assert not known.sound("Hälsa: 4 · God\nTid: hoppade över")


def test_the_whole_line_goes_before_its_parts() -> None:
    assert heard("Hälsa: 4 · God", "Hälsa", "God").sound("Hälsa: 4 · God").clips == (
        "HÄLSA: 4 · GOD",
    )


def test_a_long_line_is_heard_by_the_pieces_that_the_machine_says() -> None:
    long = "Den här meningen är ganska lång, som du ser. " * 3
    line = long.strip()
    known = heard("Den här meningen är ganska lång, som du ser.", machine=True)
    assert known.sound(line) == Sound(("DEN HÄR MENINGEN ÄR GANSKA LÅNG, SOM DU SER.",) * 3, True)


def test_what_was_spoken_for_the_person_goes_with_its_line() -> None:
    known = Heard("sv", {}, {"Var: Biblioteket": Sound(("own/7",))})
    assert known.parts("Du har ett möte.\nVar: Biblioteket\nKommer du?") == (
        part("Du har ett möte."),
        part("Var: Biblioteket", "own/7"),
        part("Kommer du?"),
    )


@pytest.mark.parametrize("text", ["Hälsa: 4 · God", "Tid: \u2068God\u2069\n\nHej"])
def test_all_is_looked_up_that_may_be_heard(text: str) -> None:
    assert digest_of("God") in digests_of("sv", text)
    assert digest_of("4") not in digests_of("sv", text)
