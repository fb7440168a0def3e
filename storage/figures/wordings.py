"""How far the wordings had come that answers were given to, in each sub-project, as shares.

A share is told where nobody can be picked out by it: each state that occurs has answers of five
persons or more. It is told in whole per cent, never as a number of answers: from that it could be
worked out how many ratings are done, where completeness does not tell it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import BigInteger, case, cast, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from dialogs.reports.wordings import WordingShares
from dialogs.texts import TextState
from storage.figures.groups import is_few
from storage.figures.packed import bits
from storage.tables.people import Participant
from storage.tables.ratings import Rating, StoredAnswer

_ORDER: Sequence[TextState | None] = (*TextState, None)
_BITS = 12
"""A person has given fewer than 4,096 answers of a state: so many bits of one number hold them."""


async def wording_shares(
    session: AsyncSession, among: Collection[int]
) -> Mapping[int, WordingShares]:
    """Give the shares by the id of the sub-project, of all that have been answered in these."""
    state = case(
        {state: 1 << _BITS * place for place, state in enumerate(TextState)},
        value=StoredAnswer.translation,
        else_=1 << _BITS * len(TextState),
    )
    each = (  # one sum a person instead of one row an answer: that is what the count takes
        select(
            Participant.sub_project_id,
            cast(func.sum(cast(state, BigInteger)), BigInteger).label("packed"),
        )
        .join(Rating, Rating.participant_id == Participant.id)
        .join(StoredAnswer, StoredAnswer.rating_id == Rating.id)
        .where(StoredAnswer.value.is_not(None), Participant.sub_project_id.in_(among))
        .group_by(Participant.sub_project_id, Participant.id)
        .subquery()
    )
    columns = []
    for place in range(len(_ORDER)):
        of = bits(each.c.packed, place, _BITS)
        columns += [func.sum(of), func.sum(case((of > 0, 1), else_=0))]
    counted = await session.execute(
        select(each.c.sub_project_id, *columns).group_by(each.c.sub_project_id)
    )
    found = {}
    for key, *numbers in counted:
        pairs = zip(numbers[::2], numbers[1::2], strict=True)
        of_states = zip(_ORDER, pairs, strict=True)
        found[key] = _shares((state, int(n), int(who)) for state, (n, who) in of_states if n)
    return found


def _shares(of: Iterable[tuple[TextState | None, int, int]]) -> WordingShares:
    counts = {state: (answers, persons) for state, answers, persons in of}
    if any(is_few(persons) for _, persons in counts.values()):
        return ()
    total = sum(answers for answers, _ in counts.values())
    return tuple((state, _percent(counts[state][0], total)) for state in _ORDER if state in counts)


def _percent(part: int, of: int) -> int:
    """Round; but what is there is not nothing, and what is missing is not all."""
    return 100 if part == of else min(max(round(100 * part / of), 1), 99)
