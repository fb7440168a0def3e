"""Fixtures: the parts with a mail server, and a coach whose digest is due now."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app_context import AppContext, build_app
from storage.talk.mail_outbox import newest_mail
from tests.bot.channels.mail.mailbox import Mailbox, mail_server
from tests.conftest import StandingClock, test_settings
from tests.migrated import give_tables
from tests.people import add_coach, change_staff, fill_caseload

Mailing = tuple[AppContext, Mailbox, int]


@pytest.fixture
async def mailing(tmp_path: Path, clock: StandingClock) -> AsyncIterator[Mailing]:
    with mail_server() as mailbox:
        app, coach = await make_mailing(tmp_path, clock, f"smtp://127.0.0.1:{mailbox.port}")
        yield app, mailbox, coach
        await app.database.close()


async def make_mailing(folder: Path, clock: StandingClock, url: str) -> tuple[AppContext, int]:
    settings = test_settings(
        folder, SKAPABOT_SMTP_URL=url, SKAPABOT_MAIL_FROM="Skapabot <bot@example.org>"
    )
    app = build_app(settings, clock)
    await give_tables(app.database)
    coach = await add_coach(app)
    await fill_caseload(app, coach)
    await change_staff(app, coach, digest_at=clock())
    return app, coach


async def fate(app: AppContext, coach: int) -> tuple[str, bool]:
    """Give the newest mail's fate, and whether its text is still kept."""
    async with app.database.reading() as session:
        row = await newest_mail(session, coach)
    assert row is not None
    return row.status, row.payload is not None
