"""Lines of the audit log as they are shown."""

from dataclasses import dataclass

from admin.audit.labels import deed_label
from admin.web.visit import Visit
from dialogs.texts import clean, isolate
from storage.audit.reading import LogLine
from storage.people.audit import BY_THEMSELVES, Audit, audit_of


@dataclass(frozen=True)
class ShownLine:
    """A line: when, who, what; ``code`` is the participant's, "" for nobody's."""

    when: str
    who: str
    deed: str
    code: str


def shown_line(visit: Visit, line: LogLine) -> ShownLine:
    """Write a line out in the reader's language."""
    return ShownLine(
        visit.texts.moment(line.at, visit.zone),
        _who(visit, line),
        _deed(visit, line),
        line.pseudonym,
    )


def _who(visit: Visit, line: LogLine) -> str:
    t, action = visit.texts, audit_of(line.action)
    if line.staff:
        return clean(line.staff)
    if action in BY_THEMSELVES:
        # NOTE: In the log, as who did it: the participant.
        return t.gettext("deltagaren själv")
    if action is Audit.SIGNED_IN:
        # NOTE: In the log, as who tried to sign in.
        return t.gettext("okänd")
    # NOTE: In the log, as who did it: on the command line, where nobody has a name.
    return t.gettext("driften")


def _deed(visit: Visit, line: LogLine) -> str:
    t, deed = visit.texts, deed_label(visit.texts, line.action)
    if not line.allowed:
        # NOTE: In the log: somebody tried to do {deed}, and was turned away.
        deed = t.gettext("nekades: {deed}").format(deed=deed)
    if not line.about:
        return deed
    name = isolate(clean(line.about))
    if line.pseudonym and audit_of(line.action) is not Audit.HANDED_OVER:
        # NOTE: In the log: {deed} was done by a substitute for the coach {name}.
        return t.gettext("{deed}, som vikarie för {name}").format(deed=deed, name=name)
    # NOTE: In the log: {deed} is what was done, {name} whom of the staff it was about.
    return t.gettext("{deed}: {name}").format(deed=deed, name=name)
