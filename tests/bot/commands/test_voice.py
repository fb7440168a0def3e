"""What can be heard, as the operator sees it."""

import json

import pytest

from bot.app_context import AppContext
from bot.languages.text_states import digest_of, digest_of_key
from dialogs.people.staff import StaffRole
from storage.clips.clips import store_clip
from storage.tables.people import Staff
from tests.bot.commands.conftest import Command, with_parts
from tests.people import add_staff
from tests.scenes import skapa

HEALTH = skapa().item("health")
SOURCE = digest_of_key(("skapa.health", HEALTH.wording))


@pytest.fixture
def spoken(skapabot: Command) -> Command:
    """The question about health is recorded; in Arabic with other words."""
    assert skapabot("migrate").code == 0

    async def speak(app: AppContext) -> None:
        eva = await add_staff(app, "Eva", StaffRole.ADMIN)
        async with app.database.writing() as session:
            staff = await session.get_one(Staff, eva)
            for language, words in (("sv", HEALTH.wording), ("ar", "شيء آخر")):
                named = (language, SOURCE, digest_of(words))
                await store_clip(session, staff, *named, b"ogg", b"mp4", app.clock())

    with_parts(speak)
    return skapabot


def test_every_language_is_counted(spoken: Command) -> None:
    ran = spoken("voice", "status")
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[0].startswith("sv: 1 of ")
    assert lines[0].endswith(" recorded, 0 recorded before a change")
    assert [one for one in lines if one.startswith("ar: 0 of ") and "1 recorded before" in one]
    assert [one for one in lines if one.startswith("en: 0 of ") and "0 recorded before" in one]


def test_what_is_missing_is_listed(spoken: Command) -> None:
    swedish = spoken("voice", "status", "--language", "sv").out
    assert HEALTH.wording not in swedish
    assert "unspoken: Vet du vad du ska göra" in swedish
    arabic = spoken("voice", "status", "--language", "ar").out
    assert f"{SOURCE} outdated: " in arabic
    found = json.loads(spoken("voice", "status", "--language", "ar", "--json").out)["ar"]
    assert (found["spoken"], found["outdated"]) == (0, 1)
    assert len(found["missing"]) == found["unspoken"] + found["outdated"]
    assert found["missing"][0]["source"] == SOURCE
