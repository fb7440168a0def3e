"""The screens on which every page must be whole, and what is measured there."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import CDPSession, Page

MEASURE = (Path(__file__).parent / "measure.js").read_text(encoding="utf-8")
ELSEWHERE = ".side, .fold"
"""What a small screen has on a page of its own: the list of participants beside one of them."""
REST_OF_LIST = "#main ul.staff > li:nth-child(n + 40)"
"""Hundreds of lines that are as those before them."""


@dataclass(frozen=True)
class Screen:
    """A screen in px, and the size of text: set in the browser, or (``by_root``) on the page."""

    width: int
    height: int
    percent: int = 100
    by_root: bool = False

    def __str__(self) -> str:
        how = " by the page's root" if self.by_root else ""
        return f"{self.width} x {self.height}, text {self.percent} %{how}"


@dataclass(frozen=True)
class Found:
    """What a page is like: its faults, its visible texts, the size of the smallest in px."""

    faults: list[str]
    texts: list[str]
    smallest: float


WIDE = Screen(1320, 900)
SCREENS = (
    Screen(320, 640),
    Screen(360, 740, 150),
    Screen(360, 740, 200),
    Screen(360, 740, 200, by_root=True),
    Screen(640, 450),  # 1280 x 900 at 200 %
    Screen(1280, 900, 200),
    Screen(1280, 900, 200, by_root=True),
)


class Screens:
    """A page's ways to be looked at; ``faults`` of every page looked at, with its name.

    Without ``screens`` a page is looked at as it is.
    """

    def __init__(self, page: Page, screens: Sequence[Screen] = SCREENS) -> None:
        self.screens = screens
        self.texts: set[str] = set()
        """What could be read, the first fifty characters of each text."""
        self.faults: list[str] = []
        self.looked_at: list[str] = []
        self._page = page
        self._text = (100, "")
        """How large text is: in the browser in per cent, and by the page's root."""
        self._devtools: CDPSession = page.context.new_cdp_session(page)
        # What has just appeared cannot be pressed yet: here for a fiftieth of the time.
        self._devtools.send("Animation.enable")
        self._devtools.send("Animation.setPlaybackRate", {"playbackRate": 50})

    def look(self, what: str) -> None:
        """Measure the page as it is, everything that opens open but the menu, on every screen."""
        self.looked_at.append(what)
        self._page.evaluate(
            "document.querySelectorAll('details:not(.menu)').forEach(one => { one.open = true })"
        )
        self._page.evaluate(
            "rest => document.querySelectorAll(rest).forEach(one => one.remove())", REST_OF_LIST
        )
        if not self.screens:
            self._note(what, Found(**self._page.evaluate(MEASURE, ELSEWHERE)))
            return
        wide = self._measure(WIDE)
        for screen in self.screens:
            found = self._measure(screen)
            lost = sorted(set(wide.texts) - set(found.texts))
            faults = [f"is not there: {text}" for text in lost]
            if found.smallest < wide.smallest * screen.percent / 100 - 0.1:
                faults.append(f"text of {found.smallest} px has not grown")
            self._note(f"{what} ({screen})", found, faults)
        self.be(Screen(360, 740))

    def _note(self, where: str, found: Found, more: Sequence[str] = ()) -> None:
        self.texts |= set(found.texts)
        self.faults += [f"{where}: {fault}" for fault in (*found.faults, *more)]

    def _measure(self, screen: Screen) -> Found:
        self.be(screen)
        return Found(**self._page.evaluate(MEASURE, ELSEWHERE))

    def be(self, screen: Screen) -> None:
        """Be a screen, with its size of text."""
        self._page.set_viewport_size({"width": screen.width, "height": screen.height})
        own = 100 if screen.by_root else screen.percent
        root = f"{screen.percent}%" if screen.by_root else ""
        before, self._text = self._text, (own, root)
        if own != before[0]:
            sizes = {"standard": 16 * own // 100, "fixed": 13 * own // 100}
            self._devtools.send("Page.setFontSizes", {"fontSizes": sizes})
        if root != before[1]:
            self._page.evaluate("size => { document.documentElement.style.fontSize = size }", root)
