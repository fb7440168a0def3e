"""Fixtures: the parts with a mail server, and a coach whose digest is due now."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.parts import Parts, build
from storage.talk.mail_outbox import newest_mail
from tests.admin.visits import karin
from tests.bot.staff.caseload import full_caseload, habit
from tests.bot.staff.mailbox import Mailbox, mail_server
from tests.conftest import StandingClock, test_settings
from tests.migrated import give_tables

Mailing = tuple[Parts, Mailbox, int]


@pytest.fixture
async def mailing(tmp_path: Path, clock: StandingClock) -> AsyncIterator[Mailing]:
    with mail_server() as mailbox:
        parts, coach = await mailing_parts(tmp_path, clock, f"smtp://127.0.0.1:{mailbox.port}")
        yield parts, mailbox, coach
        await parts.database.close()


async def mailing_parts(folder: Path, clock: StandingClock, url: str) -> tuple[Parts, int]:
    settings = test_settings(
        folder, SKAPABOT_SMTP_URL=url, SKAPABOT_MAIL_FROM="Skapabot <bot@example.org>"
    )
    parts = build(settings, clock)
    await give_tables(parts.database)
    coach = await karin(parts)
    await full_caseload(parts, coach)
    await habit(parts, coach, digest_at=clock())
    return parts, coach


async def fate(parts: Parts, coach: int) -> tuple[str, bool]:
    """Give the newest mail's fate, and whether its text is still kept."""
    async with parts.database.reading() as session:
        row = await newest_mail(session, coach)
    assert row is not None
    return row.status, row.payload is not None
