"""The translators' pages: a text is read, mended and approved, and is in force at once."""

import httpx
import pytest

from bot.app_context import AppContext
from bot.languages.catalog import catalog, put_in_force
from bot.languages.reviewing import translated_texts
from bot.languages.text_states import digest_of_key
from dialogs.people.staff import StaffRole
from dialogs.texts import TextState
from tests.admin.visits import audit_entries, hidden_fields, log_in, open_browser
from tests.people import add_coach, add_participant, add_staff
from tests.scenes import skapa

QUESTION = ("skapa.cooperation", "Hur bra är du på att samarbeta?")
AR = "/admin/translations/ar"
HERE = f"{AR}/{digest_of_key(QUESTION)}"
MENDED = "ما مدى قدرتك على العمل مع الآخرين؟"


@pytest.fixture
async def app(app: AppContext) -> AppContext:
    await add_staff(app, "Tora", StaffRole.TRANSLATOR)
    await add_staff(app, "Eva", StaffRole.ADMIN)
    return app


async def send(client: httpx.AsyncClient, page: httpx.Response, **typed: str) -> httpx.Response:
    return await client.post(HERE, data={**hidden_fields(page, HERE), **typed})


async def test_a_translator_sees_the_texts_and_nothing_else(app: AppContext) -> None:
    coach = await add_coach(app)
    await add_participant(app, coach)
    async with open_browser(app) as client:
        assert (await log_in(client, "Tora")).headers["location"] == "/admin"
        assert (await client.get("/admin")).headers["location"] == "/admin/translations"
        assert "arabiska" in (await client.get("/admin/translations")).text
        for path in ("participants/A-01", "plans", "invitations/new", "digest"):
            assert (await client.get(f"/admin/{path}")).status_code == 404, path


@pytest.mark.parametrize("role", [StaffRole.COACH, StaffRole.LEADER])
async def test_who_does_not_translate_finds_nothing_there(app: AppContext, role: StaffRole) -> None:
    await add_staff(app, "Karin", role)
    async with open_browser(app) as client:
        await log_in(client)
        for path in ("/admin/translations", AR, HERE, f"{AR}/participants.po", f"{AR}/sheet"):
            assert (await client.get(path)).status_code == 404


async def test_what_is_mended_is_said_at_once_and_leads_to_the_next(app: AppContext) -> None:
    async with open_browser(app) as client:
        await log_in(client, "Tora")
        page = await client.get(HERE)
        assert QUESTION[1] in page.text
        assert "How good are you" in page.text
        saved = await send(client, page, said0=MENDED, in_swedish="Hur bra …", state="reviewed")
        texts = [one.source for one in translated_texts("ar", {})]
        following = texts[texts.index(digest_of_key(QUESTION)) + 1]
        assert saved.headers["location"] == f"{AR}/{following}"
        again = await client.get(HERE)
    assert MENDED in again.text
    assert "Hur bra …" in again.text
    assert "granskad · <bdi>Tora</bdi>" in again.text
    assert catalog("ar").pgettext(*QUESTION) == MENDED
    assert catalog("ar").state(*QUESTION) is TextState.REVIEWED
    assert len(await audit_entries(app, "reviewed text")) == 1


async def test_another_process_says_it_too(app: AppContext) -> None:
    async with open_browser(app) as client:
        await log_in(client, "Tora")
        await send(client, await client.get(HERE), said0=MENDED, state="reviewed")
    put_in_force("ar", {})
    app.reviews._newest = 0  # a process that has just begun
    await app.reviews.refresh()
    assert catalog("ar").pgettext(*QUESTION) == MENDED


async def test_only_the_organisation_approves(app: AppContext) -> None:
    async with open_browser(app) as client:
        await log_in(client, "Tora")
        page = await client.get(HERE)
        assert 'value="approved"' not in page.text
        refused = await send(client, page, said0=MENDED, state="approved")
        assert refused.status_code == 404
    assert catalog("ar").pgettext(*QUESTION) != MENDED
    async with open_browser(app) as client:
        await log_in(client, "Eva")
        page = await client.get(HERE)
        assert (await send(client, page, said0=MENDED, state="approved")).status_code == 303
    assert catalog("ar").state(*QUESTION) is TextState.APPROVED


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("", "Fyll i alla fält."),
        ("{name}?", "Orden inom klammer"),
        ("<b>?", "Tecknen &lt; och &gt;"),
        ("あ?", "inte kan rita"),
        ("x" * 2001, "för lång"),
    ],
)
async def test_what_would_break_a_sentence_is_not_kept(
    app: AppContext, said: str, told: str
) -> None:
    async with open_browser(app) as client:
        await log_in(client, "Tora")
        answer = await send(client, await client.get(HERE), said0=said, state="reviewed")
    assert answer.status_code == 422
    assert told in answer.text
    assert said.replace("<", "&lt;").replace(">", "&gt;") in answer.text
    assert catalog("ar").state(*QUESTION) is TextState.DRAFT


async def test_two_at_once_see_both_versions(app: AppContext) -> None:
    async with open_browser(app) as client:
        await log_in(client, "Tora")
        first, second = await client.get(HERE), await client.get(HERE)
        await send(client, first, said0=MENDED, state="reviewed")
        both = await send(client, second, said0="شيء آخر؟", state="reviewed")
        assert both.status_code == 409
        assert MENDED in both.text
        assert "شيء آخر؟" in both.text
        assert catalog("ar").pgettext(*QUESTION) == MENDED
        assert (await send(client, both, said0="شيء آخر؟", state="reviewed")).status_code == 303
    assert catalog("ar").pgettext(*QUESTION) == "شيء آخر؟"


async def test_the_files_hold_what_is_in_force(app: AppContext) -> None:
    async with open_browser(app) as client:
        await log_in(client, "Eva")
        await send(client, await client.get(HERE), said0=MENDED, state="approved")
        texts = (await client.get(f"{AR}/participants.po")).text
        states = (await client.get(f"{AR}/participants.toml")).text
        assert MENDED in (await client.get(f"{AR}/sheet")).text
    assert MENDED in texts
    assert f'["{digest_of_key(QUESTION)}"]' in states
    assert 'state = "approved"\nby = "Eva"' in states


async def test_the_texts_of_a_language_are_listed_by_how_far_they_have_come(
    app: AppContext,
) -> None:
    async with open_browser(app) as client:
        await log_in(client, "Tora")
        await send(client, await client.get(HERE), said0=MENDED, state="reviewed")
        every = await client.get(AR)
        reviewed = await client.get(f"{AR}/in/reviewed")
        stale = await client.get(f"{AR}/in/stale")
    assert every.text.count(f'href="{AR}/') > 400
    assert "1 granskad" in every.text
    assert MENDED in reviewed.text
    assert reviewed.text.count("<li>") == 1
    assert "Det finns ingen sådan text." in stale.text


async def test_every_plural_form_has_its_field(app: AppContext) -> None:
    plural = next(one for one in translated_texts("ar", {}) if len(one.texts) == 2)
    async with open_browser(app) as client:
        await log_in(client, "Tora")
        page = await client.get(f"{AR}/{plural.source}")
    assert len(plural.said) == 6
    assert page.text.count('<textarea id="said') == 6
    assert "form 6 av 6" in page.text


async def test_an_answer_carries_how_far_its_question_had_come(app: AppContext) -> None:
    """Also when the wording has changed since, or has been approved."""
    async with open_browser(app) as client:
        await log_in(client, "Eva")
        await send(client, await client.get(HERE), said0=MENDED, state="approved")
    item = skapa().item("cooperation")
    shown = skapa().wording(item, catalog("ar"))
    assert shown.question == MENDED
    assert shown.state is TextState.DRAFT, "its answers are drafts still"
    assert skapa().is_draft(catalog("ar"))
    assert not skapa().is_draft(catalog("sv"))
