"""Raw parameters turned into typed ones, by the method's signature."""

import json
import re
from collections.abc import Callable
from typing import Any

from tests.fake_botapi.bodies import Raw, Upload
from tests.fake_botapi.errors import Json, breach
from tests.fake_botapi.signatures import SIGNATURES

_INTEGER = re.compile(r"-?\d{1,19}\Z")
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}


def _integer(value: Any) -> int:
    if isinstance(value, str) and _INTEGER.match(value):
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise ValueError


def _boolean(value: Any) -> bool:
    return value if isinstance(value, bool) else _BOOLEANS[str(value).lower()]


def _string(value: Any) -> str:
    if isinstance(value, str):
        return value
    raise ValueError


def _chat(value: Any) -> int | str:
    if isinstance(value, str) and value.startswith("@"):
        return value
    return _integer(value)


def _decoded(value: Any, wanted: type) -> Any:
    decoded = json.loads(value) if isinstance(value, str) else value
    if isinstance(decoded, wanted):
        return decoded
    raise ValueError


_READERS: dict[str, Callable[[Any], Any]] = {
    "int": _integer,
    "bool": _boolean,
    "str": _string,
    "chat": _chat,
    "obj": lambda value: _decoded(value, dict),
    "list": lambda value: _decoded(value, list),
}


def _file(name: str, raw: Raw) -> Upload | str:
    """An upload under its own name, an upload it refers to, or the id of a file sent before."""
    value = raw[name]
    if isinstance(value, str) and value.startswith("attach://"):
        value = raw.get(value.removeprefix("attach://"))
        if not isinstance(value, Upload):
            raise breach("Bad Request: can't find the attached file", f"{name} names no part")
    if isinstance(value, Upload | str):
        return value
    raise breach(f"Bad Request: wrong type of {name}", f"{name} is no file")


def typed(method: str, raw: Raw, note: Callable[[str], None]) -> Json:
    """The typed parameters; raises what Telegram answers, notes what Telegram would overlook."""
    signature = SIGNATURES[method]
    params: Json = {}
    for name, value in raw.items():
        parameter = signature.get(name)
        if parameter is None:
            if not (isinstance(value, Upload) and f"attach://{name}" in raw.values()):
                note(f"unknown parameter {name!r}")
        elif parameter.kind == "file":
            params[name] = _file(name, raw)
        else:
            try:
                params[name] = _READERS[parameter.kind](value)
            except (ValueError, KeyError):
                raise breach(
                    f"Bad Request: can't parse {name}", f"{name} is no {parameter.kind}: {value!r}"
                ) from None
    for name, parameter in signature.items():
        if parameter.required and name not in params:
            raise breach(f"Bad Request: {name} is empty", f"required {name} is missing")
    return params
