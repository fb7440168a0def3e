"""How far the wordings had come that answers were given to, in each sub-project, as shares.

A share is told where nobody can be picked out by it: each state that occurs has answers of five
persons or more. It is told in whole per cent, never as a number of answers: from that it could be
worked out how many ratings are done, where completeness does not tell it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.reports.wordings import WordingShares
from dialogs.texts import TextState
from storage.figures.groups import is_few
from storage.tables.people import Participant
from storage.tables.ratings import Rating, StoredAnswer

_ORDER: Sequence[TextState | None] = (*TextState, None)


async def wording_shares(session: AsyncSession) -> Mapping[int, WordingShares]:
    """Give the shares by the id of the sub-project, of all that have been answered there."""
    counted = await session.execute(
        select(
            Participant.sub_project_id,
            StoredAnswer.translation,
            func.count(StoredAnswer.id),
            func.count(func.distinct(Participant.id)),
        )
        .join(Rating, Rating.participant_id == Participant.id)
        .join(StoredAnswer, StoredAnswer.rating_id == Rating.id)
        .where(StoredAnswer.value.is_not(None))
        .group_by(Participant.sub_project_id, StoredAnswer.translation)
    )
    found: dict[int, list[tuple[TextState | None, int, int]]] = defaultdict(list)
    for key, state, answers, persons in counted:
        found[key].append((state, int(answers), int(persons)))
    return {key: _shares(of) for key, of in found.items()}


def _shares(of: Iterable[tuple[TextState | None, int, int]]) -> WordingShares:
    counts = {state: (answers, persons) for state, answers, persons in of}
    if any(is_few(persons) for _, persons in counts.values()):
        return ()
    total = sum(answers for answers, _ in counts.values())
    return tuple((state, _percent(counts[state][0], total)) for state in _ORDER if state in counts)


def _percent(part: int, of: int) -> int:
    """Round; but what is there is not nothing, and what is missing is not all."""
    return 100 if part == of else min(max(round(100 * part / of), 1), 99)
