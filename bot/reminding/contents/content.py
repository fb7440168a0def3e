"""A matter: what one due message says, as the dialog it opens or as lines alone."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.files.calendar import CalendarFile
from dialogs.agenda.timing import Timing
from dialogs.engine.effect import NextDialog
from dialogs.engine.reply import Say
from dialogs.engine.scene import Scene
from storage.tables.agenda import Reminder
from storage.tables.people import Participant


@dataclass(frozen=True)
class Content:
    """What to say. ``following`` opens a dialog; ``lines`` are said before it, or alone.

    A dialog that is open already for the same subject is shown again, with the new facts.
    ``resumes``: what the person left half-way is shown again instead.
    """

    following: NextDialog | None = None
    lines: Callable[[Scene], tuple[Say, ...]] = lambda _: ()
    file: CalendarFile | None = None
    resumes: bool = False


ContentFinder = Callable[[AsyncSession, Reminder, Participant, Timing], Awaitable[Content | None]]
"""Looks up what a due message is about; None where it has no use any more."""
