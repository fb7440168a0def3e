"""Telegram for the staff: linking a chat, commands, and the buttons below a digest.

Asked only where no participant was found, so that participants' turns do not pay for it.
"""

import html
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.app_context import AppContext
from bot.channels.telegram.answers import TelegramAnswer, confirmations
from bot.channels.telegram.outgoing.kinds import TextMessage
from bot.channels.telegram.updates import CHANNEL, TelegramArrival
from bot.languages.catalog import Catalog, catalog
from bot.languages.spoken import SOURCE_LANGUAGE, language_of, staff_languages
from bot.staff.button_actions import carry_out_button
from bot.staff.buttons import BUTTON_PREFIX, StaffButtons
from bot.staff.digest_letter import chat_line, chunks, heading_line
from bot.staff.digests import chat_messages, news_for
from bot.turn.arrival import ButtonPress
from dialogs.caseload.row import CaseloadRow, Standing
from dialogs.engine.event import Command, Opened, Typed
from dialogs.labels.statuses import status_label
from dialogs.people.staff import StaffRole
from dialogs.words.pasted import is_only_code, pasted_code
from storage.caseload.caseload import caseload_rows
from storage.people.audit import Audit, log_action
from storage.people.invitations import invited_participant
from storage.people.participants import hold_person
from storage.staff.chats import link_chat, record_chat_reachable, staff_in_chat
from storage.tables.people import Staff

LINK_CODE_PREFIX = "s-"
"""What the start payload of a staff link begins with; of some 4,000 invitations one does too."""

OWN_COMMANDS = ("caseload", "digest")
"""Commands that only the staff have."""


@dataclass(frozen=True)
class StaffChannel:
    """Answers the staff's own chats."""

    app: AppContext

    def claims(self, got: TelegramArrival) -> bool:
        """Tell whether an update is by its form one for the staff, whoever else the chat is of."""
        if isinstance(got.event, ButtonPress):
            return got.event.token.startswith(BUTTON_PREFIX)
        return bool(_link_code(got)) or _command_name(got) in OWN_COMMANDS

    async def beside(self, session: AsyncSession, got: TelegramArrival) -> list[TextMessage]:
        """Say to a member of staff who has opened an invitation that the chat stays theirs."""
        staff = await staff_in_chat(session, got.chat_id)
        if staff is None:
            return []
        # NOTE: Said to a coach who has opened a participant's invitation in the own chat.
        line = catalog(staff.language).gettext(
            "Chatten är fortfarande kopplad till ditt konto som personal, och /caseload och "
            "/digest fungerar som förut. Nu gäller den också inbjudan som du har öppnat."
        )
        return [_text_message(got, line)]

    async def answer(self, session: AsyncSession, got: TelegramArrival) -> TelegramAnswer | None:
        """Answer an update of a chat of the staff's; None for strangers."""
        code = _link_code(got)
        if code:
            return await self._answer_link(session, got, code)
        staff = await staff_in_chat(session, got.chat_id)
        if staff is None:
            return None
        await record_chat_reachable(session, got.chat_id, reachable=got.reachable is not False)
        if got.reachable is not None:
            return TelegramAnswer((), ())
        if isinstance(got.event, ButtonPress):
            return await self._answer_press(session, got, staff, got.event.token)
        return _with_confirmation(got, await self._answer_command(session, got, staff))

    async def _answer_link(
        self, session: AsyncSession, got: TelegramArrival, code: str
    ) -> TelegramAnswer | None:
        """Link the chat, and say so, or say that the link does not hold any more."""
        now = self.app.clock()
        staff = await link_chat(session, code.removeprefix(LINK_CODE_PREFIX), got.chat_id, now)
        if staff is not None:
            lines = [_welcome_text(staff)]
            if await hold_person(session, CHANNEL, got.address) is not None:
                # NOTE: Said to a coach who takes part too, in the same chat.
                own = catalog(staff.language).gettext("Din egen stjärna finns kvar här som förut.")
                lines.append(own)
            return _with_confirmation(got, [_text_message(got, "\n\n".join(lines))])
        if await invited_participant(session, code) is not None:
            return None  # an invitation that begins like one of ours
        known = await staff_in_chat(session, got.chat_id)
        guessed = language_of(got.language)
        language = known.language if known else guessed
        if language not in staff_languages():
            language = SOURCE_LANGUAGE
        # NOTE: Said to a coach whose link to Telegram is used, old or replaced by a newer one.
        line = catalog(language).gettext(
            "Den länken gäller inte längre. På webben, under Sammanställning, finns en ny."
        )
        return _with_confirmation(got, [_text_message(got, line)])

    async def _answer_command(
        self, session: AsyncSession, got: TelegramArrival, staff: Staff
    ) -> list[TextMessage]:
        match _command_name(got):
            case "caseload":
                return await self._caseload(session, got, staff)
            case "digest":
                return await self._digest(session, got, staff)
            case _:
                return [_text_message(got, _help_text(catalog(staff.language)))]

    async def _digest(
        self, session: AsyncSession, got: TelegramArrival, staff: Staff
    ) -> list[TextMessage]:
        now = self.app.clock()
        await log_action(session, Audit.DIGEST_ASKED_IN_CHAT, now, staff_id=staff.id)
        news = await news_for(session, self.app, staff, staff.digested_at, now)
        # NOTE: Said to a coach who asks for the digest when there is nothing to tell.
        nothing = catalog(staff.language).gettext("Inget nytt.")
        return chat_messages(self.app, staff, news, got.chat_id) or [_text_message(got, nothing)]

    async def _caseload(
        self, session: AsyncSession, got: TelegramArrival, staff: Staff
    ) -> list[TextMessage]:
        t, app = catalog(staff.language), self.app
        now, zone, own = app.clock(), app.calendar.zone, StaffRole.COACH in staff.roles
        await log_action(session, Audit.CASELOAD_READ_IN_CHAT, now, staff_id=staff.id, allowed=own)
        if not own:
            # NOTE: Said to a leader who writes /caseload.
            return [_text_message(got, t.gettext("Bara handledare har egna deltagare här."))]
        today = now.astimezone(zone).date()
        lines = await caseload_rows(session, staff.id, now, today, zone)
        if not lines:
            # NOTE: Said to a coach who writes /caseload and has nobody in the list.
            return [_text_message(got, t.gettext("Du har inga deltagare just nu."))]

        def shown(line: CaseloadRow, standing: Standing) -> str:
            day = line.label_day(standing, zone)
            link = f"{app.settings.public_url}/admin/participants/{line.pseudonym}"
            return chat_line(line.pseudonym, status_label(t, standing.status, day, today), link)

        waiting: list[str] = []
        others: list[str] = []
        for line in lines:
            standing = line.standing_at(now)
            (waiting if standing.needs else others).append(shown(line, standing))
        said: list[str] = []
        if waiting:
            heading = t.gettext("Väntar på dig")
            said += [heading_line(heading), *waiting]
        if others:
            heading = t.gettext("Övriga")
            said += [f"\n{heading_line(heading)}", *others]
        return [_text_message(got, text, escaped=True) for text in chunks(said)]

    async def _answer_press(
        self, session: AsyncSession, got: TelegramArrival, staff: Staff, token: str
    ) -> TelegramAnswer:
        meant = StaffButtons(self.app.settings.secret_key).meaning_of(token, staff.id)
        if meant is None:
            # NOTE: A coach pressed a button that does not work.
            text = catalog(staff.language).gettext("Den knappen går inte att använda.")
        else:
            text = await carry_out_button(session, self.app, staff, *meant)
        return _with_confirmation(got, [_text_message(got, text)])


def _link_code(got: TelegramArrival) -> str:
    """Give the code of a staff link that was pressed or pasted; "" where there is none."""
    code = got.code
    if not code and isinstance(got.event, Typed) and is_only_code(got.event.text):
        code = pasted_code(got.event.text)
    return code if code.startswith(LINK_CODE_PREFIX) else ""


def _command_name(got: TelegramArrival) -> str:
    """Read which command was given; empty for anything else."""
    match got.event:
        case Command(name=name):
            return name
        case Typed(text=text) if text.startswith("/"):
            return text[1:].partition(" ")[0].partition("@")[0].lower()
        case Opened():
            return "help"
        case _:
            return ""


def _with_confirmation(got: TelegramArrival, messages: list[TextMessage]) -> TelegramAnswer:
    return TelegramAnswer(messages, confirmations(got))


def _text_message(got: TelegramArrival, text: str, *, escaped: bool = False) -> TextMessage:
    return TextMessage(got.chat_id, text if escaped else html.escape(text, quote=False))


def _welcome_text(staff: Staff) -> str:
    t = catalog(staff.language)
    # NOTE: Said in Telegram when a coach's chat has been linked to the account.
    linked = t.gettext("Nu är chatten kopplad till ditt konto.")
    return f"{linked}\n\n{_help_text(t)}"


def _help_text(t: Catalog) -> str:
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
