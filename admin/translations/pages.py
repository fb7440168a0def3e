"""The translators' pages: languages, the texts of one, and one text to be read and approved."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from starlette.responses import RedirectResponse, Response

from admin.translations.form import ReviewDraft
from admin.translations.guard import TRANSLATING, for_translators
from admin.translations.labels import clip_state_label, state_label
from admin.translations.text_page import (
    next_text,
    reviews_of,
    spoken_text,
    text_named,
    text_page,
    text_revision,
    texts_of_language,
)
from admin.web import labels
from admin.web.guard import for_staff, with_form
from admin.web.revision import is_outdated
from admin.web.visit import Visit
from bot.clips.spoken import ClipState, SpokenText, spoken_texts
from bot.languages.reviewing import TranslatedText, catalog_file, states_file, translated_texts
from bot.languages.reviews import stored_reviews
from bot.languages.spoken import SOURCE_LANGUAGE, languages
from bot.languages.translations import Reviews
from dialogs.people.staff import StaffRole
from dialogs.texts import TextState
from storage.clips.clips import clips_of_language
from storage.people.audit import Audit, log_action
from storage.translations.reviews import store_review


@dataclass(frozen=True)
class LanguageRow:
    """A language, how many of its texts have come how far, and how many can be heard."""

    code: str
    name: str
    counts: tuple[tuple[str, int], ...]
    heard: int
    of: int


@for_staff(*TRANSLATING)
async def show_all(visit: Visit) -> Response:
    """List the languages; the source is there to be spoken."""
    async with visit.app.database.reading() as session:
        reviews = await stored_reviews(session)
        clips = {code: await clips_of_language(session, code) for code in languages()}
    rows = []
    for code in languages():
        texts = translated_texts(code, reviews.get(code, {}))
        spoken = spoken_texts(texts, clips[code])
        heard = sum(one.state is ClipState.SPOKEN for one in spoken)
        counts = _counts(visit, texts) if code != SOURCE_LANGUAGE else ()
        name = labels.language_label(visit.texts, code)
        rows.append(LanguageRow(code, name, counts, heard, len(spoken)))
    return visit.page("translations/languages.html", rows=rows)


@for_translators(source=True)
async def show(visit: Visit, language: str) -> Response:
    """List the texts of a language, in one state where the address names one."""
    async with visit.app.database.reading() as session:
        texts = await texts_of_language(session, language)
        spoken = spoken_texts(texts, await clips_of_language(session, language))
    wanted = str(visit.request.path_params.get("state", ""))
    clips = {one.text.source: one.state for one in spoken}
    is_source = language == SOURCE_LANGUAGE
    return visit.page(
        "translations/texts.html",
        language=language,
        name=labels.language_label(visit.texts, language),
        is_source=is_source,
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


@for_translators()
async def sheet(visit: Visit, language: str) -> Response:
    """Show all texts of a language on paper, for somebody without an account."""
    async with visit.app.database.reading() as session:
        texts = await texts_of_language(session, language)
    return visit.page(
        "translations/sheet.html",
        language=language,
        name=labels.language_label(visit.texts, language),
        review=texts,
    )


@for_translators(source=True)
async def form(visit: Visit, language: str) -> Response:
    """Show one text, its translation and its recording, and what else is known of it."""
    async with visit.app.database.reading() as session:
        texts = await texts_of_language(session, language)
        text = text_named(visit, texts)
        if text is None:
            return visit.missing()
        spoken = await spoken_text(session, language, text)
    return text_page(visit, language, texts, text, ReviewDraft.of(text), spoken)


@for_translators()
@with_form(ReviewDraft.read)
async def keep(visit: Visit, draft: ReviewDraft, language: str) -> Response:
    """Keep what was said of a text; it is in force at once. Leads to the next text."""
    async with visit.app.database.writing() as session:
        texts = await texts_of_language(session, language)
        text = text_named(visit, texts)
        if text is None:
            return visit.missing()
        draft.check(visit.texts, language, text)
        if draft.state is TextState.APPROVED and StaffRole.ADMIN not in visit.staff.roles:
            return visit.missing()
        outdated = is_outdated(visit.form, text_revision(text))
        if draft.faults or outdated:
            spoken = await spoken_text(session, language, text)
            status_code = 422 if draft.faults else 409
            return text_page(visit, language, texts, text, draft, spoken, status_code)
        await store_review(
            session,
            visit.staff,
            language,
            text.source,
            draft.said,
            draft.back,
            draft.state,
            visit.now,
        )
        await log_action(session, Audit.TEXT_REVIEWED, visit.now, staff_id=visit.staff.id)
    await visit.app.reviews.refresh()
    following = next_text(texts, text)
    where = f"/{following.source}" if following else ""
    return RedirectResponse(f"/admin/translations/{language}{where}", 303)


@for_translators()
async def catalog_download(visit: Visit, language: str) -> Response:
    """Give the catalog of a language as it is in force, to be put into the source."""
    return await _download(visit, language, "participants.po", catalog_file)


@for_translators()
async def states_download(visit: Visit, language: str) -> Response:
    """Give the states of a language's texts, as the file beside the catalog has them."""
    return await _download(visit, language, "participants.toml", states_file)


async def _download(
    visit: Visit, language: str, name: str, written: Callable[[str, Reviews], bytes]
) -> Response:
    async with visit.app.database.reading() as session:
        body = written(language, await reviews_of(session, language))
    kept = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, media_type="text/plain; charset=utf-8", headers=kept)


def _counts(visit: Visit, texts: Sequence[TranslatedText]) -> tuple[tuple[str, int], ...]:
    counted = Counter(one.state for one in texts)
    return tuple(
        (state_label(visit.texts, state), counted[state]) for state in TextState if counted[state]
    )
