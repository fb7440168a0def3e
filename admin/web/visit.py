"""A visit: one request of somebody who is signed in, and the pages they get."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from admin.web.desk import Desk
from admin.web.input import moment_of
from admin.web.session import Session
from bot.app_context import AppContext
from bot.languages.catalog import Catalog, catalog
from bot.languages.spoken import staff_languages
from dialogs.texts import clean
from storage.people.audit import Audit, log_action
from storage.tables.people import Participant, Staff

_SHOWN_ONCE = {"kept", "codes", "link"}
"""What a page has that would be lost with it."""

_RELINKED_SHOWN = dt.timedelta(days=7)
"""For so long every page says that their account got a new link; the account's own, for longer."""


@dataclass(frozen=True)
class Visit:
    """Who asks for what. ``form`` is what they posted, known to come from a page of theirs."""

    desk: Desk
    request: Request
    staff: Staff
    session: Session
    now: dt.datetime
    """When the request was read (UTC): one moment for all that comes of it."""
    form: Mapping[str, str] = field(default_factory=dict)
    file: bytes | None = b""
    """What came in the form as a file, where the handler takes one; None: it is too large."""

    @property
    def app(self) -> AppContext:
        """Give the parts that every handler works with."""
        return self.desk.app

    @property
    def texts(self) -> Catalog:
        """Give the texts in this person's language."""
        return catalog(self.staff.language)

    @property
    def zone(self) -> ZoneInfo:
        """Give the installation's time zone."""
        return self.desk.app.settings.timezone

    @property
    def shown_at(self) -> dt.datetime:
        """Give when the page was made whose button was pressed, where it says so (UTC)."""
        return min(moment_of(self.form.get("shown", "")) or self.now, self.now)

    @property
    def today(self) -> dt.date:
        """Give the installation's local day."""
        return self.now.astimezone(self.zone).date()

    def page(self, template: str, status_code: int = 200, **more: Any) -> Response:
        """Show a page."""
        # A form with faults is nowhere but on this page: another language would lose it.
        is_only_here = status_code in (409, 422) or bool(_SHOWN_ONCE & more.keys())
        return self.desk.pages.html(
            template,
            self.texts,
            status_code,
            who=clean(self.staff.name),
            role=self.staff.role,
            roles=self.staff.roles,
            token=self.desk.sessions.token(self.session),
            here=self.request.url.path,
            readdressed=self.staff.email_before is not None,
            relinked=self._is_relinked(),
            choices=[] if is_only_here else _language_choices(),
            chosen=self.staff.language,
            is_protected=getattr(self.request.state, "is_protected", False),
            **more,
        )

    def _is_relinked(self) -> bool:
        at = self.staff.relinked_at
        return at is not None and self.now - at < _RELINKED_SHOWN

    def mark_protected(self, participant: Participant) -> None:
        """Let every page of this visit say so where the participant's identity is protected."""
        self.request.state.is_protected = participant.protected

    async def log(
        self,
        session: AsyncSession,
        action: Audit,
        *,
        participant_id: int | None = None,
        about_staff_id: int | None = None,
        sub_project_id: int | None = None,
    ) -> None:
        """Log that this person does it, now; about whom or what, as ``log_action`` says."""
        await log_action(
            session,
            action,
            self.now,
            staff_id=self.staff.id,
            participant_id=participant_id,
            about_staff_id=about_staff_id,
            sub_project_id=sub_project_id,
        )

    def go_to(self, address: str, said: str = "") -> Response:
        """Lead to a page of ours after something was done; ``said``: the code of what it says."""
        response = RedirectResponse(address, 303)
        if said:
            self.desk.flash.put(response, said, self.staff.id)
        return response

    def go_to_participant(
        self, participant: Participant, place: str = "", said: str = ""
    ) -> Response:
        """Lead to a participant's page; ``place`` names what is below it, or on it (#)."""
        return self.go_to(f"/admin/participants/{participant.pseudonym}{place}", said)

    def missing(self) -> Response:
        """Say that there is nothing here: the same page for what is not there and not theirs."""
        return self.page("web/missing.html", 404)


def _language_choices() -> list[tuple[str, str]]:
    return list(staff_languages().items())
