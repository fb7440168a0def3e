"""The file with everything that is stored says it in words: no codes of the database."""

import re

from sqlalchemy import select, update

from bot.app_context import AppContext
from bot.files.personal_data import personal_data_file
from bot.reminding.sweep import Reminding
from storage.people.audit import Audit, log_action
from storage.tables.people import AuditEntry, Participant
from tests.conftest import StandingClock
from tests.people import Diary, invite_participant
from tests.walk import Walk

DEEDS = (Audit.PARTICIPANT_OPENED, Audit.MEETING_BOOKED, Audit.REMINDED_IN_CHAT)
CODES = re.compile(
    r"\b(on-the-way|not-yet|three-month|six-month|late-done|onboarding|coming|cannot|cannot#0"
    r"|agree|rating|meeting|open|blocked|opened|booked|reminded|Asia/Bangkok|web)\b"
)


async def page(app: AppContext) -> str:
    """Give the words of the file."""
    async with app.database.reading() as session:
        who = (await session.scalars(select(Participant.id))).one()
    found = (await personal_data_file(app, who)).decode().split("</style>")[1]
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


async def test_everything_is_in_words(app: AppContext, clock: StandingClock) -> None:
    bo = Walk(app)  # from the very beginning: everything is to be in the file
    await bo.to_first_question(await invite_participant(app, "Bo"))
    await bo.says("4", "4", "4", "4", "4", "4", "Ja, det stämmer", "Hälsa")
    await bo.says("Ringa en vän", "Om en vecka")
    async with app.database.writing() as session:
        who = (await session.scalars(select(Participant.id))).one()
        await session.execute(update(Participant).values(zone="Asia/Bangkok"))
        for deed in DEEDS:
            await log_action(session, deed, clock(), staff_id=1, participant_id=who)
        await log_action(session, Audit.RATINGS_EXPORTED, clock(), participant_id=who)
        await log_action(session, Audit.OWN_DATA_READ, clock(), participant_id=who)
        refused = Audit.WORDS_HEARD
        await log_action(session, refused, clock(), staff_id=1, participant_id=who, allowed=False)
        session.add(AuditEntry(at=clock(), staff_id=1, participant_id=who, action="something new"))
    meets = Diary(app, who)
    await meets.book()
    await Reminding(app).sweep()
    await bo.says("hej", "Jag kan inte", "hellre på fredag")
    await bo.says("säg att jag är sjuk", "Lämna till min handledare", "och trött")
    said = await page(app)
    assert "Kommer du? Jag kan inte" in said
    assert "Skriv med egna ord. hellre på fredag" in said
    assert "Om ett möte" in said
    assert "4 · God" in said
    assert "säg att jag är sjuk" in said
    assert "lämnat till din handledare" in said
    assert "och trött" in said
    assert "inte lämnat vidare" in said
    assert "Bangkok" in said
    assert "coach of Bo · bokade ett möte" in said
    assert "coach of Bo · bad om en påminnelse till dig" in said
    assert "personal · tog ut dina svar i en tabell, utan ditt namn" in said  # on the command line
    tried = "coach of Bo · försökte, men fick inte: lyssnade på det du har spelat in"
    assert tried in said
    assert "du själv · hämtade allt som är sparat" in said
    assert "coach of Bo · annat" in said
    assert CODES.findall(said) == []
