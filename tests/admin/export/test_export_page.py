"""The answers without names: a file for evaluators that tells of nobody, and is noted."""

import csv
import io

from bot.app_context import AppContext
from dialogs.people.particulars import Referrer
from dialogs.people.staff import StaffRole
from storage.ratings.answer_row import COLUMNS
from tests.admin.visits import audit_entries, form_token, log_in, open_browser, page_text
from tests.people import add_coach, add_participant, add_rating, add_staff, change_participant

FULL = (3, 4, 3, 2, 4, 4)


async def test_the_file_has_every_figure_and_nobody(app: AppContext) -> None:
    coach = await add_coach(app)
    eva = await add_staff(app, "Eva", StaffRole.EVALUATOR)
    bo, kim = [await add_participant(app, coach, name) for name in ("Bo Ek", "Kim Al")]
    for one in (bo, bo, kim):
        await add_rating(app, one.id, FULL, comment="Jag bor hos Siv")
    await change_participant(app, bo.id, birth_year="1987", referrer=Referrer.THEMSELVES)
    async with open_browser(app) as client:
        await log_in(client, "Eva")
        page = await client.get("/admin/export")
        assert "inga namn, inga kommentarer" in page_text(page)
        form = {"token": form_token(page)}
        answer = await client.post("/admin/export", data=form)
        again = await client.post("/admin/export", data=form)
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    assert answer.text == again.text, "the codes are the same in every file"
    assert answer.text.startswith("\ufeffperson;")
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff")), delimiter=";"))
    assert [int(row["value"]) for row in rows] == [*FULL] * 3
    assert len({row["person"] for row in rows}) == 2
    assert set(rows[0]) == {"person", *COLUMNS} - {"participant", "comment"}
    assert {row["age_at_enrolment"] for row in rows} == {"30-39", ""}
    assert {row["referrer"] for row in rows} == {"themselves", ""}
    for secret in ("1987", "Bo Ek", "Kim", "Siv", bo.pseudonym, kim.pseudonym):
        assert secret not in answer.text
    assert (
        await audit_entries(app, "exported ratings")
        == [
            (eva, bo.id, True),
            (eva, kim.id, True),
        ]
        * 2
    )


async def test_the_file_has_days_and_nobody_whose_identity_is_protected(app: AppContext) -> None:
    coach = await add_coach(app)
    await add_staff(app, "Eva", StaffRole.EVALUATOR)
    bo, hidden = [await add_participant(app, coach, name) for name in ("Bo", "Kim")]
    for one in (bo, hidden):
        await add_rating(app, one.id, FULL)
    await change_participant(app, bo.id, enrolled_at=app.clock())
    await change_participant(app, hidden.id, protected=True)
    async with open_browser(app) as client:
        await log_in(client, "Eva")
        page = await client.get("/admin/export")
        assert "1 person med skyddade personuppgifter är inte med i filen." in page_text(page)
        answer = await client.post("/admin/export", data={"token": form_token(page)})
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff")), delimiter=";"))
    assert len(rows) == len(FULL), "only Bo's"
    assert {row["enrolled_at"] for row in rows} == {app.clock().date().isoformat()}
    days = {row[name] for row in rows for name in ("begun_at", "finished_at", "answered_at")}
    assert {len(day) for day in days} == {len("2026-11-23")}
    assert {who for _, who, _ in await audit_entries(app, "exported ratings")} == {bo.id}
