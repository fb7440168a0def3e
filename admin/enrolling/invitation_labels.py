"""How far an invitation has come, in words for the staff."""

import datetime as dt
from zoneinfo import ZoneInfo

from bot.languages.catalog import Catalog
from dialogs.people.invitation_state import InvitationState, NewestInvitation
from dialogs.texts import near_day


def invitation_label(
    t: Catalog, state: InvitationState, newest: NewestInvitation, today: dt.date, zone: ZoneInfo
) -> str:
    """Say how far somebody's invitation has come, with its day where that helps."""

    def day(at: dt.datetime | None) -> str:
        return near_day(t, at.astimezone(zone).date(), today) if at else ""

    match state:
        case InvitationState.WAITING:
            # NOTE: Beside a participant; {day}: when the invitation was made.
            return t.gettext("inte öppnad sedan {day}").format(day=day(newest.made_at))
        case InvitationState.EXPIRED:
            # NOTE: Beside a participant; {day}: up to when the invitation could be opened.
            return t.gettext("gick ut {day}").format(day=day(newest.expires_at))
        case InvitationState.WITHDRAWN:
            # NOTE: Beside a participant; {day}: when the coach ended the invitation.
            return t.gettext("återtagen {day}").format(day=day(newest.withdrawn_at))
        case InvitationState.NONE:
            # NOTE: Beside a participant: there has never been an invitation.
            return t.gettext("ingen inbjudan")
        case InvitationState.UNOPENED:
            # NOTE: Beside a participant; {day}: up to when the invitation can be opened.
            return t.gettext("inte öppnad än, gäller till {day}").format(day=day(newest.expires_at))
        case InvitationState.OPENED:
            # NOTE: Beside a participant who has opened the invitation and said neither yes nor no.
            return t.gettext("öppnad, inget svar än")
        case InvitationState.DECLINED:
            # NOTE: Beside a participant who does not want to use the bot.
            return t.gettext("tackat nej till boten")
        case InvitationState.BOUND:
            # NOTE: Beside a participant who has said yes to the bot.
            return t.gettext("med i boten")
