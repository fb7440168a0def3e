"""The parts of the service that a process runs: all of them, or some beside other processes."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Parts:
    """What a process does of what has to be done for one database."""

    web: bool = True
    """Answers on its port; any number of processes may."""
    telegram: bool = True
    """Fetches and sends for the bot, its reminders too; one process at a time, by a lease."""
    sweep: bool = True
    """Looks for what is due to everybody else; one process at a time, by a lease."""

    @classmethod
    def chosen(cls, *, web: bool, telegram: bool, sweep: bool) -> "Parts":
        """Give the parts that were named, or all where none was."""
        return cls(web, telegram, sweep) if web or telegram or sweep else cls()


EVERY_PART = Parts()
