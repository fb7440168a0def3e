"""Summons: a due message made ready, in the transaction that claims it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot.parts import Parts
from bot.reminding.contents.ratings import MATTERS, CalendarFile, Matter
from bot.turn.arrival import Outcome
from bot.turn.doorbell import Nudge
from dialogs.agenda.writing_hours import RESTS_AFTER
from dialogs.engine.conversation import Conversation
from dialogs.engine.event import Opened
from dialogs.engine.reply import Reply, Say
from dialogs.engine.scene import Scene
from dialogs.talks.reminder import unfinished_text
from dialogs.talks.routing import opened, receive, standing
from storage.people.participants import open_account
from storage.reminders.due import DueRow
from storage.tables.people import Account, StoredConversation
from storage.talk.conversations import close_all, open_conversations, revived, store, store_new

GIVES_WAY = ("rating", "onboarding", "language", "erasure", "reminders", "plan")
"""Dialogs that end, as they stand, when another rating falls due and nobody has touched them."""


@dataclass(frozen=True)
class Summons:
    """One message ready to go: to whom, what is shown, and what goes along."""

    row: DueRow
    account: Account
    outcome: Outcome
    file: CalendarFile | None = None
    written_on: dt.date | None = None
    """The day of the message before this one: holds again if this one never leaves."""


async def summons(
    session: AsyncSession, row: DueRow, parts: Parts, now: dt.datetime
) -> Summons | None:
    """Open what a due message is about and word it; None where it has no use any more."""
    found = await matter_of(session, row)
    account = await open_account(session, row.participant.id, row.channel)
    if found is None or account is None:
        return None
    scene = parts.stage.scene(row.participant.language, row.sub_project)
    stored = await open_conversations(session, row.participant.id)
    if found.resumes:
        left = _left(stored, scene)
        if left is None:
            return None
        conversation_id, said = left[0].id, left[1]
        await store(session, conversation_id, revived(left[0]), now, ended=False, put_away=True)
    elif found.following is None:
        conversation_id, said = 0, found.lines(scene)
    else:
        if row.reminder.kind == "rating":
            await _make_way(session, stored, now)
        conversation_id, said = await _shown(session, row, found, stored, scene, now)
    outcome = Outcome(
        scene,
        said,
        participant_id=row.participant.id,
        account_id=account.id,
        conversation_id=conversation_id,
        shown_message=account.shown_message,
        buttons=parts.buttons,
        nudge=await nudge_for(session, row, parts, scene, now),
    )
    return Summons(row, account, outcome, found.file, row.participant.written_on)


async def nudge_for(
    session: AsyncSession, row: DueRow, parts: Parts, scene: Scene, now: dt.datetime
) -> Nudge | None:
    """Word the nudge for somebody for whom Telegram is only the doorbell."""
    if not parts.doorbell.only_rings(row.participant, row.channel):
        return None
    return await parts.doorbell.nudge(session, row.participant, scene.texts, now)


async def matter_of(session: AsyncSession, row: DueRow) -> Matter | None:
    """Look up what a due message is about."""
    return await MATTERS[row.reminder.kind](session, row.reminder, row.participant, row.when)


def wording_of(found: Matter, stored: Sequence[StoredConversation], scene: Scene) -> list[str]:
    """Give the texts that a message would consist of, without opening anything."""
    said: tuple[Reply, ...] = found.lines(scene)
    if found.resumes:
        left = _left(stored, scene)
        said = left[1] if left else ()
    elif found.following is not None:
        following = found.following
        said = (*said, *opened(Conversation(following.dialog, following.facts), scene).replies)
    return [reply.text for reply in said]


def _left(
    stored: Sequence[StoredConversation], scene: Scene
) -> tuple[StoredConversation, tuple[Reply, ...]] | None:
    """Find what was left half-way, and word it: a rating's open questions are counted."""
    row = next((one for one in stored if one.dialog in ("rating", "onboarding")), None)
    if row is None:
        return None
    conversation = revived(row)
    now = standing(conversation, scene)
    if now.ask is None or now.complete:
        return None
    instrument = scene.instruments.get(conversation.facts.get("instrument", ""))
    answered = [of for of in now.records.values() if of.value is not None or of.skipped]
    open_items = len(instrument.items) - len(answered) if instrument else 0
    line = Say(unfinished_text(scene.texts, open_items))
    return row, (line, *receive(conversation, Opened(), scene).replies)


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
        await close_all(session, lying, now)


async def _shown(
    session: AsyncSession,
    row: DueRow,
    found: Matter,
    stored: Sequence[StoredConversation],
    scene: Scene,
    now: dt.datetime,
) -> tuple[int, tuple[Reply, ...]]:
    """Open the dialog, or show the one that is open about the same subject with its new facts."""
    following = found.following
    assert following is not None  # noqa: S101  # the caller has looked
    facts = {**following.facts, "subject": row.reminder.subject}
    for one in stored:
        before = revived(one)
        same = before.facts.get("subject") == row.reminder.subject
        if one.dialog == following.dialog and same:
            conversation = replace(before, facts=facts)
            await store(session, one.id, conversation, now, ended=False, put_away=True)
            return one.id, (*found.lines(scene), *receive(conversation, Opened(), scene).replies)
    opening = opened(Conversation(following.dialog, facts), scene)
    conversation = opening.step.conversation if opening.step else Conversation(following.dialog)
    new = await store_new(session, row.participant.id, conversation, now, put_away=True)
    return new.id, (*found.lines(scene), *opening.replies)
