"""The calendar file, read back by a calendar library, and by hand."""

import datetime as dt

import pytest
from cryptography.fernet import Fernet
from icalendar import Calendar

from bot.app_context import AppContext
from bot.files.calendar import calendar_file
from bot.languages.catalog import catalog
from storage.database.encryption import Vault, install_vault
from storage.meetings.uids import earlier_uid
from storage.tables.agenda import Meeting

PLACES = (
    "Storgatan 1, rum 3; ring 0413-123 45\\6",
    "شارع السلام ١٢، الطابق الثالث",
    "Kulturhuset, tredje våningen, dörren till vänster om caféet med den blå skylten " * 3,
    "a\r\nATTENDEE:mailto:x@example.org\u202e",
)
STARTS = dt.datetime(2027, 3, 29, 8, 0, tzinfo=dt.UTC)  # the first Monday of summer time


@pytest.fixture(autouse=True)
def keys(app: AppContext) -> AppContext:
    return app  # they install the vault that names a meeting


def meeting(**more: object) -> Meeting:
    facts: dict[str, object] = {
        "id": 7,
        "participant_id": 1,
        "starts_at": STARTS,
        "minutes": 45,
        "place": PLACES[0],
        "line": "Vi pratar om din hälsa",
        "revision": 0,
        "cancelled": False,
        "changed_at": dt.datetime(2027, 3, 1, 9, 30, tzinfo=dt.UTC),
    }
    return Meeting(**{**facts, **more})


def text(one: Meeting, language: str = "sv") -> str:
    return calendar_file(one, catalog(language)).text


@pytest.mark.parametrize("place", PLACES)
def test_a_calendar_reads_back_what_was_booked(place: str) -> None:
    [event] = Calendar.from_ical(text(meeting(place=place, revision=3))).walk("VEVENT")
    assert event.decoded("dtstart") == STARTS
    assert event.decoded("dtend") == STARTS + dt.timedelta(minutes=45)
    assert event["sequence"] == 3
    assert str(event["location"]) == " ".join(place.replace("\u202e", "").split())[:300].strip()
    assert str(event["organizer"]) == "mailto:noreply@calendar.invalid"
    assert str(event["attendee"]) == "mailto:guest@calendar.invalid", "one, whatever the place says"
    assert event["attendee"].params["RSVP"] == "FALSE"


@pytest.mark.parametrize("place", PLACES)
def test_lines_are_folded_and_end_as_the_standard_says(place: str) -> None:
    raw = text(meeting(place=place)).encode()
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert raw.count(b"\n") == raw.count(b"\r") == raw.count(b"\r\n")
    lines = raw.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    for line in lines:
        line.decode()  # no letter is cut in two
    unfolded = raw.replace(b"\r\n ", b"").decode()
    kept = " ".join(place.replace("\u202e", "").split())[:300].strip()
    escaped = kept.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    assert f"\r\nLOCATION:{escaped}\r\n" in unfolded
    assert "\r\nDTSTART:20270329T080000Z\r\n" in unfolded


def test_a_change_and_a_cancellation_replace_the_same_entry() -> None:
    first, second = meeting(), meeting(revision=1, place="Torget 2")
    off = meeting(revision=2, cancelled=True)
    uids = {str(Calendar.from_ical(text(one)).walk("VEVENT")[0]["uid"]) for one in (first, second)}
    assert len(uids) == 1
    assert [str(Calendar.from_ical(text(one))["method"]) for one in (first, second)] == [
        "REQUEST",
        "REQUEST",
    ]
    read = Calendar.from_ical(text(off))
    assert "organizer" in read.walk("VEVENT")[0], "who asks calls it off"
    assert str(read["method"]) == "CANCEL"
    assert str(read.walk("VEVENT")[0]["status"]) == "CANCELLED"
    assert str(read.walk("VEVENT")[0]["uid"]) in uids
    assert not read.walk("VALARM")


def test_the_name_of_an_entry_cannot_be_guessed(app: AppContext) -> None:
    ours = earlier_uid(7)
    assert len(ours) == 40
    assert earlier_uid(8) != ours
    install_vault(Vault([Fernet.generate_key().decode()], "another secret"))
    assert earlier_uid(7) != ours


def test_it_says_nothing_about_the_person_or_the_project() -> None:
    said = text(meeting()).lower()
    for word in ("skapa", "hälsa", "iris", "bot", "handledare", "rating"):
        assert word not in said.replace("\r\n ", "")
    assert "SUMMARY:Möte\r\n" in text(meeting())
    assert calendar_file(meeting(), catalog("ar")).name == "meeting.ics"
