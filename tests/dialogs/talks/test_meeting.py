"""What somebody hears of a meeting, and what counts as an answer to it."""

import pytest

from dialogs.agenda.answers import MeetingAnswer
from dialogs.engine.ask import Answer
from dialogs.engine.conversation import Conversation
from dialogs.engine.effect import MeetingAnswered
from dialogs.talks.meeting import cancelled_line, meeting_text, next_meeting_line, reminder_lines
from dialogs.talks.routing import replay_of
from tests.scenes import MEETING, scene
from tests.talk import Talk

T = scene("sv").texts


def test_each_press_is_told_at_once_and_words_come_after() -> None:
    talk = Talk.at("meeting")
    talk.says("[Jag kan inte]")
    assert talk.effects == [MeetingAnswered("coming#0", 1, 0, coming=False)]
    talk.says("på torsdag")
    assert talk.effects[1:] == [MeetingAnswered("proposal#0", 1, 0, False, "på torsdag")]
    assert talk.top is None


def test_a_press_by_mistake_can_be_taken_back() -> None:
    talk = Talk.at("meeting")
    talk.says("[Jag kan inte]")
    talk.says("[Tillbaka]")
    talk.says("[Jag kommer]")
    assert [effect.coming for effect in talk.effects if isinstance(effect, MeetingAnswered)] == [
        False,
        True,
    ]


def test_what_was_said_to_an_older_meeting_does_not_answer_the_changed_one() -> None:
    said = {"coming#0": Answer(key="cannot")}
    before = Conversation("meeting", MEETING, said)
    after = Conversation("meeting", {**MEETING, "revision": 1, "phase": "changed"}, said)
    first, second = replay_of(before, scene("sv")).ask, replay_of(after, scene("sv")).ask
    assert first is not None
    assert second is not None
    assert (first.id, second.id) == ("proposal#0", "coming#1")
    assert second.text.startswith("Din handledare har ändrat ert möte. Nu är det tisdag")


@pytest.mark.parametrize(
    ("phase", "first"),
    [
        ("booked", "Din handledare har bokat ett möte med dig tisdag 24 november klockan 10:00."),
        ("reminder", "Snart har du ett möte med din handledare: tisdag 24 november klockan 10:00."),
    ],
)
def test_every_phase_has_its_own_first_line(phase: str, first: str) -> None:
    assert meeting_text(T, {**MEETING, "phase": phase}).splitlines()[0] == first


def test_the_coachs_words_cannot_turn_the_text_around() -> None:
    hostile = {**MEETING, "place": "a\u202eb", "line": "\u2069{day}\u2066"}
    text = meeting_text(T, hostile)
    assert "\u202e" not in text
    assert "\u2068ab\u2069" in text
    assert text.splitlines()[-1] == "\u2068{day}\u2069"


def test_without_a_line_there_is_none() -> None:
    assert len(meeting_text(T, {**MEETING, "line": ""}).splitlines()) == 3


def test_lines_alone_say_the_day_too() -> None:
    off = cancelled_line(T, MEETING).text
    assert "tisdag 24 november klockan 10:00 blir inte av" in off
    assert "Storgatan" in next_meeting_line(T, MEETING, None).text
    assert [say.text.split()[0] for say in reminder_lines(T, MEETING)] == ["Snart", "Du"]


COMING, CANNOT = "Jag kommer", "Jag kan inte"


@pytest.mark.parametrize(
    ("answer", "stands", "buttons"),
    [
        (None, "", [COMING, CANNOT]),
        (MeetingAnswer.COMING, "Du har sagt att du kommer.", [CANNOT]),
        (MeetingAnswer.CANNOT, "Du har sagt att du inte kan komma", [COMING]),
    ],
)
def test_a_mention_says_which_answer_stands_and_offers_the_other(
    answer: MeetingAnswer | None, stands: str, buttons: list[str]
) -> None:
    line = next_meeting_line(T, MEETING, answer)
    assert stands in line.text
    assert [offer.label for offer in line.offers] == buttons


@pytest.mark.parametrize(
    ("presses", "stands", "button"),
    [
        (["[Jag kommer]"], "att du kommer.", CANNOT),
        (["[Jag kan inte]", "[Nej, det räcker så]"], "att du inte kan.", COMING),
        (["[Jag kan inte]", "jag är sjuk"], "Du har svarat att du inte kan komma.", COMING),
    ],
)
def test_whoever_has_answered_sees_which_answer_stands(
    presses: list[str], stands: str, button: str
) -> None:
    talk = Talk.at("meeting")
    for press in presses:
        talk.says(press)
    said = talk.lines[talk.lines.index(f"> {presses[-1]}") :]
    assert any(stands in line for line in said)
    assert [line.strip() for line in said if line.strip().startswith("[")] == [f"[{button}]"]


def test_arabic_writes_day_and_time_in_its_own_digits() -> None:
    assert "٢٤" in cancelled_line(scene("ar").texts, MEETING).text
    assert "١٠:٠٠" in cancelled_line(scene("ar").texts, MEETING).text


def test_far_from_home_the_time_says_where_it_holds() -> None:
    away = {**MEETING, "zone": "Asia/Bangkok"}
    assert "tisdag 24 november klockan 10:00 (Bangkok)." in meeting_text(T, away)
    assert "klockan 10:00 (Bangkok) blir inte av" in cancelled_line(T, away).text
    assert "klockan 10:00 (Bangkok)." in next_meeting_line(T, away, None).text
    assert "(بانكوك)" in cancelled_line(scene("ar").texts, away).text
    assert "(" not in meeting_text(T, {**MEETING, "zone": ""})
