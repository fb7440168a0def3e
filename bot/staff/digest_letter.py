"""A digest as a letter: the same lines for the chat and for the e-mail, with links to log in."""

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from bot.channels.telegram.outgoing.kinds import Keyboard, LinkButton, PressButton, TextMessage
from bot.languages.catalog import Catalog
from bot.staff.buttons import REMIND, SNOOZE, StaffButtons
from bot.web.pages import Pages
from dialogs.reports.digest import ReportLine, ReportSection
from dialogs.reports.findings import DigestFinding

LINES_IN_MESSAGE = 40
"""Telegram takes a hundred links in a message; this stays well below."""
LONGEST_MESSAGE = 4000
"""Telegram takes 4,096 UTF-16 units in a message; we count those of its HTML."""
LONGEST_PIECE = 3000
"""What stands on one line beside a link."""
MOST_IN_NEED = 8
"""So many persons get buttons of their own."""

_pages = Pages(Path(__file__).parent)


@dataclass(frozen=True)
class DigestLetter:
    """A worded digest. ``people`` says that lines are about participants, who have pages."""

    texts: Catalog
    sections: Sequence[ReportSection]
    public_url: str
    people: bool = True

    @property
    def subject(self) -> str:
        """Give a subject that says nothing about anybody."""
        # NOTE: The neutral subject of an e-mail to staff; "Skapabot" is the name of the bot.
        return self.texts.gettext("Sammanställning från Skapabot")

    def link(self, line: ReportLine) -> str:
        """Give the address behind a line, which asks for the log-in; empty where there is none."""
        if not self.people:
            return ""
        page = f"participants/{line.who}" if line.person else "requests"
        return f"{self.public_url}/admin/{page}"

    def plain(self) -> str:
        """Write the text part of an e-mail."""
        t = self.texts
        parts = [self.subject]
        for section in self.sections:
            lines = (f"- {plain_line(line)}" for line in section.lines)
            parts.append("\n".join((section.heading, *lines)))
        # NOTE: In an e-mail to staff. {address} is a web address.
        parts.append(t.gettext("Logga in: {address}").format(address=f"{self.public_url}/admin"))
        # NOTE: At the end of an e-mail to staff. {address} is a web address.
        change = t.gettext("Ändra hur ofta du får det här: {address}")
        parts.append(change.format(address=f"{self.public_url}/admin/digest"))
        return "\n\n".join(parts) + "\n"

    def page(self) -> str:
        """Write the HTML part of an e-mail."""
        lines = [
            (section.heading, [(line, self.link(line)) for line in section.lines])
            for section in self.sections
        ]
        return _pages.text(
            "digest.html", self.texts, subject=self.subject, sections=lines, url=self.public_url
        )

    def messages(self) -> list[str]:
        """Write it as Telegram's HTML, in as many messages as it takes."""
        # NOTE: Heading of a coach's digest in Telegram.
        title = self.texts.gettext("Sammanställning")
        return chunks([heading_line(title), *self._chat_lines()])

    def _chat_lines(self) -> Iterator[str]:
        for section in self.sections:
            yield f"\n{heading_line(section.heading)}"
            for line in section.lines:
                for piece in _pieces(line.text):
                    yield chat_line(line.who, piece, self.link(line))


def plain_line(line: ReportLine) -> str:
    """Write a line as plain text."""
    return f"{line.who}: {line.text}" if line.text else line.who


def chat_line(who: str, text: str, link: str) -> str:
    """Write a line as Telegram's HTML, with whom it is about as a link."""
    name = html.escape(who, quote=False)
    if link:
        name = f'<a href="{html.escape(link)}">{name}</a>'
    return f"{name}: {html.escape(text, quote=False)}" if text else name


def heading_line(text: str) -> str:
    """Write a heading as Telegram's HTML."""
    return f"<b>{html.escape(text, quote=False)}</b>"


def chunks(lines: Sequence[str]) -> list[str]:
    """Put lines together, as many in each message as Telegram takes; a heading stays with them."""
    parts, length = [list[str]()], 0
    for line in lines:
        if parts[-1] and (
            len(parts[-1]) == LINES_IN_MESSAGE or length + _units(line) > LONGEST_MESSAGE
        ):
            headings = [parts[-1].pop()] if parts[-1][-1].endswith("</b>") else []
            parts.append(headings)
            length = sum(_units(one) for one in headings)
        parts[-1].append(line)
        length += _units(line)
    return [text for part in parts if (text := "\n".join(part).strip("\n"))]


def _units(line: str) -> int:
    """Count a line as Telegram does: in UTF-16 units, with the end of the line."""
    return len(line.encode("utf-16-le")) // 2 + 1


def _pieces(text: str) -> Iterator[str]:
    """Cut a text that no message could hold, at a space if there is one; others stay whole."""
    while _units(html.escape(text, quote=False)) > LONGEST_PIECE:
        most = LONGEST_PIECE // len("&amp;")
        cut = text.rfind(" ", 1, most) if " " in text[1:most] else most
        yield text[:cut]
        text = text[cut:].lstrip()
    yield text


def keyboard(
    t: Catalog,
    buttons: StaffButtons,
    staff_id: int,
    found: Sequence[DigestFinding],
    public_url: str,
) -> Keyboard:
    """Lay out the buttons below a digest, a row for each of the first persons in need."""
    if "." not in (urlsplit(public_url).hostname or ""):
        return ()  # Telegram refuses a whole message for such an address
    rows = []
    for one in found[:MOST_IN_NEED]:
        # NOTE: On a button below a digest: opens the page of {person}, a pseudonym such as B-07.
        opens = t.gettext("{person}: öppna").format(person=one.who)
        # NOTE: On a button below a digest: the bot writes to the participant as soon as it may.
        remind = t.gettext("Påminn nu")
        # NOTE: On a button below a digest: no more about this participant in digests for a week;
        # reminders to the person go on. Short.
        rest = t.gettext("Dölj en vecka")
        rows.append(
            (
                LinkButton(opens, f"{public_url}/admin/participants/{one.who}"),
                PressButton(remind, buttons.token(staff_id, one.person, REMIND)),
                PressButton(rest, buttons.token(staff_id, one.person, SNOOZE)),
            )
        )
    return tuple(rows)


def letter_messages(letter: DigestLetter, chat_id: int, buttons: Keyboard) -> list[TextMessage]:
    """Make the messages of a letter for a chat, with the buttons below the last one."""
    *above, last = (TextMessage(chat_id, text) for text in letter.messages())
    return [*above, replace(last, keyboard=buttons)]
