"""The place a text appears: a piece of the web chat, as a participant sees it.

A text of an instrument stands where the dialogs say it. Of any other only its note and the file it
comes from are known: they tell whether it is a button, a question, or a line of a page; else it is
shown as a line of the bot's.
"""

import datetime as dt
import re
from pathlib import Path

from markupsafe import Markup

from bot.channels import web
from bot.channels.web.view import Bubble, ChatView, last_bubbles
from bot.languages.catalog import catalog
from bot.languages.reviewing import TranslatedText
from bot.settings.installation import Installation
from bot.web.pages import Pages
from dialogs.engine.ask import Answer, Ask
from dialogs.engine.conversation import Conversation
from dialogs.engine.reply import Offer
from dialogs.engine.scene import Scene
from dialogs.instruments.instrument import Instrument, Item
from dialogs.talks.routing import replay_of

_pages = Pages(Path(web.__file__).parent / "templates")

_BUTTON = re.compile(r"(On )?a button|Buttons of|(An )?answers?\b", re.IGNORECASE)
_QUESTION = re.compile(r"Ask(s|ed)\b")
"""How notes to the translator begin."""
_ON_PAGES = ("bot/channels/web/templates/", "bot/files/")
"""Where what is no line of the bot's comes from."""


def place_of(
    installation: Installation, language: str, text: TranslatedText, today: dt.date
) -> Markup:
    """Show a text, as it is in force, where somebody reads it; empty where there is none."""
    if not any(text.said):
        return Markup()
    own = _instrument_view(installation, language, text, today)
    view, on_page = (own, ()) if own else _view(text)
    written = _pages.text(
        "piece.html",
        catalog(language),
        view=view,
        on_page=on_page,
        offer_token=str,
        listening=None,
        longest_speech=0,
    )
    return Markup(written)  # noqa: S704  # a template of ours has escaped it


def _view(text: TranslatedText) -> tuple[ChatView, tuple[str, ...]]:
    """Give what stands in the chat, and what stands on a page of it."""
    if text.context == "button" or _BUTTON.match(text.note):
        return ChatView(bubbles=tuple(_button(said) for said in text.said)), ()
    if _QUESTION.match(text.note):
        return ChatView(ask=Ask("asked", text.said[0])), ()
    if any(place.startswith(_ON_PAGES) for place in text.places):
        return ChatView(), text.said
    bubbles = (Bubble(tuple(filter(None, said.split("\n"))), text=said) for said in text.said)
    return ChatView(bubbles=tuple(bubbles)), ()


def _button(said: str) -> Bubble:
    return Bubble((), offers=(Offer(said, "shown"),))


def _instrument_view(
    installation: Installation, language: str, text: TranslatedText, today: dt.date
) -> ChatView | None:
    """Show a question, an answer, a meaning, a corner of the star or a small step in its place."""
    kind, _, rest = text.context.partition(".")
    instrument = installation.instruments.get(kind)
    if instrument is None or (text.context, text.texts[0]) not in instrument.messages():
        return None
    item_id, _, part = rest.partition(".")
    item, scene = instrument.item(item_id), installation.scene(language, "")
    if part == "label":
        return _star(scene, instrument, today)
    if part.startswith("step."):
        return _step(scene, instrument, item, part.removeprefix("step."))
    ask = replay_of(_rating(instrument, instrument.items.index(item), today), scene).ask
    if part == "meaning" and ask:
        return ChatView(ask=ask, notice=(ask.meaning,), code="meaning")
    return ChatView(ask=ask, undone=part)


def _rating(instrument: Instrument, answered: int, today: dt.date) -> Conversation:
    """Make a rating in which so many questions are answered, each in the middle of the scale."""
    facts = {"instrument": instrument.id, "today": today.isoformat(), "earlier": []}
    middle = Answer(key=str((instrument.points + 1) // 2))
    answers = {f"{item.id}#1": middle for item in instrument.items[:answered]}
    return Conversation("rating", facts, answers)


def _star(scene: Scene, instrument: Instrument, today: dt.date) -> ChatView:
    replay = replay_of(_rating(instrument, len(instrument.items), today), scene)
    shown = (one for one in last_bubbles(replay, scene.texts) if one.picture)
    return ChatView(bubbles=tuple(shown))


def _step(scene: Scene, instrument: Instrument, item: Item, number: str) -> ChatView:
    choice = Conversation("plan", {"instrument": instrument.id}, {"area": Answer(key=item.id)})
    return ChatView(ask=replay_of(choice, scene).ask, undone=number)
