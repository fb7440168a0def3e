"""The caseload as the pages show it: a line a participant, those that wait first.

Those for whom the reader stands in are a section of their own: no figure mixes them with the own.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from markupsafe import Markup

from admin.caseload.small_star import small_star, web_of
from admin.needs.labels import need_about, since_label
from admin.requests.marks import stand_in_text
from admin.web import labels
from bot.languages.catalog import Catalog
from bot.settings.installation import Installation
from dialogs.agenda.plan import Plan
from dialogs.caseload.needs import SAY_THEIR_DAY
from dialogs.caseload.row import CaseloadRow, Standing
from dialogs.caseload.search import Sought, found_in
from dialogs.labels.exits import exit_label
from dialogs.labels.statuses import status_label
from dialogs.people.participant_status import URGENT, WAITS_FOR_COACH
from dialogs.reports.completeness import TARGET
from dialogs.texts import clean, near_day
from storage.figures.completeness import CaseloadShare
from storage.sight.seen import StandIn

NO_SEARCH = Sought()


@dataclass(frozen=True)
class CaseloadEntry:
    """One line, ready to be written: the name comes first on the coach's own screen."""

    pseudonym: str
    name: str
    protected: str
    """That the identity is, in words; empty where it is not."""
    sub_project: str
    language: str
    leaves: str
    """On which day somebody leaves or has left; empty where no exit is set."""
    tag: str
    about: str
    """What exactly the first need is about; empty where it says it itself."""
    since: str
    """Since when it waits; empty where nothing does."""
    more: str
    """How many needs there are besides; empty where there is none."""
    waits: bool
    urgent: bool
    star: Markup


@dataclass(frozen=True)
class CaseloadGroup:
    """The participants of a colleague for whom the reader stands in; ``heading`` says how long."""

    heading: str
    persons: int
    waiting: tuple[CaseloadEntry, ...]
    others: tuple[CaseloadEntry, ...]


@dataclass(frozen=True)
class HiddenEntry:
    """A need that the reader does not want to see now; ``until`` is the day when it is back."""

    pseudonym: str
    name: str
    label: str
    until: str


@dataclass(frozen=True)
class CaseloadSearch:
    """The search form: what was looked for, and what can be chosen. Codes with their words."""

    sought: Sought
    projects: tuple[str, ...]
    needs: tuple[tuple[str, str], ...]
    found: int


@dataclass(frozen=True)
class CaseloadView:
    """All lines, in groups, and how many of the ratings that were due are done.

    What is counted is the reader's own.
    """

    waiting: tuple[CaseloadEntry, ...]
    others: tuple[CaseloadEntry, ...]
    covered: tuple[CaseloadGroup, ...]
    hidden: tuple[HiddenEntry, ...]
    webs: tuple[Markup, ...]
    """What the small stars stand on, once each."""
    search: CaseloadSearch
    persons: int
    """How many participants are the reader's own, whether or not they were looked for."""
    due: int
    done: int
    target: int = TARGET


def caseload_view(
    t: Catalog,
    installation: Installation,
    lines: list[CaseloadRow],
    share: CaseloadShare,
    now: dt.datetime,
    zone: ZoneInfo,
    covered: Mapping[int, StandIn] | None = None,
    sought: Sought = NO_SEARCH,
) -> CaseloadView:
    """Write the lines of ``storage.caseload.caseload`` out, and how complete their ratings are.

    ``covered`` are those whom the reader sees as a substitute, by participant.
    """
    today = now.astimezone(zone).date()
    covered = covered or {}
    standings = {row.participant_id: row.standing_at(now) for row in lines}
    kinds = {who: tuple(one.kind.value for one in of.needs) for who, of in standings.items()}
    found = found_in(lines, sought, kinds)

    def entries(rows: Sequence[CaseloadRow], *, waiting: bool) -> tuple[CaseloadEntry, ...]:
        return tuple(
            _entry(t, installation, row, standings[row.participant_id], zone, today)
            for row in rows
            if bool(standings[row.participant_id].needs) is waiting
        )

    own = [row for row in found if row.participant_id not in covered]
    return CaseloadView(
        waiting=entries(own, waiting=True),
        others=entries(own, waiting=False),
        covered=tuple(
            CaseloadGroup(
                stand_in_text(t, one, zone),
                len(rows),
                entries(rows, waiting=True),
                entries(rows, waiting=False),
            )
            for one in sorted(set(covered.values()), key=lambda one: (one.ends_at, one.request))
            if (rows := [row for row in found if covered.get(row.participant_id) == one])
        ),
        hidden=tuple(
            HiddenEntry(
                row.pseudonym,
                clean(row.name or "", 60),
                status_label(t, need.kind, None, today),
                near_day(t, until.astimezone(zone).date(), today),
            )
            for row in found
            for need, until in standings[row.participant_id].hidden
        ),
        webs=tuple(
            web_of(axes) for axes in {len(one.items) for one in installation.instruments.values()}
        ),
        search=CaseloadSearch(
            sought,
            tuple(sorted({row.sub_project for row in lines})),
            _need_choices(t, kinds, sought.need, today),
            len(found),
        ),
        persons=sum(row.participant_id not in covered for row in lines),
        due=share.due,
        done=share.done,
    )


def _need_choices(
    t: Catalog, kinds: Mapping[int, Sequence[str]], chosen: str, today: dt.date
) -> tuple[tuple[str, str], ...]:
    """List the kinds of need that there are, and the one that was chosen."""
    there = {kind for of in kinds.values() for kind in of} | {chosen}
    return tuple(
        (one.value, status_label(t, one, None, today)) for one in WAITS_FOR_COACH if one in there
    )


def _entry(
    t: Catalog,
    installation: Installation,
    line: CaseloadRow,
    standing: Standing,
    zone: ZoneInfo,
    today: dt.date,
) -> CaseloadEntry:
    status, needs = standing.status, standing.needs
    is_near = bool(needs) and needs[0].about_at is not None  # when it is says more than since when
    # What says its day itself needs no other.
    says_day = status in SAY_THEIR_DAY or is_near
    since = needs[0].day(zone) if needs and not says_day else None
    about = need_about(t, installation, line, needs[0], zone, today) if needs else ""
    # NOTE: Beside what needs the coach first with somebody: so many other things do too.
    more = t.ngettext("och {count} till", "och {count} till", len(needs) - 1)
    return CaseloadEntry(
        pseudonym=line.pseudonym,
        name=clean(line.name or "", 60),
        protected=t.gettext("Skyddad identitet") if line.protected else "",
        sub_project=clean(line.sub_project, 60),
        language=labels.language_label(t, line.language),
        leaves=exit_label(t, line.exit_on, today),
        tag=status_label(t, status, line.label_day(standing, zone), today),
        about=about,
        since=since_label(t, since, today),
        more=more.format(count=t.number(len(needs) - 1)) if len(needs) > 1 else "",
        waits=bool(needs),
        urgent=bool(needs) and status in URGENT,
        star=_small_star(installation, line),
    )


def _small_star(installation: Installation, line: CaseloadRow) -> Markup:
    """Draw the small star; the web alone where there is no rating yet."""
    instrument = installation.instruments.get(line.instrument)
    if instrument is None:
        instrument = installation.instruments[Plan.from_json(line.plan).instrument]
    values = tuple(line.values.get(item.id) for item in instrument.items)
    return small_star(values, instrument.points)
