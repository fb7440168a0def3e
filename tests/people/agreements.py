"""What people in tests have agreed to."""

from bot.app_context import AppContext
from storage.agreements.agreements import ShownAgreement, store_agreement

OLD = ShownAgreement("4", "sv", "Vill du vara med?", names_others=False)
TODAYS = ShownAgreement("5", "sv", "Vill du vara med?", names_others=True)


async def agrees(
    app: AppContext, who: int, shown: ShownAgreement = TODAYS, *, says: bool = True
) -> None:
    """Let somebody have answered a text: today's if nothing else is said."""
    async with app.database.writing() as session:
        await store_agreement(session, who, shown, app.clock(), agreed=says)
