"""Invented lives as rows of the tables, shaped as the service would have written them."""

import secrets
from collections.abc import Iterator, Mapping
from typing import Any

from bot.sample.lives import InventedRating, Life
from dialogs.engine.ask import Answer, Way
from dialogs.engine.conversation import Conversation
from dialogs.instruments.answer_mode import answer_mode
from dialogs.instruments.instrument import Instrument, ItemWording
from dialogs.people.accounts import AccountStatus, Channel
from dialogs.people.participant_status import ParticipantStatus
from storage.people.audit import Audit
from storage.people.invitations import VALID_FOR
from storage.people.participants import address_digest

Row = dict[str, Any]

NO_CHAT = 2**53
"""Telegram's ids fit in 52 bits: no chat can have this id or a larger one."""


def invitation_row(person: int, life: Life) -> Row:
    """Give the invitation that the life began with; nobody holds its code."""
    return {
        "participant_id": person,
        "code_digest": secrets.token_hex(32),
        "created_at": life.invited_at,
        "expires_at": life.invited_at + VALID_FOR,
        "used_at": life.opened_at,
    }


def channel_of(life: Life) -> Channel:
    """Give the one channel that somebody has: who has blocked the bot had Telegram."""
    return Channel.TELEGRAM if life.stage == "blocked" else Channel.WEB


def account_row(person: int, life: Life) -> Row:
    """Give a web key, or a blocked chat that cannot exist: nothing is sent to strangers."""
    blocked = life.stage == "blocked"
    channel = channel_of(life)
    address = str(NO_CHAT + person) if blocked else secrets.token_urlsafe(32)
    return {
        "participant_id": person,
        "channel": channel,
        "address_digest": address_digest(channel, address),
        "address": address,
        "status": AccountStatus.BLOCKED if blocked else AccountStatus.OPEN,
        "created_at": life.opened_at,
    }


def agreement_row(person: int, life: Life, version: str, text: str) -> Row:
    """Give what the person said to the agreement."""
    return {
        "participant_id": person,
        "version": version,
        "language": life.language,
        "text": text,
        "agreed": life.stage != "declined",
        "names_others": True,
        "answered_at": life.opened_at,
    }


def seen_row(person: int, life: Life, coach_id: int) -> Row:
    """Give the audit log's line on the coach's last look."""
    return {
        "participant_id": person,
        "staff_id": coach_id,
        "action": Audit.PARTICIPANT_OPENED.value,
        "at": life.seen_at,
        "allowed": True,
    }


def mark_row(person: int, life: Life, kind: ParticipantStatus) -> Row:
    """Give the mark that the coach has dealt with what was there at the last look."""
    return {
        "participant_id": person,
        "kind": kind,
        "marked_at": life.seen_at,
        "done_until": life.seen_at,
    }


def rating_row(person: int, instrument: Instrument, of: InventedRating) -> Row:
    """Give a rating."""
    return {
        "participant_id": person,
        "occasion": of.occasion,
        "instrument": instrument.id,
        "version": instrument.version,
        "mode": of.mode,
        "started_at": of.started_at,
        "finished_at": of.finished_at,
    }


def answer_rows(
    rating: int, life: Life, of: InventedRating, shown: Mapping[str, ItemWording]
) -> Iterator[Row]:
    """Give a rating's answers; ``shown`` is the wording of each item in its language."""
    digests = {item: wording.digest for item, wording in shown.items()}
    for said in of.answers:
        yield {
            "rating_id": rating,
            "item": said.item,
            "value": said.value,
            "skipped": said.value is None,
            "comment": said.comment or None,
            "wording": digests[said.item],
            "language": shown[said.item].language,
            "translation": shown[said.item].state.value,
            "mode": answer_mode(of.mode, listens=False, was_heard=False),
            "channel": channel_of(life),
            "answered_at": said.at,
        }


def wording_row(shown: ItemWording) -> Row:
    """Give a wording as it is kept beside the answers."""
    return {
        "digest": shown.digest,
        "item": shown.item,
        "language": shown.language,
        "question": shown.question,
        "anchors": "\n".join(shown.anchors),
    }


def conversation_rows(
    person: int, life: Life, ratings: list[int], instrument: str
) -> Iterator[Row]:
    """Give how each rating was said; one that was left half-way can be gone on with."""
    earlier: list[Row] = []
    for rating, of in zip(ratings, life.ratings, strict=True):
        facts = {
            "instrument": instrument,
            "rating": rating,
            "today": of.started_at.date().isoformat(),
            "earlier": earlier[-3:],
        }
        yield {
            "participant_id": person,
            "dialog": "rating",
            "state": Conversation("rating", facts, _answers_of(of)).to_json(),
            "started_at": of.started_at,
            "active_at": of.answers[-1].at,
            "ended_at": of.finished_at,
        }
        if of.finished_at:
            values = {said.item: said.value for said in of.answers}
            earlier.append({"on": of.finished_at.date().isoformat(), "values": values})


def _answers_of(of: InventedRating) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    for said in of.answers:
        number = 1
        if said.comment:
            answers[f"{said.item}#1"] = Answer(key=Way.COMMENT)
            answers[f"{said.item}.comment#1"] = Answer(words=said.comment)
            number = 2
        key = Way.SKIP if said.value is None else str(said.value)
        answers[f"{said.item}#{number}"] = Answer(key=key)
    if of.finished_at:
        answers["after#1"] = Answer(key="done")
    return answers
