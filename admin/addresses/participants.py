"""The addresses of one participant in the coaches' module."""

from admin.audit import pages as audit
from admin.coach_view import pages as coach_view
from admin.conversation import page as conversation
from admin.goals import pages as goals
from admin.invitations import pages as invitations
from admin.meetings import attendance
from admin.meetings import pages as meetings
from admin.meetings import sound as meeting_sound
from admin.needs import pages as needs
from admin.notes import pages as notes
from admin.notes import printed_data
from admin.occasions import knocks
from admin.occasions import pages as occasions
from admin.paper import entry as paper_entry
from admin.paper import own as own_paper
from admin.participant import channels
from admin.participant import page as participant
from admin.particulars import page as particulars
from admin.particulars import withdrawal
from admin.requests import pages as requests
from admin.review import pages as review
from admin.spoken import page as spoken
from admin.steps import corrections as step_corrections
from admin.steps import pages as steps
from admin.steps import terms as step_terms
from admin.together import pages as together
from admin.web.guard import Guarded
from bot.web import row_id  # noqa: F401  # addresses name rows

_ONE = "/admin/participants/{pseudonym}"
_TOGETHER = f"{_ONE}/together"
_PAPER = f"{_ONE}/paper/{{rating:row}}"
_MEETING = f"{_ONE}/meetings/{{meeting:row}}"

PARTICIPANT_ROUTES: tuple[tuple[str, str, Guarded], ...] = (
    ("GET", _ONE, participant.show),
    ("GET", f"{_ONE}/conversation", conversation.show),
    ("GET", f"{_ONE}/conversation/both", conversation.show_both),
    ("GET", f"{_ONE}/conversation/{{earlier:row}}", conversation.show),
    ("GET", f"{_ONE}/history", audit.history),
    ("GET", f"{_ONE}/history/{{before:row}}", audit.history),
    ("GET", f"{_ONE}/hand-over", requests.choose_successor),
    ("POST", f"{_ONE}/hand-over", requests.ask_successor),
    ("GET", f"{_ONE}/invitation", invitations.confirm),
    ("POST", f"{_ONE}/invitation", invitations.renew),
    ("GET", f"{_ONE}/particulars", particulars.show),
    ("POST", f"{_ONE}/particulars", particulars.correct),
    ("GET", f"{_ONE}/withdrawal", withdrawal.confirm),
    ("POST", f"{_ONE}/withdrawal", withdrawal.withdraw),
    ("GET", f"{_ONE}/meetings/new", meetings.new),
    ("POST", f"{_ONE}/meetings/new", meetings.make),
    ("GET", _MEETING, meetings.edit),
    ("POST", _MEETING, meetings.change),
    ("POST", f"{_MEETING}/sound", meeting_sound.record),
    ("POST", f"{_MEETING}/sound/remove", meeting_sound.remove),
    ("GET", f"{_MEETING}/sound.m4a", meeting_sound.play),
    ("GET", f"{_MEETING}/cancel", meetings.confirm),
    ("POST", f"{_MEETING}/cancel", meetings.cancel),
    ("POST", f"{_MEETING}/attendance", attendance.note),
    ("POST", f"{_ONE}/occasions/reason", occasions.explain),
    ("POST", f"{_ONE}/occasions/remind", occasions.remind),
    ("POST", f"{_ONE}/occasions/extra", occasions.extra),
    ("POST", f"{_ONE}/occasions/exit", occasions.decide_exit),
    ("POST", f"{_ONE}/occasions/way", occasions.decide_contact_preferences),
    ("POST", f"{_ONE}/occasions/knock", knocks.decide_knock),
    ("GET", f"{_ONE}/paper", paper_entry.new),
    ("POST", f"{_ONE}/paper", paper_entry.enter),
    ("GET", f"{_ONE}/paper/blank", own_paper.show),
    ("POST", f"{_ONE}/paper/blank", own_paper.add_code),
    ("GET", _PAPER, paper_entry.edit),
    ("POST", _PAPER, paper_entry.correct),
    ("GET", f"{_PAPER}/take-back", paper_entry.confirm),
    ("POST", f"{_PAPER}/take-back", paper_entry.take_back),
    ("GET", _TOGETHER, together.choose),
    ("POST", _TOGETHER, together.begin),
    ("GET", f"{_TOGETHER}/{{seat}}", together.ask),
    ("POST", f"{_TOGETHER}/{{seat}}", together.answer),
    ("GET", f"{_TOGETHER}/{{seat}}/back", together.give_back),
    ("POST", f"{_ONE}/helper", together.ask_for_helper),
    ("POST", f"{_ONE}/helper/removal", together.take_back_helper),
    ("GET", f"{_ONE}/spoken/{{recording:row}}.m4a", spoken.play),
    ("POST", f"{_ONE}/channels", channels.shut),
    ("POST", f"{_ONE}/goals", goals.word),
    ("GET", f"{_ONE}/notes", notes.show),
    ("POST", f"{_ONE}/notes", notes.write),
    ("POST", f"{_ONE}/notes/{{note:row}}", notes.correct),
    ("POST", f"{_ONE}/notes/{{note:row}}/withdrawal", notes.withdraw),
    ("GET", f"{_ONE}/data", printed_data.show),
    ("POST", f"{_ONE}/view", coach_view.give),
    ("POST", f"{_ONE}/view/exit", coach_view.give_at_exit),
    ("POST", f"{_ONE}/review", review.decide),
    ("POST", f"{_ONE}/review/{{review:row}}/withdrawal", review.withdraw),
    ("POST", f"{_ONE}/needs", needs.mark),
    ("POST", f"{_ONE}/calls", needs.call),
    ("POST", f"{_ONE}/steps", steps.add),
    ("POST", f"{_ONE}/steps/{{step:row}}", steps.comment),
    ("POST", f"{_ONE}/steps/{{step:row}}/words", step_corrections.correct),
    ("POST", f"{_ONE}/steps/{{step:row}}/terms", step_terms.agree),
    ("POST", f"{_ONE}/steps/{{step:row}}/withdrawal", step_corrections.withdraw),
)
"""Method, path and handler; the first that fits is taken."""
