"""What a coach sees and decides about ratings: own participants only, nothing lost."""

import datetime as dt

import pytest
from sqlalchemy import select, update

from bot.app_context import AppContext
from storage.occasions.backfill import backfill_everybody
from storage.tables.agenda import Occasion, Reminder
from storage.tables.people import Participant
from tests.admin.occasions.visits import HERE, messages, occasion, post_decision, rate_twice
from tests.admin.visits import (
    audit_entries,
    form_token,
    hidden_fields,
    log_in,
    open_browser,
    page_text,
)
from tests.conftest import StandingClock
from tests.moments import moment
from tests.people import add_coach, add_participant, change_participant


async def test_a_nine_month_rating_is_called_so_and_every_state_is_in_words(
    app: AppContext, clock: StandingClock
) -> None:
    await rate_twice(app, clock)
    async with open_browser(app) as client:
        await log_in(client)
        page = await client.get(HERE)
        caseload = page_text(await client.get("/admin"))
    told = page_text(page)
    assert "Skattning efter 9 månader · genom att läsa" in told
    assert "tre månader" not in told
    assert "efter 12 månader planerad Dags 23 nov." in told
    assert "Påminnelse om skattning: planerad till 23 nov. 09:00" in told
    assert "efter 6 månader inte gjord" in told
    assert "1 av 2 skattningar gjorda, målet är 95 %" in caseload


@pytest.mark.parametrize(
    ("fate", "words"),
    [
        ({"status": "sent", "channel": "telegram"}, "skickad 22 nov. 10:00"),
        (
            {"status": "sent", "knock": "sms", "delivered_at": moment("2027-11-22 11:00")},
            "kom fram 22 nov. 11:00",
        ),
        ({"status": "laid", "channel": "web"}, "ligger i webbchatten sedan 22 nov."),
        ({"status": "uncertain", "channel": "telegram"}, "osäkert om den kom fram"),
        ({"status": "undeliverable", "channel": "telegram"}, "kom inte fram"),
        ({"status": "answered", "channel": "telegram"}, "besvarad"),
        ({"status": "skipped", "reason": "stopped"}, "personen vill inte ha påminnelser"),
        ({"status": "skipped", "reason": "blocked"}, "boten når inte fram"),
        ({"status": "skipped", "reason": "late"}, "det var för sent"),
        ({"status": "cancelled"}, "togs tillbaka"),
    ],
)
async def test_every_message_is_shown_with_its_fate(
    app: AppContext, clock: StandingClock, fate: dict[str, object], words: str
) -> None:
    await rate_twice(app, clock)
    at = dt.datetime(2027, 11, 22, 9, tzinfo=dt.UTC)
    async with app.database.writing() as session:
        await session.execute(
            update(Reminder).where(Reminder.kind == "rating").values(settled_at=at, **fate)
        )
    async with open_browser(app) as client:
        await log_in(client)
        page = await client.get(HERE)
    assert words in page_text(page).replace(" 2027", "")
    assert "läst" not in page_text(page)


async def test_a_reason_settles_and_can_be_mended(app: AppContext, clock: StandingClock) -> None:
    await rate_twice(app, clock)
    missed = await occasion(app, "six-month", 6)
    done = await occasion(app, "three-month", 9)
    async with open_browser(app) as client:
        await log_in(client)
        reply = await post_decision(client, "reason", occasion=str(missed.id), reason="ill")
        assert reply.headers["location"] == f"{HERE}#occasions"
        assert "sjuk" in page_text(await client.get(HERE))
        await post_decision(client, "reason", occasion=str(missed.id), reason="paper")
        none = await post_decision(client, "reason", occasion=str(missed.id), reason="")
        other = await post_decision(client, "reason", occasion=str(done.id), reason="ill")
        foreign = await post_decision(client, "reason", occasion="99999", reason="ill")
    assert (await occasion(app, "six-month", 6)).status == "without-figures"
    assert (await occasion(app, "three-month", 9)).status == "done"
    assert "Välj en orsak i listan." in page_text(none)
    assert "Skattningen har ändrats under tiden." in page_text(other)
    assert {none.status_code, other.status_code, foreign.status_code} == {422}


async def test_an_extra_rating_is_asked_for_once(app: AppContext, clock: StandingClock) -> None:
    await rate_twice(app, clock)
    clock.passes(days=40)
    async with open_browser(app) as client:
        await log_in(client)
        for _ in range(2):
            await post_decision(client, "extra")
        await post_decision(client, "remind", occasion="0")
    extra = await occasion(app, "extra", 1)
    about = [row for row in await messages(app) if row.subject == extra.id]
    assert [(row.status, row.due_at) for row in about] == [("planned", clock())]
    assert len(await audit_entries(app, "asked for extra rating")) == 2


async def test_the_exit_is_checked_set_and_taken_back(
    app: AppContext, clock: StandingClock
) -> None:
    person = await rate_twice(app, clock)
    async with open_browser(app) as client:
        await log_in(client)
        for wrong, words in (
            ({"on": "i morgon", "reason": "studies"}, "Skriv dagen som år-månad-dag"),
            ({"on": "2020-01-01", "reason": "studies"}, "inom tre år"),
            ({"on": "2027-08-30", "reason": ""}, "Välj varför personen slutar."),
            ({"on": "2027-10-30", "reason": "deceased"}, "inte ligga framåt i tiden"),
            ({"on": "2027-10-30", "reason": "holidays"}, "Välj en orsak i listan."),
        ):
            page = await post_decision(client, "exit", **wrong)
            assert page.status_code == 422
            assert words in page_text(page)
            assert f'value="{wrong["on"]}"' in page.text  # nothing that was written is lost
        await post_decision(client, "exit", on="2027-10-29", reason="studies", rate="on", do="save")
        assert "vid avslut planerad" in page_text(await client.get(HERE))
        assert (await occasion(app, "exit")).due_on == dt.date(2027, 10, 29)
        await post_decision(client, "exit", do="undo")
        assert "vid avslut" not in page_text(await client.get(HERE))
    async with app.database.reading() as session:
        who = await session.get_one(Participant, person)
    assert (who.exit_on, who.exit_reason) == (None, None)


async def test_nobody_who_has_died_is_written_to(app: AppContext, clock: StandingClock) -> None:
    person = await rate_twice(app, clock)
    async with app.database.writing() as session:
        session.add(
            Reminder(
                participant_id=person,
                kind="step",
                subject=1,
                number=1,
                due_at=clock() + dt.timedelta(days=1),
                until=clock() + dt.timedelta(days=9),
                zone="Europe/Stockholm",
            )
        )
    async with open_browser(app) as client:
        await log_in(client)
        await post_decision(
            client, "exit", on="2027-08-30", reason="deceased", rate="on", do="save"
        )
    for kind in ("rating", "step", "unfinished"):
        assert not [row for row in await messages(app, kind) if row.status == "planned"]
    async with app.database.reading() as session:
        assert not (await session.scalars(select(Occasion).where(Occasion.kind == "exit"))).all()


async def test_hour_zone_and_protection(app: AppContext, clock: StandingClock) -> None:
    person = await rate_twice(app, clock)
    async with open_browser(app) as client:
        await log_in(client)
        way = {"hour": "evening", "zone": "Asia/Bangkok", "protected": "on"}
        asked = await post_decision(client, "way", **way)
        assert "Det här namnet tas bort och går inte att få tillbaka: Bo" in page_text(asked)
        async with app.database.reading() as session:
            who = await session.get_one(Participant, person)
        assert (asked.status_code, who.name, who.protected) == (422, "Bo", False)
        sure = hidden_fields(asked, f"{HERE}/occasions/way")
        assert (await client.post(f"{HERE}/occasions/way", data=sure)).status_code == 303
        shown = (await client.get(HERE)).text
        wrong = await post_decision(client, "way", hour="night", zone="Mars/Olympus")
    assert wrong.status_code == 422
    assert '<option value="Asia/Bangkok" selected>Bangkok' in shown
    async with app.database.reading() as session:
        who = await session.get_one(Participant, person)
    assert (who.hour, who.zone, who.protected) == ("evening", "Asia/Bangkok", True)
    assert who.name == ""
    (planned,) = [row for row in await messages(app) if row.status == "planned"]
    assert planned.due_at == dt.datetime(2027, 11, 23, 10, tzinfo=dt.UTC)


@pytest.mark.parametrize("what", ["reason", "remind", "extra", "exit", "way"])
async def test_somebody_elses_participant_stays_untouched(app: AppContext, what: str) -> None:
    owner = await add_coach(app, "Eva")
    other = await add_coach(app)
    theirs = await add_participant(app, owner, "Amal")
    own = await add_participant(app, other, "Bo")
    await backfill_everybody(app.database, app.calendar, app.clock())
    async with open_browser(app) as client:
        await log_in(client)
        page = await client.get(f"/admin/participants/{own.pseudonym}")
        reply = await client.post(
            f"/admin/participants/{theirs.pseudonym}/occasions/{what}",
            data={"token": form_token(page), "on": "2027-01-01", "hour": "evening"},
        )
        forged = await client.post(f"/admin/participants/{own.pseudonym}/occasions/{what}", data={})
    assert (reply.status_code, forged.status_code) == (404, 403)
    assert not await messages(app, "note")
    async with app.database.reading() as session:
        assert (await session.get_one(Participant, theirs.id)).hour == "morning"


async def planned_about(app: AppContext) -> set[int]:
    return {row.subject for row in await messages(app) if row.status == "planned"}


async def test_on_paper_is_an_open_item_until_figures_are_there_and_can_be_taken_back(
    either: AppContext, clock: StandingClock
) -> None:
    app = either
    await rate_twice(app, clock)
    clock.now = moment("2027-11-22T10:00")  # the day before the rating after twelve months
    due = await occasion(app, "six-month", 12)
    async with open_browser(app) as client:
        await log_in(client)
        early = await post_decision(client, "reason", occasion=str(due.id), reason="paper")
        assert early.status_code == 422
        assert (await occasion(app, "six-month", 12)).status == "planned"
        clock.now = moment("2027-11-24T10:00")
        await log_in(client)
        before, choosing = page_text(await client.get("/admin")), page_text(await client.get(HERE))
        await post_decision(client, "reason", occasion=str(due.id), reason="paper")
        told, listed = page_text(await client.get(HERE)), page_text(await client.get("/admin"))
        assert "efter 12 månader väntar på siffror på papper" in told
        assert "1 av 3 skattningar gjorda" in before
        assert "1 av 3 skattningar gjorda" in listed, "nothing is done without figures"
        assert "siffror saknas" in listed
        assert "Den räknas som gjord när siffrorna är inskrivna." in choosing
        assert "Siffrorna saknas. Skriv in från papper" in told
        assert "Skriv in dem från papperet." in listed, "what the word means"
        assert due.id not in await planned_about(app), "the bot leaves it to people"
        page = await client.get(HERE)
        undo = hidden_fields(page, f"{HERE}/occasions/reason", "undo")
        await client.post(f"{HERE}/occasions/reason", data={**undo, "do": "undo"})
        one = await occasion(app, "six-month", 12)
        assert (one.status, one.reason, one.settled_at) == ("due", None, None)
        assert due.id in await planned_about(app)
        again = await client.post(f"{HERE}/occasions/reason", data={**undo, "do": "undo"})
        assert again.status_code == 303, "a button pressed twice"


async def test_what_has_changed_since_the_page_was_opened_is_shown_and_not_overwritten(
    app: AppContext, clock: StandingClock
) -> None:
    person = await rate_twice(app, clock)
    missed = await occasion(app, "six-month", 6)
    reason = f"{HERE}/occasions/reason"
    async with open_browser(app) as client:
        await log_in(client)
        old = hidden_fields(await client.get(HERE), reason, f"{missed.id}")
        await client.post(reason, data={**old, "reason": "ill"})
        assert (await client.post(reason, data={**old, "reason": "ill"})).status_code == 303
        page = await client.post(reason, data={**old, "reason": "no-phone"})
        assert page.status_code == 409
        assert "Nu: inte gjord, sjuk. Inget är sparat än." in page_text(page)
        assert '<option value="no-phone" selected>' in page.text
        assert (await occasion(app, "six-month", 6)).reason == "ill"
        new = {**hidden_fields(page, reason), "reason": "no-phone"}
        assert (await client.post(reason, data=new)).status_code == 303
        assert (await occasion(app, "six-month", 6)).reason == "no-phone"
        # The hour is the participant's to change, too.
        way = hidden_fields(await client.get(HERE), f"{HERE}/occasions/way")
        await change_participant(app, person, hour="evening")
        mine = {"hour": "morning", "zone": "Europe/Stockholm", "protected": "on"}
        page = await client.post(f"{HERE}/occasions/way", data={**way, **mine})
        assert page.status_code == 409
        assert "Tid på dagen Nu: framåt kvällen Ditt: på morgonen" in page_text(page)
        assert "Skyddad identitet Nu: nej Ditt: ja" in page_text(page)
        async with app.database.reading() as session:
            who = await session.get_one(Participant, person)
        assert (who.hour, who.protected) == ("evening", False)
        again = {**hidden_fields(page, f"{HERE}/occasions/way"), **mine, "sure": "on"}
        assert (await client.post(f"{HERE}/occasions/way", data=again)).status_code == 303
        async with app.database.reading() as session:
            who = await session.get_one(Participant, person)
        assert (who.hour, who.protected) == ("morning", True)
