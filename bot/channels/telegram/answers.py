"""What answers an update: the messages it led to, and the courtesies beside them."""

import html
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.telegram.messages import ask_text, outcome_messages
from bot.channels.telegram.outgoing.kinds import (
    AnsweredEdit,
    Courtesy,
    PressConfirmation,
    PromisedMessage,
)
from bot.channels.telegram.outgoing.lengths import CAPTION_LIMIT, TEXT_LIMIT, units_read
from bot.channels.telegram.outgoing.sounds import with_sounds
from bot.channels.telegram.updates import TelegramArrival
from bot.clips.heard import PARAGRAPH
from bot.turn.arrival import Outcome
from bot.turn.turns import Turns
from dialogs.engine.ask import Ask
from dialogs.engine.labels import answer_label
from dialogs.engine.reply import Code, Exchange, Notice, Say

TOAST_LIMIT = 200
BESIDE_THE_QUESTION = frozenset(
    {
        Code.UNSURE,
        Code.ADDED,
        Code.ADDED_UNSURE,
        Code.NO_ROOM,
        Code.WORDS_CORRECTED,
        Code.STANDS,
        Code.NO_COMMAND,
        Code.COACH_HAS_IT,
    }
)
"""What is said in the middle of a burst: a question that was shown a moment ago stands there."""


@dataclass(frozen=True)
class TelegramAnswer:
    """What to send: ``promised`` in order, once it is stored; courtesies are best effort."""

    promised: Sequence[PromisedMessage]
    courtesies: Sequence[Courtesy]


class StaffAnswers(Protocol):
    """Whoever answers the chats of the staff (``bot.staff.chat``). One may be a participant's too.

    What only the staff can mean is theirs there; all else is the participant's.
    """

    def claims(self, got: TelegramArrival) -> bool:
        """Tell whether an update, by its form alone, is one that only the staff can mean."""

    async def answer(self, session: AsyncSession, got: TelegramArrival) -> TelegramAnswer | None:
        """Answer an update of a chat of the staff's; None for strangers."""

    async def beside(
        self, session: AsyncSession, got: TelegramArrival
    ) -> Sequence[PromisedMessage]:
        """Say to somebody who came with an invitation that the chat is the staff's as before."""


async def answer_update(
    session: AsyncSession, got: TelegramArrival, turns: Turns, staff: StaffAnswers | None
) -> tuple[Outcome | None, TelegramAnswer]:
    """Let the participant or the staff answer; without an outcome it was the staff."""
    if staff is not None and staff.claims(got):
        said = await staff.answer(session, got)
        if said is not None:
            return None, said
    outcome = await with_sounds(session, await turns.take(session, got), turns.drafts)
    if staff is None or outcome.erased:
        return outcome, answer_to(got, outcome)
    if outcome.participant_id is None or got.reachable is not None:
        said = await staff.answer(session, got)  # no participant, or not only one
        if said is not None and outcome.participant_id is None:
            return None, said
    answer = answer_to(got, outcome)
    if not outcome.came_with_code:
        return outcome, answer
    return outcome, replace(answer, promised=(*await staff.beside(session, got), *answer.promised))


def answer_to(received: TelegramArrival, outcome: Outcome) -> TelegramAnswer:
    """Answer an update. A question shown a moment ago is not sent again for a stale press.

    What a press has led to before is said beside the button, and not in the chat.
    """
    toast = ""
    said_before = outcome.notice is Code.PASSED_ON_BEFORE
    is_known = said_before or (outcome.just_shown and outcome.notice is Code.STALE)
    if is_known and received.callback:
        notices = [reply for reply in outcome.replies if isinstance(reply, Notice)]
        toast, outcome = notices[0].text[:TOAST_LIMIT], replace(outcome, replies=())
    if outcome.just_shown and outcome.notice in BESIDE_THE_QUESTION:
        beside = tuple(reply for reply in outcome.replies if not isinstance(reply, Ask))
        outcome = replace(outcome, replies=beside)
    if outcome.just_shown and outcome.only_shows and outcome.ask is not None:
        # Coming back and pressing start are two updates: one question is enough, and an answer.
        # NOTE: Said to somebody who presses start while the question has just been shown.
        line = outcome.scene.texts.gettext("Frågan står här ovanför. Tryck på ett av svaren.")
        outcome = replace(outcome, replies=(Say(line),))
    courtesies: list[Courtesy] = confirmations(received, toast)
    if outcome.answered and not outcome.erased and outcome.nudge is None:
        courtesies += _answered_edits(outcome.answered, received, outcome)
    return TelegramAnswer(outcome_messages(outcome, received.chat_id), courtesies)


def confirmations(received: TelegramArrival, toast: str = "") -> list[Courtesy]:
    """Confirm what came in, where it is a press."""
    if not received.callback:
        return []
    return [PressConfirmation(received.chat_id, received.callback, toast)]


def _answered_edits(
    answered: Exchange, received: TelegramArrival, outcome: Outcome
) -> list[AnsweredEdit]:
    """Show in the old question what was chosen, and take its buttons away.

    What was chosen below an answer that had been heard by itself is shown in both messages.
    """
    chat_id, pressed, shown = received.chat_id, received.pressed, outcome.shown_message
    chosen = answer_label(answered.ask, answered.answer, outcome.scene.texts)
    mark = f"✓ {html.escape(chosen, quote=False)}"
    heard_alone = received.alone and outcome.answers_shown and pressed != shown
    if pressed is not None and not heard_alone:
        text = _answered_text(answered, outcome, mark, received.captioned)
        return [AnsweredEdit(chat_id, pressed, text, received.captioned)]
    edits = []
    if pressed is not None:
        edits.append(AnsweredEdit(chat_id, pressed, mark, received.captioned))
    if shown is not None:
        text = _answered_text(answered, outcome, mark, outcome.shown_captioned)
        edits.append(AnsweredEdit(chat_id, shown, text, outcome.shown_captioned))
    return edits


def _answered_text(answered: Exchange, outcome: Outcome, mark: str, captioned: bool) -> str:
    """Word an old question with what stood above it, as far as there is room."""
    above = [] if outcome.scene.listens else [say for say in answered.says if say.star is None]
    lines = (html.escape(say.text, quote=False) for say in above)
    asked = ask_text(answered.ask, outcome.scene)
    limit = CAPTION_LIMIT if captioned else TEXT_LIMIT
    wordings = (PARAGRAPH.join(parts) for parts in ((*lines, asked, mark), (asked, mark)))
    return next((text for text in wordings if units_read(text) <= limit), mark)
