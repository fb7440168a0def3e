"""What every table shares: the base class, and the types of its columns."""

import datetime as dt
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import (
    BigInteger,
    Date,
    DateTime,
    Enum,
    MetaData,
    SmallInteger,
    String,
    Table,
    event,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator


class UtcTime(TypeDecorator[dt.datetime]):
    """A moment in UTC: aware in Python, whatever the database keeps."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Take aware times only, so that no local time is stored by mistake."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return None if value is None else value.astimezone(dt.UTC)

    def process_result_value(
        self, value: dt.datetime | None, dialect: Dialect
    ) -> dt.datetime | None:
        """Give an aware time in UTC; SQLite keeps none of the zone."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


def member_of(known: type[StrEnum], length: int = 20) -> Enum:
    """Make the type of a column that holds a member of an enum: text there, a member when read.

    A word that is none of its members is a LookupError when it is read.
    """
    return Enum(known, values_callable=_words_of, native_enum=False, length=length)


def _words_of(known: type[StrEnum]) -> list[str]:
    # Plain words and no members: drivers are quickest with what they know.
    return [member.value for member in known]


class MembersOf(TypeDecorator[frozenset[StrEnum]]):
    """Some members of an enum, as their words with blanks between and around: " coach leader "."""

    impl = String(100)
    cache_ok = True

    def __init__(self, known: type[StrEnum]) -> None:
        super().__init__()
        self.known = known

    def process_bind_param(self, value: frozenset[StrEnum] | None, dialect: Dialect) -> str:
        """Write the words, in the enum's own order."""
        return "".join(f" {one.value}" for one in self.known if one in (value or ())) + " "

    def process_result_value(self, value: str | None, dialect: Dialect) -> frozenset[StrEnum]:
        """Read the members; raises ValueError for a word that is none of them."""
        return frozenset(map(self.known, (value or "").split()))


class Base(DeclarativeBase):
    """The base of every table."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    # ``Mapped[SomeEnum]`` alone makes the column: ``StrEnum`` stands for each of them.
    type_annotation_map = {  # noqa: RUF012  # SQLAlchemy declares it as an instance attribute
        dt.datetime: UtcTime,
        dt.date: Date,
        str: String(200),
        StrEnum: member_of(StrEnum),
    }


@event.listens_for(Table, "before_create")
def _give_each_id_once(table: Table, _connection: object, **_: Any) -> None:
    """Let SQLite never give the id of a deleted row again, as PostgreSQL does by itself.

    Ids leave the house: in buttons, calendars, cookies, and in what a process has in hand. After
    an erasure they must not mean somebody else. Alembic makes tables through here too.
    """
    if numbers_itself(table):
        table.dialect_options["sqlite"]["autoincrement"] = True


def numbers_itself(table: Table) -> bool:
    """Tell whether the database gives the rows of this table their ids."""
    column = table.autoincrement_column
    # An id of another size is one that somebody else has given: SQLite numbers plain ones alone.
    return column is not None and not isinstance(column.type, BigInteger | SmallInteger)


def table_of(model: type[Base]) -> Table:
    """Give a model's table, for statements that are built once and need no objects."""
    return cast("Table", model.__table__)
