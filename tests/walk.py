"""A person who talks to the real turn and the real database, through the terminal channel."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot.app_context import AppContext
from bot.channels.terminal.terminal import Terminal
from bot.turn.effects import Given, carry_out, store_answers
from bot.turn.next_dialog import carry_out_decision
from dialogs.engine.effect import NextDialog
from dialogs.people.accounts import Channel
from dialogs.talks.routing import open_dialog, replay_of
from dialogs.talks.stack import Open
from storage.people.participants import hold_person
from storage.tables.people import StoredConversation
from storage.talk.conversations import conversation_of, store_conversation
from tests.answers import answer_until
from tests.people import enrol_participants


@dataclass
class Walk:
    """One person; ``seen`` is every line they were shown."""

    app: AppContext
    address: str = "Bo"
    seen: list[str] = field(default_factory=list)
    terminal: Terminal = field(init=False)

    def __post_init__(self) -> None:
        self.terminal = Terminal(self.app, self.address, self.seen.append)

    @classmethod
    async def at(
        cls,
        app: AppContext,
        dialog: str,
        ask: str = "",
        *,
        name: str = "Bo",
        answers: Mapping[str, str] | None = None,
    ) -> "Walk":
        """Begin in the middle: somebody who takes part is asked ``ask``, else the first question.

        What comes before is stored as turns would have stored it, in one transaction: the answers
        to the questions before (see ``answer_until``), and a finished rating before what follows
        the star.
        """
        walk = await cls._begin(app, dialog, ask, name, answers or {})
        await walk.begins("")  # what is open is shown again
        return walk

    @classmethod
    async def after(
        cls,
        app: AppContext,
        dialog: str,
        *,
        name: str = "Bo",
        answers: Mapping[str, str] | None = None,
    ) -> "Walk":
        """Begin after a dialog that has come to its end: nothing is open."""
        return await cls._begin(app, dialog, None, name, answers or {})

    @classmethod
    async def _begin(
        cls,
        app: AppContext,
        dialog: str,
        ask: str | None,
        name: str,
        answers: Mapping[str, str],
    ) -> "Walk":
        await enrol_participants(
            app, [name], app.clock(), Channel.TERMINAL, rated=False, name=name, invented=False
        )
        wished = NextDialog(dialog)
        async with app.database.writing() as session:
            if dialog != "rating":
                after = await _jump(session, app, name, NextDialog("rating"), None, answers)
                wished = after if after and after.dialog == dialog else wished
            await _jump(session, app, name, wished, ask, answers)
        return cls(app, name)

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
        return await self.says("Svenska", "Ja, jag vill vara med")


async def _jump(
    session: AsyncSession,
    app: AppContext,
    address: str,
    wished: NextDialog,
    ask: str | None,
    answers: Mapping[str, str],
) -> NextDialog | None:
    """Open a dialog, and store its answers and effects as turns do; give what would follow it."""
    person = await hold_person(session, Channel.TERMINAL, address)
    assert person is not None
    participant, now = person.participant, app.clock()
    scene = app.installation.scene(participant.language, person.sub_project)
    opens = Open(wished)
    shown = await carry_out_decision(session, opens, participant, scene, now, app.calendar)
    assert shown is not None
    begun = conversation_of(await session.get_one(StoredConversation, shown.conversation_id))
    move = open_dialog(answer_until(begun, scene, ask, answers), scene).move
    assert move is not None
    await store_conversation(
        session, shown.conversation_id, move.conversation, now, ended=ask is None
    )
    move = replace(move, before=replay_of(begun, scene))
    await store_answers(session, move, scene, Given(Channel.TERMINAL, now))
    for effect in move.effects:
        if effect.id not in begun.done:
            await carry_out(session, effect, person, participant.language, now, app.calendar)
    return move.after.following
