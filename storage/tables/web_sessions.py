"""The table of the sessions in the web chat that people have signed out. Times are UTC."""

import datetime as dt

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from storage.database.base import Base


class EndedSession(Base):
    """A session that was signed out before its time; nothing says whose it was."""

    __tablename__ = "ended_sessions"
    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    until: Mapped[dt.datetime] = mapped_column(index=True)
    """When it would have ended by itself."""
