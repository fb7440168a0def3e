"""Queries watched: how many a page needs, and which of them read a whole table."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event, text

from storage.database.database import Database


class Queries(list[str]):
    """The SELECT statements that were carried out."""

    async def full_scans(self, database: Database) -> list[str]:
        """List the tables that a query reads from end to end, by SQLite's own plan."""
        found = set()
        async with database.reading() as session:
            connection = await session.connection()
            for statement in self:
                count = statement.count("?")
                plan = await connection.exec_driver_sql(
                    f"EXPLAIN QUERY PLAN {statement}", (None,) * count
                )
                for step in plan:
                    if scanned := re.match(r"SCAN (\w+)(?! CONSTANT)", str(step.detail)):
                        found.add(scanned[1])
            tables = await connection.execute(text("SELECT name FROM sqlite_master"))
            return sorted(found & set(tables.scalars()))


@contextmanager
def watched_queries(engine: Engine) -> Iterator[Queries]:
    """Collect what is asked of the database within the block."""
    queries = Queries()

    def asked(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            queries.append(statement)

    event.listen(engine, "before_cursor_execute", asked)
    try:
        yield queries
    finally:
        event.remove(engine, "before_cursor_execute", asked)
