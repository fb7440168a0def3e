"""What can be heard, as the operator sees it."""

import json
from importlib import resources
from pathlib import Path

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
def spoken(tables: Path, skapabot: Command) -> Command:
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
    assert " recorded, 0 read by a machine, " in lines[0]
    assert lines[0].endswith(" missing, 0 of them recorded before a change")
    assert [one for one in lines if one.startswith("ar: 0 of ") and "1 of them recorded" in one]
    assert [one for one in lines if one.startswith("en: 0 of ") and "0 of them recorded" in one]
    silent = [one.partition(":")[0] for one in lines if one.endswith("(no machine speaks it)")]
    assert silent == ["ckb", "ps", "so"]


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


def test_what_a_machine_reads_is_counted_where_it_is_on(
    spoken: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def draft(app: AppContext) -> None:
        app.drafts.wish("sv", HEALTH.anchors[0])
        app.drafts.wish("sv", HEALTH.wording)
        await app.drafts.make_waiting()

    monkeypatch.setenv("SKAPABOT_VOICE_DRAFTS", "yes")
    with_parts(draft)
    assert " 1 read by a machine, " in spoken("voice", "status").out.splitlines()[0]
    listed = spoken("voice", "status", "--language", "sv").out
    assert f"drafted: {HEALTH.anchors[0]}" in listed
    assert HEALTH.wording not in listed, "somebody has recorded it"
    found = json.loads(spoken("voice", "status", "--json").out)
    assert (found["sv"]["drafted"], found["sv"]["machine"], found["so"]["machine"]) == (1, 1, 0)
    monkeypatch.delenv("SKAPABOT_VOICE_DRAFTS")
    assert " 0 read by a machine, " in spoken("voice", "status").out.splitlines()[0]


def test_an_own_instrument_is_listed_in_its_language(environ: Path, skapabot: Command) -> None:
    ours = resources.files("dialogs") / "instruments" / "skapa.toml"
    own = ours.read_text(encoding="utf-8").replace(HEALTH.wording, "Hur sover du?")
    (environ / "instruments").mkdir()
    (environ / "instruments" / "own.toml").write_text(
        own.replace('id = "skapa"', 'id = "own"', 1), encoding="utf-8"
    )
    assert skapabot("migrate").code == 0
    assert "unspoken: Hur sover du?" in skapabot("voice", "status", "--language", "sv").out
    assert "Hur sover du?" not in skapabot("voice", "status", "--language", "ar").out
