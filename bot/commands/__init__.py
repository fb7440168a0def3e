"""The commands of the command line; importing this package registers them all."""

import gc

gc.disable()  # nothing that is read at the start is garbage, and looking for some takes long

from bot.commands import chat, check, export, look_ups, people, run, time, voice  # noqa: E402  # the same
from bot.commands.cli import main  # noqa: E402  # the pause above is for this

gc.enable()
gc.freeze()

__all__ = ["chat", "check", "export", "look_ups", "main", "people", "run", "time", "voice"]
