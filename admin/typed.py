"""What somebody typed into a form: cleaned of what could mislead, and whole."""

from bot.radar_layout import clean


def whole(text: str) -> str:
    """Give a text of one line as it was typed; the form says if it is too long."""
    return clean(text, max(len(text), 1))


def whole_lines(text: str) -> str:
    """Give a text of several lines as it was typed."""
    return "\n".join(whole(one) for one in text.split("\n")).strip()
