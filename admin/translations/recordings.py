"""Recordings: a text spoken by somebody, taken from the browser or from a file, and taken away."""

from starlette.responses import RedirectResponse, Response

from admin.translations.form import ReviewDraft
from admin.translations.guard import for_translators
from admin.translations.labels import clip_fault_text
from admin.translations.text_page import (
    spoken_text,
    text_named,
    text_page,
    texts_of_language,
)
from admin.web.revision import is_outdated
from admin.web.visit import Visit
from bot.clips.aside import convert_aside
from bot.clips.clip import ClipError, ClipFault, ConvertedClip
from bot.languages.text_states import digest_of
from storage.clips.clips import remove_clip, store_clip
from storage.people.audit import Audit


@for_translators(source=True, takes_file=True)
async def record(visit: Visit, language: str) -> Response:
    """Keep a recording of a text as it stands now; what cannot be one changes nothing.

    It is in force at once, and heard by everybody: somebody says first that they have heard it.
    """
    t = visit.texts
    if visit.file is None:
        return await _change(visit, language, clip_fault_text(t, ClipFault.TOO_LARGE))
    if visit.form.get("heard") != "yes":
        fault = t.gettext("Lyssna på inspelningen först. Inget är sparat.")
        return await _change(visit, language, fault)
    try:
        return await _change(visit, language, await convert_aside(visit.file))
    except ClipError as refused:
        return await _change(visit, language, clip_fault_text(t, refused.fault))


@for_translators(source=True)
async def remove(visit: Visit, language: str) -> Response:
    """Take a text's recording away."""
    return await _change(visit, language, None)


async def _change(visit: Visit, language: str, made: ConvertedClip | str | None) -> Response:
    """Keep what was made, or take away what is there; a text says why nothing is changed."""
    async with visit.app.database.writing() as session:
        texts = await texts_of_language(visit, session, language)
        text = text_named(visit, texts)
        spoken = await spoken_text(visit, session, language, text) if text else None
        if text is None or spoken is None:
            return visit.missing()
        words = digest_of(*text.said)
        fault, status_code = "", 422
        if isinstance(made, str):
            fault = made
        elif is_outdated(visit.form, words):  # somebody has changed the text meanwhile
            fault, status_code = clip_fault_text(visit.texts, None), 409
        if fault:
            draft = ReviewDraft.of(text)
            return text_page(visit, language, texts, text, draft, spoken, status_code, fault)
        if isinstance(made, ConvertedClip):
            ours = (visit.staff, language, text.source, words, made.ogg, made.mp4)
            await store_clip(session, *ours, visit.now)
        else:
            await remove_clip(session, language, words)
        action = Audit.CLIP_REMOVED if made is None else Audit.CLIP_KEPT
        await visit.log(session, action)
    return RedirectResponse(f"/admin/translations/{language}/{text.source}#recorded", 303)
