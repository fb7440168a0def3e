"""The page of one language: the steps of its instruments, and its texts."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from admin.translations.labels import clip_state_label
from admin.translations.step_form import StepDraft
from admin.translations.step_view import step_views
from admin.translations.text_page import texts_of_language
from admin.web import labels
from admin.web.visit import Visit
from bot.clips.spoken import ClipState, SpokenText, spoken_texts
from bot.languages.instrument_steps import steps_in_force
from bot.languages.reviewing import TranslatedText
from bot.languages.spoken import SOURCE_LANGUAGE
from dialogs.reports.wordings import state_label
from dialogs.texts import TextState
from storage.clips.clips import clips_of_language
from storage.translations.steps import noted_steps


async def language_page(
    visit: Visit,
    session: AsyncSession,
    language: str,
    unsent: StepDraft | None = None,
    status_code: int = 200,
) -> Response:
    """List the texts of a language, in one state where the address names one.

    ``unsent`` is a step that was not noted; 409 shows what is noted beside it.
    """
    texts = await texts_of_language(visit, session, language)
    clips_known = await clips_of_language(session, language, drafts=visit.app.drafts.on)
    spoken = spoken_texts(language, texts, clips_known)
    wanted = str(visit.request.path_params.get("state", ""))
    clips = {one.text.source: one.state for one in spoken}
    is_source, steps = language == SOURCE_LANGUAGE, []
    if not is_source and not wanted:
        noted = await noted_steps(session, language)
        kinds = visit.app.installation.instruments.values()
        steps = steps_in_force(kinds, language, texts, noted)
    return visit.page(
        "translations/texts.html",
        status_code,
        language=language,
        name=labels.language_label(visit.texts, language),
        is_source=is_source,
        steps=step_views(visit, steps, unsent, status_code),
        states=[] if is_source else _states(visit, texts),
        clip_states=_clip_states(visit, spoken),
        wanted=wanted,
        rows=[
            (one, _row_state(visit, one, clips.get(one.source), is_source=is_source))
            for one in texts
            if wanted in {"", clips.get(one.source)} or (wanted == one.state and not is_source)
        ],
    )


def _states(visit: Visit, texts: Sequence[TranslatedText]) -> list[tuple[str, str, int]]:
    return [
        (state.value, state_label(visit.texts, state), count)
        for state in TextState
        if (count := sum(one.state is state for one in texts))
    ]


def _clip_states(visit: Visit, spoken: Sequence[SpokenText]) -> list[tuple[str, str, int]]:
    return [
        (state.value, clip_state_label(visit.texts, state), count)
        for state in ClipState
        if (count := sum(one.state is state for one in spoken))
    ]


def _row_state(
    visit: Visit, text: TranslatedText, clip: ClipState | None, *, is_source: bool
) -> str:
    """Say how far a text has come, and whether it can be heard."""
    read = "" if is_source else state_label(visit.texts, text.state)
    heard = clip_state_label(visit.texts, clip) if clip and clip is not ClipState.UNSPOKEN else ""
    return " · ".join(filter(None, (read, heard)))
