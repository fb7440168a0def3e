"""The paper of one participant: in their language, and the code on it theirs alone."""

from sqlalchemy import select

from bot.app_context import AppContext
from bot.languages.catalog import catalog
from storage.tables.people import Invitation
from tests.admin.paper.test_entry import PAPER, enrol_bo
from tests.admin.visits import audit_entries, hidden_fields, log_in, open_browser, page_text
from tests.scenes import skapa

BLANK = f"{PAPER}/blank"


async def test_the_code_is_on_it_once_and_only_when_asked_for(app: AppContext) -> None:
    await enrol_bo(app, language="ar")
    async with open_browser(app) as client:
        await log_in(client)
        bare = await client.get(BLANK)
        reply = await client.post(BLANK, data=hidden_fields(bare, BLANK))
        assert reply.headers["location"] == BLANK
        coded = await client.get(BLANK)
        again = await client.get(BLANK)
    assert 'class="qr"' in coded.text
    assert 'class="qr"' not in bare.text + again.text
    assert "gäller till 23 dec." in page_text(coded)
    sheet = coded.text[coded.text.index("<article") : coded.text.index("</article>")]
    instrument, texts = skapa(), catalog("ar")
    for item in instrument.items:
        wording = instrument.wording(item, texts)
        assert wording.question in sheet
        assert item.wording in sheet, "Swedish stands beside it"
        assert all(word in sheet for word in (*wording.anchors, *item.anchors))
    assert "A-01" in sheet
    assert texts.gettext("Jag svarade:") in sheet
    for told in ("Person 70001", "Karin", "Iris"):
        assert told not in sheet
    assert len(await audit_entries(app, "renewed invitation")) == 1


async def test_in_swedish_nothing_stands_twice(app: AppContext) -> None:
    await enrol_bo(app)
    async with open_browser(app) as client:
        await log_in(client)
        page = await client.get(BLANK)
    assert "<small" not in page.text
    assert page.text.count(skapa().items[0].wording) == 1


async def test_the_code_is_an_invitation_of_that_person_and_of_nobody_else(
    app: AppContext,
) -> None:
    who = await enrol_bo(app)
    async with open_browser(app) as client:
        await log_in(client)
        await client.post(BLANK, data=hidden_fields(await client.get(BLANK), BLANK))
        other = await client.get("/admin/paper/skapa/sv")
    async with app.database.reading() as session:
        made = (await session.scalars(select(Invitation))).one()
    assert (made.participant_id, made.used_at, made.revoked_at) == (who, None, None)
    assert 'class="qr"' not in other.text, "a paper for anybody has nobody's code"
