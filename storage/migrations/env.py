"""Alembic's entry: runs the migrations on the connection that ``storage.schema`` hands over."""

from typing import Any, Literal

from alembic import context
from sqlalchemy.types import TypeDecorator

import storage.coaching.tables
import storage.needs.tables
import storage.reviews.tables
import storage.shared_plan.tables
import storage.sight.tables
import storage.tables.agenda
import storage.tables.bots
import storage.tables.channels
import storage.tables.clips
import storage.tables.knocks
import storage.tables.program
import storage.tables.ratings
import storage.tables.staff_access
import storage.tables.translations  # noqa: F401  # these tables belong to the schema too
from storage.database.base import Base


def _plain_type(kind: str, item: Any, _autogen: object) -> str | Literal[False]:
    """Write our own column types as what the database has, so that old migrations stay true."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=_plain_type,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
