"""Who may what: every address of the coaches' module, and every command, with whom it lets in.

Written by hand beside the program. An address or a command without a line here fails in
``tests.test_access``; whoever adds one says first who may use it.
"""

STRANGER, PARTICIPANT, GONE = "stranger", "participant", "somebody whose account is closed"
OWN, SUBSTITUTE, OTHER = "own coach", "substitute", "another's coach"
ASKED = "somebody asked to be a substitute, who has not said yes"
LEADER, OTHER_LEADER = "leader", "leader of another sub-project"
EVALUATING, TRANSLATING, RUNNING = "evaluator", "translator", "administrator"
HELPING, OTHER_HELPER = "helper beside the participant", "helper beside nobody"

NOBODY = frozenset[str]()
OWN_COACH = frozenset({OWN})
CASE = frozenset({OWN, SUBSTITUTE})
"""Those who see the participant whom the address names."""
COACHES = frozenset({OWN, SUBSTITUTE, ASKED, OTHER})
LEADERS = frozenset({LEADER, OTHER_LEADER})
ADMIN, EVALUATOR = frozenset({RUNNING}), frozenset({EVALUATING})
INVITING = COACHES | ADMIN
DIGEST_READERS = COACHES | LEADERS
PLANNERS = LEADERS | ADMIN
PLAN = frozenset({LEADER, RUNNING})
"""Those who change the sub-project that the address names."""
FIGURES = LEADERS | ADMIN | EVALUATOR
COMPLETENESS = COACHES | FIGURES
TRANSLATORS = ADMIN | {TRANSLATING}
HELPERS = frozenset({HELPING, OTHER_HELPER})
BESIDE = frozenset({HELPING})
"""The helper whose seat the address names."""
STAFF = COMPLETENESS | HELPERS | {TRANSLATING}
EVERYBODY = STAFF | {STRANGER, PARTICIPANT, GONE}

ADDRESSES = {
    "POST /admin/logout": STAFF,
    "POST /admin/language": STAFF,
    "GET /admin/account": STAFF,
    "POST /admin/account": STAFF,
    "GET /admin/account/address": STAFF,
    "POST /admin/account/address": STAFF,
    "GET /admin/account/app": STAFF,
    "POST /admin/account/app": STAFF,
    "GET /admin/account/passkeys": STAFF,
    "POST /admin/account/passkeys": STAFF,
    "GET /admin/account/passkeys/options": STAFF,
    "GET /admin/account/passkeys/remove": STAFF,
    "POST /admin/account/passkeys/remove": STAFF,
    "GET /admin/account/sessions": STAFF,
    "POST /admin/account/sessions": STAFF,
    "GET /admin": STAFF,
    "GET /admin/overview": FIGURES,
    "GET /admin/overview/{leaf:row}": FIGURES,
    "GET /admin/export": EVALUATOR,
    "POST /admin/export": EVALUATOR,
    "GET /admin/audit": ADMIN,
    "GET /admin/staff": ADMIN,
    "GET /admin/staff/new": ADMIN,
    "POST /admin/staff/new": ADMIN,
    "GET /admin/staff/invitation": ADMIN,
    "GET /admin/staff/{staff:row}": ADMIN,
    "POST /admin/staff/{staff:row}": ADMIN,
    "POST /admin/staff/{staff:row}/invitation": ADMIN,
    "GET /admin/staff/{staff:row}/hand-over": ADMIN,
    "POST /admin/staff/{staff:row}/hand-over": ADMIN,
    "GET /admin/staff/{staff:row}/leave": ADMIN,
    "POST /admin/staff/{staff:row}/leave": ADMIN,
    "GET /admin/staff/{staff:row}/requests": ADMIN,
    "POST /admin/staff/{staff:row}/requests": ADMIN,
    "POST /admin/staff/{staff:row}/requests/{request:row}": ADMIN,
    "GET /admin/requests": COACHES,
    "POST /admin/requests": COACHES,
    "POST /admin/requests/{request:row}": CASE,
    "POST /admin/list": COACHES,
    "GET /admin/list/search": COACHES,
    "POST /admin/list/search": COACHES,
    "POST /admin/participants/{pseudonym}/review": CASE,
    "POST /admin/participants/{pseudonym}/review/{review:row}/withdrawal": CASE,
    "POST /admin/participants/{pseudonym}/needs": CASE,
    "POST /admin/participants/{pseudonym}/calls": CASE,
    "GET /admin/participants/{pseudonym}": CASE,
    "GET /admin/participants/{pseudonym}/conversation": CASE,
    "GET /admin/participants/{pseudonym}/conversation/{earlier:row}": CASE,
    "GET /admin/participants/{pseudonym}/history": CASE,
    "GET /admin/participants/{pseudonym}/history/{before:row}": CASE,
    "GET /admin/participants/{pseudonym}/hand-over": OWN_COACH,
    "POST /admin/participants/{pseudonym}/hand-over": OWN_COACH,
    "GET /admin/participants/{pseudonym}/invitation": CASE,
    "POST /admin/participants/{pseudonym}/invitation": CASE,
    "GET /admin/participants/{pseudonym}/particulars": CASE,
    "POST /admin/participants/{pseudonym}/particulars": CASE,
    "GET /admin/participants/{pseudonym}/withdrawal": CASE,
    "POST /admin/participants/{pseudonym}/withdrawal": CASE,
    "GET /admin/participants/{pseudonym}/meetings/new": CASE,
    "POST /admin/participants/{pseudonym}/meetings/new": CASE,
    "GET /admin/participants/{pseudonym}/meetings/{meeting:row}": CASE,
    "POST /admin/participants/{pseudonym}/meetings/{meeting:row}": CASE,
    "POST /admin/participants/{pseudonym}/meetings/{meeting:row}/sound": CASE,
    "POST /admin/participants/{pseudonym}/meetings/{meeting:row}/sound/remove": CASE,
    "GET /admin/participants/{pseudonym}/meetings/{meeting:row}/sound.m4a": CASE,
    "GET /admin/participants/{pseudonym}/meetings/{meeting:row}/cancel": CASE,
    "POST /admin/participants/{pseudonym}/meetings/{meeting:row}/cancel": CASE,
    "POST /admin/participants/{pseudonym}/meetings/{meeting:row}/attendance": CASE,
    "POST /admin/participants/{pseudonym}/occasions/reason": CASE,
    "POST /admin/participants/{pseudonym}/occasions/remind": CASE,
    "POST /admin/participants/{pseudonym}/occasions/extra": CASE,
    "POST /admin/participants/{pseudonym}/occasions/exit": CASE,
    "POST /admin/participants/{pseudonym}/occasions/way": CASE,
    "POST /admin/participants/{pseudonym}/occasions/knock": CASE,
    "GET /admin/participants/{pseudonym}/paper": CASE,
    "POST /admin/participants/{pseudonym}/paper": CASE,
    "GET /admin/participants/{pseudonym}/paper/blank": CASE,
    "POST /admin/participants/{pseudonym}/paper/blank": CASE,
    "GET /admin/participants/{pseudonym}/paper/{rating:row}": CASE,
    "POST /admin/participants/{pseudonym}/paper/{rating:row}": CASE,
    "GET /admin/participants/{pseudonym}/paper/{rating:row}/take-back": CASE,
    "POST /admin/participants/{pseudonym}/paper/{rating:row}/take-back": CASE,
    "GET /admin/participants/{pseudonym}/together": CASE,
    "POST /admin/participants/{pseudonym}/together": CASE,
    "GET /admin/participants/{pseudonym}/together/{seat}": CASE,
    "POST /admin/participants/{pseudonym}/together/{seat}": CASE,
    "GET /admin/participants/{pseudonym}/together/{seat}/back": CASE,
    "POST /admin/participants/{pseudonym}/helper": CASE,
    "POST /admin/participants/{pseudonym}/helper/removal": CASE,
    "GET /admin/participants/{pseudonym}/spoken/{recording:row}.m4a": CASE,
    "POST /admin/participants/{pseudonym}/channels": CASE,
    "GET /admin/participants/{pseudonym}/conversation/both": CASE,
    "POST /admin/participants/{pseudonym}/view": CASE,
    "POST /admin/participants/{pseudonym}/view/exit": CASE,
    "POST /admin/participants/{pseudonym}/goals": CASE,
    "GET /admin/participants/{pseudonym}/notes": OWN_COACH,
    "POST /admin/participants/{pseudonym}/notes": OWN_COACH,
    "POST /admin/participants/{pseudonym}/notes/{note:row}": OWN_COACH,
    "POST /admin/participants/{pseudonym}/notes/{note:row}/withdrawal": OWN_COACH,
    "GET /admin/participants/{pseudonym}/data": OWN_COACH,
    "POST /admin/participants/{pseudonym}/steps/{step:row}/terms": CASE,
    "POST /admin/participants/{pseudonym}/steps": CASE,
    "POST /admin/participants/{pseudonym}/steps/{step:row}": CASE,
    "POST /admin/participants/{pseudonym}/steps/{step:row}/words": CASE,
    "POST /admin/participants/{pseudonym}/steps/{step:row}/withdrawal": CASE,
    "GET /admin/plans": PLANNERS,
    "POST /admin/plans/new": ADMIN,
    "GET /admin/plans/{project:row}": PLAN,
    "POST /admin/plans/{project:row}": PLAN,
    "GET /admin/plans/{project:row}/name": ADMIN,
    "POST /admin/plans/{project:row}/name": ADMIN,
    "POST /admin/plans/{project:row}/removal": ADMIN,
    "GET /admin/plans/{project:row}/leaders": ADMIN,
    "POST /admin/plans/{project:row}/leaders": ADMIN,
    "GET /admin/invitations/new": INVITING,
    "POST /admin/invitations/new": INVITING,
    "GET /admin/invitations/code": INVITING,
    "GET /admin/completeness": COMPLETENESS,
    "GET /admin/completeness/{leaf:row}": COMPLETENESS,
    "GET /admin/enrolments/new": INVITING,
    "POST /admin/enrolments/new": INVITING,
    "GET /admin/enrolments/list": INVITING,
    "POST /admin/enrolments/list": INVITING,
    "GET /admin/enrolments/invitations": COACHES,
    "POST /admin/enrolments/invitations": COACHES,
    "GET /admin/digest": DIGEST_READERS,
    "POST /admin/digest": DIGEST_READERS,
    "GET /admin/digest/telegram": DIGEST_READERS,
    "POST /admin/digest/telegram": NOBODY,
    "POST /admin/digest/unlink": DIGEST_READERS,
    "GET /admin/translations": TRANSLATORS,
    "GET /admin/translations/{language}": TRANSLATORS,
    "GET /admin/translations/{language}/in/{state}": TRANSLATORS,
    "GET /admin/translations/{language}/sheet": TRANSLATORS,
    "GET /admin/translations/{language}/participants.po": TRANSLATORS,
    "GET /admin/translations/{language}/participants.toml": TRANSLATORS,
    "POST /admin/translations/{language}/steps/{instrument}": TRANSLATORS,
    "GET /admin/translations/{language}/{source}": TRANSLATORS,
    "POST /admin/translations/{language}/{source}": TRANSLATORS,
    "GET /admin/paper": INVITING,
    "GET /admin/paper/{instrument}/{language}": INVITING,
    "POST /admin/translations/{language}/{source}/recording": TRANSLATORS,
    "POST /admin/translations/{language}/{source}/recording/remove": TRANSLATORS,
    "GET /admin/calendar": COACHES,
    "POST /admin/calendar": COACHES,
    "GET /admin/calendar/removal": COACHES,
    "POST /admin/calendar/removal": COACHES,
    "GET /admin/beside": HELPERS,
    "GET /admin/beside/{beside:row}": BESIDE,
    "POST /admin/beside/{beside:row}": BESIDE,
    "GET /admin/contact": COACHES,
    "POST /admin/contact": COACHES,
    "GET /admin/{rest:path}": NOBODY,
}
"""Of those who have come in; the door itself is for everybody."""

OPEN, THEIRS = "everybody", "participants, each for themselves"
OTHER_ADDRESSES = {
    "GET /": OPEN,
    "GET /c/{code}": OPEN,
    "POST /c/{code}": OPEN,
    "GET /chat": THEIRS,
    "POST /chat": THEIRS,
    "GET /chat/help": THEIRS,
    "GET /chat/coach": THEIRS,
    "GET /chat/mydata": THEIRS,
    "POST /chat/mydata": THEIRS,
    "GET /chat/link": THEIRS,
    "GET /chat/knock": THEIRS,
    "POST /chat/knock": THEIRS,
    "GET /chat/meetings/{meeting:row}.ics": THEIRS,
    "GET /chat/next.ics": THEIRS,
    "GET /chat/spoken/{recording:row}.m4a": THEIRS,
    "GET /chat/heard/{sound:row}.ogg": THEIRS,
    "GET /chat/heard/{sound:row}.m4a": THEIRS,
    "POST /chat/listening": THEIRS,
    "POST /chat/beside": THEIRS,
    "POST /chat/link": THEIRS,
    "POST /chat/out": THEIRS,
    "POST /sms/{key}/report/{message:row}": OPEN,  # with a key of the gateway's
    "POST /sms/{key}/answer": OPEN,  # the same
    "GET /notices.js": OPEN,
    "GET /clips/{name}": OPEN,
    "GET /health": OPEN,
    "GET /static/": OPEN,
    "GET /static/staff/{kind}.css": OPEN,
    "GET /{path:path}/": OPEN,
}
"""Whatever is not the coaches' module."""

COMMANDS = {
    "chat": "",  # an invented person, on a database that is thrown away
    "check": "",
    "confirm-clock": "",
    "demo": "",  # invented people
    "export ratings": "exported ratings",
    "invite": "invited",
    "key": "",
    "migrate": "",
    "move-lookups": "",  # pseudonyms alone, of those who need new invitations
    "reminders": "",  # pseudonyms alone, and nothing that anybody has said
    "serve": "",
    "staff add": "added staff",
    "staff link": "invited staff anew",
    "staff phone": "changed contact details of staff",
    "tick": "",  # as "reminders"
    "voice status": "",
}
"""Each command for the operator, with what the log says of it where it is about somebody."""
