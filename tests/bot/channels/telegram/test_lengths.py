"""Long texts in Telegram: every piece fits, and no entity, sign or word of them is lost."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app_context import AppContext
from bot.channels.telegram.messages import outcome_messages
from bot.channels.telegram.outgoing.kinds import QuestionMessage, StarMessage, TextMessage
from bot.channels.telegram.outgoing.lengths import pieces, together, units, units_read
from bot.clips.heard import Heard
from bot.languages.text_states import digest_of
from bot.turn.arrival import Outcome
from dialogs.engine.ask import Ask, Kind, Option
from dialogs.engine.reply import Say
from dialogs.engine.star import Series, Star
from storage.clips.clips import FoundClip
from tests.bot.channels.telegram.conftest import Telegram
from tests.fake_botapi.markup import read_html
from tests.people import BO

STAR = Star(("hälsa",), (Series("idag", (4,)),), "hälsa 4")


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(st.text(st.sampled_from("ab& <🙂\n"), max_size=300), st.integers(4, 50))
def test_pieces_fit_and_lose_nothing(text: str, limit: int) -> None:
    parts = list(pieces(text, limit))
    assert all(utf16(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert units(text) == utf16(text) == units_read(html.escape(text, quote=False))


def test_paragraphs_stay_together_where_they_fit() -> None:
    assert together(["a" * 3000, "b" * 1000]) == ["a" * 3000 + "\n\n" + "b" * 1000]
    assert together(["a" * 3000, "b" * 2000]) == ["a" * 3000, "b" * 2000]


@pytest.mark.parametrize("sign", ["&", "<", "🙂", "a "])
@pytest.mark.parametrize("kind", ["line", "question", "caption", "all"])
def test_no_entity_is_cut_and_every_message_fits(app: AppContext, sign: str, kind: str) -> None:
    long = sign * 5000
    ask = Ask("x", long if kind in ("question", "all") else "Hur mår du?", kind=Kind.CHOICE)
    say = Say(long if kind in ("line", "all") else "Hej")
    star = Say(long if kind in ("caption", "all") else "Din stjärna", star=STAR)
    outcome = Outcome(
        app.installation.scene("sv", ""), (say, star, ask), buttons=app.buttons, conversation_id=1
    )
    read = ""
    for message in outcome_messages(outcome, BO):
        match message:
            case TextMessage(text=text) | QuestionMessage(text=text):
                plain, _ = read_html(text)
                assert 0 < utf16(plain) <= 4096
                read += plain
            case StarMessage(caption=caption):
                assert utf16(caption) <= 1024
                read += caption
            case _:
                raise AssertionError(message)
    wanted = "".join(reply.text for reply in (say, star, ask))
    assert "".join(read.split()) == "".join(wanted.split())
    assert isinstance(outcome_messages(outcome, BO)[-1], QuestionMessage)


@pytest.mark.parametrize("sign", ["&", "🙂", "a "])
@pytest.mark.parametrize(("above", "asked"), [(10, 10), (600, 500), (2000, 100), (10, 1100)])
@pytest.mark.parametrize("listens", [True, False])
def test_what_stands_below_a_picture_or_a_sound_fits_there(
    app: AppContext, sign: str, above: int, asked: int, *, listens: bool
) -> None:
    """Else it goes before it, or alone; nothing is lost."""
    said, question = Say(sign * above), sign * asked
    options = tuple(Option(str(level), "Bra", level) for level in range(1, 6))
    outcome = Outcome(
        app.installation.scene("sv", "", listens=listens),
        (said, Ask("x", question, Kind.SCALE, options, points=5)),
        buttons=app.buttons,
        conversation_id=1,
        heard=Heard("sv", {digest_of(question): FoundClip("clip", False)} if listens else {}),
    )
    *before, last = outcome_messages(outcome, BO)
    assert isinstance(last, QuestionMessage)
    fits = utf16(question.strip()) <= 1024
    assert (bool(last.sounds) if listens else last.scale is not None) is fits
    assert utf16(read_html(last.text)[0]) <= (1024 if fits else 4096)
    read = "".join(read_html(one.text)[0] for one in (*before, last) if hasattr(one, "text"))
    assert "".join(read.split()) == "".join((said.text + question).split())


async def test_telegram_fetches_no_preview_of_what_somebody_types(telegram: Telegram) -> None:
    bo = await telegram.begin_rating(BO)
    await bo.presses("4 · God", sees="Fråga 2")
    async with telegram.sender.chat(BO):
        pass
    texts = telegram.api.calls_of("sendMessage") + telegram.api.calls_of("editMessageText")
    assert len(texts) > 5
    assert all(call.params["link_preview_options"] == {"is_disabled": True} for call in texts)
