"""The audit log: who looked at or did what, never what it said."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from storage.audit.chain import OUTSIDE, append_lines, is_outside
from storage.database.database import do_last
from storage.database.until_commit import held_until_commit
from storage.tables.people import AuditEntry

FAILED_SIGN_INS_KEPT = dt.timedelta(days=90)
"""Anybody can make these lines; they are of use for as long as somebody may look into them."""


class Audit(StrEnum):
    """What was looked at or done. The values are stored: a new wording needs a new member."""

    # The staff's own comings and goings, and what is about nobody in particular.
    SIGNED_IN = "signed in"
    SIGNED_OUT = "signed out"
    PASSWORD_CHANGED = "changed password"  # noqa: S105  # what was done: no password
    CHAT_LINKED = "linked telegram"
    CHAT_UNLINKED = "unlinked telegram"
    CASELOAD_OPENED = "opened caseload"
    CASELOAD_READ_IN_CHAT = "looked at caseload in telegram"
    DIGEST_ASKED_IN_CHAT = "asked for digest in telegram"
    PLAN_CHANGED = "changed plan of sub-project"  # the log says of which: see ``log_action``
    LEADERS_CHANGED = "changed leaders of sub-project"  # of which, as above
    PROJECT_ADDED = "added sub-project"  # which one, as above
    PROJECT_RENAMED = "renamed sub-project"
    PROJECT_REMOVED = "removed sub-project"
    SECOND_FACTOR_SET = "set second factor"
    PASSKEY_ADDED = "added passkey"
    PASSKEY_REMOVED = "removed passkey"
    FEED_MADE = "made calendar address"
    FEED_REMOVED = "removed calendar address"
    STAFF_ADDED = "added staff"
    STAFF_CHANGED = "changed staff"
    STAFF_INVITED = "invited staff anew"
    STAFF_LEFT = "staff left"
    EMAIL_CHANGED = "changed address of staff"
    EMAIL_CONFIRMED = "confirmed own address"
    ADMINISTRATOR_REMOVED = "removed administrator"
    COACH_ASKED = "asked coach to see participants"
    COACH_AGREED = "agreed to see participants"
    TAKEN_ALONE = "took over without another's yes"
    TAKEN_AFTER_REMOVAL = "took over after removing another"  # an administrator, and alone
    COACH_REQUEST_CLOSED = "closed request to see participants"
    TEXT_REVIEWED = "reviewed text"
    STEP_NOTED = "noted step of translation"
    CLIP_KEPT = "recorded text"
    CLIP_REMOVED = "removed recording of text"
    INTERNAL_FIGURES_OPENED = "opened internal figures"
    STAFF_CONTACT_CHANGED = "changed contact details of staff"
    AUDIT_READ = "read audit log"  # about whom, where one participant's lines were asked for
    # By the operator on the command line, nobody on the staff; or by an evaluator, without names.
    RATINGS_EXPORTED = "exported ratings"
    # A coach and one participant.
    PARTICIPANT_OPENED = "opened participant"
    CONVERSATION_OPENED = "opened conversation view"
    HISTORY_OPENED = "read who has opened participant"
    WORDS_HEARD = "listened to participant"
    PARTICULARS_OPENED = "opened particulars"
    PARTICULARS_CHANGED = "corrected particulars"
    INVITATION_WITHDRAWN = "withdrew invitation"
    TAKEN_BACK = "invited by mistake"
    HANDED_OVER = "handed over"
    HAND_OVER_OPENED = "opened hand-over"
    HAND_OVER_ASKED = "asked for hand-over"
    INVITED = "invited"
    ENROLLED = "enrolled"
    RENEWAL_OPENED = "asked for a new invitation"
    INVITATION_RENEWED = "renewed invitation"
    MEETING_OPENED = "opened meeting"
    MEETING_BOOKED = "booked meeting"
    MEETING_CHANGED = "changed meeting"
    MEETING_CANCELLED = "called off meeting"
    ATTENDANCE_NOTED = "noted attendance"
    STEP_ADDED = "added step"
    STEP_COMMENTED = "commented on step"
    STEP_CORRECTED = "corrected step"
    STEP_WITHDRAWN = "withdrew step"
    STEP_AGREED = "agreed on step"
    GOAL_WORDED = "worded goal"
    NOTES_OPENED = "opened notes"
    NOTE_WRITTEN = "wrote note"
    NOTE_CORRECTED = "corrected note"
    NOTE_WITHDRAWN = "withdrew note"
    COACH_VIEW_GIVEN = "gave coach's view"
    DATA_PRINTED = "printed own data"
    OCCASION_EXPLAINED = "explained occasion"
    PAPER_OPENED = "opened rating on paper"
    PAPER_ENTERED = "entered rating from paper"
    PAPER_CORRECTED = "corrected rating from paper"
    PAPER_TAKEN_BACK = "took back rating from paper"
    TOGETHER_OPENED = "opened rating together"
    RATED_TOGETHER = "rated together"
    HELPER_ASKED = "asked helper"
    HELPER_TAKEN_BACK = "took back helper"
    EXTRA_ASKED = "asked for extra rating"
    EXIT_SET = "set exit"
    REVIEWED = "decided whether to go on"
    REVIEW_WITHDRAWN = "took back decision to go on"
    NEED_MARKED = "dealt with or hid what waits"
    CALLED = "called participant"
    CHANNEL_SHUT = "shut channel"
    CONTACT_CHANGED = "changed hour or protection"
    REMINDED = "reminded participant"
    REMINDED_IN_CHAT = "reminded from telegram"
    SNOOZED_IN_CHAT = "snoozed from telegram"
    # What participants do with their own.
    OWN_DATA_READ = "own data"
    ERASED = "erased"


BY_THEMSELVES = (Audit.OWN_DATA_READ, Audit.ERASED)
"""What only the participants themselves do; all else is done by people who work here."""
_OF_SUB_PROJECT = (
    Audit.PLAN_CHANGED,
    Audit.LEADERS_CHANGED,
    Audit.PROJECT_ADDED,
    Audit.PROJECT_RENAMED,
    Audit.PROJECT_REMOVED,
)
"""What is stored with the id of the sub-project after it."""


def audit_of(stored: str) -> Audit | None:
    """Read what a row says was done; None for what only another version of this program knows."""
    try:
        return Audit(stored)
    except ValueError:
        return next((one for one in _OF_SUB_PROJECT if stored.startswith(f"{one} ")), None)


async def log_action(
    session: AsyncSession,
    action: Audit,
    now: dt.datetime,
    *,
    staff_id: int | None = None,
    participant_id: int | None = None,
    about_staff_id: int | None = None,
    sub_project_id: int | None = None,
    allowed: bool = True,
) -> None:
    """Add a line. ``allowed`` is False for an attempt that was turned down.

    ``about_staff_id`` is whom of the staff it is about, where that is not who does it: of what a
    substitute does with a participant, the coach whom they stand in for.

    A sub-project is named by its id in the action: its name may be too long for the column.

    It is written when the transaction is about to commit: nobody else waits for the end of the
    chain longer than a commit takes.
    """
    line = AuditEntry(
        at=now,
        staff_id=staff_id,
        participant_id=participant_id,
        about_staff_id=about_staff_id,
        action=action.value if sub_project_id is None else f"{action} {sub_project_id}",
        allowed=allowed,
    )
    held_until_commit(session, _LINES).append(line)
    do_last(session, _write_lines)


_LINES = "audit lines"


async def _write_lines(session: AsyncSession) -> None:
    lines: list[AuditEntry] = held_until_commit(session, _LINES)
    session.add_all(one for one in lines if is_outside(one))
    await append_lines(session, [one for one in lines if not is_outside(one)])
    await session.flush()


async def forget_failed_sign_ins(session: AsyncSession, now: dt.datetime) -> None:
    """Forget the log-ins that were turned down long ago; all else stays."""
    await session.execute(
        delete(AuditEntry).where(
            OUTSIDE,
            AuditEntry.at < now - FAILED_SIGN_INS_KEPT,
        )
    )
