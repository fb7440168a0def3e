"""The measures of completeness, in words for the staff."""

from bot.languages.catalog import Catalog
from storage.figures.cells import Measure, Tally


def measure_label(t: Catalog, measure: Measure) -> str:
    """Name what is counted."""
    match measure:
        case Measure.ALL:
            # NOTE: A row of figures: the ratings at the enrolment, at six months and at the exit.
            return t.gettext("inskrivning, sex månader och avslut")
        case Measure.ENROLMENT:
            # NOTE: A row of figures: the ratings at the enrolment.
            return t.gettext("vid inskrivningen")
        case Measure.SIX_MONTH:
            # NOTE: A row of figures: the ratings of every sixth month.
            return t.gettext("vid sex månader")
        case Measure.EXIT:
            # NOTE: A row of figures: the ratings at the exit.
            return t.gettext("vid avslutet")
        case Measure.THREE_MONTH:
            # NOTE: A row of figures: the ratings of every third month, which are counted apart.
            return t.gettext("var tredje månad (räknas för sig)")


def share_text(t: Catalog, of: Tally) -> str:
    """Say how many of what was due is done; a dash where nothing was."""
    if not of.due:
        return "–"
    # NOTE: Of the ratings that have fallen due, how many are done.
    return t.gettext("{done} av {count}, {percent} %").format(
        done=t.number(of.done), count=t.number(of.due), percent=t.number(100 * of.done // of.due)
    )
