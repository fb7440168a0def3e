"""A caseload in which everything waits that a digest tells of."""

from bot.app_context import AppContext
from tests.moments import DAY
from tests.people.agenda import add_occasion, leave_rating_half_way
from tests.people.meetings import add_meeting
from tests.people.participants import add_participant, block_accounts, change_participant
from tests.people.ratings import add_rating


async def fill_caseload(app: AppContext, coach_id: int) -> None:
    """Give every section something: B-01 to B-09 (the letter depends on the sub-project)."""
    a, b, c, d, e, f, g, h, i = [
        (await add_participant(app, coach_id, f"Namn {n}")).id for n in range(1, 10)
    ]
    await add_rating(app, a, (1, 2, 3, 4, 5, 3), ago=90 * DAY)
    await add_rating(app, a, (3, 2, 3, 2, 5, 4), ago=DAY, comment="hemligt")
    await add_rating(app, b, (3, 3, 3, 3, 3, 3), ago=2 * DAY)
    await add_occasion(app, c, 3, "planned")
    await add_occasion(app, d, -4, "reminded", silent=1)
    await add_occasion(app, e, -12, "reminded", silent=3)
    await block_accounts(app, f)
    await change_participant(app, g, stopped=True)
    await change_participant(app, h, quiet_until=app.clock() + 5 * DAY)
    await add_meeting(app, g, "coming")
    await add_meeting(app, h, "cannot", proposal="hellre torsdag")
    await leave_rating_half_way(app, i)
