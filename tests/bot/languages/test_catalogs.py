"""Every text in every language: present, whole, and in step with the source."""

import datetime as dt
import re
import subprocess
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from bot.languages.catalog import LOCALES, SOURCE_LANGUAGE, catalog, closest_language, languages
from bot.languages.catalog_check import TEMPLATE, catalog_faults
from bot.star.fonts import missing_glyphs
from bot.star.svg import star_svg
from dialogs.talks.rating import star_of
from dialogs.texts import clean
from tests.scenes import scene, skapa

ROOT = Path(__file__).parents[3]


def test_the_template_holds_just_the_texts_of_the_source(tmp_path: Path) -> None:
    """If this fails: make catalogs, and translate what is new."""
    fresh = tmp_path / "messages.pot"
    subprocess.run(["make", "--silent", "pot", f"POT={fresh}"], cwd=ROOT, check=True)
    assert fresh.read_text(encoding="utf-8") == TEMPLATE.read_text(encoding="utf-8")


def test_every_catalog_says_everything_with_the_same_placeholders() -> None:
    assert catalog_faults() == []


def test_every_language_names_itself() -> None:
    named = {"sv": "Svenska", "ar": "العربية", "en": "English"}
    assert languages().items() >= named.items()


@pytest.mark.parametrize("language", [code for code in languages() if code != SOURCE_LANGUAGE])
def test_a_machine_made_catalog_says_so(language: str) -> None:
    po = ROOT / "locales" / language / "LC_MESSAGES" / "messages.po"
    approved = skapa().status(language) == "approved"
    assert approved or "DRAFT" in po.read_text(encoding="utf-8").partition("msgid")[0]


@pytest.mark.parametrize("language", languages())
def test_the_five_answers_of_a_question_differ(language: str) -> None:
    instrument = skapa()
    for item in instrument.items:
        words = instrument.wording(item, catalog(language)).anchors
        assert len(set(words)) == len(words)


@pytest.mark.parametrize("language", languages())
def test_the_fonts_have_every_letter_that_can_stand_in_a_star(language: str) -> None:
    texts, instrument = catalog(language), skapa()
    labels = "".join(instrument.label(item, texts) for item in instrument.items)
    assert not missing_glyphs(labels)


@pytest.mark.parametrize(
    ("tag", "language"),
    [("ar-SY", "ar"), ("en_GB", "en"), ("sv", "sv"), ("tlh", "sv"), ("", "sv"), (None, "sv")],
)
def test_a_tag_finds_its_language(tag: str | None, language: str) -> None:
    assert closest_language(tag) == language


def test_arabic_months_are_those_that_syrians_and_iraqis_say() -> None:
    t, day = catalog("ar"), dt.date(2026, 11, 24)
    assert t.date(day) == "٢٤ تشرين الثاني ٢٠٢٦"
    assert t.short_date(dt.date(2027, 1, 3)) == "٣ كانون الثاني"
    assert t.weekday(day) == "الثلاثاء ٢٤ تشرين الثاني"
    at = dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC)
    assert t.moment(at, dt.UTC) == "٢٤ تشرين الثاني ٢٠٢٦ ٠٩:٣٠"


def test_the_figures_on_the_stars_axis_are_the_languages_own() -> None:
    now = {item.id: 3 for item in skapa().items}
    star = star_of(scene("ar"), skapa(), {"earlier": [], "today": "2026-11-24"}, now)
    figures = re.findall(r'class="star-number"[^>]*>([^<]*)<', star_svg(star, embed_style=True))
    assert [clean(figure) for figure in figures] == ["١", "٢", "٣", "٤", "٥"]
    assert not missing_glyphs("".join(star.figures))


def test_arabic_speaks_to_women_too() -> None:
    """Unpointed, أردت and لديك read for both; these read for a man alone."""
    manly = (
        "تريد تفتح تبدأ تستطيع تحتاج تكتب تختار تضغط ترغب تحصل تسجّل اضغط اكتب اختر افتح احفظ سجّل "
        "نزّل امسح أدخل حاول انتظر"
    )
    words = re.compile(rf"(?<!\w)[ولف]?(?:{manly.replace(' ', '|')})(?!\w)")
    assert [text for text in _arabic() if words.search(text)] == []


def _arabic() -> list[str]:
    with (LOCALES / "ar" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        said = [
            one.string for one in read_po(file, locale="ar") if one.id and one.context != "typed"
        ]
    return [text or "" for of in said for text in (of if isinstance(of, tuple | list) else (of,))]


def test_numbers_stand_in_the_languages_own_digits() -> None:
    assert [catalog(code).number(4) for code in ("sv", "en", "ar")] == ["4", "4", "٤"]
