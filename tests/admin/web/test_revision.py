"""Every form of the coaches' pages carries the revision it was made from, or edits nothing."""

import re

import pytest

from admin.web.revision import Difference, differences, is_outdated, revision_of
from tests.test_imports import ROOT

ADDS_OR_ASKS = {
    # The session's own, and how this browser shows things.
    "sign_in/login.html": ["/admin/login/passkey", "/admin/login"],
    "web/page.html": ["/admin/language", "/admin/logout"],
    "participant/participant.html": ["/admin/list"],
    # A form that was kept: it has the revision that it was sent with, among its fields.
    "web/unsent_form.html": ["{{ kept.path }}"],
    # Something new each time, or the same once more.
    "invitations/invite.html": ["/admin/invitations/new"],
    "invitations/renew.html": [""],
    "caseload/list.html": ["/admin/list/search"],
    "needs/card.html": [
        f"/admin/participants/{{{{ pseudonym }}}}/{do}"
        for do in ("needs", "calls", "calls", "needs", "needs")
    ],
    # A decision is taken back as it was shown: which one, the address says.
    "review/card.html": ["/admin/participants/{{ pseudonym }}/review/{{ id }}/withdrawal"],
    "steps/card.html": ["/admin/participants/{{ pseudonym }}/steps"],
    "occasions/forms.html": ["remind", "extra"],
    "enrolling/one.html": ["/admin/enrolments/new"],
    "enrolling/paste.html": ["/admin/enrolments/list"],
    "enrolling/preview.html": ["/admin/enrolments/list"],
    "enrolling/invitations.html": ["/admin/enrolments/invitations"],
    "export/export.html": ["/admin/export"],
    "paper/own.html": ["/admin/participants/{{ pseudonym }}/paper/blank"],
    # A helper is asked, or not any more; a rating is sat down to, and its answers are new ones.
    "together/choose.html": [
        f"/admin/participants/{{{{ pseudonym }}}}/{do}"
        for do in ("together", "helper/removal", "helper")
    ],
    "together/sit_down.html": ["/admin/beside/{{ seat }}"],
    # Words that answered nothing: passed on, once more or not at all.
    "together/late.html": ["{{ address }}"],
    # A question to another coach; only whoever was asked answers, once.
    "requests/requests.html": ["/admin/requests/{{ asks_alone }}", *["/admin/requests"] * 2],
    "requests/for_others.html": ["/admin/staff/{{ id }}/requests"],
    "requests/hand_over.html": ["/admin/participants/{{ pseudonym }}/hand-over"],
    "requests/ask.html": ["{{ path }}/{{ one.id }}"],
    # A new password is nobody's but its owner's, and takes the one before; sessions are ended.
    "account/account.html": [
        "/admin/account/address",  # holds the address itself
        "/admin/account",
        *["/admin/account/sessions"] * 2,
    ],
    # A new link is made, an account is closed: nothing that somebody else has written is lost.
    "plans/plans.html": ["/admin/plans/new"],
    "plans/naming.html": ["/admin/plans/{{ id }}/removal"],
    "particulars/withdraw.html": ["/admin/participants/{{ pseudonym }}/withdrawal"],
    "participant/channels.html": ["/admin/participants/{{ pseudonym }}/channels"],
    "passkeys/passkeys.html": ["/admin/account/passkeys/remove", "/admin/account/passkeys"],
    # What the form has is sent on as it was, its revision among it.
    "web/identity_number.html": ["{{ here }}"],
    "staff/one.html": ["/admin/staff/{{ id }}/invitation"] * 2,
    "staff/leave.html": ["{{ here }}"],
    "sign_in/welcome.html": [""],
    "sign_in/second_step.html": ["/admin/login/code"],
    "second_factor/set_up.html": ["/admin/account/app"],
    # A sound is taken away, and can be recorded again.
    "meetings/sound.html": [
        "/admin/participants/{{ pseudonym }}/meetings/{{ meeting }}/sound/remove",
    ],
    "calendar/calendar.html": ["/admin/calendar", "/admin/calendar/removal"],
    "digest/digest.html": ["/admin/digest/unlink", "/admin/digest/telegram"],
}
"""By template, where each form without a revision leads."""
FORM = re.compile(r'<form method="post"(?: action="([^"]*)")?|\{\{ begin\(pseudonym, "(\w+)"')


def without_revision(template: str) -> list[str]:
    """List where the forms of a template lead that carry no revision."""
    text = (ROOT / "admin" / template).read_text(encoding="utf-8")
    text = re.sub(r"\{% macro begin.*?\{% endmacro %\}", "", text, flags=re.DOTALL)
    found = list(FORM.finditer(text))
    ends = [*(one.start() for one in found), len(text)][1:]
    return [
        one[1] or one[2] or ""
        for one, end in zip(found, ends, strict=True)
        if "revision" not in text[one.start() : end].split("</form>")[0]
    ]


TEMPLATES = sorted(
    str(path.relative_to(ROOT / "admin")) for path in (ROOT / "admin").rglob("*.html")
)


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_form_that_edits_carries_its_revision(template: str) -> None:
    assert without_revision(template) == ADDS_OR_ASKS.get(template, [])


def test_a_revision_names_a_state_and_what_is_not_the_same_is_listed() -> None:
    assert revision_of("a", None) == revision_of("a", None) != revision_of("a", "None")
    assert is_outdated({"revision": revision_of(1)}, revision_of(2))
    assert not is_outdated({"revision": revision_of(1)}, revision_of(1))
    assert not is_outdated({}, revision_of(1)), "a page of an earlier version has none"
    rows = [("Dag", "1", "1"), ("Plats", "x", "y")]
    assert differences(rows) == [Difference("Plats", "x", "y")]
