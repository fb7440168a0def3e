"""One text of one language: found by its address, and the page that shows it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from admin.translations.form import ReviewDraft
from admin.translations.labels import clip_state_label
from admin.translations.place import place_of
from admin.web import labels
from admin.web.revision import kept_revision, revision_of
from admin.web.visit import Visit
from bot.clips.clip import LONGEST
from bot.clips.spoken import ClipState, SpokenText, spoken_texts
from bot.languages.catalog import catalog
from bot.languages.own_texts import spoken_in
from bot.languages.reviewing import TranslatedText
from bot.languages.reviews import stored_reviews
from bot.languages.spoken import SOURCE_LANGUAGE
from bot.languages.text_states import digest_of
from bot.languages.translations import Reviews
from dialogs.reports.wordings import state_label
from storage.clips.clips import clips_of_language


async def reviews_of(session: AsyncSession, language: str) -> Reviews:
    """Give what has been reviewed in a language."""
    return (await stored_reviews(session, language)).get(language, {})


async def texts_of_language(
    visit: Visit, session: AsyncSession, language: str
) -> list[TranslatedText]:
    """List the texts of a language as they are in force."""
    instruments = visit.app.installation.instruments.values()
    return spoken_in(language, await reviews_of(session, language), instruments)


def text_named(visit: Visit, texts: Sequence[TranslatedText]) -> TranslatedText | None:
    """Find the text that the address names."""
    wanted = visit.request.path_params["source"]
    return next((one for one in texts if one.source == wanted), None)


async def spoken_text(
    visit: Visit, session: AsyncSession, language: str, text: TranslatedText
) -> SpokenText | None:
    """Tell whether a text can be heard; None for one that nobody can speak as it stands."""
    clips = await clips_of_language(session, language, drafts=visit.app.drafts.on)
    found = spoken_texts(language, [text], clips)
    return found[0] if found else None


def text_revision(text: TranslatedText) -> str:
    """Name what a form about a text edits."""
    return revision_of(text.said, text.back, text.state, text.known)


def next_text(texts: Sequence[TranslatedText], text: TranslatedText) -> TranslatedText | None:
    """Give the text that is read after this one."""
    place = texts.index(text)
    return next(iter(texts[place + 1 : place + 2]), None)


def text_page(
    visit: Visit,
    language: str,
    texts: Sequence[TranslatedText],
    text: TranslatedText,
    draft: ReviewDraft,
    spoken: SpokenText | None,
    status_code: int = 200,
    clip_fault: str = "",
) -> Response:
    """Show a text, its translation and its recording; 409 shows both versions."""
    place = texts.index(text)
    after, english = next_text(texts, text), catalog("en")
    return visit.page(
        "translations/text.html",
        status_code,
        language=language,
        is_source=language == SOURCE_LANGUAGE or text.own,
        tag=catalog(language).tag,
        name=labels.language_label(visit.texts, language),
        text=text,
        english=english.pgettext(text.context, text.texts[0])
        if text.context
        else english.gettext(text.texts[0]),
        state=state_label(visit.texts, text.state),
        draft=draft,
        revision=text_revision(text)
        if clip_fault  # that was posted with the recording: the words are shown as they are
        else kept_revision(visit.form, text_revision(text), both_shown=status_code == 409),
        changed=status_code == 409 and not clip_fault,
        place=place + 1,
        count=len(texts),
        shown=place_of(visit.app.installation, language, text, visit.today),
        before=texts[place - 1].source if place else "",
        after=after.source if after else "",
        **_clip_facts(visit, spoken, clip_fault),
    )


def _clip_facts(visit: Visit, spoken: SpokenText | None, fault: str) -> dict[str, Any]:
    """Give what the page says of a text's recording."""
    return {
        "spoken": spoken,
        "clip_state": clip_state_label(visit.texts, spoken.state) if spoken else "",
        "clip_day": visit.texts.date(spoken.clip.at.astimezone(visit.zone).date())
        if spoken and spoken.clip
        else "",
        "heard": spoken.heard if spoken else (),
        "recorded": spoken is not None and spoken.state is ClipState.SPOKEN,
        "words": digest_of(*spoken.text.said) if spoken else "",
        "clip_fault": fault,
        "longest": LONGEST,
    }
