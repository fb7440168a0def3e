"""What a person reads in /mydata of who has been their coach, and of a substitute's looks."""

from bot.app_context import AppContext
from bot.files.personal_data import personal_data_file
from storage.caseload.hand_over import hand_over
from storage.people.audit import Audit, log_action
from storage.tables.people import Staff
from tests.people import add_coach, add_participant


async def test_it_names_the_coaches_and_a_substitutes_look(app: AppContext) -> None:
    karin, eva = await add_coach(app), await add_coach(app, "Eva")
    bo = await add_participant(app, karin)
    assert "Dina handledare" not in (await personal_data_file(app, bo.id)).decode()
    async with app.database.writing() as session:
        await log_action(
            session,
            Audit.PARTICIPANT_OPENED,
            app.clock(),
            staff_id=eva,
            participant_id=bo.id,
            about_staff_id=karin,
        )
    page = (await personal_data_file(app, bo.id)).decode()
    assert "\u2068Eva\u2069, när din handledare var borta</bdi> · öppnade din sida" in page
    async with app.database.writing() as session:
        by = await session.get_one(Staff, karin)
        await hand_over(session, bo.id, karin, eva, by, app.clock(), app.calendar)
    page = (await personal_data_file(app, bo.id)).decode()
    assert "Dina handledare" in page
    assert "Eva, från " in page
    assert "Karin</bdi> · gav dig en ny handledare" in page
