"""No field for words of any form takes an identity number; what was typed is kept to be mended."""

import re
from collections.abc import Iterator

import pytest

from admin.routes import ROUTES
from bot.app_context import AppContext
from tests.admin.visits import hidden_fields, log_in, open_browser, page_text
from tests.admin.web.test_lost_updates import EDITS, HERE, QUESTION, fields_of, fill
from tests.people.knocks import with_mail

TYPED = "Ring 811228-9874 i dag"
MORE = {
    "/admin/staff/new": ("Ada", "/admin/staff/new", ("name", "email", "phone")),
    "/admin/plans/new": ("Ada", "/admin/plans", ("new_project",)),
    "/admin/enrolments/new": ("Karin", "/admin/enrolments/new", ("name", "phone")),
    "/admin/invitations/new": ("Karin", "/admin/invitations/new", ("name",)),
    "/admin/participants/{pseudonym}/meetings/new": (
        "Karin",
        f"{HERE}/meetings/new",
        ("place", "line"),
    ),
    "/admin/participants/{pseudonym}/steps": ("Karin", HERE, ("words",)),
    "/admin/participants/{pseudonym}/occasions/knock": ("Karin", HERE, ("address",)),
    "/admin/participants/{pseudonym}/notes": ("Karin", f"{HERE}/notes", ("own_note",)),
}
"""Forms with words that add something: who fills them in, on which page, and the fields."""
FIELD = re.compile(r"<(?:input|textarea)\b[^>]*>")
NO_WORDS = {"hidden", "checkbox", "radio", "date", "time", "password", "file"}


def fields_for_words(form: str) -> Iterator[str]:
    """List the fields of a form in which words can be typed."""
    for tag in FIELD.findall(form):
        kind, name = re.search(r'type="(\w+)"', tag), re.search(r'name="(\w+)"', tag)
        figures = 'inputmode="numeric"' in tag  # anything else is refused there
        if name and not figures and (kind is None or kind[1] not in NO_WORDS):
            yield name[1]


def forms_with_words(page: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for form in page.split("<form ")[1:]:
        whole = form.split("</form>")[0]
        address = re.search(r'action="([^"]*)"', whole)
        if words := tuple(fields_for_words(whole)):
            yield address[1] if address else "", words


def address_of(path: str) -> str:
    address = re.sub(r"\{\w+:row\}", "1", path).replace("{pseudonym}", "A-01")
    address = address.replace("{language}", "ar").replace("{instrument}", "skapa")
    return QUESTION if address.endswith("{source}") else address


FORMS = {path: (form.by, form.page) for path, form in EDITS.items()}
FORMS |= {path: (by, page) for path, (by, page, _) in MORE.items()}


@pytest.mark.parametrize("path", FORMS)
async def test_every_field_for_words_refuses_it_and_keeps_what_was_typed(
    app: AppContext, path: str
) -> None:
    ready, action = with_mail(app, 25), address_of(path)
    await fill(ready)
    by, where = FORMS[path]
    async with open_browser(ready) as client:
        await log_in(client, by)
        page = await client.get(where)
        found = [words for address, words in forms_with_words(page.text) if address == action]
        words = found[0] if found else ()
        if path in MORE:
            assert words == MORE[path][2]
        for name in words:
            form = {**fields_of(page, action), name: TYPED}
            refused = await client.post(action, data=form)
            assert refused.status_code == 422
            assert "sparar aldrig personnummer" in page_text(refused)
            assert f"{TYPED}</textarea>" in refused.text
            assert 'role="alert"' in refused.text
            kept = hidden_fields(refused, action)
            assert {one: kept.get(one) for one in form if one not in ("token", name)} == {
                one: text for one, text in form.items() if one not in ("token", name)
            }


async def test_no_page_has_a_form_with_words_that_is_not_tried(app: AppContext) -> None:
    """Every page that can be opened is looked through: a new form is in the table above."""
    ready = with_mail(app, 25)
    await fill(ready)
    tried = {address_of(path) for path in FORMS}
    seen = set()
    async with open_browser(ready) as client:
        for by in ("Karin", "Ada", "Tora", "Lena"):
            await log_in(client, by)
            for path in [path for method, path, _ in ROUTES if method == "GET"]:
                page = await client.get(address_of(path).replace("{state}", "draft"))
                seen |= {address for address, _ in forms_with_words(page.text)}
    # A picture of the chat, in which nothing can be pressed; a list, which tells it row by row;
    # two searches, which keep nothing.
    searches = {"/admin/audit", "/admin/list/search"}
    assert seen - tried == {"/chat", "/admin/enrolments/list"} | searches
