"""Everything that is stored about a participant, for them, on paper: with the coach's own notes.

The person may ask to see these; in the chat they never stand. It is in the participant's language.
"""

from starlette.responses import Response

from admin.web.guard import look_at_participant
from admin.web.visit import Visit
from bot.files.personal_data import personal_data_parts, personal_data_title
from storage.people.audit import Audit
from storage.tables.people import Participant


async def _nothing(_visit: Visit) -> None:
    """Nothing here depends on what was seen before this look."""


@look_at_participant(Audit.DATA_PRINTED, before=_nothing, own_only=True)
async def show(visit: Visit, participant: Participant, _before: None) -> Response:
    """Show it as one page that prints; a recording is named, and played in the chat."""
    parts, theirs = await personal_data_parts(visit.app, participant.id, {}, {}, with_notes=True)
    return visit.desk.pages.html(
        "notes/printed_data.html",
        theirs,
        home=f"/admin/participants/{participant.pseudonym}",
        back=visit.texts.gettext("Tillbaka"),
        title=personal_data_title(theirs),
        parts=parts,
    )
