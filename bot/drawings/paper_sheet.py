"""An instrument on paper: what stands on the sheet, in the words of whoever is to answer.

Where these are no Swedish, the Swedish ones stand beside them in small: for whoever helps.
"""

from dataclasses import dataclass

from bot.drawings.ours import scale_drawing
from dialogs.instruments.instrument import Instrument, Item
from dialogs.texts import Texts


@dataclass(frozen=True)
class PaperAnswer:
    """One answer to be crossed: the shapes of its drawing ("" for none), its figure, its word.

    ``beside`` is the word as the instrument has it, "" where that is the same.
    """

    drawing: str
    figure: str
    word: str
    beside: str


@dataclass(frozen=True)
class PaperQuestion:
    """One question with its figure, the shapes of its pictogram ("" for none) and its answers.

    ``beside`` is the question as the instrument has it, "" where that is the same.
    """

    figure: str
    drawing: str
    words: str
    beside: str
    answers: tuple[PaperAnswer, ...]


@dataclass(frozen=True)
class PaperSheet:
    """A sheet. ``day`` names the field for the date, ``company`` what is crossed of ``who``."""

    day: str
    company: str
    who: tuple[str, ...]
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
    day = texts.gettext("Datum:")
    # NOTE: On the paper with the questions, before "on my own", "together with my coach" and so on.
    company = texts.gettext("Jag svarade:")
    who = (
        # NOTE: On the paper with the questions, after "I answered:". A box to be crossed.
        texts.gettext("själv"),
        # NOTE: On the paper with the questions, after "I answered:". A box to be crossed.
        texts.gettext("med min handledare"),
        texts.gettext("med tolk"),
        texts.gettext("med språkstöd"),
    )
    return PaperSheet(day, company, who, lines, questions)


def _question(instrument: Instrument, item: Item, place: int, texts: Texts) -> PaperQuestion:
    wording, source = instrument.wording(item, texts), item.wording
    is_other = wording.language != instrument.language
    beside = item.anchors if is_other else ("",) * instrument.points
    answers = tuple(
        PaperAnswer(scale_drawing(point, instrument.points), texts.number(point), word, other)
        for point, (word, other) in enumerate(zip(wording.anchors, beside, strict=True), start=1)
    )
    asked = source if is_other else ""
    return PaperQuestion(texts.number(place), item.drawing, wording.question, asked, answers)
