"""The last look at a claimed message, right before it leaves."""

from bot.app_context import AppContext
from bot.reminding.ready_message import ReadyMessage
from storage.reminders import claims


async def is_still_wanted(app: AppContext, row_id: int, ready: ReadyMessage) -> bool:
    """Look once more before it leaves; what the person does not want now is planned again.

    Only whoever claimed it may do so: nobody else can know that it has not left.
    """
    now = app.clock()
    async with app.database.reading() as session:
        wanted = await claims.is_still_wanted(session, row_id, ready.account.id, now)
    if wanted is not False:
        return bool(wanted)
    async with app.database.writing() as session:
        due_at = ready.row.reminder.due_at
        await claims.put_off_reminder(session, row_id, due_at, ready.written_on)
    return False
