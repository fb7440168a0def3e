"""What has changed since the first rating, as the participant's page says it."""

from collections.abc import Mapping, Sequence

from bot.languages.catalog import Catalog
from dialogs.ratings.change import Change, SumChange, change_between
from storage.tables.ratings import Rating, StoredAnswer

Answers = Mapping[int, Mapping[str, StoredAnswer]]
"""By rating, then by item."""


def change_since_start(finished: Sequence[Rating], answers: Answers) -> Change:
    """Compare the newest rating with the first, by the one definition."""
    if len(finished) < 2:
        return Change()
    first, last = (
        {item: answer.value for item, answer in answers.get(rating.id, {}).items()}
        for rating in (finished[0], finished[-1])
    )
    return change_between(first, last)


def sum_text(t: Catalog, change: SumChange | None) -> str:
    """Say that all areas together have changed since the first rating; "" where they have not."""
    if change is None:
        return ""
    steps = abs(change.steps)
    if change.steps > 0:
        # NOTE: Below figures: all areas taken together, {count} steps up since the first rating.
        text = t.ngettext(
            "Sammanlagt {count} steg upp sedan start.",
            "Sammanlagt {count} steg upp sedan start.",
            steps,
        )
    else:
        # NOTE: Below figures: all areas taken together, {count} steps down since the first rating.
        text = t.ngettext(
            "Sammanlagt {count} steg ned sedan start.",
            "Sammanlagt {count} steg ned sedan start.",
            steps,
        )
    said = text.format(count=t.number(steps))
    if change.counted == change.asked:
        return said
    # NOTE: After a sum: {counted} of {asked} questions were answered both times, and are in it.
    partly = t.gettext("Räknat på {counted} av {asked} frågor, som är besvarade båda gångerna.")
    return f"{said} {partly.format(counted=t.number(change.counted), asked=t.number(change.asked))}"
