"""The installation: instruments, agreement and languages, read once at start."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from bot.drawings.ours import pictograms
from bot.languages.catalog import catalog
from bot.languages.spoken import languages
from bot.star.fonts import missing_glyphs
from dialogs.engine.scene import AgreementText, HelpText, Scene
from dialogs.instruments.drawing import illustrate, parse_drawing
from dialogs.instruments.instrument import Instrument, InstrumentError, parse_instrument
from dialogs.texts import clean
from storage.database.faults import kind_of
from storage.people.participants import Person

LONGEST_AGREEMENT = 1500
LONGEST_HELP = 400


class InstallationError(ValueError):
    """A file of the organisation's that cannot be used; the message names it."""


@dataclass(frozen=True)
class Installation:
    """What every scene of this installation shares."""

    instruments: Mapping[str, Instrument]
    agreement: AgreementText
    help: HelpText
    listener_presses: int = 1
    """In how many presses (1 or 2) those who listen are asked."""

    def scene(
        self,
        language: str,
        organisation: str,
        *,
        knocks: bool = True,
        quiet: bool = False,
        listens: bool = False,
    ) -> Scene:
        """Set the scene for one person.

        ``knocks``: what we write to them makes itself heard; ``quiet``: we do not write to them;
        ``listens``: they want to hear what can be heard.
        """
        return Scene(
            texts=catalog(language),
            instruments=self.instruments,
            languages=languages(),
            organisation=organisation,
            agreement=self.agreement,
            catalog=catalog,
            knocks=knocks,
            quiet=quiet,
            listener_presses=self.listener_presses,
            listens=listens,
            help=self.help,
        )

    def scene_of(self, person: Person) -> Scene:
        """Set the scene for somebody who is here."""
        return self.scene(
            person.participant.language,
            person.sub_project,
            knocks=person.knocks,
            quiet=person.quiet,
            listens=person.participant.heard_first,
        )


def read_installation(data_dir: Path, listener_presses: int = 1) -> Installation:
    """Read our instruments and the organisation's own over them; raises InstallationError.

    The organisation's files, all below ``data_dir``: ``instruments/*.toml``; ``instruments/*.svg``,
    drawings that instruments name (an own one goes before ours of the same name);
    ``agreement/agreement.json`` ({"version": …, "texts": {language: text}, "names_others": true},
    the last where the texts say that a substitute and a helper may read); ``help/help.json``
    ({"urgent": {language: text}, "otherwise": {language: text}, "contact": "…"}, each of which may
    be left out).
    """
    instruments: dict[str, Instrument] = {}
    own, ours = data_dir / "instruments", resources.files("dialogs") / "instruments"
    drawings = pictograms()
    for path in sorted(own.glob("*.svg")):
        with _named(path):
            drawings[path.stem] = parse_drawing(path.read_text(encoding="utf-8"))
    for file in ours.iterdir():
        if not file.name.endswith(".toml"):
            continue
        instrument = parse_instrument(file.read_text(encoding="utf-8"))
        instruments[instrument.id] = illustrate(instrument, drawings)
    for path in sorted(own.glob("*.toml")):
        with _named(path):
            instrument = parse_instrument(path.read_text(encoding="utf-8"))
            _check_letters(instrument)
            instruments[instrument.id] = illustrate(instrument, drawings)
    return Installation(
        instruments,
        _read_agreement(data_dir / "agreement" / "agreement.json"),
        _read_help(data_dir / "help" / "help.json"),
        listener_presses,
    )


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Name the organisation's file in what is wrong with it."""
    try:
        yield
    except (InstrumentError, UnicodeDecodeError) as fault:
        raise InstallationError(f"{path.name}: {fault}") from fault
    except OSError as fault:
        raise InstallationError(f"{path.name}: cannot be read ({kind_of(fault)})") from fault


def _check_letters(instrument: Instrument) -> None:
    """Refuse a name whose letters would be missing in the star."""
    for item in instrument.items:
        if missing := missing_glyphs(clean(item.label)):
            signs = " ".join(sorted(missing))
            raise InstrumentError(f"the label of {item.id!r} has letters that no font has: {signs}")


def _read_agreement(path: Path) -> AgreementText:
    if not path.exists():
        return AgreementText()
    try:
        own = json.loads(path.read_text(encoding="utf-8"))
        texts = {str(code): str(text) for code, text in own["texts"].items()}
        if any(not text.strip() or len(text) > LONGEST_AGREEMENT for text in texts.values()):
            raise ValueError(path.name)
        return AgreementText(str(own["version"])[:40], texts, own.get("names_others") is True)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise InstallationError(
            f"{path.name}: needs a version, and texts per language of "
            f"at most {LONGEST_AGREEMENT} characters"
        ) from fault


def _read_help(path: Path) -> HelpText:
    if not path.exists():
        return HelpText()
    try:
        own = json.loads(path.read_text(encoding="utf-8"))
        urgent, otherwise = _by_language(own, "urgent"), _by_language(own, "otherwise")
        contact = str(own.get("contact", "")).strip()
        texts = (*urgent.values(), *otherwise.values(), contact or "-")
        if any(not 0 < len(text) <= LONGEST_HELP for text in texts):
            raise ValueError(path.name)
        return HelpText(urgent, contact, otherwise)
    except (ValueError, AttributeError) as fault:
        raise InstallationError(
            f"{path.name}: may hold urgent and otherwise (texts per language) and contact (a "
            f"text), each of at most {LONGEST_HELP} characters"
        ) from fault


def _by_language(own: Mapping[str, Any], name: str) -> dict[str, str]:
    return {str(code): str(text).strip() for code, text in own.get(name, {}).items()}
