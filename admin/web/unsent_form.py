"""What somebody had typed when their session ended: sealed into the log-in page, for them alone.

Nothing of it is kept on the server, and it is only saved when they press once more.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.languages.catalog import Catalog
from storage.database.encryption import UnreadableError, vault

MOST_FORMS = 6
"""No language has more plural forms: Arabic has six."""
_NEVER_KEPT = re.compile("token|kept|code|password.*")


@dataclass(frozen=True)
class UnsentForm:
    """The fields of one form that ``staff_id`` posted to ``path``."""

    staff_id: int
    path: str
    fields: Mapping[str, str]

    @classmethod
    def of(cls, staff_id: int, path: str, form: Mapping[str, str]) -> "UnsentForm":
        """Keep what was posted, without what belongs to a session."""
        return cls(
            staff_id,
            path,
            {name: text for name, text in form.items() if not _NEVER_KEPT.fullmatch(name)},
        )

    def seal(self) -> str:
        """Write it so that nobody else can read it, or make another."""
        data = json.dumps([self.staff_id, self.path, dict(self.fields)], ensure_ascii=False)
        return vault().seal(data).decode()


def unseal(sealed: str) -> UnsentForm | None:
    """Read what was sealed; None for anything else."""
    try:
        staff_id, path, fields = json.loads(vault().open(sealed.encode()))
    except (TypeError, UnreadableError, ValueError):
        return None
    return UnsentForm(staff_id, path, fields)


def kept_facts(t: Catalog, kept: UnsentForm) -> dict[str, Any]:
    """Give what the page about a kept form says: for whom, in which form, and the words."""
    person, what = _place_of(t, kept.path)
    return {"person": person, "what": what, "typed": list(labelled_input(t, kept.fields))}


def _place_of(t: Catalog, path: str) -> tuple[str, str]:
    """Say whose participant a form is about, by pseudonym, and what the form is for."""
    match path.split("/")[2:]:
        case ["participants", person, *form]:
            return person, _form_of_participant(t, form)
        case ["plans", *_]:
            return "", t.gettext("Planer för skattningar")
        case ["invitations", *_]:
            return "", t.gettext("Bjud in en deltagare")
        case ["translations", _, "steps", _]:
            return "", t.gettext("Anteckna ett steg")
        case ["contact"]:
            return "", t.gettext("Kontaktuppgifter")
        case _:
            return "", ""


def _form_of_participant(t: Catalog, form: Sequence[str]) -> str:
    match form:
        case ["particulars"]:
            return t.gettext("Rätta uppgifter")
        case ["meetings", "new"]:
            return t.gettext("Boka möte")
        case ["meetings", _]:
            return t.gettext("Ändra mötet")
        case ["goals"]:
            return t.gettext("Skriv ett mål")
        case ["notes", *_]:
            return t.gettext("Egna anteckningar")
        case ["steps"]:
            return t.gettext("Lägg till ett steg")
        case ["steps", _]:
            return t.gettext("Kommentera")
        case ["paper", *_]:
            return t.gettext("Skriv in från papper")
        case ["review"]:
            return t.gettext("Fortsätta eller avsluta")
        case ["occasions", "exit"]:
            return t.gettext("Avslut")
        case _:
            return ""


def labelled_input(t: Catalog, fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Give what somebody has typed, with the words that stood above each field."""
    for name, label in input_labels(t).items():
        if fields.get(name, "").strip():
            yield label, fields[name].strip()


def input_labels(t: Catalog) -> dict[str, str]:
    """Name every field for words, in the order in which they stand."""
    return {
        "comment": t.gettext("Din kommentar till personen"),
        "words": t.gettext("Ett litet steg"),
        "goal": t.gettext("Målet, i personens egna ord"),
        "until": t.gettext("Senast"),
        "look_on": t.gettext("När boten frågar hur det har gått"),
        "day": t.gettext("Dag"),
        "time": t.gettext("Klockslag"),
        "place": t.gettext("Plats eller telefon"),
        "line": t.gettext("En rad till personen, om du vill"),
        "name": t.gettext("Vem är det?"),
        "new_project": t.gettext("Nytt delprojekt"),
        "project_name": t.gettext("Delprojektets namn"),
        "on": t.gettext("Sista dag"),
        "goes_on_until": t.gettext("Fortsätter till och med"),
        "decided_on": t.gettext("Dag för beslutet"),
        "why": t.gettext("Varför, med egna ord"),
        "filled_on": t.gettext("Dag då papperet fylldes i"),
        "by": t.gettext("Vem som gjorde det"),
        "done_on": t.gettext("Vilken dag"),
        "persons": t.gettext("Antal personer"),
        "note": t.gettext("Anteckning"),
        "own_note": t.gettext("Anteckning"),
        "every": t.gettext("Månader mellan skattningarna"),
        "follow_up": t.gettext("Månader mellan uppföljningarna"),
        "before": t.gettext("Dagar före"),
        "after": t.gettext("Dagar efter"),
        "reminders": t.gettext("Dagar för påminnelser"),
        "months": t.gettext("Månader man brukar vara med"),
        "review": t.gettext("Månader i en period"),
        "gap": t.gettext("Dagar utan kontakt"),
        "address": t.gettext("Mobilnummer eller e-postadress"),
        **{f"said{number}": t.gettext("Översättning") for number in range(MOST_FORMS)},
        "in_swedish": t.gettext("Vad det betyder, på svenska"),
        "device": t.gettext("Vad vill du kalla den?"),
        "phone": t.gettext("Telefon som deltagarna ser"),
        "email": t.gettext("E-post som deltagarna ser"),
        "best": t.gettext("När du är lättast att nå"),
    }
