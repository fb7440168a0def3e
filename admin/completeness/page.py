"""How complete the ratings are: a coach's own with the work list, the sub-projects for leaders."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.responses import Response

from admin.caseload.leaf import leaf_of_sub_projects
from admin.completeness.labels import measure_label, share_text
from admin.occasions.card import OccasionEntry, occasion_entry
from admin.web.guard import for_staff
from admin.web.visit import Visit
from bot.languages.catalog import Catalog
from dialogs.labels.people.particulars import sex_label
from dialogs.labels.reasons import reason_label
from dialogs.occasions.occasion import Reason
from dialogs.people.particulars import Sex
from dialogs.people.staff import StaffRole
from dialogs.reports.completeness import TARGET, beside_own_text
from dialogs.texts import clean, near_day
from storage.figures.cells import Measure, Tallies, Tally
from storage.figures.completeness import Completeness, coach_tallies, completeness, own_of
from storage.figures.groups import FEWEST
from storage.figures.missing import Missing, missing_ratings
from storage.people.audit import Audit
from storage.staff.staff import all_staff

COUNTING = (StaffRole.COACH, StaffRole.LEADER, StaffRole.EVALUATOR, StaffRole.ADMIN)


@dataclass(frozen=True)
class MissingEntry:
    """One line of the work list. ``occasion`` is None for a last rating nobody has asked for."""

    pseudonym: str
    name: str
    what: str
    day: str
    why: str
    occasion: OccasionEntry | None


@dataclass(frozen=True)
class ShareTable:
    """Shares by kind of rating and by column, ready to be written."""

    name: str
    columns: Sequence[str]
    rows: Sequence[tuple[str, Sequence[str]]]
    parts: Sequence[tuple[str, str]] = ()
    """Further shares, one a line: by coach."""
    why: str = ""
    """Why nothing is told, where that is not for the numbers alone."""


@for_staff(*COUNTING)
async def show(visit: Visit) -> Response:
    """Show what belongs to the roles."""
    t, roles = visit.texts, visit.staff.roles
    whole = StaffRole.EVALUATOR in roles
    own, missing = None, list[MissingEntry]()
    projects, leaf = list[ShareTable](), None
    async with visit.app.database.reading() as session:
        if StaffRole.COACH in roles:
            own = _own_table(t, *await coach_tallies(session, visit.staff.id, visit.today))
            found = await missing_ratings(session, visit.staff.id, visit.today)
            missing = [_entry(visit, one) for one in found]
        if roles & {StaffRole.LEADER, StaffRole.ADMIN, StaffRole.EVALUATOR}:
            names = {one.id: clean(one.name) for one in await all_staff(session)}
            leaf = await leaf_of_sub_projects(session, visit)
            if leaf is None:
                return visit.missing()
            told = await completeness(
                session,
                visit.today,
                leaf.ids,
                whole=whole,
                with_wordings=False,
                own=own_of(visit.staff),
            )
            projects = [_project_table(t, one, names) for one in told]
    async with visit.app.database.writing() as session:
        if missing:
            await visit.log(session, Audit.CASELOAD_OPENED)
        if whole:
            await visit.log(session, Audit.INTERNAL_FIGURES_OPENED)
    return visit.page(
        "completeness/completeness.html",
        own=own,
        open=[one for one in missing if not _is_explained(one)],
        explained=[one for one in missing if _is_explained(one)],
        projects=projects,
        leaf=leaf,
        target=TARGET,
        fewest=FEWEST,
    )


def _is_explained(one: MissingEntry) -> bool:
    return one.occasion is not None and one.occasion.may_take_back and not one.occasion.waits


def _own_table(t: Catalog, all_of: Tallies, sexes: Mapping[Sex, Tallies]) -> ShareTable:
    columns = [t.gettext("alla"), *(sex_label(t, sex) for sex in sexes)]
    rows = [
        (
            measure_label(t, measure),
            [share_text(t, of[measure]) for of in (all_of, *sexes.values())],
        )
        for measure in Measure
    ]
    return ShareTable("", columns, rows)


def _project_table(t: Catalog, one: Completeness, names: Mapping[int, str]) -> ShareTable:
    hidden = t.gettext("visas inte")
    whole = hidden
    if one.at_least is not None:
        whole = t.gettext("{percent} % eller mer").format(percent=t.number(one.at_least))

    def cell(told: Tallies, measure: Measure) -> str:
        return share_text(t, told[measure]) if measure in told else hidden

    measures = dict(one.measures)
    if one.due is not None and one.done is not None:
        measures[Measure.ALL] = Tally(due=one.due, done=one.done)
    rows = []
    for measure in Measure:
        of_all = whole if measure is Measure.ALL and measure not in measures else None
        texts = [of_all or cell(measures, measure)]
        texts += [cell(of, measure) for of in one.sexes.values()]
        rows.append((measure_label(t, measure), texts))
    columns = [t.gettext("alla"), *(sex_label(t, sex) for sex in one.sexes)]
    coaches = [(names.get(id_, ""), share_text(t, of)) for id_, of in one.coaches.items()]
    why = beside_own_text(t) if one.beside_own else ""
    return ShareTable(clean(one.name), columns, rows, coaches, why)


def _entry(visit: Visit, one: Missing) -> MissingEntry:
    t = visit.texts
    if one.occasion is None:
        # NOTE: Which rating is missing: the last one, of somebody who has left.
        what, entry = t.gettext("sista skattningen"), None
        # NOTE: Why a rating is missing: when the exit was set, none was asked for.
        why = t.gettext("ingen sista skattning är begärd")
    else:
        entry = occasion_entry(t, one.occasion, (), visit.now, visit.zone)
        what, why = entry.name, entry.reason or entry.status
        if not one.occasion.reason and not one.has_bot:
            why = reason_label(t, Reason.NO_BOT)
    day = near_day(t, one.due_on, visit.today)
    return MissingEntry(one.pseudonym, clean(one.name or "", 60), what, day, why, entry)
