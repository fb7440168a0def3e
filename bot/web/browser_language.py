"""The language that a browser asks for: the header Accept-Language, read once for all pages."""

from collections.abc import Collection

from starlette.requests import Request

from bot.languages.spoken import SOURCE_LANGUAGE, language_of


def browser_language(request: Request, spoken: Collection[str]) -> str:
    """Give the language of ``spoken`` that the browser asks for first; Swedish if none."""
    wishes = []
    for place, part in enumerate(request.headers.get("accept-language", "")[:500].split(",")):
        tag, _, weight = part.strip().partition(";q=")
        try:
            wishes.append((-float(weight or 1), place, language_of(tag.strip())))
        except ValueError:
            continue
    wanted = (tag for weight, _, tag in sorted(wishes) if weight < 0 and tag in spoken)
    return next(wanted, SOURCE_LANGUAGE)
