"""The sample: invented people and ratings, written as the service would have written them."""

import datetime as dt
import random
import secrets
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from bot.sample_lives import InventedRating, Life, Size, invent
from bot.sample_words import COACHES, SUB_PROJECTS
from bot.stage import Stage
from dialogs.ask import Answer, Way
from dialogs.conversation import Conversation
from dialogs.instrument import Instrument
from dialogs.onboarding import agreement_text
from dialogs.scene import Scene
from storage.audit import note
from storage.caseload import OPENED
from storage.conversations import store, store_new
from storage.invitations import invite
from storage.models import Agreement, Participant, Rating, Staff, StoredAnswer, Wording
from storage.participants import add_account, add_participant, sub_project_named
from storage.staff import add_staff, email_digest

INSTRUMENT = "skapa"
NO_CHAT = 2**53
"""Telegram's ids fit in 52 bits: no chat can have this id or a larger one."""


async def make_sample(
    session: AsyncSession,
    stage: Stage,
    now: dt.datetime,
    *,
    email: str,
    password: str,
    seed: int = 1,
    size: Size | None = None,
) -> Staff:
    """Fill a database with invented people; returns the first coach, who alone can sign in.

    The same seed and time give the same people, figures and words; keys and codes are new.
    """
    size = size or Size()
    instrument = stage.instruments[INSTRUMENT]
    dice = random.Random(seed)  # noqa: S311  # nothing secret comes from it
    lives = invent(dice, now, [item.id for item in instrument.items], size)
    coaches = await _coaches(session, size.coaches, email, password)
    projects = [await sub_project_named(session, name) for name in SUB_PROJECTS]
    scenes = {life.language: stage.scene(life.language, "") for life in lives}
    await _word(session, instrument, scenes.values())
    people = []
    for number, life in enumerate(lives):
        coach, project = coaches[life.coach], projects[life.sub_project]
        people.append(await _person(session, life, number, coach, project.id))
        if life.opened_at and life.stage != "declined":
            people[-1].status, people[-1].enrolled_at = "active", life.opened_at
        if life.opened_at:
            session.add(_agreement(life, people[-1], stage.scene(life.language, project.name)))
    ids = await _rate(session, instrument, scenes, people, lives)
    if size.conversations:
        await _converse(session, people, lives, ids)
    return coaches[0]


async def _coaches(session: AsyncSession, most: int, email: str, password: str) -> list[Staff]:
    first = await add_staff(session, email=email, name=COACHES[0], role="coach", password=password)
    user, _, host = email.partition("@")
    others = [
        Staff(
            email_digest=email_digest(f"{user}{number}@{host}"),
            email=f"{user}{number}@{host}",
            name=COACHES[1 + (number - 2) % (len(COACHES) - 1)],
            role="coach",
            password_hash="",  # fits no password
        )
        for number in range(2, most + 1)
    ]
    session.add_all(others)
    await session.flush()
    return [first, *others]


async def _person(
    session: AsyncSession, life: Life, number: int, coach: Staff, sub_project_id: int
) -> Participant:
    person = await add_participant(
        session,
        coach_id=coach.id,
        sub_project_id=sub_project_id,
        name=life.name,
        now=life.invited_at,
        language=life.language,
        invented=True,
    )
    _, invitation = await invite(session, person.id, life.invited_at)
    if life.opened_at:
        invitation.used_at = life.opened_at
        blocked = life.stage == "blocked"
        # Web keys only, and one chat id that cannot exist: nothing is ever sent to a stranger.
        address = str(NO_CHAT + number) if blocked else secrets.token_urlsafe(32)
        channel = "telegram" if blocked else "web"
        account = await add_account(session, person.id, channel, address, life.opened_at)
        account.status = "blocked" if blocked else "open"
    if life.seen_at:
        await note(session, OPENED, life.seen_at, staff_id=coach.id, participant_id=person.id)
    return person


def _agreement(life: Life, person: Participant, scene: Scene) -> Agreement:
    return Agreement(
        participant_id=person.id,
        version=scene.agreement.version,
        language=life.language,
        text=agreement_text(scene),
        agreed=life.stage != "declined",
        answered_at=life.opened_at or life.invited_at,
    )


async def _word(session: AsyncSession, instrument: Instrument, scenes: Iterable[Scene]) -> None:
    for scene in scenes:
        for item in instrument.items:
            shown = instrument.wording(item, scene.texts)
            anchors = "\n".join(shown.anchors)
            wording = Wording(
                digest=shown.digest,
                item=shown.item,
                language=shown.language,
                question=shown.question,
                anchors=anchors,
            )
            await session.merge(wording)
    await session.flush()


async def _rate(
    session: AsyncSession,
    instrument: Instrument,
    scenes: dict[str, Scene],
    people: Sequence[Participant],
    lives: Sequence[Life],
) -> list[int]:
    """Write every rating and answer in bulk; returns the ids of the ratings, in order."""
    told = [(person, of) for person, life in zip(people, lives, strict=True) for of in life.ratings]
    rows = [_rating_row(instrument, person, of) for person, of in told]
    if not rows:
        return []
    ids = list(
        await session.scalars(
            insert(Rating).returning(Rating.id, sort_by_parameter_order=True), rows
        )
    )
    shown = {
        (language, item.id): instrument.wording(item, scene.texts)
        for language, scene in scenes.items()
        for item in instrument.items
    }
    digests = {key: (wording.digest, wording.language) for key, wording in shown.items()}
    for start in range(0, len(told), 2000):
        part = zip(ids[start : start + 2000], told[start : start + 2000], strict=True)
        answers = [row for id_, (_, of) in part for row in _answer_rows(id_, of, digests)]
        await session.execute(insert(StoredAnswer), answers)
    return ids


def _rating_row(instrument: Instrument, person: Participant, of: InventedRating) -> dict[str, Any]:
    return {
        "participant_id": person.id,
        "occasion": of.occasion,
        "instrument": instrument.id,
        "version": instrument.version,
        "mode": of.mode,
        "started_at": of.started_at,
        "finished_at": of.finished_at,
    }


def _answer_rows(
    rating_id: int, of: InventedRating, digests: dict[tuple[str, str], tuple[str, str]]
) -> Iterator[dict[str, Any]]:
    for said in of.answers:
        digest, language = digests[of.language, said.item]
        yield {
            "rating_id": rating_id,
            "item": said.item,
            "value": said.value,
            "skipped": said.value is None,
            "comment": said.comment or None,
            "wording": digest,
            "language": language,
            "channel": of.channel,
            "answered_at": said.at,
        }


async def _converse(
    session: AsyncSession, people: Sequence[Participant], lives: Sequence[Life], ids: Iterable[int]
) -> None:
    """Keep how each rating was said; one that was left half-way can be gone on with."""
    rating_ids = iter(ids)
    for person, life in zip(people, lives, strict=True):
        earlier: list[dict[str, Any]] = []
        for of in life.ratings:
            facts = {
                "instrument": INSTRUMENT,
                "rating": next(rating_ids),
                "today": of.started_at.date().isoformat(),
                "earlier": earlier[-3:],
            }
            spoken = _spoken(of, facts)
            stored = await store_new(session, person.id, spoken, of.started_at)
            if of.finished_at:
                await store(session, stored.id, spoken, of.finished_at)
                values = {said.item: said.value for said in of.answers}
                earlier.append({"on": of.finished_at.date().isoformat(), "values": values})


def _spoken(of: InventedRating, facts: dict[str, Any]) -> Conversation:
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
    return Conversation("rating", facts, answers)
