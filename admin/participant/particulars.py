"""What is known of somebody from the day they were enrolled, for the coach's page."""

from collections.abc import Iterator

from bot.languages.catalog import Catalog
from bot.words.phone_numbers import shown_number
from dialogs.labels.people.particulars import referrer_label, sex_label
from dialogs.people.particulars import Sex
from dialogs.texts import clean, isolate
from storage.tables.people import Participant


def particular_labels(t: Catalog, who: Participant) -> Iterator[str]:
    """Give what is known, each in a few words."""
    if who.sex is not Sex.OTHER:
        yield sex_label(t, who.sex)
    if who.birth_year:
        # NOTE: In what is known of a participant: {year} of birth.
        yield t.gettext("född {year}").format(year=clean(who.birth_year))
    if who.referrer:
        # NOTE: In what is known of a participant: {who} has sent them to the project.
        yield t.gettext("remitterad av {who}").format(who=referrer_label(t, who.referrer))
    if who.phone:
        yield isolate(shown_number(who.phone))
