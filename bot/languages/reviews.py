"""Reviews in force: what the organisation has said of texts is said without a restart."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.languages.catalog import put_in_force
from bot.languages.spoken import languages
from bot.languages.text_states import KnownState, digest_of
from bot.languages.translations import Review
from storage.database.database import Database
from storage.translations.reviews import ReviewedText, newest_review_id, reviews_in_force


def reviews_by_language(rows: Iterable[ReviewedText]) -> dict[str, dict[str, Review]]:
    """Order stored reviews by language and by the digest of the text."""
    found: dict[str, dict[str, Review]] = defaultdict(dict)
    for row in rows:
        one = row.review
        known = KnownState(digest_of(*one.said), one.state, row.by, one.at.date())
        found[one.language][one.source] = Review(tuple(one.said), known, one.back)
    return found


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
            rows = await reviews_in_force(session)
        for language, reviews in reviews_by_language(rows).items():
            if language in languages():
                put_in_force(language, reviews)
        self._newest = newest
