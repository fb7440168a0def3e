"""Steps of translated instruments, in the file that has the states of a language's texts.

``[steps.<instrument>.<step>]``: ``texts`` names what the step was taken with, in source and
translation; where either has changed since, it is stale, and ``skapabot check`` says so.
"""

import json
import tomllib
from collections.abc import Iterable

from bot.languages import text_states
from bot.languages.text_states import STEPS
from dialogs.instruments.translation_steps import (
    InstrumentSteps,
    StepsTaken,
    StepTaken,
    TranslationStep,
)


def read_steps(language: str) -> dict[str, StepsTaken]:
    """Read the steps of a language by instrument; none where there is no file."""
    path = text_states.states_path(language)
    if not path.exists():
        return {}
    with path.open("rb") as file:
        entries = tomllib.load(file).get(STEPS, {})
    return {
        instrument: {
            TranslationStep(step): StepTaken(
                one["texts"], one["by"], one["on"], one.get("persons"), one.get("note", "")
            )
            for step, one in steps.items()
        }
        for instrument, steps in entries.items()
    }


def steps_text(found: Iterable[InstrumentSteps]) -> str:
    """Write the steps that stand as part of the file."""
    return "\n".join(
        _entry(one.instrument.id, step, taken)
        for one in sorted(found, key=lambda one: one.instrument.id)
        for step in TranslationStep
        if (taken := one.standing().get(step))
    )


def _entry(instrument: str, step: TranslationStep, taken: StepTaken) -> str:
    lines = [
        f"[{STEPS}.{_quoted(instrument)}.{step}]",
        f'texts = "{taken.texts}"',
        f"by = {_quoted(taken.by)}",
        f"on = {taken.on.isoformat()}",
        *([] if taken.persons is None else [f"persons = {taken.persons}"]),
        *([f"note = {_quoted(taken.note)}"] if taken.note else []),
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
