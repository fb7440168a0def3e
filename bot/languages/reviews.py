"""Reviews in force: what the organisation has said of texts is said without a restart."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncSession

from bot.languages.catalog import put_in_force
from bot.languages.spoken import languages
from bot.languages.text_states import KnownState, digest_of
from bot.languages.translations import Review, Reviews
from storage.database.database import Database
from storage.translations.reviews import ReviewedText, newest_review_id, reviews_in_force


async def stored_reviews(session: AsyncSession, language: str = "") -> dict[str, Reviews]:
    """Give what has been reviewed, by language: of one language, or of all."""
    return _by_language(await reviews_in_force(session, language))


def _by_language(rows: Iterable[ReviewedText]) -> dict[str, Reviews]:
    found: dict[str, dict[str, Review]] = defaultdict(dict)
    for row in rows:
        one = row.review
        known = KnownState(digest_of(*one.said), one.state, row.by, one.at.date())
        found[one.language][one.source] = Review(tuple(one.said), known, one.back)
    return dict(found)


@dataclass
class ReviewsInForce:
    """What of the database's reviews this process speaks by."""

    database: Database
    _newest: int = field(default=0, init=False)

    async def refresh(self) -> None:
        """Speak by what has been reviewed since, here or in another process."""
        async with self.database.reading() as session:
            newest = await newest_review_id(session)
            if newest == self._newest:
                return
            stored = await stored_reviews(session)
        for language, reviews in stored.items():
            if language in languages():
                put_in_force(language, reviews)
        self._newest = newest
