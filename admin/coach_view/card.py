"""The card of the coach's view beside the self-rating: where the two differ, and at the exit."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from admin.web.revision import revision_of
from bot.languages.catalog import Catalog
from dialogs.people.enrolment import EnrolmentStatus
from dialogs.ratings.coach_view import (
    COUNTERPART,
    Indicator,
    ProgressArea,
    area_text,
    disagreement,
    point_labels,
    point_text,
)
from dialogs.reports.coach_view import areas_question, indicator_text
from storage.coaching.tables import CoachView
from storage.coaching.views import view_at_exit, view_beside
from storage.tables.people import Participant
from storage.tables.ratings import Rating, StoredAnswer


@dataclass(frozen=True)
class ViewRow:
    """One rating: its day, the person's own belief, and the coach's two, in words."""

    day: str
    own: str
    belief: str
    purpose: str
    differs: str
    """Why it is something to talk about; "" where it is not."""


@dataclass(frozen=True)
class ViewForm:
    """The form beside the newest rating. ``points`` are the stored ones, as the form has them."""

    rating: int
    day: str
    fields: tuple[tuple[str, str, str], ...]
    """Name, words and chosen point of each indicator."""
    labels: tuple[str, ...]
    revision: str
    fault: str = ""


@dataclass(frozen=True)
class ExitView:
    """The areas at the exit: code, words and whether it is ticked. ``said``: somebody has said."""

    question: str
    areas: tuple[tuple[str, str, bool], ...]
    said: str
    revision: str


@dataclass(frozen=True)
class ViewCard:
    """All that the page shows of the coach's view; ``rows`` are the newest first."""

    rows: tuple[ViewRow, ...]
    form: ViewForm | None
    at_exit: ExitView | None
    """None before there is a last day."""


def own_belief(answers: Mapping[str, StoredAnswer]) -> int | None:
    """Give what somebody answered to what the coach's first indicator asks too."""
    answer = answers.get(COUNTERPART)
    return answer.value if answer is not None else None


def view_card(
    t: Catalog,
    views: Sequence[CoachView],
    ratings: Sequence[Rating],
    answers: Mapping[int, Mapping[str, StoredAnswer]],
    participant: Participant,
    zone: ZoneInfo,
) -> ViewCard:
    """Write the views out beside the finished ratings they belong to."""
    finished = sorted(
        ((one.finished_at, one) for one in ratings if one.finished_at), key=lambda pair: pair[0]
    )
    rows = []
    for at, rating in reversed(finished):
        view = view_beside(views, rating.id)
        own = own_belief(answers.get(rating.id, {}))
        if view is not None and (view.belief or view.purpose):
            rows.append(
                ViewRow(
                    t.date(at.astimezone(zone).date()),
                    t.number(own) if own else "–",
                    point_text(t, view.belief),
                    point_text(t, view.purpose),
                    _differs_text(t, disagreement(own, view.belief)),
                )
            )
    newest = finished[-1] if finished else None
    return ViewCard(
        tuple(rows),
        view_form(t, newest[1], newest[0], view_beside(views, newest[1].id), zone)
        if newest and participant.status == EnrolmentStatus.ACTIVE
        else None,
        exit_view(t, view_at_exit(views), zone) if participant.exit_on else None,
    )


def view_form(
    t: Catalog, rating: Rating, at: dt.datetime, view: CoachView | None, zone: ZoneInfo
) -> ViewForm:
    """Give the form beside a rating as it is stored."""
    points = (view.belief, view.purpose) if view else (None, None)
    return ViewForm(
        rating.id,
        t.date(at.astimezone(zone).date()),
        tuple(
            (one.value, indicator_text(t, one), str(point or ""))
            for one, point in zip(Indicator, points, strict=True)
        ),
        tuple(point_text(t, point) for point, _ in enumerate(point_labels(t), start=1)),
        revision_of(points),
    )


def exit_view(t: Catalog, view: CoachView | None, zone: ZoneInfo) -> ExitView:
    """Give the form of the areas as it is stored."""
    ticked = view.areas or () if view else ()
    said = ""
    if view:
        # NOTE: Below a form: when a coach has said in what a participant has progressed.
        said = t.gettext("Sparat {day}.").format(day=t.date(view.seen_at.astimezone(zone).date()))
    return ExitView(
        areas_question(t),
        tuple((one.value, area_text(t, one), one in ticked) for one in ProgressArea),
        said,
        revision_of(view.areas if view else None),
    )


def _differs_text(t: Catalog, steps: int) -> str:
    if not steps:
        return ""
    if steps > 0:
        # NOTE: Beside two views that differ: the coach believes more in the person than they do.
        return t.gettext("Att prata om: du ser större möjligheter än personen själv.")
    # NOTE: Beside two views that differ: the person believes more in it than the coach.
    return t.gettext("Att prata om: personen tror mer på det än du.")
