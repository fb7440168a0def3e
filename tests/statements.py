"""Statements compiled once: SQLAlchemy does it anew for each engine, a fifth of a short test."""

from typing import Any

from sqlalchemy.engine import Dialect
from sqlalchemy.ext.asyncio import AsyncEngine

_DIALECTS: dict[str, Dialect] = {}
_COMPILED: dict[str, dict[Any, Any]] = {}


async def share_statements(engine: AsyncEngine) -> None:
    """Let an engine use what the engines of earlier tests have compiled."""
    name = engine.dialect.name
    if name not in _DIALECTS:
        async with engine.connect():  # this one has learned what the server can do
            _DIALECTS[name] = engine.sync_engine.dialect
    engine.sync_engine.dialect = _DIALECTS[name]
    engine.sync_engine.update_execution_options(compiled_cache=_COMPILED.setdefault(name, {}))
