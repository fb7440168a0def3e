"""The coach's pages: own participants only, every look logged, nothing hostile comes alive."""

import datetime as dt

import pytest

from bot.app_context import AppContext
from bot.files.personal_data import personal_data_file
from dialogs.people.staff import StaffRole
from tests.admin.visits import audit_entries, log_in, open_browser, page_text
from tests.conftest import StandingClock
from tests.people import (
    add_coach,
    add_participant,
    add_rating,
    add_staff,
    lead,
    note_trial,
    staff_member,
)

FULL = (3, 4, 3, 2, 4, 4)
HOSTILE = ("<script>alert(1)</script>", '=HYPERLINK("http://x")', "ab\u202ecd\u2066")


async def test_somebody_elses_is_the_same_as_nobody_and_is_logged(app: AppContext) -> None:
    mine, other = await add_coach(app), await add_coach(app, "Eva")
    own = await add_participant(app, mine, "Bo")
    theirs = await add_participant(app, other, "Amal")
    async with open_browser(app) as client:
        await log_in(client)
        foreign = await client.get(f"/admin/participants/{theirs.pseudonym}")
        nobody = await client.get("/admin/participants/Z-99")
        odd = await client.get("/admin/participants/%00%FFÅ'--")
        form = await client.get(f"/admin/participants/{theirs.pseudonym}/invitation")
        assert {foreign.status_code, nobody.status_code, odd.status_code} == {404}
        assert form.status_code == 404
        assert foreign.text.replace(theirs.pseudonym, "Z-99") == nobody.text
        assert "Amal" not in foreign.text
        assert (await client.get(f"/admin/participants/{own.pseudonym}")).status_code == 200
    assert await audit_entries(app, "opened participant") == [
        (mine, theirs.id, False),
        (mine, None, False),
        (mine, None, False),
        (mine, own.id, True),
    ]


@pytest.mark.parametrize("role", [StaffRole.LEADER, StaffRole.ADMIN])
async def test_leaders_and_admins_see_no_answers(app: AppContext, role: StaffRole) -> None:
    coach, boss = await add_coach(app), await add_staff(app, "Eva", role)
    person = await add_participant(app, coach)
    if role is StaffRole.LEADER:
        await lead(app, boss)
    async with open_browser(app) as client:
        await log_in(client, "Eva")
        assert (await client.get(f"/admin/participants/{person.pseudonym}")).status_code == 404
        page = (await client.get("/admin")).text
        assert person.pseudonym not in page
        assert "visas inte" in page
        assert "Karin" not in page
    assert await audit_entries(app, "opened participant") == [(boss, person.id, False)]


async def test_the_caseload_says_why_somebody_waits(app: AppContext) -> None:
    coach = await add_coach(app)
    calm = await add_participant(app, coach, "Bo")
    await add_participant(app, coach, "Kim", opened=False)
    await add_rating(app, calm.id, FULL)
    async with open_browser(app) as client:
        await log_in(client)
        page = (await client.get("/admin")).text
        assert page.index("ny skattning") < page.index(">inbjuden<")
        assert "2 personer" in page
        assert "skattningar gjorda" not in page  # nothing has fallen due yet
        await client.get(f"/admin/participants/{calm.pseudonym}")
        again = (await client.get("/admin")).text
    assert again.index("A-01") < again.index("A-02"), "a fresh invitation waits for nobody"
    assert "ny skattning" in again, "a look ends nothing"
    assert await audit_entries(app, "opened caseload") == [(coach, None, True)] * 2


async def test_the_page_lays_ratings_side_by_side(app: AppContext, clock: StandingClock) -> None:
    coach = await add_coach(app)
    person = await add_participant(app, coach, "Amal", language="ar")
    await add_rating(app, person.id, (2, 4, 3, 5, None, 4), ago=dt.timedelta(days=90))
    await add_rating(app, person.id, (4, 5, 3, 3, 4, 4), comment="Det går\nbättre nu")
    async with open_browser(app) as client:
        await log_in(client)
        await client.get("/admin/participants/A-01")
        clock.passes(days=2)
        await add_rating(app, person.id, (5, 5), comment="مرحبا", language="ar")
        await log_in(client)
        page = (await client.get("/admin/participants/A-01")).text
    flat = " ".join(page.split())
    assert '<td class="change">+2</td>' in flat
    assert '<td class="change">−2</td>' in flat
    assert ">+1<" not in flat  # one step is drawn, and has no word
    assert flat.count('<span class="hidden">ingen tydlig förändring</span>') == 3
    assert "Sammanlagt" not in flat
    assert '<span class="hidden">går inte att jämföra</span>' in flat
    assert "Sedan 23 nov., när du tittade senast före i dag" in flat
    assert flat.index("مرحبا") < flat.index("Tidigare") < flat.index("Det går bättre nu")
    assert "2 av 6 frågor" in flat
    assert 'dir="auto">Det går\nbättre nu</q>' in page
    assert "Hur bra är du på att samarbeta?" in flat
    assert "<li>Mycket dålig</li>" in flat
    assert 'aria-label="Stjärna för A-01.' in flat


async def test_the_sum_is_said_where_it_has_changed(app: AppContext) -> None:
    coach = await add_coach(app)
    person = await add_participant(app, coach)
    await add_rating(app, person.id, (2, 2, 2, 2, 2, None), ago=dt.timedelta(days=90))
    await add_rating(app, person.id, (3, 3, 3, 3, 3, 4))
    async with open_browser(app) as client:
        await log_in(client)
        page = page_text(await client.get("/admin/participants/A-01"))
    assert "Sammanlagt 5 steg upp sedan start. Räknat på 5 av 6 frågor" in page


async def test_arabic_words_that_begin_in_latin_run_from_right_to_left(app: AppContext) -> None:
    coach = await add_coach(app)
    amal = await add_participant(app, coach, "Amal", language="ar")
    await add_rating(app, amal.id, FULL, comment="SFI كل يوم", language="ar")
    async with open_browser(app) as client:
        await log_in(client)
        page = (await client.get("/admin/participants/A-01")).text
    assert '<q class="said" lang="ar" dir="rtl">SFI كل يوم</q>' in page
    mine = (await personal_data_file(app, amal.id)).decode()
    assert '<blockquote lang="ar" dir="rtl">SFI كل يوم</blockquote>' in mine


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_names_and_comments_are_inert(app: AppContext, name: str) -> None:
    coach = await add_coach(app)
    person = await add_participant(app, coach, name)
    await add_rating(app, person.id, FULL, comment=name)
    async with open_browser(app) as client:
        await log_in(client)
        pages = [
            await client.get(address)
            for address in (
                "/admin",
                "/admin/participants/A-01",
                "/admin/participants/A-01/invitation",
            )
        ]
    for page in pages:
        assert page.status_code == 200
        assert "<script>" not in page.text
        assert not {"\u202e", "\u2066"} & set(page.text)
        assert "style=" not in page.text
    assert "<bdi" in pages[1].text


async def test_beside_each_question_stands_how_far_its_wording_had_come(app: AppContext) -> None:
    """The source needs no word; an earlier wording keeps what it was tried with."""
    coach = await add_coach(app)
    amal = await add_participant(app, coach, "Amal")
    await add_rating(app, amal.id, FULL, language="ar")
    await add_rating(app, amal.id, FULL, language="sv")
    here = f"/admin/participants/{amal.pseudonym}"
    async with open_browser(app) as client:
        await log_in(client)
        before = page_text(await client.get(here))
        await note_trial(app, await staff_member(app, coach), "ar", 12)
        after = page_text(await client.get(here))
    assert before.count(") · utkast · ej prövad") == 6
    assert "Frågorna som de visades: utkast · ej prövad" in before
    assert after.count(") · utkast · prövad med 12") == 6
    assert "Frågorna som de visades: utkast · prövad med 12" in after
    assert after.count("prövad") == 7
