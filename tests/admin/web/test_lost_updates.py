"""A tab that was left open overwrites nothing: every form of the route table is tried.

Two tabs open the same form. The other one saves; this one is refused with both versions, also after
a fault in it was mended, and saves once both have been seen.
"""

import re
from dataclasses import dataclass, field

import httpx
import pytest

from admin.routes import ROUTES
from bot.app_context import AppContext
from bot.languages.text_states import digest_of
from dialogs.people.staff import StaffRole
from tests.admin.visits import hidden_fields, log_in, open_browser, page_text
from tests.people import (
    Diary,
    add_coach,
    add_occasion,
    add_participant,
    add_staff,
    lead,
    suggest_own_step,
)
from tests.scenes import skapa

HERE = "/admin/participants/A-01"
MEETING = f"{HERE}/meetings/1"
SOURCE = digest_of("skapa.health", skapa().item("health").wording)
QUESTION = f"/admin/translations/ar/{SOURCE}"
BOOKED = {
    "day": "2026-12-01",
    "time": "10:00",
    "minutes": "45",
    "early": "24",
    "late": "2",
    "kind": "talk",
    "with-participant": "on",
}
PLAN = {
    "every": "3",
    "follow_up": "6",
    "before": "14",
    "after": "30",
    "reminders": "0, 2",
    "morning": "9",
    "midday": "12",
    "evening": "17",
}
DIGEST = {"how": "weekly", "weekday": "0", "mail": "yes"}
KARIN = {"email": "Karin@example.org", "role-coach": "on"}
BO = {"language": "sv", "project": "1", "enrolled_on": "2026-11-01", "sex": "man"}
GOES_ON = {"verdict": "go-on", "decided_on": "2026-11-20", "why": "Vi fortsätter"}
STEP = {"step": "tried", "by": "Tora", "done_on": "2026-11-01"}


@dataclass(frozen=True)
class Form:
    """One form that edits: where it stands, what two tabs fill in, and what the page then shows."""

    page: str
    theirs: dict[str, str]
    mine: dict[str, str]
    shows: tuple[str, ...]
    """What the page of both versions says; "" where it says in a sentence that it has changed."""
    faulty: dict[str, str] = field(default_factory=dict)
    """What is refused for another reason; empty where nothing can be filled in wrong."""
    by: str = "Karin"
    their_action: str = ""
    """Where the other tab posts, if not to the same address; and on which page that form stands."""
    their_page: str = ""


EDITS = {
    "/admin/staff/{staff:row}": Form(
        "/admin/staff/1",
        {**KARIN, "name": "Karin Berg"},
        {**KARIN, "name": "Karin Dal"},
        ("Nu: Karin Berg", "Ditt: Karin Dal"),
        {**KARIN, "name": ""},
        by="Ada",
    ),
    "/admin/participants/{pseudonym}/particulars": Form(
        f"{HERE}/particulars",
        {**BO, "name": "Bo Berg"},
        {**BO, "name": "Bo Dal"},
        ("Nu: Bo Berg", "Ditt: Bo Dal"),
        {**BO, "name": ""},
    ),
    "/admin/participants/{pseudonym}/meetings/{meeting:row}": Form(
        MEETING,
        {**BOOKED, "place": "Torget 9"},
        {**BOOKED, "place": "Torget 2"},
        ("Nu: Torget 9", "Ditt: Torget 2"),
        {**BOOKED, "place": ""},
    ),
    "/admin/participants/{pseudonym}/meetings/{meeting:row}/cancel": Form(
        f"{MEETING}/cancel",
        {**BOOKED, "place": "Torget 9"},
        {},
        ("Torget 9",),
        their_action=MEETING,
        their_page=MEETING,
    ),
    "/admin/participants/{pseudonym}/occasions/reason": Form(
        HERE,
        {"reason": "ill"},
        {"reason": "no-phone"},
        ("Nu: inte gjord, sjuk",),
        {"reason": "x"},
    ),
    "/admin/participants/{pseudonym}/occasions/exit": Form(
        HERE,
        {"on": "2027-02-01", "do": "save"},
        {"on": "2027-03-01", "do": "save"},
        ("Nu: 2027-02-01", "Ditt: 2027-03-01"),
        {"on": "x", "do": "save"},
    ),
    "/admin/participants/{pseudonym}/review": Form(
        HERE,
        {**GOES_ON, "goes_on_until": "2027-05-23"},
        {**GOES_ON, "goes_on_until": "2027-11-23"},
        ("Nu: 2027-05-23", "Ditt: 2027-11-23"),
        {**GOES_ON, "goes_on_until": "2026-11-23"},
    ),
    "/admin/participants/{pseudonym}/occasions/way": Form(
        HERE,
        {"hour": "evening", "zone": "Europe/Stockholm"},
        {"hour": "midday", "zone": "Europe/Stockholm"},
        ("Tid på dagen Nu:",),
    ),
    "/admin/participants/{pseudonym}/steps/{step:row}": Form(
        HERE,
        {"comment": "Bra!"},
        {"comment": "Fint!"},
        ("Nu: Bra!", "Ditt: Fint!"),
        {"comment": "x" * 1001},
    ),
    "/admin/participants/{pseudonym}/steps/{step:row}/words": Form(
        HERE,
        {"words": "Gå ut"},
        {"words": "Ring"},
        ("Nu: Gå ut", "Ditt: Ring"),
        {"words": ""},
    ),
    "/admin/participants/{pseudonym}/steps/{step:row}/terms": Form(
        HERE,
        {"doer": "coach", "until": "2026-12-01"},
        {"doer": "psychiatry", "until": "2026-12-01"},
        ("Nu: Handledaren", "Ditt: Psykiatrin"),
        {"doer": "coach", "until": "x"},
    ),
    "/admin/participants/{pseudonym}/goals": Form(
        HERE,
        {"area": "health", "goal": "Sova", "do": "save"},
        {"area": "health", "goal": "Orka", "do": "save"},
        ("Nu: Sova", "Ditt: Orka"),
        {"area": "health", "goal": "", "do": "save"},
    ),
    "/admin/participants/{pseudonym}/steps/{step:row}/withdrawal": Form(
        HERE,
        {"words": "Gå ut"},
        {},
        ("Gå ut",),
        their_action=f"{HERE}/steps/1/words",
    ),
    "/admin/plans/{project:row}": Form(
        "/admin/plans/1",
        {**PLAN, "months": "6"},
        {**PLAN, "months": "9"},
        ("Nu: 6", "Ditt: 9"),
        {**PLAN, "months": "x"},
        by="Ada",
    ),
    "/admin/plans/{project:row}/name": Form(
        "/admin/plans/1/name",
        {"project_name": "Vind"},
        {"project_name": "Sol"},
        ("Nu: Vind", "Ditt: Sol"),
        {"project_name": ""},
        by="Ada",
    ),
    "/admin/plans/{project:row}/leaders": Form(
        "/admin/plans/1/leaders",
        {"leader-3": "on"},
        {"leader-4": "on"},
        ("Nu: Lena", "Ditt: Lars"),
        by="Ada",
    ),
    "/admin/digest": Form(
        "/admin/digest",
        {**DIGEST, "hour": "9"},
        {**DIGEST, "hour": "10"},
        ("Nu: 09:00", "Ditt: 10:00"),
    ),
    "/admin/contact": Form(
        "/admin/contact",
        {"phone": "0300-11 11 11"},
        {"phone": "0300-22 22 22"},
        ("Nu: 0300-11 11 11", "Ditt: 0300-22 22 22"),
        {"phone": "0300-22 22 22", "email": "x"},
    ),
    "/admin/translations/{language}/steps/{instrument}": Form(
        "/admin/translations/ar",
        {**STEP, "persons": "12"},
        {**STEP, "persons": "5"},
        ("Nu: 12", "Ditt: 5"),
        {**STEP, "persons": "x"},
        by="Tora",
    ),
    "/admin/translations/{language}/{source}": Form(
        QUESTION,
        {"said0": "ما مدى قدرتك؟", "state": "reviewed"},
        {"said0": "شيء آخر؟", "state": "reviewed"},
        ("Nu: ما مدى قدرتك؟",),
        {"said0": "x" * 2001, "state": "reviewed"},
        by="Tora",
    ),
}
"""By address, every form that edits what others may edit too."""

EDITS_ELSEWHERE = {
    # A paper carries the revision of its figures.
    "/admin/participants/{pseudonym}/paper": "admin/paper/test_entry.py",
    "/admin/participants/{pseudonym}/paper/{rating:row}": "admin/paper/test_entry.py",
    # Buttons alone: what is noted is shown beside what somebody else has noted meanwhile.
    "/admin/participants/{pseudonym}/meetings/{meeting:row}/attendance": (
        "admin/meetings/test_attendance.py"
    ),
    "/admin/participants/{pseudonym}/meetings/{meeting:row}/sound": (
        "admin/meetings/test_meeting_sounds.py"
    ),
    # A note has to be written first.
    "/admin/participants/{pseudonym}/notes/{note:row}": "admin/notes/test_notes.py",
    "/admin/participants/{pseudonym}/notes/{note:row}/withdrawal": "admin/notes/test_notes.py",
    # A view has a rating beside it, or a last day.
    "/admin/participants/{pseudonym}/view": "admin/coach_view/test_coach_view_pages.py",
    "/admin/participants/{pseudonym}/view/exit": "admin/coach_view/test_coach_view_pages.py",
    # A number needs a gateway, a recording a file: tried beside their own pages.
    "/admin/participants/{pseudonym}/occasions/knock": "admin/occasions/test_knock_form.py",
    "/admin/translations/{language}/{source}/recording": "admin/translations/test_recordings.py",
    "/admin/translations/{language}/{source}/recording/remove": (
        "admin/translations/test_recordings.py"
    ),
}
ADDS_OR_ASKS = {
    # Somebody's own session, password, second factor and view.
    "/admin/logout",
    "/admin/language",
    "/admin/account",
    "/admin/account/address",  # of the address that the page showed, and no other
    "/admin/account/app",
    "/admin/account/sessions",
    "/admin/calendar",
    "/admin/calendar/removal",
    "/admin/list",
    "/admin/list/search",
    # Something new each time, or the same once more.
    "/admin/staff/new",
    "/admin/staff/{staff:row}/invitation",
    "/admin/plans/new",
    "/admin/invitations/new",
    "/admin/participants/{pseudonym}/invitation",
    "/admin/participants/{pseudonym}/meetings/new",
    "/admin/participants/{pseudonym}/steps",
    "/admin/participants/{pseudonym}/notes",
    "/admin/participants/{pseudonym}/needs",
    "/admin/participants/{pseudonym}/review/{review:row}/withdrawal",
    "/admin/participants/{pseudonym}/calls",
    "/admin/participants/{pseudonym}/occasions/remind",
    "/admin/participants/{pseudonym}/occasions/extra",
    "/admin/digest/telegram",
    # Something is shut or handed over, after a page that says what; done twice it is done once.
    "/admin/staff/{staff:row}/hand-over",
    "/admin/staff/{staff:row}/leave",
    "/admin/participants/{pseudonym}/channels",
    "/admin/participants/{pseudonym}/withdrawal",
    "/admin/digest/unlink",
    # Keys are added and removed by whom they belong to.
    "/admin/account/passkeys",
    "/admin/account/passkeys/remove",
    # People are added, each form once; cards and a file are made.
    "/admin/enrolments/new",
    "/admin/enrolments/list",
    "/admin/enrolments/invitations",
    "/admin/export",
    "/admin/participants/{pseudonym}/paper/blank",
    # Asked, and answered once, while it waits.
    "/admin/participants/{pseudonym}/hand-over",
    "/admin/requests",
    "/admin/requests/{request:row}",
    "/admin/staff/{staff:row}/requests",
    "/admin/staff/{staff:row}/requests/{request:row}",
    # A talk: its buttons know their question.
    "/admin/participants/{pseudonym}/helper",
    "/admin/participants/{pseudonym}/helper/removal",
    "/admin/beside/{beside:row}",
    "/admin/participants/{pseudonym}/together",
    "/admin/participants/{pseudonym}/together/{seat}",
    # A recording is taken away, and can be made again.
    "/admin/participants/{pseudonym}/meetings/{meeting:row}/sound/remove",
    # After a page that says what comes of it.
    "/admin/participants/{pseudonym}/paper/{rating:row}/take-back",
    # Only one that nobody is in.
    "/admin/plans/{project:row}/removal",
}
POSTED = sorted(path for method, path, _ in ROUTES if method == "POST")


def test_every_address_that_is_posted_to_is_one_of_these() -> None:
    """A new form is tried here, or says why it overwrites nothing."""
    assert sorted([*EDITS, *EDITS_ELSEWHERE, *ADDS_OR_ASKS]) == POSTED


async def fill(app: AppContext) -> None:
    """Let there be one of each that a form edits."""
    coach = await add_coach(app)
    assert await add_staff(app, "Ada", StaffRole.ADMIN) == 2
    for name in ("Lena", "Lars"):
        await add_staff(app, name, StaffRole.LEADER)
    await add_staff(app, "Tora", StaffRole.TRANSLATOR)
    bo = await add_participant(app, coach)
    await lead(app, 2)
    await Diary(app, bo.id).book()
    await suggest_own_step(app, "Gå en runda", None)
    await add_occasion(app, bo.id, -1)


def fields_of(page: httpx.Response, action: str) -> dict[str, str]:
    """Give the hidden fields of the form that posts there; one without an address posts here."""
    return hidden_fields(page, action if f'action="{action}"' in page.text else "")


@pytest.mark.parametrize("path", EDITS)
async def test_a_tab_that_was_left_open_overwrites_nothing(app: AppContext, path: str) -> None:
    form = EDITS[path]
    await fill(app)
    action = re.sub(r"\{\w+:row\}", "1", path).replace("{pseudonym}", "A-01")
    action = action.replace("{language}", "ar").replace("{instrument}", "skapa")
    action = QUESTION if action.endswith("{source}") else action
    their_action, their_page = form.their_action or action, form.their_page or form.page
    async with open_browser(app) as client:
        await log_in(client, form.by)
        old = fields_of(await client.get(form.page), action)
        other = hidden_fields(await client.get(their_page), their_action)
        assert "revision" in old
        saved = await client.post(their_action, data={**other, **form.theirs})
        assert saved.status_code == 303, page_text(saved)
        if form.faulty:
            refused = await client.post(action, data={**old, **form.faulty})
            assert refused.status_code == 422
            shown = fields_of(refused, action) if "revision" in refused.text else {}
            assert shown.get("revision", old["revision"]) == old["revision"], "nobody has seen both"
        both = await client.post(action, data={**old, **form.mine})
        assert both.status_code == 409
        assert 'role="alert"' in both.text
        for words in form.shows:
            assert words in page_text(both)
        again = await client.post(action, data={**fields_of(both, action), **form.mine})
        assert again.status_code == 303
