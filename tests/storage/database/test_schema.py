"""The migrations make what the code expects, on both databases."""

from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from bot.app_context import AppContext
from storage.schema import alembic_config, differences, is_current, is_new, newest_migration


def test_the_newest_file_is_the_newest_migration() -> None:
    head = ScriptDirectory.from_config(alembic_config()).get_current_head()
    assert newest_migration() == head


async def test_the_migrated_database_is_what_the_models_say(either: AppContext) -> None:
    assert await differences(either.database) == []
    assert await is_current(either.database)
    assert not await is_new(either.database)


async def test_sqlite_waits_for_the_disk(app: AppContext) -> None:
    async with app.database.engine.connect() as connection:
        for pragma, value in (
            ("synchronous", 2),
            ("foreign_keys", 1),
            ("journal_mode", "truncate"),
        ):
            found = await connection.exec_driver_sql(f"PRAGMA {pragma}")
            assert found.scalar() == value


async def test_no_column_is_meant_for_a_personal_identity_number(either: AppContext) -> None:
    async with either.database.engine.connect() as connection:
        names = await connection.run_sync(
            lambda sync: [
                column["name"]
                for table in inspect(sync).get_table_names()
                for column in inspect(sync).get_columns(table)
            ]
        )
    assert not [name for name in names if "personnummer" in name or "ssn" in name]
