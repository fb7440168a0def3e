"""The rating dialog: an instrument's questions one at a time, the star, and a way to change."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from dialogs.engine.ask import Ask, Option, Way
from dialogs.engine.conversation import Conversation
from dialogs.engine.effect import Complete, NextDialog, Record
from dialogs.engine.notice import draft_text
from dialogs.engine.replay import Play
from dialogs.engine.reply import Say
from dialogs.engine.scene import Scene
from dialogs.instruments.instrument import Instrument
from dialogs.ratings.item import ask_item
from dialogs.ratings.practice import practice
from dialogs.ratings.scale import next_ask_id
from dialogs.ratings.star import answer_line, star_line
from dialogs.steps.choice import steps_text
from dialogs.texts import isolate
from dialogs.words.spoken import shown_words

MOST_CHANGES = 60
"""How often answers can be changed: each turn replays them all."""


def rating(scene: Scene, conversation: Conversation) -> Play:
    """Ask every item, show the star, let any answer be changed.

    Facts: ``instrument``; ``today`` (ISO date); ``earlier``, a list of {``on``: ISO date,
    ``values``: {item: 1–points or None}}, oldest first; ``rating``, the id of the stored rating;
    ``steps``, small steps since the last star as {``words``, ``outcome`` or ""}, if any;
    ``goals``, whether a goal stands in the shared plan: it is shown after the star;
    ``practice``, whether a practice question comes first; ``presses``, in how many (1 or 2) a
    question is asked. Where somebody looks on who may not see them, ``untold`` are the items whose
    answers, and ``untold_comments`` those whose comments, are not shown.
    """
    facts = conversation.facts
    instrument = scene.instruments.get(facts["instrument"])
    if instrument is None:
        return None  # the organisation has taken it away; what was answered is stored
    rounds: Counter[str] = Counter()
    records: dict[str, Record] = {}
    t = scene.texts
    # NOTE: First line of a rating. {count} is the number of questions.
    opening = t.ngettext(
        "{count} kort fråga om hur du har det just nu. Det tar ungefär två minuter.",
        "{count} korta frågor om hur du har det just nu. Det tar ungefär två minuter.",
        len(instrument.items),
    )
    yield Say(opening.format(count=t.number(len(instrument.items))))
    # NOTE: Second line of a rating.
    yield Say(t.gettext("Det finns inga rätta eller felaktiga svar."))
    if instrument.is_draft(t):
        yield Say(draft_text(t))
    presses = facts.get("presses", 1)
    untold, silent = set(facts.get("untold", ())), set(facts.get("untold_comments", ()))
    if facts.get("practice"):
        yield from practice(t, facts["rating"], rounds, presses)
    for item in instrument.items:
        before = Record(item.id, None)
        records[item.id] = yield from ask_item(
            scene, instrument, item, rounds, before, presses, tells=item.id not in silent
        )
    while True:
        yield Complete()
        told = {
            key: replace(one, comment="" if key in silent else one.comment)
            for key, one in records.items()
            if key not in untold
        }
        if told:
            yield _summary(scene, instrument, told)
            yield star_line(scene, instrument, facts, {k: r.value for k, r in told.items()})
        if facts.get("steps"):
            yield Say(steps_text(t, facts["steps"]))
        is_enough = rounds["which"] >= MOST_CHANGES
        after = yield Ask(
            id=next_ask_id("after", rounds),
            # NOTE: Asked below the star.
            text=t.gettext("Stämmer det för dig?"),
            options=(
                Option("done", t.gettext("Ja, det stämmer")),
                *([] if is_enough else [Option("change", t.gettext("Ändra ett svar"))]),
            ),
            ways=(Way.BACK,),
            no_longer=("change",) if is_enough else (),
        )
        if after.key == "done":
            # NOTE: The last line of a rating, also where every question was skipped.
            yield Say(t.gettext("Fint, allt är sparat."))
            following = "shared-plan" if facts.get("goals") else "plan"
            return NextDialog(following, {"instrument": instrument.id})
        which = yield _which(scene, instrument, told, rounds)
        if which.key != "none":
            item = instrument.item(which.key)
            before = records[item.id]
            records[item.id] = yield from ask_item(
                scene, instrument, item, rounds, before, presses, tells=item.id not in silent
            )


def _which(
    scene: Scene, instrument: Instrument, records: Mapping[str, Record], rounds: Counter[str]
) -> Ask:
    t = scene.texts
    items = (
        Option(
            item.id,
            answer_line(t, instrument, item, records[item.id].value)
            if item.id in records
            else instrument.label(item, t),
            drawing=item.drawing,
        )
        for item in instrument.items
    )
    return Ask(
        id=next_ask_id("which", rounds),
        text=t.gettext("Vilket svar vill du ändra?"),
        options=(*items, Option("none", t.gettext("Inget, allt stämmer"))),
    )


def _summary(scene: Scene, instrument: Instrument, records: Mapping[str, Record]) -> Say:
    t = scene.texts
    lines = [t.gettext("Det här har du svarat:")]
    for item in instrument.items:
        if item.id not in records:
            continue
        record = records[item.id]
        lines.append(answer_line(t, instrument, item, record.value))
        if record.comment:
            # NOTE: A comment in the language's quotation marks, below its answer.
            quoted = t.gettext("”{comment}”")
            lines.append(quoted.format(comment=isolate(shown_words(record.comment, t))))
    return Say("\n".join(lines))
