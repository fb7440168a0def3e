"""The audit log on both databases: tags are stored in words that never change."""

import pytest
from sqlalchemy import select

from bot.app_context import AppContext
from storage.people.audit import Audit, audit_of, log_action
from storage.tables.people import AuditEntry

STORED = {
    "agreed on step",
    "worded goal",
    "opened notes",
    "wrote note",
    "corrected note",
    "withdrew note",
    "gave coach's view",
    "printed own data",
    "added staff",
    "agreed to see participants",
    "took over without another's yes",
    "took over after removing another",
    "asked coach to see participants",
    "asked for hand-over",
    "closed request to see participants",
    "opened hand-over",
    "added step",
    "added sub-project",
    "renamed sub-project",
    "removed sub-project",
    "asked for a new invitation",
    "asked for digest in telegram",
    "added passkey",
    "asked for extra rating",
    "booked meeting",
    "called off meeting",
    "changed hour or protection",
    "changed meeting",
    "changed contact details of staff",
    "changed password",
    "changed staff",
    "handed over",
    "invited staff anew",
    "staff left",
    "changed address of staff",
    "confirmed own address",
    "removed administrator",
    "changed plan of sub-project",
    "changed leaders of sub-project",
    "commented on step",
    "corrected step",
    "withdrew step",
    "corrected rating from paper",
    "entered rating from paper",
    "opened rating on paper",
    "opened rating together",
    "rated together",
    "asked helper",
    "took back helper",
    "took back rating from paper",
    "erased",
    "explained occasion",
    "exported ratings",
    "enrolled",
    "invited",
    "listened to participant",
    "linked telegram",
    "looked at caseload in telegram",
    "made calendar address",
    "removed calendar address",
    "noted attendance",
    "noted step of translation",
    "opened caseload",
    "opened internal figures",
    "opened meeting",
    "opened participant",
    "opened conversation view",
    "opened particulars",
    "corrected particulars",
    "withdrew invitation",
    "invited by mistake",
    "own data",
    "read audit log",
    "read who has opened participant",
    "reminded from telegram",
    "reminded participant",
    "recorded text",
    "removed passkey",
    "removed recording of text",
    "renewed invitation",
    "reviewed text",
    "set exit",
    "set second factor",
    "shut channel",
    "signed in",
    "signed out",
    "snoozed from telegram",
    "unlinked telegram",
    "dealt with or hid what waits",
    "called participant",
    "decided whether to go on",
    "took back decision to go on",
}
"""As they stand in the logs of installations."""


async def test_tags_are_stored_as_they_always_were(either: AppContext) -> None:
    async with either.database.writing() as session:
        for one in Audit:
            await log_action(session, one, either.clock())
    async with either.database.reading() as session:
        found = (await session.scalars(select(AuditEntry.action).order_by(AuditEntry.id))).all()
        opened = AuditEntry.action == Audit.PARTICIPANT_OPENED
        assert len((await session.scalars(select(AuditEntry.id).where(opened))).all()) == 1
    assert set(found) == STORED
    assert [audit_of(one) for one in found] == list(Audit)


async def test_a_change_of_plan_says_of_which_sub_project(either: AppContext) -> None:
    async with either.database.writing() as session:
        await log_action(session, Audit.PLAN_CHANGED, either.clock(), sub_project_id=2**31 - 1)
    async with either.database.reading() as session:
        (stored,) = (await session.scalars(select(AuditEntry.action))).all()
    assert stored == "changed plan of sub-project 2147483647"
    assert audit_of(stored) is Audit.PLAN_CHANGED


@pytest.mark.parametrize("stored", ["", "something new", "Invited", "invited 3"])
def test_what_only_another_version_knows_is_none(stored: str) -> None:
    assert audit_of(stored) is None
