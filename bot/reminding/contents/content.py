"""What one due message says: a dialog that opens, lines alone, or what was left half-way."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy.ext.asyncio import AsyncSession

from bot.files.calendar import CalendarFile
from dialogs.agenda.timing import Timing
from dialogs.engine.effect import NextDialog
from dialogs.engine.reply import Say
from dialogs.engine.scene import Scene
from storage.tables.agenda import Reminder
from storage.tables.people import Participant

Lines: TypeAlias = Callable[[Scene], tuple[Say, ...]]
"""What is said, in the person's language."""


def no_lines(_scene: Scene) -> tuple[Say, ...]:
    """Say nothing before a dialog."""
    return ()


@dataclass(frozen=True)
class Opens:
    """A dialog opens, after some lines; one that is open about the same is shown with new facts."""

    next_dialog: NextDialog
    lines: Lines = no_lines
    file: CalendarFile | None = None


@dataclass(frozen=True)
class Tells:
    """Lines alone."""

    lines: Lines
    file: CalendarFile | None = None


@dataclass(frozen=True)
class Resumes:
    """What the person left half-way is shown again."""


Content: TypeAlias = Opens | Tells | Resumes

ContentFinder = Callable[[AsyncSession, Reminder, Participant, Timing], Awaitable[Content | None]]
"""Looks up what a due message is about; None where it has no use any more."""
