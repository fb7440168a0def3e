"""How far a translation has come: kept beside the catalog, and gone when either text changes."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from bot.languages import reviewing, text_states
from bot.languages.catalog import catalog, put_in_force
from bot.languages.catalog_check import catalog_faults
from bot.languages.instrument_steps import said_by
from bot.languages.reviewing import filed_texts, our_instruments, states_file
from bot.languages.spoken import languages
from bot.languages.step_files import read_steps
from bot.languages.text_states import KnownState, digest_of, digest_of_key, state_of
from bot.languages.translations import Review
from dialogs.instruments.translation_steps import (
    InstrumentSteps,
    StepTaken,
    TranslationStep,
    digest_of_texts,
)
from dialogs.texts import TextState, weakest
from tests.scenes import skapa

QUESTION = ("skapa.health", skapa().item("health").wording)
TODAY = dt.date(2026, 11, 26)


def known(said: str, state: TextState = TextState.APPROVED) -> KnownState:
    return KnownState(digest_of(said), state, 'Tora "T" \\ Å', TODAY)


def reviewed(said: str, state: TextState = TextState.APPROVED) -> dict[str, Review]:
    return {digest_of_key(QUESTION): Review((said,), known(said, state))}


def test_a_state_stands_for_the_translation_it_was_said_of() -> None:
    assert state_of(None, ("Hur?",)) is TextState.DRAFT
    assert state_of(known("Hur?"), ("Hur?",)) is TextState.APPROVED
    assert state_of(known("Hur?"), ("Hur då?",)) is TextState.STALE


def test_texts_that_are_read_together_have_come_as_far_as_the_weakest() -> None:
    assert weakest([TextState.APPROVED, TextState.REVIEWED]) is TextState.REVIEWED
    assert weakest([TextState.APPROVED, TextState.STALE, TextState.DRAFT]) is TextState.STALE
    assert weakest([]) is TextState.APPROVED


def test_the_file_of_states_is_read_as_it_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = catalog("en").pgettext(*QUESTION)
    written = states_file("en", reviewed(said))
    kept = tmp_path / "en"
    kept.write_bytes(written)
    monkeypatch.setattr(text_states, "states_path", lambda language: tmp_path / language)
    assert text_states.read_states("en") == {digest_of_key(QUESTION): known(said)}
    put_in_force("en", {})
    assert catalog("en").state(*QUESTION) is TextState.APPROVED
    assert "stale" not in str(catalog_faults())
    kept.write_bytes(written.replace(digest_of(said).encode(), digest_of("other").encode()))
    put_in_force("en", {})
    assert catalog("en").state(*QUESTION) is TextState.STALE
    assert f"en: the state of {digest_of_key(QUESTION)} is stale" in catalog_faults()


def test_the_questions_are_a_draft_until_every_text_of_theirs_is_approved() -> None:
    arabic = catalog("ar")
    reviews = {}
    for context, text in skapa().messages():
        said = arabic.pgettext(context, text)
        reviews[digest_of_key((context, text))] = Review((said,), known(said))
    most = dict(list(reviews.items())[1:])
    put_in_force("ar", most)
    assert skapa().is_draft(catalog("ar"))
    put_in_force("ar", reviews)
    assert not skapa().is_draft(catalog("ar"))
    item = skapa().items[0]
    assert skapa().wording(item, catalog("ar")).state is TextState.APPROVED


def test_the_files_of_a_language_are_read_again_only_when_one_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "en"
    written = states_file("en", reviewed(catalog("en").pgettext(*QUESTION)))
    monkeypatch.setattr(reviewing, "states_path", lambda language: kept)
    monkeypatch.setattr(text_states, "states_path", lambda language: kept)
    drafts = reviewing.filed_texts("en")
    assert reviewing.filed_texts("en") is drafts
    kept.write_bytes(written)
    changed = reviewing.filed_texts("en")
    assert [one.state for one in changed if one not in drafts] == [TextState.APPROVED]


def test_steps_of_other_texts_than_ours_are_found_in_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """CI fails where a rated text has changed since somebody said how it was translated."""
    kept = tmp_path / "en"
    said = said_by(filed_texts("en"))
    digest = digest_of_texts(skapa(), said)
    taken = StepTaken(digest, 'Tora "T" \\ Å', TODAY, 12, "två\nrader")
    steps = [InstrumentSteps(skapa(), digest, {TranslationStep.TRIED: taken})]
    written = states_file("en", reviewed(said(*QUESTION)), steps)
    kept.write_bytes(written)
    monkeypatch.setattr(text_states, "states_path", lambda language: tmp_path / language)
    assert read_steps("en") == {"skapa": {TranslationStep.TRIED: taken}}
    assert text_states.read_states("en") == {digest_of_key(QUESTION): known(said(*QUESTION))}
    assert "stale" not in str(catalog_faults())
    kept.write_bytes(written.replace(digest.encode(), digest_of("other").encode()))
    assert f"en: the step tried of skapa is stale: its texts are {digest} now" in catalog_faults()
    stale = [InstrumentSteps(skapa(), digest_of("other"), {TranslationStep.TRIED: taken})]
    assert b"steps" not in states_file("en", {}, stale), "a file says what stands"
    own = replace(skapa(), id="own")
    kept.write_bytes(written.replace(b'"skapa"', b'"own"'))
    assert "stale" not in str(catalog_faults()), "of what is not here nothing is known"
    assert "the step tried of own is stale" in str(catalog_faults([own]))


def test_every_language_says_who_has_translated_our_instruments() -> None:
    for language in languages():
        steps = read_steps(language)
        for instrument in our_instruments():
            is_said = TranslationStep.FORWARD in steps.get(instrument.id, {})
            assert is_said is (language != instrument.language), language
