"""A due message made ready, in the transaction that claims it."""

import datetime as dt
import logging
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.app_context import AppContext
from bot.channels.telegram.outgoing.sounds import with_sounds
from bot.doorbell.doorbell import Nudge
from bot.files.calendar import CalendarFile
from bot.knocks.wording import KnockText, knock_text
from bot.reminding.contents.content import Content, Opens, Resumes, Tells
from bot.reminding.contents.ratings import CONTENTS
from bot.turn.arrival import Outcome
from bot.turn.next_dialog import Shown, carry_out_decision
from dialogs.engine.conversation import Conversation
from dialogs.engine.effect import NextDialog
from dialogs.engine.event import Opened
from dialogs.engine.reply import Reply, Say
from dialogs.engine.scene import Scene
from dialogs.people.accounts import Channel
from dialogs.people.knocks import KnockKind
from dialogs.talks.routing import open_dialog, route
from dialogs.talks.stack import Decision, GoOn, Stack
from dialogs.talks.unfinished import unfinished_of
from storage.database.encryption import readable
from storage.occasions.sending import ClaimedReminder
from storage.reminders.due import DueReminder
from storage.tables.knocks import Knock
from storage.tables.people import Account
from storage.talk.conversations import open_conversations, stack_of

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ReadyMessage:
    """One message ready to go: to whom, what is shown, and what goes along."""

    row: DueReminder
    account: Account
    outcome: Outcome
    file: CalendarFile | None = None
    written_on: dt.date | None = None
    """The day of the message before this one: holds again if this one never leaves."""
    knock: "ReadyKnock | None" = None
    """What tells of it, where it lies in the web chat; None also where the chat itself does."""


@dataclass(frozen=True)
class ReadyKnock:
    """A knock ready to go: where to, and the little that it says."""

    id: int
    kind: KnockKind
    address: str
    said: KnockText


async def make_ready(
    session: AsyncSession, claimed: ClaimedReminder, app: AppContext, now: dt.datetime
) -> ReadyMessage | None:
    """Open what a claimed message is about and word it; None where it has no use any more."""
    row = claimed.row
    found = await due_content(session, row)
    account = await session.get(Account, row.account_id)
    if found is None or account is None:
        return None
    participant = row.participant
    scene = app.installation.scene(
        participant.language,
        row.sub_project,
        knocks=row.knocks,
        listens=participant.heard_first,
    )
    shown = await _show_content(session, row, found, scene, app, now)
    if shown is None:
        return None
    outcome = Outcome(
        scene,
        shown.replies,
        participant_id=row.participant.id,
        account_id=account.id,
        conversation_id=shown.conversation_id,
        shown_message=account.shown_message,
        buttons=app.buttons,
        nudge=await make_nudge(session, row, app, scene, now),
    )
    if account.channel is Channel.TELEGRAM:
        outcome = await with_sounds(session, outcome, app.drafts)
    file = None if isinstance(found, Resumes) else found.file
    knock = await _ready_knock(session, row, app, scene, now)
    return ReadyMessage(row, account, outcome, file, claimed.written_on, knock)


async def _ready_knock(
    session: AsyncSession, row: DueReminder, app: AppContext, scene: Scene, now: dt.datetime
) -> ReadyKnock | None:
    """Look up where a knock goes; None where there is none, or no key opens its address."""
    found = await session.get(Knock, row.knock_id) if row.knock_id else None
    if found is None:
        return None
    if not readable(found.address):
        log.error("the address of a knock could not be read, by id: %s", found.id)
        return None
    nudge = await app.doorbell.make_nudge(session, row.participant, scene.texts, now)
    gateway = app.settings.sms
    can_answer = gateway is not None and gateway.hears
    said = knock_text(found.kind, scene.texts, nudge, can_answer=can_answer)
    return ReadyKnock(found.id, found.kind, found.address, said)


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


def texts_of(found: Content, stack: Stack, scene: Scene) -> list[str]:
    """Give the texts that a message would consist of, without opening anything."""
    return [reply.text for reply in _replies_of(found, stack, scene)]


def _replies_of(found: Content, stack: Stack, scene: Scene) -> tuple[Reply, ...]:
    match found:
        case Tells(lines=lines):
            return lines(scene)
        case Resumes():
            unfinished = unfinished_of(stack, scene)
            if unfinished is None:
                return ()
            again = route(unfinished.left.conversation, Opened(), scene)
            return (unfinished.line, *again.replies)
        case Opens(next_dialog=about, lines=lines):
            opening = open_dialog(Conversation(about.dialog, about.facts), scene)
            return (*lines(scene), *opening.replies)


async def _show_content(
    session: AsyncSession,
    row: DueReminder,
    found: Content,
    scene: Scene,
    app: AppContext,
    now: dt.datetime,
) -> Shown | None:
    """Store what a message opens or shows again; None where nothing was left half-way."""
    stack = stack_of(await open_conversations(session, row.participant.id))
    said: tuple[Say, ...]
    decision: Decision
    match found:
        case Tells(lines=lines):
            return Shown(0, lines(scene))
        case Resumes():
            unfinished = unfinished_of(stack, scene)
            if unfinished is None:
                return None
            said, decision = (unfinished.line,), GoOn(unfinished.left.shown_again(now))
        case Opens(next_dialog=about, lines=lines):
            facts = {**about.facts, "subject": row.reminder.subject}
            said, decision = lines(scene), stack.due(NextDialog(about.dialog, facts), now)
    shown = await carry_out_decision(session, decision, row.participant, scene, now, app.calendar)
    return Shown(shown.conversation_id, (*said, *shown.replies)) if shown else None
