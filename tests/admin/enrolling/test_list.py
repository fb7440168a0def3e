"""Enrolling many from a list: previewed, mended row by row, and stored once."""

import datetime as dt
import re
import time
from html import unescape

import httpx
import pytest
from sqlalchemy import select

from admin.enrolling.list_draft import ListDraft
from admin.enrolling.reading import read_list, text_of_file, write_rows
from admin.enrolling.typed import Known
from admin.enrolling.words import NoDayError, read_day
from bot.app_context import AppContext
from bot.languages.catalog import catalog
from storage.people.sub_projects import ensure_sub_project
from storage.tables.agenda import Occasion
from storage.tables.people import Participant
from tests.admin.visits import hidden_fields, log_in, open_browser, page_text
from tests.conftest import START
from tests.people import add_coach

LIST = "/admin/enrolments/list"
EXCEL = (
    "Födelseår;Namn;Inskriven;Kön;Språk;Remittent;Telefon;Personnummer\n"
    "1985;Åsa Öberg;2026-05-11;Kvinna;svenska;Försäkringskassan;070-174 06 05;\n"
    "1990;Amal Haddad;2026-11-02;k;arabiska;socialtjänsten;;\n"
)


async def desk(app: AppContext, *projects: str) -> int:
    coach = await add_coach(app)
    async with app.database.writing() as session:
        for name in projects or ("Iris",):
            await ensure_sub_project(session, name)
    return coach


async def send(client: httpx.AsyncClient, text: str = "", file: bytes = b"") -> httpx.Response:
    form = hidden_fields(await client.get(LIST), LIST)
    return await client.post(
        LIST, data={**form, "list": text, "project": "Iris"}, files={"file": ("list.csv", file)}
    )


async def go_on(
    client: httpx.AsyncClient, page: httpx.Response, do: str, leave: str = "", **more: str
) -> httpx.Response:
    """Press a button of the preview, with what a browser would send of it."""
    shown = re.findall(r'<input id="([^"]+)" name="[^"]+"[^>]* value="([^"]*)"', page.text)
    rows = re.search(r'<textarea hidden name="rows">\n(.*?)</textarea>', page.text, re.DOTALL)
    assert rows
    chosen = re.findall(r'<select id="[^"]+" name="([^"]+)"[^>]*>\s*<option>([^<]*)', page.text)
    shown += chosen
    form = {**hidden_fields(page, LIST), **{name: unescape(value) for name, value in shown}}
    form |= {"rows": unescape(rows[1]), "do": do, **({leave: "on"} if leave else {}), **more}
    return await client.post(LIST, data=form, files={"none": ("", b"")})


async def enrolled(app: AppContext) -> list[tuple[str | None, str | None, str, str]]:
    async with app.database.reading() as session:
        found = await session.scalars(select(Participant).order_by(Participant.id))
        return [(one.name, one.birth_year, one.language, str(one.sex)) for one in found]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("between", [";", "\t", ","])
async def test_what_spreadsheets_write_is_read(
    app: AppContext, encoding: str, between: str
) -> None:
    await desk(app)
    file = EXCEL.replace(";", between).replace("\n", "\r\n").encode(encoding)
    async with open_browser(app) as client:
        await log_in(client)
        page = await send(client, file=file)
        assert page.status_code == 200
        assert "2 rader är hela" in page_text(page)
        assert "läses inte och sparas inte: \u2068Personnummer" in page_text(page) or (
            "läses inte och sparas inte: Personnummer" in page_text(page)
        )
        assert await enrolled(app) == []
        stored = await go_on(client, page, "store")
        assert stored.headers["location"] == "/admin/enrolments/invitations"
        invitations = await client.get(stored.headers["location"])
        assert "2 personer är inskrivna" in page_text(invitations)
        assert invitations.text.count(" checked>") == 2, "the new ones, and no other"
        later = (await client.get(stored.headers["location"])).text
        assert " checked>" not in later, "nobody gets a card that was not meant"
    assert await enrolled(app) == [
        ("Åsa Öberg", "1985", "sv", "woman"),
        ("Amal Haddad", "1990", "ar", "woman"),
    ]


@pytest.mark.parametrize(
    "typed",
    ["2026-11-02", "20261102", "2/11 2026", "2 nov 2026", "2 nov. 2026", "2 November 2026"],
)
def test_a_day_is_read_as_people_and_the_pages_write_it(typed: str) -> None:
    assert read_day(typed) == dt.date(2026, 11, 2)


@pytest.mark.parametrize("typed", ["", "i går", "nov 2026", "2 juvember 2026"])
def test_what_is_no_day_is_none(typed: str) -> None:
    with pytest.raises(NoDayError):
        read_day(typed)


async def test_english_heads_in_any_order_and_a_name_in_two_columns(app: AppContext) -> None:
    await desk(app, "Iris", "Insam")
    text = "First name\tSurname\tSex\tDate\tProject\nKim\tEk\tmale\t1/11/2026\tinsam\n"
    async with open_browser(app) as client:
        await log_in(client)
        await go_on(client, await send(client, text), "store")
    assert await enrolled(app) == [("Kim Ek", None, "sv", "man")]
    async with app.database.reading() as session:
        assert await session.scalar(select(Participant.pseudonym)) == "B-01"
        days = await session.scalars(select(Occasion.due_on).order_by(Occasion.due_on))
        assert [str(day) for day in days] == ["2026-11-01", "2027-02-01"]


FAULTY = (
    "Namn;Inskriven;Delprojekt;Födelseår;Telefon;Kön\n"
    "Kim Ek;2026-05-11;;1985;;kvinna\n"
    "Bo Ny;31/2 2026;;1990;;man\n"
    "Li Ask;2026-05-11;Irsi;;;\n"
    "kim  ek;2026-05-12;;1985;;\n"
    "Pia 811218-9876;2026-05-11;;;;\n"
    "Ola Vik;2026-05-11;;811218-9876;;\n"
    "Ida Dal;2026-05-11;;;12;\n"
)


async def test_each_row_says_what_is_wrong_and_is_mended_in_place(either: AppContext) -> None:
    await desk(either)
    async with open_browser(either) as client:
        await log_in(client)
        page = await send(client, FAULTY)
        text = page_text(page)
        assert "6 rader behöver rättas" in text
        assert "1 rad är hel" in text
        for fault in (
            "Den dagen finns inte.",
            "Välj ett delprojekt som finns.",
            "Finns redan: rad 1.",
            "Här står ett personnummer.",
            "Numret går inte att ringa.",
        ):
            assert fault in text
        assert 'value="31/2 2026"' in page.text, "what was typed is kept"
        assert "<option>Irsi</option>" in page.text
        refused = await go_on(client, page, "store")
        assert refused.status_code == 422
        assert await enrolled(either) == []
        page = await go_on(
            client,
            refused,
            "check",
            leave="leave-4",
            **{"1-enrolled_on": "28/2 2026", "2-project": "iris", "another-3": "on"},
        )
        assert "2 rader behöver rättas" in page_text(page)
        assert "4 rader är hela" in page_text(page)
        page = await go_on(
            client, page, "store", leave="leave-5", **{"4-birth_year": "", "4-name": "Ola Vik"}
        )
        assert page.status_code == 303
    assert [name for name, *_ in await enrolled(either)] == [
        *("Kim Ek", "Bo Ny", "Li Ask", "kim ek", "Ola Vik")
    ]


async def test_the_good_ones_alone_once(app: AppContext) -> None:
    await desk(app)
    async with open_browser(app) as client:
        await log_in(client)
        page = await send(client, FAULTY)
        for _ in range(2):
            assert (await go_on(client, page, "store-good")).status_code == 303
    assert [name for name, *_ in await enrolled(app)] == ["Kim Ek"]


@pytest.mark.parametrize("text", ["", "Kim Ek;2026-05-11", "Namn;Inskriven\n"])
async def test_what_is_no_list_is_said_and_kept(app: AppContext, text: str) -> None:
    await desk(app)
    async with open_browser(app) as client:
        await log_in(client)
        page = await send(client, text)
    assert page.status_code == 422
    assert 'role="alert"' in page.text
    assert text.strip() in unescape(page.text)


def test_rows_survive_what_people_type() -> None:
    text = 'Namn;Inskriven\n"Ek; Kim ""K""";2026-05-11\n=HYPERLINK(1);x\n'
    rows = read_list(text).rows
    assert [one.name for one in rows] == ['Ek; Kim "K"', "=HYPERLINK(1)"]
    assert read_list(write_rows(rows)).rows == rows


def test_a_file_in_no_known_encoding_is_still_text() -> None:
    assert text_of_file(b"\x81\x8d") != ""


def test_500_rows_are_checked_in_no_time() -> None:
    """A second would be felt; the bound is wide, for a machine that does other things."""
    lines = [
        f"Person {n};2026-05-11;{1950 + n % 50};kvinna;arabiska;070-174 06 {n % 100:02}"
        for n in range(500)
    ]
    heads = "Namn;Inskriven;Födelseår;Kön;Språk;Telefon\n"
    known = Known.of([("Iris", 1)], START.date(), [(f"Known {n}", "1980", "A") for n in range(500)])
    began = time.process_time()
    draft = ListDraft.read({"list": heads + "\n".join(lines), "project": "Iris"})
    checked = draft.check(catalog("sv"), known)
    spent = time.process_time() - began
    assert [one.faults for one in checked] == [{}] * 500
    assert spent < 5, "processor time, with room for a slow machine"
    print(f"500 rows: {spent:.3f} s")


@pytest.mark.parametrize("year", ["²²²²", "①②③④", "19 85", "0000", "9" * 99])
async def test_a_birth_year_that_is_no_number_is_mended_as_any_other(
    app: AppContext, year: str
) -> None:
    await desk(app)
    async with open_browser(app) as client:
        await log_in(client)
        page = await send(client, f"Namn;Inskriven;Kön;Födelseår\nKim Ek;2026-05-11;k;{year}\n")
        assert "1 rad behöver rättas" in page_text(page)
        assert f'value="{year}"' in page.text, "what was typed is kept"


async def test_a_birth_year_in_other_figures_is_a_year(app: AppContext) -> None:
    await desk(app)
    async with open_browser(app) as client:
        await log_in(client)
        page = await send(client, "Namn;Inskriven;Kön;Födelseår\nKim Ek;2026-05-11;k;١٩٨٥\n")
        assert (await go_on(client, page, "store")).status_code == 303
    assert await enrolled(app) == [("Kim Ek", "1985", "sv", "woman")]
