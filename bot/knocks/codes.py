"""A code sent to a number or an address, by which somebody shows that it is theirs.

Without it a slip of the finger would send the link to a person's own chat to a stranger.
"""

from bot.app_context import AppContext
from bot.channels.channel import Fate
from bot.knocks.hand_over import Parcel, carry
from bot.knocks.kinds import usable_kinds
from bot.knocks.sms_budget import reserve_sms, settle_sms
from bot.knocks.wording import code_text
from bot.languages.catalog import catalog
from dialogs.people.enrolment import EnrolmentStatus
from dialogs.people.knocks import KnockKind
from storage.database.encryption import vault
from storage.knocks.knocks import begin_knock, take_back_knock
from storage.people.participants import Person, hold_participant, hold_without_name
from storage.staff.login_attempts import DAY, MONTH, Limit, Limits, Source, count_try

SENT_CODES = Limits((Limit(4, DAY), Limit(12, MONTH)), (), ())
"""How many codes one person can have sent: each costs, and goes to whoever was typed."""


async def send_code(app: AppContext, person: Person, kind: KnockKind, address: str) -> str:
    """Store what somebody has typed and send a code there; say what is wrong, if anything.

    ``too-many`` where enough were sent, ``not-sent`` where it could not leave. The code is written
    down before it leaves, and tried once.
    """
    who, now = person.participant.id, app.clock()
    name = vault().digest("knock codes", str(who))
    async with app.database.writing() as session:
        participant = await hold_without_name(session, who)
        is_erased = participant.status is EnrolmentStatus.ERASED  # in another tab
        if is_erased or kind not in await usable_kinds(session, app, now):
            return "not-sent"
        if await count_try(session, SENT_CODES, name, Source(name, is_known=True), now):
            return "too-many"
        waiting = await begin_knock(session, who, kind, address, now)
        said = code_text(app, catalog(person.participant.language), waiting.code or "")
        if kind is KnockKind.SMS and not await reserve_sms(session, app, said, now):
            await take_back_knock(session, waiting.id)
            return "not-sent"
    parcel = Parcel(kind, address, said, now, f"code {waiting.id} {now.isoformat()}")
    report = await carry(app, parcel)
    left = report is not None and report.fate in (Fate.SENT, Fate.UNCERTAIN)
    async with app.database.writing() as session:
        await hold_participant(session, who)
        if kind is KnockKind.SMS:
            await settle_sms(session, app, said, report, now)
        if not left:
            await take_back_knock(session, waiting.id)
    return "" if left else "not-sent"
