"""Telegram as a part of the service: sweeps, and polling for as long as the bot is ours."""

import asyncio
import os
from dataclasses import dataclass
from functools import partial

from telegram import Bot
from telegram.error import TelegramError

from bot.app_context import AppContext
from bot.channels.telegram.client import make_bot, make_sender
from bot.channels.telegram.feed import Patience
from bot.channels.telegram.poller import Poller
from bot.channels.telegram.sender import Sender
from bot.reminding.sweep import Reminding
from bot.service.lease_keeper import LeaseKeeper
from bot.service.menu import publish_menus
from bot.service.supervision import keep_running
from bot.service.sweeping import while_held
from bot.service.ticks import Ticks
from bot.staff.chat import StaffChannel
from bot.staff.digests import send_digests
from storage.tables.bots import remember_bot
from storage.talk import outbox

# retry_after as a timedelta, as the next python-telegram-bot gives it; it warns otherwise.
os.environ.setdefault("PTB_TIMEDELTA", "true")


async def run_telegram(app: AppContext, ticks: Ticks, *, alone: bool = False) -> None:
    """Serve the bot until cancelled; ``alone``: what has no Telegram is another process's."""
    bot, health = make_bot(app), app.health
    sender = make_sender(app, bot)
    bot_id = int(app.settings.telegram_token.partition(":")[0])
    keeper = LeaseKeeper(app.database, bot_id, health.telegram, app.settings.data_dir)
    sender.is_ours = lambda: keeper.holds
    await bot.request.initialize()
    # Windows end and e-mail leaves, also while Telegram cannot be reached.
    for name, sweep in (
        ("messages", sender.sweep),
        ("reminders", Reminding(app, sender, alone=alone).sweep),
        ("digests", partial(send_digests, app, sender)),
    ):
        ticks.add(health.sweep(name), while_held(keeper, sweep), app.settings.sweep_seconds)
    try:
        await keep_running(health.telegram, _TelegramService(app, bot, sender, keeper).run)
    finally:
        await keeper.release()
        await bot.shutdown()
        await bot.request.shutdown()  # also where Telegram has never been reached


@dataclass
class _TelegramService:
    app: AppContext
    bot: Bot
    sender: Sender
    keeper: LeaseKeeper

    async def run(self) -> None:
        """Wait until the bot is ours, and serve it for as long as it is."""
        settled = await self.keeper.take()
        both = [asyncio.create_task(one) for one in (self._poll(settled), self.keeper.keep())]
        try:
            done, _ = await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in both:
                task.cancel()
            await asyncio.gather(*both, return_exceptions=True)
        for task in done:
            task.result()

    async def _poll(self, settled: bool) -> None:
        app, health = self.app, self.app.health
        staff = StaffChannel(app)
        poller = Poller(
            *(self.bot, app.database, app.turns, self.sender, app.clock, staff),
            telegram=health.telegram,
            storing=health.storing,
            settled=settled,
        )
        if app.doorbell.always:
            async with app.database.writing() as session:
                await outbox.keep_nudges(session, app.clock())
        await self._meet()
        menu = asyncio.create_task(publish_menus(self.bot))
        try:
            await poller.run()
        finally:
            menu.cancel()
            await asyncio.gather(menu, return_exceptions=True)

    async def _meet(self) -> None:
        """Wait until Telegram knows us."""
        patience = Patience(self.app.health.telegram)
        while True:
            try:
                await self.bot.initialize()
            except TelegramError as fault:
                await patience.wait_out(fault)
            else:
                patience.forget()
                break
        async with self.app.database.writing() as session:
            await remember_bot(session, self.bot.id, self.bot.username)
