"""The demo: an invented sample, a log-in for its coach, and fresh invitations at every start."""

import datetime as dt

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.app_context import AppContext
from bot.sample.casework import ask_for_helper, make_casework, stand_in
from bot.sample.day import make_coach_day
from bot.sample.sample import make_sample
from bot.sample.ways import make_ways
from bot.sample.words import SUB_PROJECTS, TRY_NAMES
from dialogs.people.enrolment import EnrolmentStatus
from dialogs.people.staff import StaffRole
from storage.caseload.requests import ask_coach, own_participants, span_of_days
from storage.database.encryption import vault
from storage.people.invitations import invite, revoke_unused
from storage.people.participants import add_participant
from storage.people.sub_projects import ensure_sub_project, name_led
from storage.staff.staff import add_staff, coaches, staff_by_email
from storage.tables.bots import bot_username
from storage.tables.people import Account, Participant, Staff

EMAIL = "coach@demo.invalid"
OTHERS = {
    StaffRole.LEADER: "Lena Invented",
    StaffRole.EVALUATOR: "Eva Invented",
    StaffRole.ADMIN: "Ada Invented",
    StaffRole.TRANSLATOR: "Tora Invented",
    StaffRole.HELPER: "Hiba Invented",
}
"""Who else can sign in, with the coach's password, as ``role@demo.invalid``."""

WEEK = dt.timedelta(days=7)


def demo_password() -> str:
    """Give the demo coach's password: another one for each installation, the same every time."""
    digits = vault().digest("demo password", EMAIL)
    return "-".join((digits[:5], digits[5:10], digits[10:15]))


async def prepare_demo(app: AppContext) -> str:
    """Make the sample where the database is empty, and two invitations; says what to open.

    Raises RuntimeError on anything but a demo's (or a test's) own database.
    """
    if app.settings.environment == "production":
        raise RuntimeError("the demo does not touch a production database")
    now = app.clock()
    token = app.settings.telegram_token
    async with app.database.writing() as session:
        coach = await staff_by_email(session, EMAIL)
        if coach is None:
            password = demo_password()
            coach = await make_sample(
                session, app.installation, now, email=EMAIL, password=password
            )
            others = await _add_others(session, password)
            colleagues = [one for one in await coaches(session) if one.id != coach.id]
            await _let_colleague_ask(session, coach, colleagues[0], now, app.settings.timezone)
            await stand_in(session, coach, colleagues[-1], now, app.calendar)
            await make_coach_day(session, app.installation, coach, now, app.calendar)
            await make_casework(session, coach, now, app.calendar)
            await make_ways(session, coach, now, app.calendar)
            zone = app.settings.timezone
            await ask_for_helper(session, coach, others[StaffRole.HELPER], now, zone)
        swedish = await _ensure_trial_participant(session, coach, "sv", now)
        codes = {
            "chat": await _renew_invitation(session, swedish, now),
            "arabic": await _renew_invitation(
                session, await _ensure_trial_participant(session, coach, "ar", now), now
            ),
        }
        username = await bot_username(session, token)
        if token:
            codes["telegram"] = (await invite(session, swedish.id, now))[0]
    return _demo_text(app.settings.public_url, codes, username)


async def _add_others(session: AsyncSession, password: str) -> dict[StaffRole, Staff]:
    """Add somebody of every other role; the leader leads the first sub-project."""
    others = {}
    for role, name in OTHERS.items():
        staff = await add_staff(
            session, email=_email_of(role), name=name, role=role, password=password
        )
        others[role] = staff
        if role is StaffRole.LEADER:
            led = await ensure_sub_project(session, SUB_PROJECTS[0])
            await name_led(session, staff, [led.id])
    return others


async def _let_colleague_ask(
    session: AsyncSession, coach: Staff, colleague: Staff, now: dt.datetime, zone: dt.tzinfo
) -> None:
    """Let a colleague want the coach as a substitute for a week, and to take one person over."""
    first = now.astimezone(zone).date()
    span = span_of_days(first, first + WEEK, zone)
    await ask_coach(session, colleague.id, coach.id, colleague, now, span=span)
    own = [one.id for one in await own_participants(session, colleague.id)]
    await ask_coach(
        session, colleague.id, coach.id, colleague, now, span=None, participants=own[:1]
    )


def _email_of(role: StaffRole) -> str:
    return f"{role}@demo.invalid"


async def _ensure_trial_participant(
    session: AsyncSession, coach: Staff, language: str, now: dt.datetime
) -> Participant:
    """Find the person whom nobody has been yet, or add another one."""
    found = await session.scalars(
        select(Participant).where(
            Participant.coach_id == coach.id,
            Participant.invented,
            Participant.status == EnrolmentStatus.INVITED,
            Participant.language == language,
            ~select(Account.id).where(Account.participant_id == Participant.id).exists(),
        )
    )
    for person in found:
        if person.name == TRY_NAMES[language]:
            return person
    return await add_participant(
        session,
        coach_id=coach.id,
        sub_project_id=(await ensure_sub_project(session, SUB_PROJECTS[language == "ar"])).id,
        name=TRY_NAMES[language],
        now=now,
        language=language,
        invented=True,
    )


async def _renew_invitation(session: AsyncSession, person: Participant, now: dt.datetime) -> str:
    await revoke_unused(session, person.id, now)
    return (await invite(session, person.id, now))[0]


def _demo_text(public_url: str, codes: dict[str, str], username: str | None) -> str:
    lines = [
        "Everything and everybody here is invented. A chat link opens once; every start makes new.",
        "",
        f"  Chat            {public_url}/c/{codes['chat']}",
        f"  Chat in Arabic  {public_url}/c/{codes['arabic']}",
        f"  Staff's pages   {public_url}/admin",
        f"                  with the password {demo_password()}",
        f"  {StaffRole.COACH.value:<16}{EMAIL}",
        *(f"  {role.value:<16}{_email_of(role)}" for role in OTHERS),
    ]
    if "telegram" in codes:
        bot = username or "<your bot>"
        lines.append(f"  Telegram        https://t.me/{bot}?start={codes['telegram']}")
    return "\n".join((*lines, ""))
