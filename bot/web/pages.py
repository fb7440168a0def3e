"""Pages: Jinja templates that speak the reader's language and escape everything."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse

from bot.drawings.ours import scale_drawing
from bot.languages.catalog import Catalog
from bot.languages.spoken import is_right_to_left, tag_of
from bot.web.sheets.joined import STATIC, sheet_address
from dialogs.words.spoken import shown_words
from storage.database.encryption import MARK

SHARED = Path(__file__).parent / "templates"


AT_FAULT = (401, 422, 429)
"""With these a form comes back that somebody has to mend, or to try again later."""


class Pages:
    """The templates of one part of the site, over the shared ones of ``bot/web/templates``.

    In a template: ``gettext``, ``ngettext`` and ``pgettext`` (found by the extractor),
    ``t`` for numbers and dates, ``written_in("ar")`` for the attributes of words in a language,
    ``static("name.css")`` for the address of a file, ``stylesheet()`` for that of a staff's page,
    ``scale_drawing(2, 5)`` for the shapes of a point of a scale; on a page ``at_fault``, where a
    form has to be mended.
    """

    def __init__(self, templates: Path) -> None:
        self._environment = _environment(templates)

    def text(self, template: str, texts: Catalog, **context: Any) -> str:
        """Render a template as a string; says so where a stored text cannot be read or was spoken.

        What was spoken comes as words only where the page has not taken it apart itself.
        """
        written = self._environment.get_template(template).render(
            t=texts,
            gettext=texts.gettext,
            ngettext=texts.ngettext,
            pgettext=texts.pgettext,
            **context,
        )
        written = shown_words(written, texts)
        # NOTE: Stands where a name or somebody's words would, if the stored text is damaged.
        return written.replace(MARK, escape(texts.gettext("kan inte läsas")))

    def html(
        self, template: str, texts: Catalog, status_code: int = 200, **context: Any
    ) -> HTMLResponse:
        """Answer with a rendered template, which knows whether something is wrong."""
        at_fault = status_code in AT_FAULT
        text = self.text(template, texts, at_fault=at_fault, **context)
        return HTMLResponse(text, status_code)


@cache
def _environment(templates: Path) -> Environment:
    environment = Environment(
        loader=FileSystemLoader([templates, SHARED]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals["static"] = _static
    environment.globals["stylesheet"] = sheet_address
    environment.globals["written_in"] = written_in
    environment.globals["scale_drawing"] = scale_drawing
    return environment


def written_in(language: str) -> Markup:
    """Give the attributes ``lang`` and ``dir`` for words in a language that is known.

    In Arabic a sentence that begins with a Latin word runs from right to left all the same. Who has
    chosen Swedish may write Arabic: there the first letter tells.
    """
    direction = "rtl" if is_right_to_left(language) else "auto"
    return Markup('lang="{}" dir="{}"').format(tag_of(language), direction)


def _static(name: str) -> str:
    """Give a file's address with a mark of its content, so that browsers may keep it for long."""
    mark = _marks.get(name)
    if mark is None:
        mark = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]
        _marks[name] = mark
    return f"/static/{name}?v={mark}"


_marks: dict[str, str] = {}
