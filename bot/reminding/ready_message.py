"""Summons: a due message made ready, in the transaction that claims it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot.app_context import AppContext
from bot.files.calendar import CalendarFile
from bot.reminding.contents.content import Content
from bot.reminding.contents.ratings import CONTENTS
from bot.turn.arrival import Outcome
from bot.turn.doorbell import Nudge
from dialogs.agenda.messages import MessageKind
from dialogs.agenda.writing_hours import RESTS_AFTER
from dialogs.engine.conversation import Conversation
from dialogs.engine.event import Opened
from dialogs.engine.reply import Reply, Say
from dialogs.engine.scene import Scene
from dialogs.talks.reminder import unfinished_text
from dialogs.talks.routing import open_dialog, replay_of, route
from storage.people.participants import newest_open_account
from storage.reminders.due import DueReminder
from storage.tables.people import Account, StoredConversation
from storage.talk.conversations import (
    close_conversations,
    conversation_of,
    open_conversations,
    store_conversation,
    store_new_conversation,
)

GIVES_WAY = ("rating", "onboarding", "language", "erasure", "reminders", "plan")
"""Dialogs that end, as they stand, when another rating falls due and nobody has touched them."""


@dataclass(frozen=True)
class ReadyMessage:
    """One message ready to go: to whom, what is shown, and what goes along."""

    row: DueReminder
    account: Account
    outcome: Outcome
    file: CalendarFile | None = None
    written_on: dt.date | None = None
    """The day of the message before this one: holds again if this one never leaves."""


async def make_ready(
    session: AsyncSession, row: DueReminder, app: AppContext, now: dt.datetime
) -> ReadyMessage | None:
    """Open what a due message is about and word it; None where it has no use any more."""
    found = await due_content(session, row)
    account = (
        await newest_open_account(session, row.participant.id, row.channel) if row.channel else None
    )
    if found is None or account is None:
        return None
    scene = app.installation.scene(row.participant.language, row.sub_project)
    stored = await open_conversations(session, row.participant.id)
    if found.resumes:
        left = _unfinished_dialog(stored, scene)
        if left is None:
            return None
        conversation_id, said = left[0].id, left[1]
        await store_conversation(
            session, conversation_id, conversation_of(left[0]), now, ended=False, put_away=True
        )
    elif found.following is None:
        conversation_id, said = 0, found.lines(scene)
    else:
        if row.reminder.kind == MessageKind.RATING:
            await _make_way(session, stored, now)
        conversation_id, said = await _open_or_show(session, row, found, stored, scene, now)
    outcome = Outcome(
        scene,
        said,
        participant_id=row.participant.id,
        account_id=account.id,
        conversation_id=conversation_id,
        shown_message=account.shown_message,
        buttons=app.buttons,
        nudge=await make_nudge(session, row, app, scene, now),
    )
    return ReadyMessage(row, account, outcome, found.file, row.participant.written_on)


async def make_nudge(
    session: AsyncSession, row: DueReminder, app: AppContext, scene: Scene, now: dt.datetime
) -> Nudge | None:
    """Word the nudge for somebody for whom Telegram is only the doorbell."""
    if not app.doorbell.only_rings(row.participant, row.channel):
        return None
    return await app.doorbell.make_nudge(session, row.participant, scene.texts, now)


async def due_content(session: AsyncSession, row: DueReminder) -> Content | None:
    """Look up what a due message is about."""
    return await CONTENTS[row.reminder.kind](session, row.reminder, row.participant, row.when)


def texts_of(found: Content, stored: Sequence[StoredConversation], scene: Scene) -> list[str]:
    """Give the texts that a message would consist of, without opening anything."""
    said: tuple[Reply, ...] = found.lines(scene)
    if found.resumes:
        left = _unfinished_dialog(stored, scene)
        said = left[1] if left else ()
    elif found.following is not None:
        following = found.following
        said = (*said, *open_dialog(Conversation(following.dialog, following.facts), scene).replies)
    return [reply.text for reply in said]


def _unfinished_dialog(
    stored: Sequence[StoredConversation], scene: Scene
) -> tuple[StoredConversation, tuple[Reply, ...]] | None:
    """Find what was left half-way, and word it: a rating's open questions are counted."""
    row = next((one for one in stored if one.dialog in ("rating", "onboarding")), None)
    if row is None:
        return None
    conversation = conversation_of(row)
    now = replay_of(conversation, scene)
    if now.ask is None or now.complete:
        return None
    instrument = scene.instruments.get(conversation.facts.get("instrument", ""))
    answered = [of for of in now.records.values() if of.value is not None or of.skipped]
    open_items = len(instrument.items) - len(answered) if instrument else 0
    line = Say(unfinished_text(scene.texts, open_items))
    return row, (line, *route(conversation, Opened(), scene).replies)


async def _make_way(
    session: AsyncSession, stored: Sequence[StoredConversation], now: dt.datetime
) -> None:
    """End what was left lying: there are never two open ratings."""
    lying = [
        row.id
        for row in stored
        if row.dialog in GIVES_WAY and (row.put_away or now - row.active_at >= RESTS_AFTER)
    ]
    if lying:
        await close_conversations(session, lying, now)


async def _open_or_show(
    session: AsyncSession,
    row: DueReminder,
    found: Content,
    stored: Sequence[StoredConversation],
    scene: Scene,
    now: dt.datetime,
) -> tuple[int, tuple[Reply, ...]]:
    """Open the dialog, or show the one that is open about the same subject with its new facts."""
    following = found.following
    assert following is not None  # noqa: S101  # the caller has looked
    facts = {**following.facts, "subject": row.reminder.subject}
    for one in stored:
        before = conversation_of(one)
        same = before.facts.get("subject") == row.reminder.subject
        if one.dialog == following.dialog and same:
            conversation = replace(before, facts=facts)
            await store_conversation(session, one.id, conversation, now, ended=False, put_away=True)
            return one.id, (*found.lines(scene), *route(conversation, Opened(), scene).replies)
    opening = open_dialog(Conversation(following.dialog, facts), scene)
    conversation = opening.move.conversation if opening.move else Conversation(following.dialog)
    new = await store_new_conversation(
        session, row.participant.id, conversation, now, put_away=True
    )
    return new.id, (*found.lines(scene), *opening.replies)
