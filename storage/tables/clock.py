"""The clock as the service last read it."""

import datetime as dt

from sqlalchemy.orm import Mapped, mapped_column

from storage.database.base import Base


class ClockReading(Base):
    """When the service last worked: one row."""

    __tablename__ = "clock_readings"
    id: Mapped[int] = mapped_column(primary_key=True)
    read_at: Mapped[dt.datetime]
