"""A person who talks to the real turn and the real database, through the terminal channel."""

from dataclasses import dataclass, field

from bot.app_context import AppContext
from bot.channels.terminal.terminal import Terminal


@dataclass
class Walk:
    """One person; ``seen`` is every line they were shown."""

    app: AppContext
    address: str = "Bo"
    seen: list[str] = field(default_factory=list)
    terminal: Terminal = field(init=False)

    def __post_init__(self) -> None:
        self.terminal = Terminal(self.app, self.address, self.seen.append)

    async def begins(self, code: str) -> str:
        self.seen.clear()
        await self.terminal.begin(code)
        return "\n".join(self.seen)

    async def says(self, *turns: str) -> str:
        """Say one thing after the other; give what the last one led to."""
        for line in turns:
            self.seen.clear()
            await self.terminal.say(line)
        return "\n".join(self.seen)

    async def to_first_question(self, code: str) -> str:
        await self.begins(code)
        return await self.says("Svenska", "Ja, jag vill vara med", "På morgonen")
