"""Steps in force: those of the files, and over them what has been noted in the coaches' module."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from bot.languages.reviewing import TranslatedText, filed_texts
from bot.languages.spoken import SOURCE_LANGUAGE
from bot.languages.step_files import read_steps
from dialogs.instruments.instrument import Instrument, Said
from dialogs.instruments.translation_steps import (
    InstrumentSteps,
    StepsOfWordings,
    StepTaken,
    TranslationStep,
    digest_of_texts,
    is_translated,
    wording_digests,
)
from storage.database.encryption import readable
from storage.tables.translations import NotedStep


def said_by(texts: Iterable[TranslatedText]) -> Said:
    """Say texts as a list of translated ones has them; in the source where it has them not."""
    known = {(one.context, one.texts[0]): one.said[0] for one in texts}
    return lambda context, source: known.get((context, source)) or source


def steps_in_force(
    instruments: Iterable[Instrument],
    language: str,
    texts: Iterable[TranslatedText],
    noted: Sequence[NotedStep],
) -> list[InstrumentSteps]:
    """Tell how far each instrument has come in a language whose texts are in force.

    ``noted``: the rows of that language, oldest first; the newest of a step counts.
    """
    said, filed = said_by(texts), read_steps(language)
    found = []
    for instrument in instruments:
        taken = dict(filed.get(instrument.id, {}))
        for row in noted:
            if row.instrument != instrument.id:
                continue
            if row.taken_back:
                taken.pop(row.step, None)
            else:
                taken[row.step] = _taken(row)
        digest, is_said = digest_of_texts(instrument, said), is_translated(instrument, said)
        found.append(InstrumentSteps(instrument, digest, taken, is_said))
    return found


def _taken(row: NotedStep) -> StepTaken:
    return StepTaken(row.texts, row.by, row.done_on, row.persons, row.note)


def steps_of_wordings(
    instruments: Iterable[Instrument], languages: Iterable[str], noted: Iterable[NotedStep]
) -> StepsOfWordings:
    """Tell what each wording has been through, also one that is no longer in force.

    An answer was given to one exact wording: what is found out about it later is true of it too,
    and what is done with another wording is not.
    """
    found: dict[str, dict[TranslationStep, int | None]] = defaultdict(dict)
    kinds = list(instruments)
    for language in languages:
        for wording, step, persons in _filed_steps(kinds, language):
            found[wording][step] = persons
    for row in noted:
        for wording in row.wordings:
            if row.taken_back:
                found[wording].pop(row.step, None)
            else:
                found[wording][row.step] = row.persons
    return found


def _filed_steps(
    instruments: Iterable[Instrument], language: str
) -> Iterable[tuple[str, TranslationStep, int | None]]:
    steps = {} if language == SOURCE_LANGUAGE else read_steps(language)
    if not steps:
        return
    said = said_by(filed_texts(language))
    for instrument in instruments:
        one = InstrumentSteps(
            instrument, digest_of_texts(instrument, said), steps.get(instrument.id, {})
        )
        for wording in wording_digests(instrument, language, said):
            for step, taken in one.standing().items():
                yield wording, step, taken.persons


def file_of_steps(found: Iterable[InstrumentSteps]) -> list[InstrumentSteps]:
    """Give steps as a file may hold them: without what cannot be read."""
    return [
        InstrumentSteps(
            one.instrument,
            one.texts,
            {
                step: StepTaken(
                    taken.texts, readable(taken.by), taken.on, taken.persons, readable(taken.note)
                )
                for step, taken in one.taken.items()
            },
        )
        for one in found
    ]
