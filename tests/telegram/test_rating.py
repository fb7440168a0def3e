"""A whole rating in Telegram, in user turns."""

from sqlalchemy import select

from storage.models import Rating, StoredAnswer
from tests.people import BO, invited
from tests.telegram.conftest import Telegram


async def test_bo_rates_himself_from_the_invitation_to_the_star(telegram: Telegram) -> None:
    bo = await telegram.person(BO, "Bo")
    assert "Välj ditt språk" in await bo.starts(await invited(telegram.parts, "Bo"))
    assert "Vill du vara med?" in await bo.presses("Svenska")
    assert "Hur skulle du betygsätta din hälsa" in await bo.presses("Ja, jag vill", sees="Fråga 1")
    await bo.presses("4 · God", sees="Fråga 2")
    for number, answer in enumerate(["2", "٤", "4️⃣", "delvis"], start=3):
        await bo.says(answer, sees=f"Fråga {number}")
    await bo.presses("5 · Mycket bra", sees="Stämmer det för dig?")
    await bo.presses("klar för i dag", sees="Allt är sparat")
    print("\n".join(telegram.api.transcript(BO)))
    async with telegram.parts.database.reading() as session:
        answers = (await session.scalars(select(StoredAnswer).order_by(StoredAnswer.id))).all()
        rating = await session.scalar(select(Rating))
    assert [answer.value for answer in answers] == [4, 2, 4, 4, 3, 5]
    assert rating is not None
    assert rating.finished_at is not None
