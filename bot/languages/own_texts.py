"""Own texts: what an organisation's own instruments say, beside what is translated."""

from collections.abc import Iterable

from bot.languages.reviewing import TranslatedText, translated_texts
from bot.languages.text_states import digest_of_key
from bot.languages.translations import Reviews
from dialogs.instruments.instrument import Instrument
from dialogs.texts import TextState


def spoken_in(
    language: str, reviews: Reviews, instruments: Iterable[Instrument]
) -> list[TranslatedText]:
    """List every text that can be shown in a language: the organisation's own first.

    An own instrument is asked in the language that it is written in; no catalog translates it.
    """
    ours = translated_texts(language, reviews)
    known = {one.source for one in ours}
    own = {
        digest_of_key(message): _own_text(instrument, *message)
        for instrument in instruments
        if instrument.language == language
        for message in instrument.messages()
    }
    return [*(text for source, text in own.items() if source not in known), *ours]


def _own_text(instrument: Instrument, context: str, text: str) -> TranslatedText:
    return TranslatedText(
        digest_of_key((context, text)),
        context,
        (text,),
        f"{instrument.name}: {context}.",
        said=(text,),
        state=TextState.APPROVED,
        own=True,
    )
