"""Named characters for the tests, and how they come to be invited. All of them are invented."""

from bot.app_context import AppContext
from storage.people.invitations import invite
from storage.people.participants import add_participant
from storage.people.sub_projects import ensure_sub_project
from storage.tables.people import Staff

# Amal learns Swedish and writes Arabic; Bo has been ill for long; Kim is young and at home.
AMAL, BO, KIM = 1001, 1002, 1003


async def coach(app: AppContext, name: str = "Karin") -> int:
    """Karin is a coach; give her id."""
    async with app.database.writing() as session:
        staff = Staff(
            email_digest=name,
            email=f"{name}@example.org",
            name=name,
            role="coach",
            password_hash="-",
        )
        session.add(staff)
        await session.flush()
        return staff.id


async def invited(
    app: AppContext, name: str, language: str = "sv", coach_id: int | None = None
) -> str:
    """Invite somebody by name; give the code."""
    coach_id = coach_id or await coach(app, f"coach of {name}")
    async with app.database.writing() as session:
        project = await ensure_sub_project(session, "Iris")
        participant = await add_participant(
            session,
            coach_id=coach_id,
            sub_project_id=project.id,
            name=name,
            now=app.clock(),
            language=language,
        )
        code, _ = await invite(session, participant.id, app.clock())
    return code
