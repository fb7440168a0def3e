"""What a participant has said, as a page shows it: typed words, and recordings to listen to."""

from dataclasses import dataclass

from bot.languages.catalog import Catalog
from dialogs.texts import clean_lines
from dialogs.words.spoken import recording_label, recordings_in, shown_words, typed_part


@dataclass(frozen=True)
class Recording:
    """A recording: its label, and the address at which the coach hears it."""

    label: str
    address: str


@dataclass(frozen=True)
class Said:
    """Somebody's words in one place. ``text`` is "" where all of it was spoken.

    ``whole`` says all of it in words, for where nothing can be played.
    """

    text: str = ""
    recordings: tuple[Recording, ...] = ()
    whole: str = ""

    def __bool__(self) -> bool:
        """Tell whether anything was said."""
        return bool(self.text or self.recordings)


NOTHING_SAID = Said()


def said_by(t: Catalog, pseudonym: str, words: str | None) -> Said:
    """Take stored words apart for a page about the participant of that pseudonym."""
    stored = words or ""
    recordings = (
        Recording(
            recording_label(seconds, t), f"/admin/participants/{pseudonym}/spoken/{number}.m4a"
        )
        for number, seconds in recordings_in(stored).items()
    )
    text = clean_lines(typed_part(stored))
    return Said(text, tuple(recordings), clean_lines(shown_words(stored, t)))
