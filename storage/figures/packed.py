"""Several small counts in one number of a statement: one sum instead of many."""

from sqlalchemy import ColumnElement, Integer, cast


def bits(packed: ColumnElement[int], place: int, wide: int) -> ColumnElement[int]:
    """Give the count at one place of a number; PostgreSQL shifts by plain integers alone."""
    return packed.bitwise_rshift(cast(wide * place, Integer)).bitwise_and(2**wide - 1)
