"""The ways in of a participant, as a list: a lost phone is shut out with one press."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from admin.web.guard import own_participant
from admin.web.input import number_of
from admin.web.visit import Visit
from bot.languages.catalog import Catalog
from dialogs.labels.contact import channel_label
from dialogs.people.accounts import AccountStatus
from storage.caseload.case_file import AccountFacts
from storage.people.audit import Audit
from storage.tables.people import Participant
from storage.talk.lost_phone import cut_off_account


@dataclass(frozen=True)
class ChannelLine:
    """One way in: what it is called, since when, and whether it can be shut."""

    id: int
    name: str
    since: str
    is_open: bool


def channel_lines(
    t: Catalog, accounts: Sequence[AccountFacts], zone: ZoneInfo
) -> list[ChannelLine]:
    """List the ways in, the newest first."""
    return [
        ChannelLine(
            one.id,
            channel_label(t, one.channel),
            t.date(one.created_at.astimezone(zone).date()),
            one.status is not AccountStatus.REVOKED,
        )
        for one in sorted(accounts, key=lambda one: one.created_at, reverse=True)
    ]


@own_participant(Audit.CHANNEL_SHUT, hold=True)
async def shut(visit: Visit, session: AsyncSession, participant: Participant) -> Response:
    """Shut one way in; pressed twice it stays shut."""
    chosen = number_of(visit.form.get("channel", ""))
    if chosen is not None:
        await cut_off_account(session, participant, chosen, visit.now)
    return visit.go_to_participant(participant, "#channels")
