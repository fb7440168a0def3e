"""The first page: a coach's caseload, or group figures for leaders and administrators."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from starlette.responses import RedirectResponse, Response

from admin.caseload.fold import end_talk
from admin.caseload.leaf import leaf_of_sub_projects
from admin.caseload.list import NO_SEARCH, caseload_view
from admin.caseload.near_days import near_days
from admin.together.helper import helper_page
from admin.web.guard import for_staff
from admin.web.visit import Visit
from bot.languages.catalog import Catalog
from dialogs.caseload.search import Sought
from dialogs.labels.reasons import reason_label
from dialogs.labels.statuses import status_label, status_meaning
from dialogs.people.accounts import AccountStatus
from dialogs.people.participant_status import URGENT, ParticipantStatus
from dialogs.people.staff import SEES_FIGURES, DigestFrequency, StaffRole
from dialogs.reports.completeness import TARGET, beside_own_text
from dialogs.reports.taken_alone import NOBODY_ALONE, taken_alone_sections
from dialogs.reports.wordings import wording_shares_text
from dialogs.texts import clean, near_day
from storage.caseload.caseload import caseload_rows
from storage.caseload.consent import consents_asked, taken_alone
from storage.caseload.erased import erased_people
from storage.caseload.leavers import leavers
from storage.caseload.requests import requests_to
from storage.figures.completeness import Completeness, coach_completeness, completeness, own_of
from storage.figures.groups import FEWEST, group_counts
from storage.orientation.coach import can_be_reached
from storage.people.audit import Audit
from storage.people.sub_projects import led_ids
from storage.sight.seen import covered_by
from storage.staff.chats import staff_chat
from storage.tables.bots import bot_username
from storage.tables.channels import StaffChat
from storage.trust.independence import LATELY


@for_staff()
async def show(visit: Visit) -> Response:
    """Show what belongs to the role."""
    match visit.staff.role:
        case StaffRole.COACH:
            return await _caseload(visit, NO_SEARCH)
        case StaffRole.LEADER | StaffRole.ADMIN | StaffRole.EVALUATOR:
            return await _overview(visit)
        case StaffRole.HELPER:
            return await helper_page(visit)
        case StaffRole.TRANSLATOR:
            return RedirectResponse("/admin/translations", 303)


@for_staff(*SEES_FIGURES)
async def overview(visit: Visit) -> Response:
    """Show the sub-projects, also to whoever has a caseload besides."""
    return await _overview(visit)


@for_staff(StaffRole.COACH)
async def search(visit: Visit) -> Response:
    """Show those whom the coach looks for; names never stand in an address."""
    form = visit.form
    sought = Sought(form.get("words", ""), form.get("project", ""), form.get("need", ""))
    return await _caseload(visit, sought)


async def _caseload(visit: Visit, sought: Sought) -> Response:
    app, t, now, today = visit.app, visit.texts, visit.now, visit.today
    async with app.database.reading() as session:
        lines = await caseload_rows(session, visit.staff.id, now, today, visit.zone)
        share = await coach_completeness(session, visit.staff.id, today)
        covered = await covered_by(session, visit.staff.id, now)
        asked = [
            *await requests_to(session, visit.staff.id, now),
            *await consents_asked(session, visit.staff, now),
        ]
        left = await leavers(session, visit.staff.id, now, today)
        erased = await erased_people(session, visit.staff.id)
        near = await near_days(session, visit)
        chat = await staff_chat(session, visit.staff.id)
        username = await bot_username(session, app.settings.telegram_token)
    async with app.database.writing() as session:
        await visit.log(session, Audit.CASELOAD_OPENED)
    lost, link = _digest_lost(visit, chat, telegram_on=bool(username))
    page = visit.page(
        "caseload/caseload.html",
        caseload=caseload_view(t, app.installation, lines, share, now, visit.zone, covered, sought),
        near=near,
        digest_lost=lost,
        digest_link=link,
        asked=len(asked),
        reachable=can_be_reached(visit.staff),
        left=[
            (
                one.pseudonym,
                clean(one.name or "", 60),
                near_day(t, one.exit_on, today),
                one.protected,
            )
            for one in left
        ],
        erased=[(near_day(t, one.on, today), clean(one.sub_project)) for one in erased],
        meanings=_meanings(t, today),
    )
    end_talk(visit, page)
    return page


def _meanings(t: Catalog, today: dt.date) -> list[tuple[bool, str, str]]:
    """Give each word of the list, whether it waits for the coach, and what it means."""
    words = [
        (one in URGENT, status_label(t, one, None, today), meaning)
        for one in ParticipantStatus
        if (meaning := status_meaning(t, one))
    ]
    return [
        *words,
        # NOTE: Explains "last on 22 Nov" beside a participant, and stands beside its meaning.
        (False, t.gettext("senast, och en dag"), t.gettext("Dagen för den senaste skattningen.")),
        (
            False,
            status_label(t, ParticipantStatus.CALM, None, today),
            t.gettext("Personen är med, och ingen skattning är gjord än."),
        ),
        # NOTE: Explains "since 22 Nov" beside what needs the coach, and stands beside its meaning.
        (False, t.gettext("sedan, och en dag"), t.gettext("Dagen då det började vänta på dig.")),
    ]


def _digest_lost(visit: Visit, chat: StaffChat | None, *, telegram_on: bool) -> tuple[str, str]:
    """Say that the digest goes nowhere, and the words of a link that helps; "" for none."""
    t, mail_on = visit.texts, visit.app.settings.smtp is not None
    by_mail = visit.staff.digest_mail and mail_on
    by_chat = chat is not None and chat.status is AccountStatus.OPEN
    if by_mail or by_chat or visit.staff.digest is DigestFrequency.OFF:
        return "", ""
    if not (mail_on or telegram_on):
        # NOTE: To a coach: e-mail and Telegram are not set up in this installation.
        lost = t.gettext(
            "Din sammanställning skickas inte: e-post och Telegram är inte påslagna här. "
            "Allt som väntar på dig står i listan."
        )
        return lost, ""
    # NOTE: To a coach whose digest can neither go by Telegram nor by e-mail.
    return (
        t.gettext("Din sammanställning skickas inte någonstans än."),
        t.gettext("Välj hur den kommer"),
    )


async def _overview(visit: Visit) -> Response:
    t, whole = visit.texts, StaffRole.EVALUATOR in visit.staff.roles
    async with visit.app.database.reading() as session:
        leaf = await leaf_of_sub_projects(session, visit)
        if leaf is None:
            return visit.missing()
        led = (
            await led_ids(session, visit.staff.id) if StaffRole.LEADER in visit.staff.roles else ()
        )
        groups = await group_counts(session, leaf.ids, whole=whole, led=led)
        due = await completeness(
            session, visit.today, leaf.ids, whole=whole, own=own_of(visit.staff)
        )
        alone = NOBODY_ALONE
        if StaffRole.LEADER in visit.staff.roles:  # no digest of theirs may have said it
            alone = await taken_alone(session, visit.now - LATELY, visit.now)
    if whole:
        async with visit.app.database.writing() as session:
            await visit.log(session, Audit.INTERNAL_FIGURES_OPENED)
    return visit.page(
        "caseload/overview.html",
        groups=[(clean(group.name), group.persons, group.taking_part) for group in groups],
        fewest=FEWEST,
        whole=whole,
        due=[_completeness_row(t, one) for one in due],
        target=TARGET,
        leaf=leaf,
        alone=taken_alone_sections(t, alone),
    )


def _completeness_row(t: Catalog, one: Completeness) -> Mapping[str, Any]:
    """Write one sub-project's due ratings out; hidden numbers stay None."""
    return {
        "name": clean(one.name),
        "due": one.due,
        "done": one.done,
        "percent": one.percent,
        "at_least": one.at_least,
        "why": beside_own_text(t) if one.beside_own else "",
        "wordings": wording_shares_text(t, one.wordings),
        "reasons": t.listed(
            [f"{reason_label(t, why)} {t.number(count)}" for why, count in one.reasons]
        ),
    }
