"""The steps of instruments in one language, as its page shows them."""

from collections.abc import Sequence
from dataclasses import dataclass

from admin.translations.labels import step_label, step_text
from admin.translations.step_form import StepDraft
from admin.web.revision import Difference, differences, kept_revision, revision_of
from admin.web.visit import Visit
from dialogs.instruments.translation_steps import InstrumentSteps, TranslationStep


@dataclass(frozen=True)
class StepsView:
    """One instrument: its steps in words, and the form to note one."""

    id: str
    name: str
    is_translated: bool
    rows: Sequence[tuple[str, str, str]]
    """What the step is, how far it is, and the note."""
    choices: Sequence[tuple[str, str]]
    draft: StepDraft
    revision: str
    is_open: bool
    found: Sequence[Difference] | None
    """What somebody else has noted meanwhile, beside what was filled in."""


def steps_revision(steps: InstrumentSteps) -> str:
    """Name what a form about an instrument's steps is made from: its texts too."""
    return revision_of(steps.texts, sorted(steps.taken.items()))


def step_views(
    visit: Visit, steps: Sequence[InstrumentSteps], unsent: StepDraft | None, status_code: int
) -> list[StepsView]:
    """Write the steps of each instrument out."""
    return [_view(visit, one, unsent, status_code) for one in steps]


def _view(
    visit: Visit, steps: InstrumentSteps, unsent: StepDraft | None, status_code: int
) -> StepsView:
    t, own = visit.texts, steps.instrument
    is_open = unsent is not None and unsent.instrument == own.id
    draft = unsent if unsent and is_open else StepDraft(on=visit.today.isoformat())
    return StepsView(
        own.id,
        own.name,
        steps.is_translated,
        [
            (
                step_label(t, step),
                step_text(t, steps.state(step), known := steps.taken.get(step)),
                known.note if known else "",
            )
            for step in TranslationStep
        ],
        [(step.value, step_label(t, step)) for step in TranslationStep],
        draft,
        kept_revision(
            visit.form if is_open else {}, steps_revision(steps), both_shown=status_code == 409
        ),
        is_open,
        _differences(visit, steps, draft) if is_open and status_code == 409 else None,
    )


def _differences(visit: Visit, steps: InstrumentSteps, draft: StepDraft) -> list[Difference]:
    t, known = visit.texts, steps.taken.get(draft.step)
    people = str(known.persons or "") if known else ""
    return differences(
        [
            (t.gettext("Vem som gjorde det"), known.by if known else "", draft.by),
            (t.gettext("Vilken dag"), known.on.isoformat() if known else "", draft.on),
            (t.gettext("Antal personer"), people, draft.persons),
            (t.gettext("Anteckning"), known.note if known else "", draft.note),
        ]
    )
