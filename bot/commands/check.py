"""The command that looks whether everything is in place, and says how to mend what is not.

What passes here works: it goes the same ways as ``serve`` does.
"""

import asyncio
import errno
from collections.abc import Awaitable, Callable, Iterable
from functools import partial

import click
from sqlalchemy.exc import DBAPIError
from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot.app_context import AppContext
from bot.channels.mail.calls import mail_server_fault
from bot.channels.telegram.client import make_bot, webhook_host
from bot.channels.telegram.http import call_api
from bot.clips.clip import ClipError
from bot.clips.machine.speaking import MuteError, speak_aside
from bot.clips.voices import is_machine_here, voice_of
from bot.commands.check_audit import check_audit
from bot.commands.check_knocks import check_push, check_sms, refuse_promises
from bot.commands.cli import NEWER, Failure, Trouble, cli, clock_fault, key_fault, with_app
from bot.languages.catalog import catalog
from bot.languages.catalog_check import catalog_faults
from bot.languages.spoken import SOURCE_LANGUAGE, languages
from bot.languages.text_states import digest_of
from bot.settings.dangers import dangers
from bot.settings.settings import DEFAULT_API
from dialogs.people.knocks import KnockKind
from dialogs.talks.settings import language_text
from storage.clips.clips import clip_digests
from storage.database.faults import kind_of
from storage.occasions.backfill import is_backfilled
from storage.people.sub_projects import planned_instruments
from storage.ratings.ratings import rated_instruments
from storage.schema import is_current, is_new, is_newer, try_writing

Check = Callable[[AppContext], Awaitable[str]]
"""Gives "ok", or in what way it is; raises Trouble."""


@cli.command("check")
@click.option(
    "--remove-webhook", is_flag=True, help="Let Telegram send to us what goes to a webhook now."
)
@click.option(
    "--audit-end", default="", metavar="CODE", help="An end of the audit log kept before."
)
def check_command(*, remove_webhook: bool, audit_end: str) -> None:
    """Check settings, database, catalogs, the web address, and the services we send through.

    The audit log is read from its first line on. CODE stands in every leader's digest.
    """

    async def work(app: AppContext) -> int:
        if remove_webhook and app.settings.telegram_token:
            await _remove_webhook(app)
        return sum([not await _passes(name, check, app) for name, check in checks.items()])

    checks: dict[str, Check] = {**CHECKS, "audit": partial(check_audit, kept=audit_end.strip())}
    faults = with_app(work, any_keys=True)  # it says so itself
    if faults:
        raise Failure(f"{faults} of {len(checks)} checks failed")


async def _passes(name: str, check: Check, app: AppContext) -> bool:
    try:
        click.echo(f"{name:9} {await check(app)}")
    except Trouble as trouble:
        click.echo(f"{name:9} {trouble}")
        return False
    return True


async def _settings(app: AppContext) -> str:
    """Those that cannot be used were refused before; these can, and protect nobody."""
    if found := dangers(app.settings):
        raise Trouble("; ".join(found))
    return "ok"


async def _database(app: AppContext) -> str:
    is_file = app.database.is_sqlite
    try:
        if await is_new(app.database):
            raise Trouble("empty: run skapabot migrate")
        if await is_newer(app.database):
            raise Trouble(NEWER)
        if unfitting := await key_fault(app):
            raise Trouble(unfitting)
        if not await is_current(app.database):
            raise Trouble("not up to date: run skapabot migrate")
        if not await is_backfilled(app.database):
            raise Trouble("a migration was not finished: run skapabot migrate")
        if wrong := await clock_fault(app):
            raise Trouble(wrong)
    except (DBAPIError, OSError) as fault:
        where = "SKAPABOT_DATABASE_URL" + (" and SKAPABOT_DATA_DIR" if is_file else "")
        says = f"not reachable ({kind_of(fault)}): check {where}"
        raise Trouble(says) from fault
    try:
        await try_writing(app.database)
    except (DBAPIError, OSError) as fault:
        says = f"cannot be written to ({kind_of(fault)}): check the rights and the room on the disk"
        raise Trouble(says) from fault
    return "ok"


async def _plans(app: AppContext) -> str:
    """Without its instrument a rating cannot be asked, nor shown."""
    try:
        async with app.database.reading() as session:
            needed = await planned_instruments(session) | await rated_instruments(session)
    except (DBAPIError, OSError):
        return "not looked at: see the database"
    except ValueError as fault:
        says = f"the plan of a sub-project cannot be read ({kind_of(fault)})"
        raise Trouble(says) from fault
    if missing := needed - app.installation.instruments.keys():
        raise Trouble(f"these instruments are not installed: {', '.join(sorted(missing))}")
    return "ok"


async def _catalogs(app: AppContext) -> str:
    if faults := catalog_faults(app.installation.instruments.values()):
        raise Trouble(f"{len(faults)} faults, the first: {faults[0]}")
    return "ok"


async def _web(app: AppContext) -> str:
    """Listen for a moment where the service is to."""
    host, port = app.settings.host, app.settings.port
    try:
        (await asyncio.start_server(lambda _reader, _writer: None, host, port)).close()
    except OSError as fault:
        if fault.errno == errno.EADDRINUSE:
            return f"ok, if it is this service that listens at port {port}"
        says = f"cannot listen ({kind_of(fault)}): check SKAPABOT_HOST and SKAPABOT_PORT"
        raise Trouble(says) from fault
    return "ok"


async def _token(app: AppContext) -> str:
    if not app.settings.telegram_token:
        return "none: Telegram is off"
    try:
        async with make_bot(app) as bot:
            await _refuse_webhook(bot)
    except InvalidToken:
        says = "Telegram does not know it: copy it anew from @BotFather"
        if app.settings.telegram_api_url != DEFAULT_API:
            says += ", and check SKAPABOT_TELEGRAM_API_URL"
        raise Trouble(says) from None
    except TelegramError as fault:
        raise Trouble(f"Telegram cannot be reached ({kind_of(fault)})") from fault
    return "ok"


async def _refuse_webhook(bot: Bot) -> None:
    if host := await webhook_host(bot):
        raise Trouble(
            f"a webhook is set, so that Telegram sends everything to {host} and nothing here: "
            "run skapabot check --remove-webhook, if nothing else is to use this bot"
        )


async def _remove_webhook(app: AppContext) -> None:
    """Take a webhook away; what has come in meanwhile comes to us."""
    try:
        async with make_bot(app) as bot:
            await call_api(bot, "deleteWebhook", {})
    except TelegramError as fault:
        raise Failure(f"the webhook could not be removed ({kind_of(fault)})") from fault


async def _mail(app: AppContext) -> str:
    if app.settings.smtp is None:
        await refuse_promises(app, KnockKind.MAIL, "SMTP_URL")
        return "none: e-mail is off"
    if fault := await mail_server_fault(app.settings.smtp, app.settings.mail_from):
        raise Trouble(f"{fault}: check SKAPABOT_SMTP_URL and SKAPABOT_MAIL_FROM")
    return "ok"


async def _voice(app: AppContext) -> str:
    """Drafts need what is installed apart; and some languages have no machine's voice at all."""
    heard = await _spoken_languages(app)
    if not app.settings.voice_drafts:
        unheard = _listed(one for one in languages() if one not in heard)
        return f"none: machine-made drafts are off; at the door nothing is heard in {unheard}"
    if not is_machine_here():
        raise Trouble("drafts are on, and the extra is missing: pip install skapabot[drafts]")
    try:
        await speak_aside(SOURCE_LANGUAGE, catalog(SOURCE_LANGUAGE).gettext("Hej!"))
    except (MuteError, ClipError) as fault:
        raise Trouble(
            f"the machine does not speak ({fault}): install skapabot[drafts] anew"
        ) from None
    silent = [one for one in languages() if not voice_of(one) and one not in heard]
    mute = _listed(one for one in languages() if not voice_of(one))
    said = f"ok; no machine speaks {mute}"
    return f"{said}; at the door nothing is heard in {_listed(silent)}" if silent else said


async def _spoken_languages(app: AppContext) -> set[str]:
    """Find in which languages somebody has recorded what is said first: how each is called."""
    try:
        async with app.database.reading() as session:
            asked = {code: digest_of(language_text(catalog(code))) for code in languages()}
            return {
                code for code, words in asked.items() if await clip_digests(session, code, [words])
            }
    except (DBAPIError, OSError):
        return set()  # the check of the database says it


def _listed(codes: Iterable[str]) -> str:
    return ", ".join(codes) or "no language"


CHECKS: dict[str, Check] = {
    "settings": _settings,
    "database": _database,
    "plans": _plans,
    "catalogs": _catalogs,
    "web": _web,
    "token": _token,
    "mail": _mail,
    "sms": check_sms,
    "push": check_push,
    "voice": _voice,
}
