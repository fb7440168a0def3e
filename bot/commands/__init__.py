"""The commands of the command line; importing this package registers them all."""

from bot.cli import main
from bot.commands import chat, check, export, people, run, time

__all__ = ["chat", "check", "export", "main", "people", "run", "time"]
