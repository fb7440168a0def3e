"""The program's own fonts: what they cover, and widths that are those of the drawn text."""

import io

import pytest
from PIL import Image, ImageFont

from bot.star.fonts import font_files, missing_glyphs, text_width
from bot.star.layout import LABEL_SIZE, with_direction
from bot.star.png import render
from tests.bot.star.labels import ARABIC, ENGLISH, SOMALI, SWEDISH

KURDISH = ("پێکەوە کارکردن", "زانینی بازاڕی کار")
UNJOINED = "می\u200cخواهم"  # Persian keeps parts of a word apart with a sign of no width


def test_the_fonts_cover_our_letters_and_say_what_they_lack() -> None:
    assert (
        missing_glyphs("".join((*SWEDISH, *ARABIC, *SOMALI)) + "åäöÅÄÖéü…–” \n\u200c\u2067")
        == set()
    )
    assert missing_glyphs("پچژگکی ئۆڵێ ٠١٢۴۵ Đđ ğış Łł") == set()
    assert missing_glyphs("Tid ไทย ትግርኛ ก็ ၁ あ") == {"၁", "あ"}


def test_measured_widths_are_those_of_another_program() -> None:
    latin, arabic, thai, ethiopic = (ImageFont.truetype(path, 100) for path in font_files())
    for text in (*SWEDISH, *ENGLISH, *SOMALI, "AVATAR To LTA"):
        assert text_width(text, 100) == pytest.approx(latin.getlength(text), rel=0.001)
    for text in (*ARABIC, *KURDISH, UNJOINED, "لا إله", "٣ نوفمبر ٢٠٢٦"):
        assert text_width(text, 100) == pytest.approx(arabic.getlength(text), rel=0.001)
    for text in ("สุขภาพของฉัน", "น้ำ ที่ผู้ป่วย"):
        assert text_width(text, 100) == pytest.approx(thai.getlength(text), rel=0.001)
    for text in ("ጥዕና", "ክእለታተይ፣ ግዜ።"):
        assert text_width(text, 100) == pytest.approx(ethiopic.getlength(text), rel=0.001)
    assert text_width("\u2067Hälsa\u2069", LABEL_SIZE) == text_width("Hälsa", LABEL_SIZE)
    assert text_width("ab\r\x00", 100) == text_width("ab", 100)


@pytest.mark.parametrize(
    "text", ["SKAPA الثقة بالعمل", "الكفاءة (3/5)", "Tid الوقت 3", "26 نوفمبر 2026", UNJOINED]
)
def test_texts_of_two_scripts_are_as_wide_as_they_are_drawn(text: str) -> None:
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 200" font-size="100">'
    line = f'<text x="450" y="120" text-anchor="middle">{with_direction(text, False)}</text>'
    ink = Image.open(io.BytesIO(render(f"{head}{line}</svg>", 900))).getchannel("A").getbbox()
    assert ink is not None
    assert -1 <= text_width(text, 100) - (ink[2] - ink[0]) <= 15  # the air before and after


def test_what_no_font_has_takes_a_square_and_what_cannot_be_seen_nothing() -> None:
    assert text_width("あ😀", 100) == 200
    assert text_width("aあa", 100) == pytest.approx(100 + text_width("aa", 100))
    assert text_width("\ud83d", 100) == 100
    assert text_width("\U000e0001\u0000\n", 100) == text_width("", 100) == 0
