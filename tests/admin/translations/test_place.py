"""The place a text appears: what a translator sees is what a participant reads."""

import datetime as dt
from dataclasses import replace

import pytest
from markupsafe import escape

from admin.translations.place import place_of
from bot.app_context import AppContext
from bot.languages.catalog import catalog
from bot.languages.reviewing import TranslatedText, translated_texts
from bot.settings.installation import Installation
from dialogs.people.staff import StaffRole
from tests.admin.visits import hidden_fields, log_in, open_browser, page_text
from tests.people import add_staff
from tests.scenes import skapa

TEXTS = translated_texts("ar", {})
TODAY = dt.date(2026, 11, 26)


def place(installation: Installation, language: str, text: TranslatedText) -> str:
    return str(place_of(installation, language, text, TODAY))


def text_of(context: str) -> TranslatedText:
    return next(one for one in TEXTS if one.context == context)


@pytest.mark.parametrize("part", ["", ".2", ".meaning"])
def test_a_question_stands_with_its_answers_in_its_language(app: AppContext, part: str) -> None:
    shown = place(app.installation, "ar", text_of(f"skapa.time{part}"))
    wording = skapa().wording(skapa().item("time"), catalog("ar"))
    assert '<div class="talk" lang="ar" dir="rtl">' in shown
    assert f"<span>{wording.question}</span></h1>" in shown
    assert [shown.count(f">{anchor}</bdi>") for anchor in wording.anchors] == [1] * 5
    assert "٢" in shown, "figures as they are read"
    meaning = skapa().meaning(skapa().item("time"), catalog("ar"))
    assert (meaning in shown) is (part == ".meaning")
    assert shown.count('class="option was"') == (part == ".2"), "which of the answers it is"


def test_a_label_stands_in_the_star(app: AppContext) -> None:
    shown = place(app.installation, "ar", text_of("skapa.skills.label"))
    assert "<svg" in shown
    assert "٢٠٢٦" in shown, "a star of today"
    assert f"<span>{text_of('skapa.skills.label').said[0]}</span>" in shown


def test_a_small_step_stands_among_the_others(app: AppContext) -> None:
    text = text_of("skapa.health.step.2")
    shown = place(app.installation, "ar", text)
    marked = shown.partition('class="option was"')[2].partition("</button>")[0]
    assert text.said[0] in marked
    assert shown.count('class="option"') == 3, "two other steps, and none"


def test_the_note_tells_a_button_and_a_question_and_the_file_a_page(app: AppContext) -> None:
    button = next(one for one in TEXTS if one.context == "button")
    assert f">{button.said[0]}</button>" in place(app.installation, "ar", button)
    other = next(one for one in TEXTS if one.note.startswith("A button:") and not one.context)
    assert f">{other.said[0]}</button>" in place(app.installation, "ar", other)
    asked = next(one for one in TEXTS if one.note.startswith("Asked below the star."))
    shown = place(app.installation, "ar", asked)
    assert f"<span>{asked.said[0]}</span></h1>" in shown
    page = next(one for one in TEXTS if one.texts[0].startswith("Allt du har svarat är kvar."))
    assert page.places == ("bot/channels/web/templates/farewell.html",)
    shown = place(app.installation, "ar", page)
    assert f'<section class="card"><p>{page.said[0]}</p></section>' in shown


def test_of_what_is_not_known_a_line_of_the_bots_is_shown_in_every_form(app: AppContext) -> None:
    plural = next(one for one in TEXTS if len(one.texts) == 2 and one.places[0][:7] == "dialogs")
    shown = place(app.installation, "ar", plural)
    assert shown.count('<div class="bubble">') == len(plural.said) == 6


def test_every_text_of_every_language_has_a_place(app: AppContext) -> None:
    for language in ("ar", "th", "sv"):
        for text in translated_texts(language, {}):
            shown = place(app.installation, language, text)
            first = next(filter(None, text.said[0].split("\n")), "")
            assert escape(first) in shown, text


def test_nothing_comes_alive_and_an_instrument_with_other_words_is_not_misquoted(
    app: AppContext,
) -> None:
    hostile = replace(text_of("skapa.time"), context="", said=("<script>x</script>",))
    assert "<script>" not in place(app.installation, "ar", hostile)
    other = replace(skapa().item("time"), wording="Har du tid?")
    items = (other if one.id == "time" else one for one in skapa().items)
    own = replace(skapa(), items=tuple(items))
    installation = replace(app.installation, instruments={"skapa": own})
    shown = place(installation, "ar", text_of("skapa.time"))
    assert text_of("skapa.time").said[0] in shown
    assert "option" not in shown
    assert place(installation, "ar", replace(hostile, said=("",))) == ""


async def test_the_page_shows_what_is_in_force_and_nothing_of_it_can_be_pressed(
    app: AppContext,
) -> None:
    await add_staff(app, "Tora", StaffRole.TRANSLATOR)
    here = f"/admin/translations/ar/{text_of('skapa.time').source}"
    async with open_browser(app) as client:
        await log_in(client, "Tora")
        page = await client.get(here)
        mended = {"said0": "هل لديك وقت؟", "state": "reviewed"}
        await client.post(here, data={**hidden_fields(page, here), **mended})
        again = await client.get(here)
    assert "Så ser deltagaren det" in page_text(page)
    assert "dialogs/instruments/skapa.toml" in page_text(page)
    inside = again.text.partition("<div inert>")[2].partition("</div>\n</figure>")[0]
    assert '<template shadowrootmode="open">' in inside
    assert "<span>هل لديك وقت؟</span></h1>" in inside
