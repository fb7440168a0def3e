"""The command that plays the dialogs in the terminal."""

import asyncio
import secrets
import tempfile

import click

from bot.app_context import AppContext, build_app
from bot.channels.terminal.terminal import Terminal
from bot.commands.cli import Failure, cli
from bot.languages.spoken import languages
from bot.settings.demo_secrets import ensure_demo_environ
from bot.settings.settings import read_settings
from dialogs.people.staff import StaffRole
from storage.people.invitations import invite
from storage.people.participants import add_participant
from storage.people.sub_projects import ensure_sub_project
from storage.schema import migrate
from storage.staff.staff import add_staff


@cli.command("chat")
@click.option("--language", default="sv", show_default=True, help="The language to begin in.")
def chat_command(language: str) -> None:
    """Play the dialogs here, on a database that is thrown away afterwards."""
    if language not in languages():
        raise Failure(f"--language must be one of {', '.join(languages())}", 2)
    with tempfile.TemporaryDirectory(prefix="skapabot-") as folder:
        environ = {"SKAPABOT_DATA_DIR": folder}
        asyncio.run(_chat(build_app(read_settings(ensure_demo_environ(environ))), language))


async def _chat(app: AppContext, language: str) -> None:
    await migrate(app.database)
    code = await invite_invented(app, language)
    terminal = Terminal(app, "here", click.echo)
    await terminal.begin(code)
    try:
        # The reader goes to a thread, so that the event loop stays free meanwhile.
        while (line := await asyncio.to_thread(_read_line)) is not None:
            await terminal.say(line)
    finally:
        await app.database.close()


def _read_line() -> str | None:
    try:
        return str(click.prompt("", prompt_suffix="> ", default="", show_default=False))
    except click.exceptions.Abort:
        return None


async def invite_invented(app: AppContext, language: str) -> str:
    """Invite an invented participant, and give the code."""
    now = app.clock()
    async with app.database.writing() as session:
        coach = await add_staff(
            session,
            email="coach@demo.invalid",
            name="Demo",
            role=StaffRole.COACH,
            password=secrets.token_hex(),
        )
        project = await ensure_sub_project(session, "Demo")
        participant = await add_participant(
            session,
            coach_id=coach.id,
            sub_project_id=project.id,
            name="Demo",
            now=now,
            language=language,
            invented=True,
        )
        code, _ = await invite(session, participant.id, now)
    return code
