"""The card about the months after the exit: when somebody is asked how it goes, and the answers."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.languages.catalog import Catalog
from dialogs.follow_up.follow_up import HowItGoes
from dialogs.labels.exits import how_it_goes_label, still_there_question
from dialogs.people.enrolment import ExitReason
from storage.caseload.case_file import Casefile
from storage.follow_ups.follow_ups import follow_ups
from storage.tables.agenda import FollowUp


@dataclass(frozen=True)
class FollowUpEntry:
    """One follow-up, ready to be written."""

    name: str
    text: str
    waits: bool


async def follow_up_card(
    session: AsyncSession, t: Catalog, case: Casefile, zone: ZoneInfo
) -> tuple[FollowUpEntry, ...]:
    """Write out when the person is asked, or what they have answered; nothing where they are not.

    The order is that in which they fall due.
    """
    who = case.participant
    rows = await follow_ups(session, who.id)
    # NOTE: A participant has not answered a question yet, or has not been asked.
    waits = t.gettext("inget svar än")
    studies = who.exit_reason is ExitReason.STUDIES
    return tuple(
        FollowUpEntry(
            _name(t, row),
            _answer_text(t, row, studies=studies, zone=zone) or waits,
            row.how is HowItGoes.HARD,
        )
        for row in rows
    )


def _name(t: Catalog, row: FollowUp) -> str:
    # NOTE: {count} months after a participant's last day they are asked how it goes. {day}: when.
    text = t.ngettext("Efter {count} månad, {day}", "Efter {count} månader, {day}", row.months)
    return text.format(count=t.number(row.months), day=t.date(row.due_on))


def _answer_text(t: Catalog, row: FollowUp, *, studies: bool, zone: ZoneInfo) -> str:
    if row.declined_at is not None:
        # NOTE: A participant who has left does not want to be asked how it goes. {day}: since when.
        text = t.gettext("Vill inte ha fler frågor, sedan {day}")
        return text.format(day=t.date(row.declined_at.astimezone(zone).date()))
    if row.still is None or row.answered_at is None:
        return ""
    # NOTE: The answer to a question, on the staff's pages.
    still = t.gettext("ja") if row.still else t.gettext("nej")
    said = f"{still_there_question(t, studies=studies)} {still}"
    how = how_it_goes_label(t, row.how) if row.how else ""
    day = t.date(row.answered_at.astimezone(zone).date())
    return " · ".join(filter(None, (day, said, how)))
