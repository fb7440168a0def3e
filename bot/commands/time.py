"""Commands about time: what would be sent, and one sweep at a given time."""

import datetime as dt
import json
from dataclasses import asdict

import click

from bot.app_context import AppContext, build_app
from bot.channels.telegram.client import open_sender
from bot.commands.cli import Failure, cli, with_app
from bot.reminding.forecast import ForecastMessage, forecast
from bot.reminding.sweep import Reminding
from storage.clock import record_reading


@cli.command("reminders")
@click.option(
    "--until", required=True, metavar="DAY", help="Up to the end of 2027-03-01, or a time."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def reminders_command(until: str, *, as_json: bool) -> None:
    """Show what would be sent to whom and when, if nobody did anything meanwhile; sends nothing."""

    async def work(app: AppContext) -> list[ForecastMessage]:
        return await forecast(app, _parse_moment(until, app, end_of_day=True))

    _print(with_app(work), as_json=as_json)


@cli.command("confirm-clock")
def confirm_clock_command() -> None:
    """Say that this machine's clock is right, after the service has not run for a long time."""

    async def work(app: AppContext) -> dt.datetime:
        now = app.clock()
        async with app.database.writing() as session:
            await record_reading(session, now)
        return now

    click.echo(f"The clock is right: {with_app(work):%Y-%m-%d %H:%M} UTC.")


@cli.command("tick")
@click.option("--now", required=True, metavar="TIME", help="Such as 2027-02-22T09:00, local.")
@click.option("--dry-run", is_flag=True, help="Only show what would be sent.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def tick_command(now: str, *, dry_run: bool, as_json: bool) -> None:
    """Do what is due at a given time: one sweep. Without --dry-run in demo and test only.

    Messages to participants only: staff's digests go out from `serve`.
    """

    async def work(app: AppContext) -> dict[str, int] | list[ForecastMessage]:
        at = _parse_moment(now, app)
        if not dry_run and app.settings.environment == "production":
            raise Failure("tick sends for real: use --dry-run, or ENVIRONMENT demo or test", 2)
        then = build_app(app.settings, lambda: at)
        try:
            return await forecast(then, at) if dry_run else await _sweep(then)
        finally:
            await then.database.close()

    found = with_app(work)
    if isinstance(found, list):
        _print(found, as_json=as_json)
    elif as_json:
        click.echo(json.dumps(found))
    else:
        click.echo(", ".join(f"{name.replace('_', ' ')}: {value}" for name, value in found.items()))


async def _sweep(app: AppContext) -> dict[str, int]:
    if not app.settings.telegram_token:
        return asdict(await Reminding(app).sweep())
    async with open_sender(app) as sender:
        return asdict(await Reminding(app, sender).sweep())


def _parse_moment(text: str, app: AppContext, *, end_of_day: bool = False) -> dt.datetime:
    """Read a day or a local time; raises Failure with what to write instead."""
    try:
        at = dt.datetime.fromisoformat(text)
    except ValueError:
        raise Failure(f"{text!r} is no time: write 2027-02-22 or 2027-02-22T09:00", 2) from None
    if end_of_day and len(text) <= len("2027-03-01"):
        at += dt.timedelta(days=1, microseconds=-1)
    return at.astimezone(dt.UTC) if at.tzinfo else at.replace(tzinfo=app.settings.timezone)


def _print(found: list[ForecastMessage], *, as_json: bool) -> None:
    if as_json:
        rows = [{**asdict(one), "due_at": one.due_at.isoformat()} for one in found]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for one in found:
        when = one.due_at.isoformat(sep=" ", timespec="minutes")
        where = one.channel if one.knocks else f"{one.channel}, lies in the chat"
        what = f"{one.kind} {one.number}"
        text = one.text.replace("\n", " ")
        click.echo("  ".join(filter(None, (when, one.participant, what, where, text))))
    if not found:
        click.echo("Nothing would be sent.")
