"""The chat as somebody sees it who has set the phone to more contrast, own colours, or no motion.

What is drawn is measured, and not what the style sheets say: in colours of one's own a browser
paints over what they say, and has hidden the words on a button that way.
"""

import io
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.conftest import PHONE, Site
from tests.browser.phone import invite_bo
from tests.browser.reflow.talk import Talk, come_in, make_coach_reachable

pytestmark = pytest.mark.browser

SHARP = 2
"""Dots to a px: a thin stroke has dots of its own colour then."""


class Mode(NamedTuple):
    """How somebody has set their phone, and the least contrast that words must have."""

    least: float
    contrast: Literal["more", "no-preference"]
    forced: Literal["active", "none"]
    scheme: Literal["light", "dark"]


MODES = (
    Mode(7, "more", "none", "light"),
    Mode(7, "more", "none", "dark"),
    Mode(4.5, "no-preference", "active", "light"),
    Mode(4.5, "no-preference", "active", "dark"),
)

PLACES = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const found = []
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.trim() || node.parentElement.closest('.hidden, script, textarea')) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const box = range.getClientRects()[0]
    const shown = box && box.width > 4 && box.top >= 0 && box.bottom <= innerHeight
    const middle = shown && document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
    if (middle && (middle === node.parentElement || middle.contains(node)))
      found.push([node.data.trim(), box.x, box.y, box.right, box.bottom])
  }
  return found
}"""
"""Where the words are that are in sight, and that nothing lies over."""


def luminance(dot: tuple[int, ...]) -> float:
    """As in WCAG 2, from 0 for black to 1 for white."""
    parts = (one / 255 for one in dot[:3])
    red, green, blue = (
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_in(picture: Image.Image) -> float:
    """Give the contrast between the lightest and the darkest of a picture, from 1 to 21."""
    colours = picture.getcolors(picture.width * picture.height) or []
    lights = [luminance(dot) for _, dot in colours if isinstance(dot, tuple)]
    return (max(lights) + 0.05) / (min(lights) + 0.05)


def picture_of(page: Page) -> Image.Image:
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def part_of(picture: Image.Image, x: float, y: float, right: float, bottom: float) -> Image.Image:
    box = (round(x * SHARP), round(y * SHARP), round(right * SHARP), round(bottom * SHARP))
    return picture.crop(box)


def unseen(page: Page, mode: Mode) -> Iterator[str]:
    """List the words in sight that have too little contrast as they are drawn."""
    picture = picture_of(page)
    places: list[list[Any]] = page.evaluate(PLACES)
    assert places
    for words, *box in places:
        drawn = contrast_in(part_of(picture, *box))
        if drawn < mode.least:
            yield f"{words}: {drawn:.1f} in {mode}"


def progress_seen(page: Page) -> float:
    """Give the contrast between what is done of the bar above the question, and what is not."""
    page.evaluate("scrollTo(0, 0)")
    done, left = (
        page.locator(f".progress i{which}").first.bounding_box()
        for which in (".done", ":not(.done)")
    )
    assert done
    assert left
    assert left["y"] > 0
    picture = picture_of(page)
    dots = []
    for box in (done, left):
        middle = (box["x"] + box["width"] / 2) * SHARP, (box["y"] + box["height"] / 2) * SHARP
        dots.append(picture.crop((*middle, middle[0] + 1, middle[1] + 1)).resize((1, 1)))
    both = Image.new("RGB", (2, 1))
    both.paste(dots[0], (0, 0))
    both.paste(dots[1], (1, 0))
    return contrast_in(both)


@pytest.mark.parametrize("language", ["sv", "ar"])
def test_all_words_are_seen_with_more_contrast_and_in_colours_of_ones_own(
    site: Site, browser: Browser, language: str
) -> None:
    context = browser.new_context(
        viewport=PHONE,  # type: ignore[arg-type]
        device_scale_factor=SHARP,
        extra_http_headers={"Accept-Language": language},
        reduced_motion="reduce",
    )
    page = context.new_page()
    talk, faults = Talk(site, page, language), list[str]()

    def look(*, bar: bool = False) -> None:
        for mode in MODES:
            page.emulate_media(
                contrast=mode.contrast, forced_colors=mode.forced, color_scheme=mode.scheme
            )
            faults.extend(unseen(page, mode))
            if bar and progress_seen(page) < 3:
                faults.append(f"the bar above the question in {mode}")
        moves = page.evaluate("document.getAnimations().map(one => one.animationName)")
        assert set(moves) <= {"appear"}, "which moves nothing: a press waits for it"

    come_in(talk, invite_bo(site, language))
    look(bar=True)
    page.locator(".menu summary").click()
    look()
    page.locator(".menu summary").click()
    talk.press(".way.comment")
    look()
    site.work(make_coach_reachable)
    talk.go("/chat/coach")
    look()
    talk.go("/chat/link")
    look()
    context.close()
    assert faults == []
