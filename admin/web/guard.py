"""The guard: a handler carries its own law in its decorator.

Who may, whose participant, what the look is called in the audit log, whether the row is held, and
what was posted stand above the handler, in the order in which they happen. Only what is guarded
can be given an address (``admin.routes``).
"""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, overload

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from admin.web.visit import Visit
from dialogs.people.staff import StaffRole
from storage.people.access import access_and_hold, access_participant, seen_participant
from storage.people.audit import Audit
from storage.seats.access import access_beside
from storage.sight.tables import HelperSeat
from storage.tables.people import Participant

Row = TypeVar("Row")
Draft = TypeVar("Draft")
P = ParamSpec("P")
Handler = Callable[[Visit], Awaitable[Response]]
OwnHandler = Callable[[Visit, AsyncSession, Participant], Awaitable[Response]]
RowHandler = Callable[[Visit, AsyncSession, Participant, Row], Awaitable[Response]]
RowFinder = Callable[[Visit, AsyncSession, Participant], Awaitable[Row | None]]

_PSEUDONYM = re.compile(r"[A-Za-z0-9-]{1,20}")


@dataclass(frozen=True)
class Law:
    """Who may call a handler. ``roles`` of the staff; none named: all of them.

    ``action`` is what the look is called, where the address names a participant: their own coach
    is let in, and a substitute; whoever else tries is told that there is nothing here. All of it
    is logged.
    """

    roles: frozenset[StaffRole] = frozenset()
    action: Audit | None = None
    hold: bool = False
    """Whether the participant's row is held until the end of the handler's transaction."""
    own_only: bool = False
    """Whether a substitute is turned away."""
    ends_session: bool = False
    takes_file: bool = False
    """Whether the form may hold a file."""


@dataclass(frozen=True)
class Guarded:
    """A handler behind its law; ``admin.web.gate`` makes an endpoint of it."""

    law: Law
    handle: Handler


def for_staff(
    *roles: StaffRole, ends_session: bool = False, takes_file: bool = False
) -> Callable[[Handler], Guarded]:
    """Let in those who are signed in, of these roles (none named: of any)."""
    law = Law(frozenset(roles), ends_session=ends_session, takes_file=takes_file)
    return lambda handler: Guarded(law, handler)


@overload
def own_participant(
    action: Audit, *, hold: bool = False, own_only: bool = False
) -> Callable[[OwnHandler], Guarded]: ...
@overload
def own_participant(
    action: Audit, *, hold: bool = False, own_only: bool = False, row: RowFinder[Row]
) -> Callable[[RowHandler[Row]], Guarded]: ...
def own_participant(
    action: Audit,
    *,
    hold: bool = False,
    own_only: bool = False,
    row: RowFinder[Any] | None = None,
) -> Callable[[Callable[..., Awaitable[Response]]], Guarded]:
    """Let a coach in to the own participant whom the address names.

    The handler runs inside the one transaction in which the look is logged and the row is held;
    what it raises undoes both. ``row`` finds what else the address names, after that; where it is
    not this participant's there is nothing here. ``own_only``: no substitute is let in.
    """

    def guard(handler: Callable[..., Awaitable[Response]]) -> Guarded:
        @wraps(handler)
        async def handle(visit: Visit) -> Response:
            access = access_and_hold if hold else access_participant
            async with visit.app.database.writing() as session:
                found = await access(
                    session, visit.staff, _pseudonym(visit), visit.now, action, own_only=own_only
                )
                if found is None:
                    return visit.missing()
                visit.mark_protected(found)
                if row is None:
                    return await handler(visit, session, found)
                named = await row(visit, session, found)
                if named is None:
                    return visit.missing()
                return await handler(visit, session, found, named)

        return Guarded(Law(action=action, hold=hold, own_only=own_only), handle)

    return guard


def look_at_participant(
    action: Audit, *, before: Callable[[Visit], Awaitable[Row]], own_only: bool = False
) -> Callable[[Callable[[Visit, Participant, Row], Awaitable[Response]]], Guarded]:
    """Let a coach in to read about the own participant whom the address names.

    The look is stored before the handler runs, outside of any transaction; ``before`` reads what
    is to be shown as it was until then. ``own_only``: no substitute is let in.
    """

    def guard(handler: Callable[[Visit, Participant, Row], Awaitable[Response]]) -> Guarded:
        @wraps(handler)
        async def handle(visit: Visit) -> Response:
            known = await before(visit)
            async with visit.app.database.writing() as session:
                found = await access_participant(
                    session, visit.staff, _pseudonym(visit), visit.now, action, own_only=own_only
                )
            if found is None:
                return visit.missing()
            visit.mark_protected(found)
            return await handler(visit, found, known)

        return Guarded(Law(action=action, own_only=own_only), handle)

    return guard


async def participant_of_path(visit: Visit, session: AsyncSession) -> Participant | None:
    """Find whom the address names, before what costs much; None where this coach is not let in.

    It opens nothing: the handler's own law lets in, and logs.
    """
    return await seen_participant(session, visit.staff, _pseudonym(visit), visit.now)


def beside_participant(
    action: Audit, *, hold: bool = False
) -> Callable[[RowHandler[HelperSeat]], Guarded]:
    """Let a helper in to the one rating beside which the seat in the address is.

    In one transaction with the look that is logged, as ``own_participant``.
    """

    def guard(handler: RowHandler[HelperSeat]) -> Guarded:
        @wraps(handler)
        async def handle(visit: Visit) -> Response:
            number = visit.request.path_params["beside"]
            async with visit.app.database.writing() as session:
                found = await access_beside(
                    session, visit.staff, number, visit.now, action, hold=hold
                )
                if found is None:
                    return visit.missing()
                seat, participant = found
                visit.mark_protected(participant)
                return await handler(visit, session, participant, seat)

        return Guarded(Law(action=action, hold=hold), handle)

    return guard


def with_form(
    read: Callable[[Mapping[str, str]], Draft],
) -> Callable[
    [Callable[Concatenate[Visit, Draft, P], Awaitable[Response]]],
    Callable[Concatenate[Visit, P], Awaitable[Response]],
]:
    """Hand over what was posted as ``read`` understands it."""

    def parse(
        handler: Callable[Concatenate[Visit, Draft, P], Awaitable[Response]],
    ) -> Callable[Concatenate[Visit, P], Awaitable[Response]]:
        @wraps(handler)
        async def handle(visit: Visit, /, *args: P.args, **kwargs: P.kwargs) -> Response:
            return await handler(visit, read(visit.form), *args, **kwargs)

        return handle

    return parse


def _pseudonym(visit: Visit) -> str:
    """Read the pseudonym from the address; what cannot be one becomes nobody's."""
    given = str(visit.request.path_params["pseudonym"])
    return given if _PSEUDONYM.fullmatch(given) else ""
