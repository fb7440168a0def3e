"""Serving clips: to anybody, part by part, to be kept; an address tells nothing."""

import pytest

from bot.app_context import AppContext
from dialogs.people.staff import StaffRole
from storage.clips.clips import clips_of_language, store_clip
from storage.tables.people import Staff
from tests.admin.visits import open_browser
from tests.people import add_staff

OGG, MP4 = b"0123456789" * 100, b"abcdefghij" * 100


async def address(app: AppContext, form: str = "ogg") -> str:
    tora = await add_staff(app, "Tora", StaffRole.TRANSLATOR)
    async with app.database.writing() as session:
        staff = await session.get_one(Staff, tora)
        await store_clip(session, staff, "ar", "a", "words", OGG, MP4, app.clock())
        (known,) = await clips_of_language(session, "ar")
    return f"/clips/{known.digest}.{form}"


@pytest.mark.parametrize(
    ("form", "kind", "sound"), [("ogg", "audio/ogg", OGG), ("m4a", "audio/mp4", MP4)]
)
async def test_anybody_hears_a_clip_and_keeps_it(
    app: AppContext, form: str, kind: str, sound: bytes
) -> None:
    async with open_browser(app) as client:
        answer = await client.get(await address(app, form))
    assert (answer.status_code, answer.content) == (200, sound)
    assert answer.headers["content-type"] == kind
    assert answer.headers["accept-ranges"] == "bytes"
    assert answer.headers["cache-control"] == "public, max-age=31536000"
    assert "content-encoding" not in answer.headers
    assert "media-src 'self'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("wanted", "first", "last"),
    [
        ("bytes=0-1", 0, 1),
        ("bytes=990-", 990, 999),
        ("bytes=-10", 990, 999),
        ("bytes=0-999999", 0, 999),
        ("bytes=-5000", 0, 999),
    ],
)
async def test_a_part_is_a_part(app: AppContext, wanted: str, first: int, last: int) -> None:
    async with open_browser(app) as client:
        answer = await client.get(await address(app), headers={"Range": wanted})
    assert answer.status_code == 206
    assert answer.content == OGG[first : last + 1]
    assert answer.headers["content-range"] == f"bytes {first}-{last}/1000"
    assert answer.headers["content-length"] == str(last - first + 1)


@pytest.mark.parametrize("wanted", ["bytes=1000-", "bytes=5-4", "bytes=-0"])
async def test_a_part_that_is_not_there_is_none(app: AppContext, wanted: str) -> None:
    async with open_browser(app) as client:
        answer = await client.get(await address(app), headers={"Range": wanted})
    assert (answer.status_code, answer.content) == (416, b"")
    assert answer.headers["content-range"] == "bytes */1000"
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("wanted", ["bytes=-", "bytes=0-1,5-6", "lines=1-2", "bytes=a-b"])
async def test_what_is_not_understood_is_answered_whole(app: AppContext, wanted: str) -> None:
    async with open_browser(app) as client:
        answer = await client.get(await address(app), headers={"Range": wanted})
    assert (answer.status_code, answer.content) == (200, OGG)


@pytest.mark.parametrize("name", ["x.ogg", f"{'0' * 32}.ogg", f"{'0' * 32}.mp3"])
async def test_what_is_not_there_is_not_kept(app: AppContext, name: str) -> None:
    async with open_browser(app) as client:
        answer = await client.get(f"/clips/{name}")
    assert answer.status_code == 404
    assert answer.headers["cache-control"] == "no-store"
