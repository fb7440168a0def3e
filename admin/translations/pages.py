"""The translators' pages: languages, the texts of one, and one text to be read and approved."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import RedirectResponse, Response

from admin.translations.form import ReviewDraft
from admin.translations.labels import state_label
from admin.web import labels
from admin.web.guard import for_staff, with_form
from admin.web.revision import REVISION, is_outdated, revision_of
from admin.web.visit import Visit
from bot.languages.catalog import catalog
from bot.languages.reviewing import TranslatedText, catalog_file, states_file, translated_texts
from bot.languages.reviews import reviews_by_language
from bot.languages.spoken import SOURCE_LANGUAGE, languages
from bot.languages.translations import Reviews
from dialogs.people.staff import StaffRole
from dialogs.texts import TextState
from storage.people.audit import Audit, log_action
from storage.translations.reviews import reviews_in_force, store_review

REVIEWING = (StaffRole.TRANSLATOR, StaffRole.ADMIN)


@dataclass(frozen=True)
class LanguageRow:
    """A language, and how many of its texts have come how far."""

    code: str
    name: str
    counts: tuple[tuple[str, int], ...]


@for_staff(*REVIEWING)
async def show_all(visit: Visit) -> Response:
    """List the languages."""
    async with visit.app.database.reading() as session:
        reviews = reviews_by_language(await reviews_in_force(session))
    rows = [
        LanguageRow(
            code,
            labels.language_label(visit.texts, code),
            _counts(visit, translated_texts(code, reviews.get(code, {}))),
        )
        for code in languages()
        if code != SOURCE_LANGUAGE
    ]
    return visit.page("translations/languages.html", rows=rows)


@for_staff(*REVIEWING)
async def show(visit: Visit) -> Response:
    """List the texts of a language, in one state where the address names one."""
    language = _language(visit)
    if language is None:
        return visit.missing()
    async with visit.app.database.reading() as session:
        texts = translated_texts(language, await _reviews(session, language))
    wanted = str(visit.request.path_params.get("state", ""))
    return visit.page(
        "translations/texts.html",
        language=language,
        name=labels.language_label(visit.texts, language),
        states=[
            (state.value, state_label(visit.texts, state), count)
            for state in TextState
            if (count := sum(one.state is state for one in texts))
        ],
        wanted=wanted,
        rows=[
            (one, state_label(visit.texts, one.state)) for one in texts if wanted in {"", one.state}
        ],
    )


@for_staff(*REVIEWING)
async def sheet(visit: Visit) -> Response:
    """Show all texts of a language on paper, for somebody without an account."""
    language = _language(visit)
    if language is None:
        return visit.missing()
    async with visit.app.database.reading() as session:
        texts = translated_texts(language, await _reviews(session, language))
    return visit.page(
        "translations/sheet.html",
        language=language,
        name=labels.language_label(visit.texts, language),
        review=texts,
    )


@for_staff(*REVIEWING)
async def form(visit: Visit) -> Response:
    """Show one text, its translation, and what else is known of it."""
    language = _language(visit)
    if language is None:
        return visit.missing()
    async with visit.app.database.reading() as session:
        texts = translated_texts(language, await _reviews(session, language))
    text = _find(visit, texts)
    if text is None:
        return visit.missing()
    return _form(visit, language, texts, text, ReviewDraft.of(text))


@for_staff(*REVIEWING)
@with_form(ReviewDraft.read)
async def keep(visit: Visit, draft: ReviewDraft) -> Response:
    """Keep what was said of a text; it is in force at once. Leads to the next text."""
    language = _language(visit)
    if language is None:
        return visit.missing()
    async with visit.app.database.writing() as session:
        texts = translated_texts(language, await _reviews(session, language))
        text = _find(visit, texts)
        if text is None:
            return visit.missing()
        draft.check(visit.texts, language, text)
        if draft.state is TextState.APPROVED and visit.staff.role is not StaffRole.ADMIN:
            return visit.missing()
        if draft.faults:
            return _form(visit, language, texts, text, draft, 422)
        if is_outdated(visit.form, _revision(text)):
            return _form(visit, language, texts, text, draft, 409)
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
    following = _neighbours(texts, text)[1]
    where = f"/{following.source}" if following else ""
    return RedirectResponse(f"/admin/translations/{language}{where}", 303)


@for_staff(*REVIEWING)
async def catalog_download(visit: Visit) -> Response:
    """Give the catalog of a language as it is in force, to be put into the source."""
    return await _download(visit, "participants.po", catalog_file)


@for_staff(*REVIEWING)
async def states_download(visit: Visit) -> Response:
    """Give the states of a language's texts, as the file beside the catalog has them."""
    return await _download(visit, "participants.toml", states_file)


async def _download(visit: Visit, name: str, written: Callable[[str, Reviews], bytes]) -> Response:
    language = _language(visit)
    if language is None:
        return visit.missing()
    async with visit.app.database.reading() as session:
        body = written(language, await _reviews(session, language))
    kept = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, media_type="text/plain; charset=utf-8", headers=kept)


def _language(visit: Visit) -> str | None:
    code = str(visit.request.path_params["language"])
    return code if code in languages() and code != SOURCE_LANGUAGE else None


async def _reviews(session: AsyncSession, language: str) -> Reviews:
    return reviews_by_language(await reviews_in_force(session, language)).get(language, {})


def _find(visit: Visit, texts: Sequence[TranslatedText]) -> TranslatedText | None:
    wanted = visit.request.path_params["source"]
    return next((one for one in texts if one.source == wanted), None)


def _counts(visit: Visit, texts: Sequence[TranslatedText]) -> tuple[tuple[str, int], ...]:
    counted = Counter(one.state for one in texts)
    return tuple(
        (state_label(visit.texts, state), counted[state]) for state in TextState if counted[state]
    )


def _revision(text: TranslatedText) -> str:
    return revision_of(text.said, text.back, text.state, text.known)


def _neighbours(
    texts: Sequence[TranslatedText], text: TranslatedText
) -> tuple[TranslatedText | None, TranslatedText | None]:
    place = texts.index(text)
    before = texts[place - 1] if place else None
    return before, next(iter(texts[place + 1 : place + 2]), None)


def _form(
    visit: Visit,
    language: str,
    texts: Sequence[TranslatedText],
    text: TranslatedText,
    draft: ReviewDraft,
    status_code: int = 200,
) -> Response:
    before, after = _neighbours(texts, text)
    english = catalog("en")
    return visit.page(
        "translations/text.html",
        status_code,
        language=language,
        tag=catalog(language).tag,
        name=labels.language_label(visit.texts, language),
        text=text,
        english=english.pgettext(text.context, text.texts[0])
        if text.context
        else english.gettext(text.texts[0]),
        state=state_label(visit.texts, text.state),
        draft=draft,
        revision=visit.form.get(REVISION, "") if status_code == 422 else _revision(text),
        changed=status_code == 409,
        place=texts.index(text) + 1,
        count=len(texts),
        before=before.source if before else "",
        after=after.source if after else "",
    )
