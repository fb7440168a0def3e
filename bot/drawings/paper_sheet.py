"""An instrument on paper: what stands on the sheet, in the words of whoever is to answer."""

from dataclasses import dataclass

from bot.drawings.ours import scale_drawing
from dialogs.instruments.instrument import Instrument, Item
from dialogs.texts import Texts


@dataclass(frozen=True)
class PaperAnswer:
    """One answer to be crossed: the shapes of its drawing ("" for none), its figure, its word."""

    drawing: str
    figure: str
    word: str


@dataclass(frozen=True)
class PaperQuestion:
    """One question with its figure, the shapes of its pictogram ("" for none) and its answers."""

    figure: str
    drawing: str
    words: str
    answers: tuple[PaperAnswer, ...]


@dataclass(frozen=True)
class PaperSheet:
    """A sheet: nothing on it tells who has filled it in. ``day`` names the field for the date."""

    day: str
    lines: tuple[str, ...]
    questions: tuple[PaperQuestion, ...]


def paper_sheet(instrument: Instrument, texts: Texts) -> PaperSheet:
    """Write an instrument down in one language."""
    lines = (
        # NOTE: On the paper with the questions: one cross for each question.
        texts.gettext("Sätt ett kryss på varje rad."),
        texts.gettext("Det finns inga rätta eller felaktiga svar."),
    )
    questions = tuple(
        _question(instrument, item, place, texts)
        for place, item in enumerate(instrument.items, start=1)
    )
    # NOTE: On the paper with the questions, before a line where the date is written by hand.
    return PaperSheet(texts.gettext("Datum:"), lines, questions)


def _question(instrument: Instrument, item: Item, place: int, texts: Texts) -> PaperQuestion:
    wording = instrument.wording(item, texts)
    answers = tuple(
        PaperAnswer(scale_drawing(point, instrument.points), texts.number(point), word)
        for point, word in enumerate(wording.anchors, start=1)
    )
    return PaperQuestion(texts.number(place), item.drawing, wording.question, answers)
