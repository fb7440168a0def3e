"""The one builder of people: staff, participants, and what is about them. All are invented.

Everything is written straight into the database, by the program's own functions where they say
what is meant; ``tests.walk`` and the channels' helpers let people speak instead.
"""

from tests.people.agenda import (
    add_occasion,
    leave_rating_half_way,
    messages,
    occasions,
    planned_messages,
)
from tests.people.caseload import fill_caseload
from tests.people.meetings import TUESDAY, Diary, add_meeting, message_figure, open_diary, tuesday
from tests.people.participants import (
    add_participant,
    block_accounts,
    change_participant,
    change_plan,
    enrol_participants,
    invite_participant,
)
from tests.people.ratings import add_rating
from tests.people.spoken_words import keep_recording
from tests.people.staff import PASSWORD, add_coach, add_staff, change_staff, lead, staff_member
from tests.people.steps import comment_only_step, suggest_own_step
from tests.people.trials import note_trial
from tests.people.voices import different_sounds, speak, speak_everything

# Amal learns Swedish and writes Arabic; Bo has been ill for long; Kim is young and at home.
AMAL, BO, KIM = 1001, 1002, 1003

__all__ = [
    "AMAL",
    "BO",
    "KIM",
    "PASSWORD",
    "TUESDAY",
    "Diary",
    "add_coach",
    "add_meeting",
    "add_occasion",
    "add_participant",
    "add_rating",
    "add_staff",
    "block_accounts",
    "change_participant",
    "change_plan",
    "change_staff",
    "comment_only_step",
    "different_sounds",
    "enrol_participants",
    "fill_caseload",
    "invite_participant",
    "keep_recording",
    "lead",
    "leave_rating_half_way",
    "message_figure",
    "messages",
    "note_trial",
    "occasions",
    "open_diary",
    "planned_messages",
    "speak",
    "speak_everything",
    "staff_member",
    "suggest_own_step",
    "tuesday",
]
