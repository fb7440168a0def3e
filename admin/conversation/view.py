"""The conversation view of one participant: the newest star over an earlier one, and its courses.

All of it is in the participant's language, and nothing in it names anybody.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from markupsafe import Markup

from admin.spoken.said import Said, said_by
from bot.languages.catalog import Catalog, catalog
from bot.languages.spoken import SOURCE_LANGUAGE
from bot.settings.installation import Installation
from bot.star.course import Course, course_svg
from bot.star.svg import star_svg
from dialogs.engine.star import series_names
from dialogs.instruments.answer_mode import answer_mode
from dialogs.instruments.instrument import Instrument, Item
from dialogs.labels.answers import company_label, mode_label
from dialogs.ratings.change import Change, change_between
from dialogs.ratings.conversation_view import (
    course_text,
    draft_line,
    earlier_star_label,
    made_lines,
    step_change_text,
    sum_change_text,
)
from dialogs.ratings.star import star_of
from storage.ratings.given import GivenRatings
from storage.tables.ratings import Rating


@dataclass(frozen=True)
class Rated:
    """A finished rating: its local day, its name among the others, its values on the scale."""

    rating: Rating
    day: dt.date
    name: str
    values: Mapping[str, int | None]


@dataclass(frozen=True)
class AreaView:
    """One question: the newest value in a figure and the scale's words, and the line to it.

    ``figure`` is "" where it was skipped. ``change`` is "" but for what may be called one.
    """

    label: str
    drawing: str
    figure: str
    word: str
    course: Markup
    change: str
    comment: Said
    comment_language: str
    comment_company: str
    """Who sat beside the person when it was written; "" where nobody did."""
    source: tuple[str, str, str]
    """The question, its short name and the word in the source language."""


@dataclass(frozen=True)
class Earlier:
    """An earlier star that the newest can be laid over."""

    id: int
    label: str
    chosen: bool


@dataclass(frozen=True)
class ConversationView:
    """The view, ready to be written. ``days`` are the first and the last of the courses."""

    star: Markup
    made: tuple[str, ...]
    earlier: tuple[Earlier, ...]
    areas: tuple[AreaView, ...]
    days: tuple[str, ...]
    sum: str
    draft: str


def rated_stars(
    t: Catalog, installation: Installation, given: GivenRatings, zone: ZoneInfo
) -> tuple[Instrument, list[Rated]] | None:
    """Give the instrument rated last with its finished stars, oldest first; None: there is none."""
    finished = sorted(
        (one for one in given.ratings if one.finished_at and _has_values(one, given)),
        key=lambda one: (one.finished_at, one.id),
    )
    known = [one for one in finished if one.instrument in installation.instruments]
    if not known:
        return None
    instrument = installation.instruments[known[-1].instrument]
    same = [one for one in known if one.instrument == instrument.id]
    days = [(one.finished_at or one.started_at).astimezone(zone).date() for one in same]
    return instrument, [
        Rated(one, day, name, _values(one, given, instrument))
        for one, day, name in zip(same, days, series_names(days, t), strict=True)
    ]


def _has_values(rating: Rating, given: GivenRatings) -> bool:
    return any(answer.value for answer in given.answers.get(rating.id, {}).values())


def _values(rating: Rating, given: GivenRatings, instrument: Instrument) -> dict[str, int | None]:
    """Give the value of each of the instrument's items; None where it has none on its scale."""
    answers = given.answers.get(rating.id, {})
    found = {item: answer.value for item, answer in answers.items()}
    return {
        item.id: value if value is not None and 1 <= value <= instrument.points else None
        for item in instrument.items
        for value in (found.get(item.id),)
    }


def conversation_view(
    t: Catalog,
    installation: Installation,
    given: GivenRatings,
    rated: tuple[Instrument, Sequence[Rated]],
    earlier: Rated | None,
    pseudonym: str,
) -> ConversationView:
    """Write the newest star out, over ``earlier`` if there is one."""
    instrument, stars = rated
    newest = stars[-1]
    change = change_between(earlier.values, newest.values) if earlier else Change()
    areas = tuple(
        _area(t, instrument, item, given, stars, earlier, change, pseudonym)
        for item in instrument.items
    )
    compared = (newest, earlier) if earlier else (newest,)
    return ConversationView(
        star=_star(installation, t, instrument, newest, earlier),
        made=made_lines(t, [(one.name, _ways(t, one, given)) for one in compared]),
        earlier=tuple(
            Earlier(
                one.rating.id,
                earlier_star_label(t, one.name, is_first=one is stars[0]),
                one is earlier,
            )
            for one in reversed(stars[:-1])
        ),
        areas=areas,
        days=tuple(dict.fromkeys((t.date(stars[0].day), t.date(newest.day)))),
        sum=sum_change_text(t, change.sum, earlier.day) if change.sum and earlier else "",
        draft=draft_line(t) if instrument.is_draft(t) else "",
    )


def _star(
    installation: Installation,
    t: Catalog,
    instrument: Instrument,
    newest: Rated,
    earlier: Rated | None,
) -> Markup:
    under = [{"on": earlier.day.isoformat(), "values": earlier.values}] if earlier else []
    facts = {"earlier": under, "today": newest.day.isoformat()}
    star = star_of(installation.scene(t.language, ""), instrument, facts, newest.values)
    return Markup(star_svg(star, embed_style=False))  # noqa: S704  # our own drawing, escaped there


def _ways(t: Catalog, one: Rated, given: GivenRatings) -> tuple[str, ...]:
    """Say how a star was made, each way once."""
    modes = (
        answer.mode or answer_mode(one.rating.mode, listens=False, was_heard=False)
        for answer in given.answers.get(one.rating.id, {}).values()
    )
    return tuple(dict.fromkeys(mode_label(t, mode) for mode in modes))


def _area(
    t: Catalog,
    instrument: Instrument,
    item: Item,
    given: GivenRatings,
    stars: Sequence[Rated],
    earlier: Rated | None,
    change: Change,
    pseudonym: str,
) -> AreaView:
    newest = stars[-1]
    value = newest.values[item.id]
    answer = given.answers.get(newest.rating.id, {}).get(item.id)
    sv = catalog(SOURCE_LANGUAGE)
    before = earlier.values[item.id] if earlier and item.id in change.steps else None
    return AreaView(
        label=instrument.label(item, t),
        drawing=item.drawing,
        figure=t.number(value) if value else "",
        word=_word(t, instrument, item, given, newest) if value else "",
        course=_course(t, instrument, item, stars, earlier),
        change=step_change_text(t, before, value, earlier.day)
        if earlier and before and value
        else "",
        comment=said_by(t, pseudonym, answer.comment if answer else None),
        comment_language=answer.language if answer else t.language,
        comment_company=company_label(t, answer.comment_mode or answer.mode) if answer else "",
        source=(
            instrument.wording(item, sv).question,
            instrument.label(item, sv),
            instrument.wording(item, sv).anchors[value - 1] if value else "",
        ),
    )


def _word(
    t: Catalog, instrument: Instrument, item: Item, given: GivenRatings, newest: Rated
) -> str:
    """Give the scale's word for a value: as it was shown, if that was in the view's language."""
    value, answer = newest.values[item.id], given.answers[newest.rating.id][item.id]
    shown = given.wordings.get(answer.wording)
    anchors = instrument.wording(item, t).anchors
    if shown is not None and shown.language == t.language:
        as_shown = tuple(shown.anchors.split("\n"))
        anchors = as_shown if len(as_shown) == len(anchors) else anchors
    return anchors[value - 1] if value else ""


def _course(
    t: Catalog,
    instrument: Instrument,
    item: Item,
    stars: Sequence[Rated],
    earlier: Rated | None,
) -> Markup:
    values = tuple(one.values[item.id] for one in stars)
    named = [(one.name, value) for one, value in zip(stars, values, strict=True)]
    course = Course(
        days=tuple(one.day for one in stars),
        values=values,
        steps=instrument.points,
        figure=t.number(values[-1]) if values[-1] else "",
        description=course_text(t, instrument.label(item, t), named),
        rtl=t.rtl,
        marked=stars.index(earlier) if earlier else None,
    )
    return Markup(course_svg(course))  # noqa: S704  # our own drawing, escaped there
