"""The translators' guard: who may, and in which language, stands above the handler."""

from collections.abc import Awaitable, Callable
from functools import wraps

from starlette.responses import Response

from admin.web.guard import Guarded, Law
from admin.web.visit import Visit
from bot.languages.spoken import SOURCE_LANGUAGE, languages
from dialogs.people.staff import StaffRole

TRANSLATING = (StaffRole.TRANSLATOR, StaffRole.ADMIN)

LanguageHandler = Callable[[Visit, str], Awaitable[Response]]


def for_translators(
    *, source: bool = False, takes_file: bool = False
) -> Callable[[LanguageHandler], Guarded]:
    """Let translators in to the language that the address names, which the handler is given.

    ``source``: to the source language too, which is spoken, not translated.
    """

    def guard(handler: LanguageHandler) -> Guarded:
        @wraps(handler)
        async def handle(visit: Visit) -> Response:
            code = str(visit.request.path_params["language"])
            if code not in languages() or (code == SOURCE_LANGUAGE and not source):
                return visit.missing()
            return await handler(visit, code)

        return Guarded(Law(frozenset(TRANSLATING), takes_file=takes_file), handle)

    return guard
