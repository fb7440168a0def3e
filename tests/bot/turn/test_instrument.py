"""A sub-project's plan names its instrument: that is what its participants rate."""

from importlib import resources

from sqlalchemy import select, update

from bot.app_context import build_app
from bot.settings.settings import Settings
from dialogs.agenda.plan import Plan
from storage.tables.people import SubProject
from storage.tables.ratings import Rating
from tests.conftest import StandingClock
from tests.migrated import give_tables
from tests.people import invite_participant
from tests.walk import Walk


async def test_what_the_plan_names_is_rated(settings: Settings, clock: StandingClock) -> None:
    usual = (resources.files("dialogs") / "instruments" / "skapa.toml").read_text(encoding="utf-8")
    folder = settings.data_dir / "instruments"
    folder.mkdir(parents=True)
    (folder / "own.toml").write_text(usual.replace('id = "skapa"', 'id = "own"'), encoding="utf-8")
    app = build_app(settings, clock)
    await give_tables(app.database)
    code = await invite_participant(app, "Bo")
    async with app.database.writing() as session:
        await session.execute(update(SubProject).values(plan=Plan(instrument="own").to_json()))
    bo = Walk(app)
    await bo.to_first_question(code)
    await bo.says("4")
    async with app.database.reading() as session:
        assert (await session.scalars(select(Rating.instrument))).all() == ["own"]
    await app.database.close()
