"""Long digests in Telegram: cut at line ends, every message short enough, nothing lost."""

import datetime as dt
import re

from bot.app_context import AppContext
from bot.languages.catalog import catalog
from bot.staff.digest_letter import LONGEST_MESSAGE, DigestLetter, chat_line, chunks
from bot.staff.digests import chat_messages, news_for
from dialogs.reports.digest import ReportLine, ReportSection, digest_sections
from dialogs.reports.findings import AreaChange, DigestFinding, DigestFindings
from tests.bot.staff.test_text import URL, T, label
from tests.moments import DAY
from tests.people import add_coach, add_meeting, add_participant, add_rating, staff_member

MANY = 300


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def whole(text: str) -> bool:
    """Tell whether every tag that a message opens is closed in it, and no entity is cut."""
    tags = re.findall(r"<(/?)(a|b)\b[^<>]*>", text)
    depth = 0
    for closing, _ in tags:
        depth += -1 if closing else 1
        if depth not in (0, 1):
            return False
    rest = re.sub(r"<(/?)(a|b)\b[^<>]*>", "", text)
    return depth == 0 and not set(rest) & set("<>") and not re.search(r"&(?!\w+;)", rest)


async def test_news_about_very_many_fit_and_nobody_is_missing(app: AppContext) -> None:
    coach = await add_coach(app)
    for number in range(100):
        bo = await add_participant(app, coach, f"Bo {number}", stopped=number % 3 == 0)
        await add_rating(app, bo.id, (1, 5, 1, 5, 1, 5), ago=30 * DAY)
        await add_rating(app, bo.id, (5, 1, 5, 1, 5, 1), ago=DAY)
        await add_meeting(app, bo.id, "cannot", proposal="hellre torsdag")
    reader = await staff_member(app, coach)
    async with app.database.reading() as session:
        news = await news_for(session, app, reader, None, app.clock())
    messages = chat_messages(app, reader, news, 77)
    texts = [message.text for message in messages]
    assert len(texts) > 5
    assert all(units(text) < 4096 and whole(text) for text in texts)
    for number in range(1, 101):
        said = sum(text.count(f">A-{number:02}</a>") for text in texts)
        assert said == (4 if number % 3 == 1 else 3), f"A-{number:02}"
    assert not [text for text in texts if text.endswith("</b>")], "no heading stands alone"


def test_signs_outside_the_first_plane_and_escaped_ones_count_as_telegram_counts() -> None:
    lines = [chat_line("😀&" * 60, "<>" * 60, URL) for _ in range(200)]
    texts = chunks(lines)
    assert "\n".join(texts) == "\n".join(lines)
    assert all(units(text) <= LONGEST_MESSAGE < 4096 for text in texts)


def test_a_line_longer_than_a_message_is_cut_between_its_words() -> None:
    text = " ".join(f"{n}&<😀" for n in range(1500))
    letter = DigestLetter(T, (ReportSection("Å", (ReportLine("B-01", text),)),), URL)
    said = letter.messages()
    assert all(units(one) < 4096 and whole(one) for one in said)
    joined = " ".join(said).replace("&amp;&lt;", "&<")
    assert [n for n in range(1500) if f"{n}&<😀" not in joined] == []
    endless = DigestLetter(
        T, (ReportSection("Å", (ReportLine("B-01", "&" * 9000),)),), URL
    ).messages()
    assert all(units(one) < 4096 and whole(one) for one in endless)
    assert sum(one.count("&amp;") for one in endless) == 9000


def test_by_mail_it_is_one_text() -> None:
    found = [DigestFinding(f"B-{n:03}", n, dt.date(2026, 11, 20)) for n in range(MANY)]
    sections = digest_sections(DigestFindings(answered=found), T, label)
    assert sections is not None
    plain = DigestLetter(T, sections, URL).plain()
    assert all(f"- B-{n:03}: " in plain for n in range(MANY))


def test_areas_are_listed_as_the_language_lists_them() -> None:
    moves = tuple(AreaChange("skapa", of, True) for of in ("health", "belief"))
    for code, words in (("sv", " och "), ("en", " and ")):
        (section,) = (
            digest_sections(
                DigestFindings(changed=[DigestFinding("B-01", 1, moves=moves)]),
                catalog(code),
                label,
            )
            or ()
        )
        assert words in section.lines[0].text
