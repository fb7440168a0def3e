"""Who is whose coach besides the one of the participant's row. Times are UTC."""

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from dialogs.people.requests import RequestKind
from storage.database.base import Base


def last_day_before(ends_at: dt.datetime, zone: dt.tzinfo) -> dt.date:
    """Give the last local day of a time that is over at ``ends_at``, the beginning of another."""
    return (ends_at - dt.timedelta(minutes=1)).astimezone(zone).date()


class CoachRequest(Base):
    """One coach is asked to stand in for another, or to take over; it waits for their answer.

    asked -> accepted -> closed, or asked -> closed: declined, withdrawn, ended early or carried
    out. A substitute's time ends by itself.
    """

    __tablename__ = "coach_requests"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[RequestKind]
    from_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    """Whose participants they are."""
    to_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    """Who asks; of what the taker has asked for, whoever has said yes to that."""
    everybody: Mapped[bool]
    """All who are theirs at the time; else those of ``RequestedParticipant``.

    A hand-over names them from the yes on.
    """
    asked_at: Mapped[dt.datetime]
    starts_at: Mapped[dt.datetime | None]
    ends_at: Mapped[dt.datetime | None]
    """Of a substitute: the first moment that is not in it any more."""
    accepted_at: Mapped[dt.datetime | None]
    closed_at: Mapped[dt.datetime | None]

    @property
    def is_moving(self) -> bool:
        """Tell whether it is a hand-over under way, or one that has stopped half-way."""
        return self.kind is RequestKind.HAND_OVER and self.accepted_at is not None

    @property
    def needs_consent(self) -> bool:
        """Tell whether the taker has asked for themselves, and nobody else has said yes to that."""
        return self.by_id == self.to_id and self.accepted_at is None

    def last_day(self, zone: dt.tzinfo) -> dt.date | None:
        """Give the last local day on which a substitute stands in; None for a hand-over."""
        return last_day_before(self.ends_at, zone) if self.ends_at else None


class RequestedParticipant(Base):
    """A participant whom a request names."""

    __tablename__ = "requested_participants"
    request_id: Mapped[int] = mapped_column(ForeignKey("coach_requests.id"), primary_key=True)
    participant_id: Mapped[int] = mapped_column(
        ForeignKey("participants.id"), primary_key=True, index=True
    )


class CoachChange(Base):
    """A participant had one coach, and has another from then on."""

    __tablename__ = "coach_changes"
    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"), index=True)
    from_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[dt.datetime]


class HelperSeat(Base):
    """A helper may sit beside one rating of somebody, from a moment to a moment.

    It is over with that rating, when the coach takes it back, or with its time.
    """

    __tablename__ = "helper_seats"
    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participants.id"), index=True)
    helper_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    rating_id: Mapped[int | None] = mapped_column(ForeignKey("ratings.id"))
    """Which one it is; None until the helper has sat down."""
    asked_at: Mapped[dt.datetime]
    starts_at: Mapped[dt.datetime]
    ends_at: Mapped[dt.datetime]
    """The first moment that is not in it any more."""
    closed_at: Mapped[dt.datetime | None]
