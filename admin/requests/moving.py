"""A hand-over that has stopped half-way, in words: who has moved, who has not, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.languages.catalog import Catalog
from dialogs.texts import isolate
from storage.caseload.moving import can_take, moved_participants, participants_to_move
from storage.sight.tables import CoachRequest

MOST_NAMED = 12
"""Of more their number is said."""


@dataclass(frozen=True)
class Moving:
    """Who has moved and who is left, by pseudonym; ``goes_on``: the taker is a coach still."""

    moved: Sequence[str]
    left: Sequence[str]
    goes_on: bool

    def about(self, t: Catalog) -> str:
        """Say who is left where they were, and who has moved."""
        lines = []
        if self.left:
            # NOTE: A hand-over has stopped half-way. {people}: pseudonyms, or "3 participants".
            text = t.gettext("Inte överlämnade: {people}.")
            lines.append(text.format(people=_people(t, self.left)))
        if self.moved:
            # NOTE: A hand-over has stopped half-way. {people}: pseudonyms, or "3 participants".
            text = t.gettext("Överlämnade: {people}.")
            lines.append(text.format(people=_people(t, self.moved)))
        return " ".join(lines)

    def hint(self, t: Catalog, name: str) -> str:
        """Say why it stopped, and what can be done; ``name`` is the taker's, isolated."""
        if not self.goes_on:
            # NOTE: A hand-over has stopped half-way. {name} was to take over participants.
            text = t.gettext(
                "Det stannade för att {name} inte är handledare längre. Avsluta det här, och "
                "fråga någon annan om dem som inte är överlämnade."
            )
            return text.format(name=name)
        return t.gettext(
            "Det stannade halvvägs. Fortsätt, eller avsluta: då stannar de som inte är "
            "överlämnade hos sin handledare."
        )

    def buttons(self, t: Catalog, *, may_go_on: bool = True) -> tuple[tuple[str, str], ...]:
        """Give what can be pressed."""
        # NOTE: A button: the hand-over stopped half-way, and goes on.
        on = (("accept", t.gettext("Fortsätt överlämningen")),)
        # NOTE: A button: a hand-over that stopped half-way ends there.
        return (*(on if self.goes_on and may_go_on else ()), ("close", t.gettext("Avsluta här")))


async def moving_of(session: AsyncSession, request: CoachRequest) -> Moving | None:
    """Look up how far a hand-over has come; None where it has not begun, or is none."""
    if not request.is_moving:
        return None
    return Moving(
        await moved_participants(session, request),
        [one.pseudonym for one in await participants_to_move(session, request)],
        await can_take(session, request),
    )


def _people(t: Catalog, pseudonyms: Sequence[str]) -> str:
    if len(pseudonyms) <= MOST_NAMED:
        return t.listed([isolate(one) for one in pseudonyms])
    text = t.ngettext("{count} deltagare", "{count} deltagare", len(pseudonyms))
    return text.format(count=t.number(len(pseudonyms)))
