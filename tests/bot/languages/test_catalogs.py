"""Every text in every language: present, whole, and in step with the source."""

import datetime as dt
import re
import subprocess
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from bot.languages.catalog import catalog
from bot.languages.catalog_check import catalog_faults
from bot.languages.spoken import (
    PARTICIPANTS,
    SOURCE_LANGUAGE,
    STAFF,
    catalog_path,
    closest_language,
    languages,
    staff_languages,
    template_path,
)
from bot.languages.translations import texts_of
from bot.star.fonts import missing_glyphs
from bot.star.svg import star_svg
from dialogs.ratings.star import star_of
from dialogs.texts import clean
from tests.scenes import scene, skapa

ROOT = Path(__file__).parents[3]


def test_the_template_holds_just_the_texts_of_the_source(tmp_path: Path) -> None:
    """If this fails: make catalogs, and translate what is new."""
    subprocess.run(["make", "--silent", "pot", f"TEMPLATES={tmp_path}"], cwd=ROOT, check=True)
    for domain in (PARTICIPANTS, STAFF):
        fresh = (tmp_path / f"{domain}.pot").read_text(encoding="utf-8")
        assert fresh == template_path(domain).read_text(encoding="utf-8")


def test_what_both_domains_have_is_translated_once() -> None:
    """Whoever reads both would meet two words for one thing."""
    for language in staff_languages():
        if language == SOURCE_LANGUAGE:
            continue
        participants, staff = (
            {(one.context, one.id): one.string for one in _messages(language, domain)}
            for domain in (PARTICIPANTS, STAFF)
        )
        shared = participants.keys() & staff.keys()
        assert [key for key in shared if participants[key] != staff[key]] == []


def test_every_catalog_says_everything_with_the_same_placeholders() -> None:
    assert catalog_faults() == []


def test_every_language_names_itself() -> None:
    named = {"sv": "Svenska", "ar": "العربية", "en": "English", "fa_AF": "دری", "ku": "Kurmancî"}
    assert languages().items() >= named.items()
    assert len(set(languages().values())) == len(languages()) == 17
    assert not any(missing_glyphs(name) for name in languages().values())


@pytest.mark.parametrize("language", [code for code in languages() if code != SOURCE_LANGUAGE])
def test_a_machine_made_catalog_says_so(language: str) -> None:
    po = catalog_path(language, PARTICIPANTS)
    approved = not skapa().is_draft(catalog(language))
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
    [
        *(("ar-SY", "ar"), ("en_GB", "en"), ("sv", "sv"), ("tlh", "sv"), ("", "sv"), (None, "sv")),
        *(("sv-SE", "sv"), ("sv-x-latt", "sv_SE@latt"), ("prs", "fa_AF"), ("prs-AF", "fa_AF")),
        *(("fa-AF", "fa_AF"), ("fa-IR", "fa"), ("fa", "fa"), ("kmr-Latn-TR", "ku"), ("KU", "ku")),
        *(("ku-Arab-IQ", "ckb"), ("ku-IQ", "ckb"), ("ckb", "ckb"), ("pbu", "ps"), ("ti-ET", "ti")),
    ],
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
    found = [one for one in _messages("ar", PARTICIPANTS) if one.context != "typed"]
    return [text for one in found for text in texts_of(one)]


def _messages(language: str, domain: str) -> list[Message]:
    with catalog_path(language, domain).open("rb") as file:
        return [one for one in read_po(file, locale=language) if one.id]


def test_dates_and_lists_are_as_the_languages_readers_write_them() -> None:
    day, things = dt.date(2026, 11, 24), ("1", "2", "3")
    assert catalog("fa_AF").weekday(day) == "سه‌شنبه ۲۴ نومبر"
    assert catalog("fa").weekday(day) == "سه‌شنبه ۲۴ نوامبر"
    assert catalog("tr").weekday(day) == "24 Kasım Salı"
    assert catalog("th").weekday(day) == "วันอังคารที่ 24 พฤศจิกายน"
    assert catalog("es").weekday(day) == "martes 24 de noviembre"
    assert catalog("ckb").listed(things) == "1، 2 و 3"
    assert catalog("ckb").listed(things[:1]) == "1"
    assert catalog("sv_SE@latt").listed(things) == "1, 2 och 3"
    assert catalog("sv_SE@latt").date(day) == catalog("sv").date(day)


@pytest.mark.parametrize(
    ("language", "short", "long", "weekday"),
    [
        ("sv", "5 maj", "5 maj 2026", "tisdag 5 maj"),
        ("sv_SE@latt", "5 maj", "5 maj 2026", "tisdag 5 maj"),
        ("en", "5 May", "5 May 2026", "Tuesday 5 May"),
        ("ar", "٥ أيار", "٥ أيار ٢٠٢٦", "الثلاثاء ٥ أيار"),
        ("ckb", "٥ی ئایار", "٥ی ئایاری ٢٠٢٦", "سێشەممە، ٥ی ئایار"),
        ("fa_AF", "۵ می", "۵ می ۲۰۲۶", "سه‌شنبه ۵ می"),
        ("es", "5 may", "5 may 2026", "martes 5 de mayo"),
        ("fa", "۵ مه", "۵ مه ۲۰۲۶", "سه‌شنبه ۵ مه"),
        ("ku", "5ê gulanê", "5ê gulana 2026an", "sêşem, 5ê gulanê"),
        ("pl", "5 maja", "5 maja 2026", "wtorek, 5 maja"),
        ("ps", "۵ مۍ", "۵ مۍ ۲۰۲۶", "درېنۍ ۵ مۍ"),
        ("ru", "5 мая", "5 мая 2026", "вторник, 5 мая"),
        ("so", "5 May", "5 May 2026", "Talaado, 5 Maayo"),
        ("th", "5 พ.ค.", "5 พ.ค. 2026", "วันอังคารที่ 5 พฤษภาคม"),
        ("ti", "5 ጉንበት", "5 ጉንበት 2026", "ሰሉስ፣ 5 ጉንበት"),
        ("tr", "5 May", "5 May 2026", "5 Mayıs Salı"),
        ("uk", "5 трав.", "5 трав. 2026", "вівторок, 5 травня"),
    ],
)
def test_a_month_within_a_date_has_the_form_that_it_has_there(
    language: str, short: str, long: str, weekday: str
) -> None:
    """May shows it best: its name is short, so Polish does not shorten it to hide its case."""
    t, day = catalog(language), dt.date(2026, 5, 5)
    assert (t.short_date(day), t.date(day), t.weekday(day)) == (short, long, weekday)
    assert t.moment(dt.datetime(2026, 5, 5, 9, tzinfo=dt.UTC), dt.UTC).startswith(long)


def test_the_dates_of_every_language_have_been_looked_at() -> None:
    [looked_at] = test_a_month_within_a_date_has_the_form_that_it_has_there.pytestmark  # type: ignore[attr-defined]
    assert [row[0] for row in looked_at.args[1]] == list(languages())


def test_numbers_stand_in_the_languages_own_digits() -> None:
    assert [catalog(code).number(4) for code in ("sv", "en", "ar")] == ["4", "4", "٤"]
