"""What the core needs to be told in tests: a scene, and the facts that dialogs begin with."""

import datetime as dt
from importlib import resources
from typing import Any

from bot.drawings.ours import pictograms
from bot.languages.catalog import catalog
from bot.languages.spoken import languages
from dialogs.agenda.answers import Doer
from dialogs.engine.scene import AgreementText, Scene
from dialogs.instruments.drawing import illustrate
from dialogs.instruments.instrument import Instrument, parse_instrument
from dialogs.shared_plan.plan import Goal, PlanStep, SharedPlan

EARLIER = [{"on": "2026-08-22", "values": {"health": 2, "knowledge": 2, "time": 3, "belief": 2}}]

MEETING = {
    "meeting": 1,
    "revision": 0,
    "phase": "booked",
    "when": "2026-11-24T10:00",
    "until": "2026-11-24T09:00:00+00:00",
    "minutes": 45,
    "place": "Storgatan 1, rum 3",
    "line": "Ta gärna med din handlingsplan.",
}

PLAN = SharedPlan(
    {
        "": Goal("Ett jobb i ett kök", dt.date(2026, 9, 3)),
        "health": Goal("Sova hela natten", dt.date(2026, 11, 2), "Eva Ek"),
    },
    (
        PlanStep(1, "health", "Gå ut en kort stund varje dag"),
        PlanStep(2, "knowledge", "Ringa köket på skolan", Doer.COACH, dt.date(2026, 12, 1)),
    ),
)


def skapa() -> Instrument:
    source = resources.files("dialogs") / "instruments" / "skapa.toml"
    return illustrate(parse_instrument(source.read_text(encoding="utf-8")), pictograms())


def scene(language: str) -> Scene:
    return Scene(
        texts=catalog(language),
        instruments={"skapa": skapa()},
        languages=languages(),
        organisation="Iris",
        agreement=AgreementText(),
        catalog=catalog,
    )


def rating_facts() -> dict[str, Any]:
    return {"instrument": "skapa", "rating": 1, "today": "2026-11-22", "earlier": EARLIER}


def facts_of(dialog: str) -> dict[str, Any]:
    """Give the facts that the shell would begin a dialog with."""
    words = "Gå ut en kort stund varje dag"
    comment = "Börja gärna med fem minuter."
    facts: dict[str, dict[str, Any]] = {
        "rating": rating_facts(),
        "meeting": MEETING,
        "coach": {"coach": "Eva Ek", "staff": 1},
        "substitute": {
            "coach": "Karin Berg",
            "substitute": "Eva Ek",
            "last_day": "2026-12-04",
            "request": 1,
        },
        "follow-up": {"follow_up": 1, "studies": False},
        "plan": {"instrument": "skapa"},
        "shared-plan": {"instrument": "skapa", "today": "2026-11-22", "plan": PLAN.to_json()},
        "reminder": {"occasion": 1, "kind": "three-month", "number": 1},
        "step": {"step": 1, "words": words, "by_coach": False, "comment": comment},
        "note": {"step": 1, "words": words, "comment": "", "added": True, "asked_again": True},
    }
    return facts.get(dialog, {})
