"""Commands about people: staff add, invite."""

import getpass
import json
import sys
from dataclasses import replace
from typing import Any

import click
from telegram.error import TelegramError

from bot.app_context import AppContext
from bot.channels.telegram.client import make_bot
from bot.commands.cli import Failure, cli, with_app
from bot.languages.spoken import languages
from bot.settings.services.addresses import mail_address
from bot.words.identity_number import has_identity_number
from dialogs.people.passwords import SHORTEST, PasswordFault, password_fault
from dialogs.people.staff import StaffRole
from storage.enrolling.registering import register
from storage.orientation.coach import choose_contact, contact_of_staff, hold_staff
from storage.people.audit import Audit, log_action
from storage.people.invitations import invite
from storage.people.participants import add_participant
from storage.people.sub_projects import ensure_sub_project, sub_project_named, sub_projects
from storage.staff.invitations import VALID_FOR, invite_staff
from storage.staff.staff import add_staff, staff_by_email
from storage.tables.bots import bot_username, remember_bot

_WEAK = {
    PasswordFault.SHORT: f"the password needs at least {SHORTEST} characters that are not blank",
    PasswordFault.EASY: "the password is easy to guess: common words, rows, years, repetitions and "
    "one's own name hardly count; four words that do not belong together are a good one",
}


@cli.group("staff")
def staff_group() -> None:
    """Add those who work here."""


@staff_group.command("add")
@click.option("--email", required=True)
@click.option("--name", required=True)
@click.option("--phone", default="", help="Where participants reach a coach; they are told it.")
@click.option("--role", type=click.Choice([role.value for role in StaffRole]), required=True)
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def staff_add(email: str, name: str, phone: str, role: str, *, password_stdin: bool) -> None:
    """Add a coach, a leader or an administrator."""
    try:
        mail_address(email)
    except ValueError as fault:
        raise Failure(f"--email {fault}", 2) from None
    password = sys.stdin.readline().rstrip("\n") if password_stdin else getpass.getpass()
    if weak := password_fault(password, (email, name)):
        raise Failure(_WEAK[weak], 2)

    async def work(app: AppContext) -> str:
        async with app.database.writing() as session:
            if await staff_by_email(session, email):
                raise Failure("somebody with this e-mail address is there already")
            await add_staff(
                session,
                email=email,
                name=name,
                role=StaffRole(role),
                password=password,
                phone=phone,
            )
            await log_action(session, Audit.STAFF_ADDED, app.clock())
        return app.settings.public_url

    address = with_app(work)
    click.echo("Added.")
    click.echo(f"They sign in at {address}/admin.", err=True)


@staff_group.command("link")
@click.option("--email", required=True)
def staff_link(email: str) -> None:
    """Print a one-time link for somebody who cannot get in.

    With it they choose a new password. The one before, passkeys, codes of an app and open sessions
    end at once.
    """

    async def work(app: AppContext) -> tuple[str, str]:
        async with app.database.writing() as session:
            staff = await staff_by_email(session, email)
            if staff is None:
                raise Failure("there is nobody with this e-mail address")
            if not staff.is_here:
                raise Failure("this account is closed: an administrator opens it on /admin/staff")
            code = await invite_staff(session, staff, app.clock())
            await log_action(session, Audit.STAFF_INVITED, app.clock(), about_staff_id=staff.id)
        until = (app.clock() + VALID_FOR).astimezone(app.settings.timezone)
        return f"{app.settings.public_url}/admin/welcome/{code}", f"{until:%Y-%m-%d}"

    link, until = with_app(work)
    click.echo(link)
    click.echo(
        f"Opens once, until {until}. Hand it over to {email} alone: whoever has it chooses the "
        "password. The former password, passkeys, codes of an app and sessions are no good now.",
        err=True,
    )


@staff_group.command("phone")
@click.option("--email", required=True)
@click.option("--phone", required=True, help="The new number; empty for none.")
def staff_phone(email: str, phone: str) -> None:
    """Change where participants reach a coach."""

    async def work(app: AppContext) -> None:
        async with app.database.writing() as session:
            staff = await staff_by_email(session, email)
            if staff is None:
                raise Failure("there is nobody with this e-mail address")
            held = await hold_staff(session, staff.id)
            contact = replace(contact_of_staff(held), phone=phone.strip())
            if await choose_contact(session, held, contact):
                await log_action(session, Audit.STAFF_CONTACT_CHANGED, app.clock())

    with_app(work)
    click.echo("Changed.")


@cli.command("invite")
@click.option("--coach", required=True, metavar="EMAIL", help="The coach the person belongs to.")
@click.option("--sub-project", required=True, metavar="NAME", help="One that there is.")
@click.option("--new", "is_new", is_flag=True, help="The sub-project is new: make it.")
@click.option("--label", required=True, metavar="TEXT", help="The name only staff can read.")
@click.option("--language", type=str, help="The language to begin in, such as ar.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def invite_command(
    coach: str, sub_project: str, label: str, language: str | None, *, is_new: bool, as_json: bool
) -> None:
    """Invite a participant; prints the links once."""
    if has_identity_number(label):
        raise Failure("--label is a name, and never a personal identity number", 2)
    if language and language not in languages():
        raise Failure(f"--language must be one of {', '.join(languages())}", 2)

    async def work(app: AppContext) -> dict[str, Any]:
        username = await _username(app)
        async with app.database.writing() as session:
            staff = await staff_by_email(session, coach)
            if staff is None or StaffRole.COACH not in staff.roles or not staff.is_here:
                raise Failure("there is no coach with this e-mail address")
            project = await sub_project_named(session, sub_project)
            if project is None and is_new:
                project = await ensure_sub_project(session, sub_project)
            if project is None:
                known = ", ".join(one.name for one in await sub_projects(session)) or "none yet"
                raise Failure(f"there is no such sub-project (there is: {known}); --new makes one")
            participant = await add_participant(
                session,
                coach_id=staff.id,
                sub_project_id=project.id,
                name=label,
                now=app.clock(),
                language=language or "sv",
            )
            now = app.clock()
            today = now.astimezone(app.settings.timezone).date()
            await register(session, participant, today, now, app.calendar)
            code, invitation = await invite(session, participant.id, now)
            await log_action(session, Audit.INVITED, app.clock(), participant_id=participant.id)
        link = f"https://t.me/{username}?start={code}" if username else None
        return {
            "code": code,
            "telegram_link": link,
            "web_link": f"{app.settings.public_url}/c/{code}",
            "expires_at": invitation.expires_at.isoformat(),
        }

    made = with_app(work)
    if as_json:
        click.echo(json.dumps(made))
    else:
        click.echo("\n".join(f"{name}: {value}" for name, value in made.items() if value))


async def _username(app: AppContext) -> str | None:
    """Give the bot's username; asks Telegram once where the service has not run yet."""
    token = app.settings.telegram_token
    async with app.database.reading() as session:
        known = await bot_username(session, token)
    if known or not token:
        return known
    try:
        async with make_bot(app) as bot:
            username = bot.username
            bot_id = bot.id
    except TelegramError:
        click.echo("skapabot: Telegram cannot be reached, so there is no Telegram link", err=True)
        return None
    async with app.database.writing() as session:
        await remember_bot(session, bot_id, username)
    return username
