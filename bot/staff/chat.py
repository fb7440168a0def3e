"""Telegram for the staff: linking a chat, commands, and the buttons below a digest.

Asked only where no participant was found, so that participants' turns do not pay for it.
"""

import html
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.channels.telegram.messages import Letters
from bot.channels.telegram.updates import Received
from bot.languages.catalog import Catalog, catalog
from bot.parts import Parts
from bot.staff.button_actions import done
from bot.staff.buttons import StaffButtons
from bot.staff.digest_letter import Message, chat_line, chunks, heading_line
from bot.staff.digests import gathered, in_chat
from bot.turn.arrival import Button
from dialogs.engine.event import Command, Opened, Typed
from dialogs.labels.statuses import tag
from dialogs.reports.participant_status import WAITING, Line, Standing
from storage.caseload.caseload import caseload
from storage.people.audit import note
from storage.staff.chats import chat_reachable, link_chat, staff_in
from storage.tables.people import Staff

CODE_MARK = "s-"
"""What the start payload of a staff link begins with; an invitation's is as good as never so."""


@dataclass(frozen=True)
class StaffDesk:
    """Answers the staff's own chats."""

    parts: Parts

    async def answer(self, session: AsyncSession, got: Received) -> Letters | None:
        """Answer an update of a chat of the staff's; None for strangers."""
        now, code = self.parts.clock(), got.arrival.code
        if code.startswith(CODE_MARK):
            staff = await link_chat(session, code.removeprefix(CODE_MARK), got.chat_id, now)
            if staff is not None:
                return _letters(got, [_said(got, _welcome(staff))])
        staff = await staff_in(session, got.chat_id)
        if staff is None:
            return None
        await chat_reachable(session, got.chat_id, reachable=got.arrival.reachable is not False)
        if got.arrival.reachable is not None:
            return Letters((), ())
        if isinstance(got.arrival.event, Button):
            return await self._pressed(session, got, staff, got.arrival.event.token)
        return _letters(got, await self._commanded(session, got, staff))

    async def _commanded(self, session: AsyncSession, got: Received, staff: Staff) -> list[Message]:
        match _command(got):
            case "caseload":
                return await self._caseload(session, got, staff)
            case "digest":
                return await self._digest(session, got, staff)
            case _:
                return [_said(got, _help(catalog(staff.language)))]

    async def _digest(self, session: AsyncSession, got: Received, staff: Staff) -> list[Message]:
        now = self.parts.clock()
        await note(session, "asked for digest in telegram", now, staff_id=staff.id)
        news = await gathered(session, self.parts, staff, staff.digested_at, now)
        # NOTE: Said to a coach who asks for the digest when there is nothing to tell.
        nothing = catalog(staff.language).gettext("Inget nytt.")
        return in_chat(self.parts, staff, news, got.chat_id) or [_said(got, nothing)]

    async def _caseload(self, session: AsyncSession, got: Received, staff: Staff) -> list[Message]:
        t, parts = catalog(staff.language), self.parts
        now, zone, own = parts.clock(), parts.calendar.zone, staff.role == "coach"
        await note(session, "looked at caseload in telegram", now, staff_id=staff.id, allowed=own)
        if not own:
            # NOTE: Said to a leader who writes /caseload.
            return [_said(got, t.gettext("Bara handledare har egna deltagare här."))]
        today = now.astimezone(zone).date()
        lines = await caseload(session, staff.id, now, today)
        if not lines:
            # NOTE: Said to a coach who writes /caseload and has nobody in the list.
            return [_said(got, t.gettext("Du har inga deltagare just nu."))]

        def shown(line: Line) -> str:
            standing = line.standing(now)
            last = line.finished_at.astimezone(zone).date() if line.finished_at else None
            day = line.overdue_on if standing is Standing.OVERDUE else last
            link = f"{parts.settings.public_url}/admin/participants/{line.pseudonym}"
            return chat_line(line.pseudonym, tag(t, standing, day, today), link)

        waiting = [shown(line) for line in lines if line.standing(now) in WAITING]
        others = [shown(line) for line in lines if line.standing(now) not in WAITING]
        said: list[str] = []
        if waiting:
            heading = t.gettext("Väntar på dig")
            said += [heading_line(heading), *waiting]
        if others:
            heading = t.gettext("Övriga")
            said += [f"\n{heading_line(heading)}", *others]
        return [_said(got, text, escaped=True) for text in chunks(said)]

    async def _pressed(
        self, session: AsyncSession, got: Received, staff: Staff, token: str
    ) -> Letters:
        meant = StaffButtons(self.parts.settings.secret_key).meant(token, staff.id)
        if meant is None:
            # NOTE: A coach pressed a button that does not work.
            text = catalog(staff.language).gettext("Den knappen går inte att använda.")
        else:
            text = await done(session, self.parts, staff, *meant)
        return _letters(got, [_said(got, text)])


def _command(got: Received) -> str:
    """Read which command was given; empty for anything else."""
    match got.arrival.event:
        case Command(name=name):
            return name
        case Typed(text=text) if text.startswith("/"):
            return text[1:].partition(" ")[0].partition("@")[0].lower()
        case Opened():
            return "help"
    return ""


def _letters(got: Received, messages: list[Message]) -> Letters:
    confirm = {"do": "confirm", "callback": got.callback, "text": ""}
    return Letters(tuple(messages), (confirm,) if got.callback else ())


def _said(got: Received, text: str, *, escaped: bool = False) -> Message:
    said = text if escaped else html.escape(text, quote=False)
    return "line", {"chat": got.chat_id, "do": "text", "text": said}


def _welcome(staff: Staff) -> str:
    t = catalog(staff.language)
    # NOTE: Said in Telegram when a coach's chat has been linked to the account.
    linked = t.gettext("Nu är chatten kopplad till ditt konto.")
    return f"{linked}\n\n{_help(t)}"


def _help(t: Catalog) -> str:
    lines = []
    for name, does in staff_commands(t):
        lines.append(f"/{name} – {does}")
    # NOTE: In the staff's help in Telegram: how to stop it.
    lines.append(t.gettext("På webben, under Sammanställning, kan du koppla bort chatten igen."))
    return "\n".join(lines)


def staff_commands(t: Catalog) -> list[tuple[str, str]]:
    """List (command, what it does) for the staff."""
    return [
        # NOTE: What the command /caseload does, for coaches. Short.
        ("caseload", t.gettext("dina deltagare, först de som väntar på dig")),
        # NOTE: What the command /digest does, for coaches. Short.
        ("digest", t.gettext("sammanställningen just nu")),
        # NOTE: What the command /help does, for coaches. Short.
        ("help", t.gettext("den här hjälpen")),
    ]
