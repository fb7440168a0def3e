"""Catalogs compared with the source: what is missing, stale, or would break a sentence."""

from collections.abc import Iterable, Iterator

from babel.messages.catalog import Message
from babel.messages.plurals import get_plural

from bot.languages.catalog import catalog
from bot.languages.instrument_steps import said_by
from bot.languages.message_check import MessageFault, message_faults
from bot.languages.reviewing import filed_texts, our_instruments
from bot.languages.spoken import (
    LOCALES,
    PARTICIPANTS,
    SOURCE_LANGUAGE,
    STAFF,
    catalog_path,
    languages,
    staff_languages,
)
from bot.languages.step_files import read_steps
from bot.languages.text_states import digest_of_key, read_states, state_of
from bot.languages.translations import (
    key_of,
    read_messages,
    read_template,
    texts_of,
    translated,
)
from dialogs.instruments.instrument import Instrument
from dialogs.instruments.translation_steps import digest_of_texts
from dialogs.texts import Texts, TextState
from dialogs.words.figures import MOST_IN_WORDS, number_words


def catalog_faults(own: Iterable[Instrument] = ()) -> list[str]:
    """List every fault of every catalog, as "ar: …".

    ``own``: the organisation's instruments, whose steps may stand in the files too; of one that
    takes the place of ours, the files tell of ours.
    """
    kinds = {one.id: one for one in (*own, *our_instruments())}
    faults = [
        f"{path.name}: no line in languages.toml"
        for path in LOCALES.iterdir()
        if path.is_dir() and path.name[0].isalpha() and path.name not in languages()
    ]
    for domain, spoken_there in ((PARTICIPANTS, languages()), (STAFF, staff_languages())):
        sources = list(translated(read_template(domain)))
        for language in spoken_there:
            if language != SOURCE_LANGUAGE:
                faults += [f"{language}: {fault}" for fault in _faults(domain, sources, language)]
    for language in languages():
        of = (
            *_state_faults(language),
            *_step_faults(language, kinds.values()),
            *_number_faults(catalog(language)),
        )
        faults += [f"{language}: {fault}" for fault in of]
    return faults


def _number_faults(texts: Texts) -> Iterator[str]:
    """Say what is wrong with the numbers as words: a comma too many moves all that come after."""
    words = number_words(texts)
    if sorted(set(words.values())) != list(range(MOST_IN_WORDS + 1)) or "" in words:
        yield f"the numbers in words are not those from 0 to {MOST_IN_WORDS}"


def _state_faults(language: str) -> Iterator[str]:
    """Say which states no longer stand: the source or the translation has changed since."""
    known = read_states(language)
    if not known:
        return
    found = translated(read_messages(language, PARTICIPANTS))
    said = {digest_of_key(key_of(one)): texts_of(one) for one in found}
    for source, one in known.items():
        if source not in said or state_of(one, said[source]) is TextState.STALE:
            yield f"the state of {source} is stale"


def _step_faults(language: str, instruments: Iterable[Instrument]) -> Iterator[str]:
    """Say which steps of instruments were taken with other texts than are there now."""
    steps = read_steps(language)
    if not steps:
        return
    said = said_by(filed_texts(language))
    for instrument in instruments:
        digest = digest_of_texts(instrument, said)
        for step, taken in steps.get(instrument.id, {}).items():
            if taken.texts != digest:
                yield f"the step {step} of {instrument.id} is stale: its texts are {digest} now"


def _faults(domain: str, sources: Iterable[Message], language: str) -> Iterator[str]:
    if not catalog_path(language, domain).exists():
        yield "has no catalog"
        return
    found = read_messages(language, domain)
    forms = get_plural(found.locale).num_plurals
    ours = set()
    for message in sources:
        key = key_of(message)
        ours.add(key)
        said = found.get(message.id, message.context)
        faults = message_faults(message, texts_of(said), forms) if said else [MessageFault.EMPTY]
        yield from (f"{fault}: {key[1]!r}" for fault in faults)
        if said is not None and said.fuzzy:
            yield f"marked fuzzy: {key[1]!r}"
    strange = (key_of(one) for one in translated(found))
    yield from (f"no longer in the source: {key[1]!r}" for key in strange if key not in ours)
