"""Checks requests against the machine-readable Bot API, where BOTAPI_SPEC names its file."""

import json
import os
import re
from functools import cache
from pathlib import Path
from typing import Any

from tests.fake_botapi.bodies import Raw, Upload
from tests.fake_botapi.errors import Json

_MUST_BE = re.compile(r"(?:must be|always) \W?(\w+)\W?$")
_ARRAY = "Array of "
_PLAIN: dict[str, tuple[type, ...]] = {
    "Integer": (int,),
    "Float": (int, float),
    "String": (str,),
    "Boolean": (bool,),
}


class Spec:
    """The methods and types of one api.json."""

    def __init__(self, api: Json) -> None:
        self._methods = {
            name: {field["name"]: field for field in method.get("fields", [])}
            for name, method in api["methods"].items()
        }
        self._types = {
            name: {field["name"]: field for field in kind.get("fields", [])}
            for name, kind in api["types"].items()
        }
        self._subtypes = {name: kind.get("subtypes", []) for name, kind in api["types"].items()}

    def check(self, method: str, raw: Raw) -> list[str]:
        """Every deviation of one request, in words."""
        fields = self._methods.get(method)
        if fields is None:
            return [f"spec: no method {method}"]
        problems = [
            f"spec: required {name} is missing"
            for name, field in fields.items()
            if field["required"] and name not in raw
        ]
        for name, value in raw.items():
            if name in fields:
                problems += self._sent(name, value, fields[name]["types"])
            elif not (isinstance(value, Upload) and f"attach://{name}" in raw.values()):
                problems.append(f"spec: unknown field {name}")
        return problems

    def _sent(self, name: str, value: Any, types: list[str]) -> list[str]:
        """A parameter as it was sent: forms carry everything but files as strings."""
        if isinstance(value, Upload):
            return [] if "InputFile" in types else [f"spec: {name} is no file"]
        if not isinstance(value, str) or "String" in types:
            return self._union(name, value, types)
        try:
            return self._union(name, json.loads(value), types)
        except ValueError:
            return [f"spec: {name} is none of {types}"]

    def _union(self, path: str, value: Any, types: list[str]) -> list[str]:
        """The deviations from the type that fits best."""
        return min((self._value(path, value, kind) for kind in types), key=len)

    def _value(self, path: str, value: Any, kind: str) -> list[str]:
        if kind.startswith(_ARRAY):
            if not isinstance(value, list):
                return _wrong(path, value, kind)
            inner = kind.removeprefix(_ARRAY)
            return [
                problem
                for number, item in enumerate(value)
                for problem in self._value(f"{path}[{number}]", item, inner)
            ]
        if kind in _PLAIN:
            good = isinstance(value, _PLAIN[kind]) and (kind == "Boolean") == (
                isinstance(value, bool)
            )
            return [] if good else _wrong(path, value, kind)
        if kind == "InputFile":
            attached = isinstance(value, str) and value.startswith("attach://")
            return [] if attached else _wrong(path, value, kind)
        if subtypes := self._subtypes[kind]:
            return self._union(path, value, subtypes)
        return self._object(path, value, kind)

    def _object(self, path: str, value: Any, kind: str) -> list[str]:
        if not isinstance(value, dict):
            return _wrong(path, value, kind)
        fields = self._types[kind]
        problems = [
            f"spec: {path}.{name} of {kind} is missing"
            for name, field in fields.items()
            if field["required"] and name not in value
        ]
        for name, item in value.items():
            if name not in fields:
                problems.append(f"spec: {path}.{name} is no field of {kind}")
                continue
            problems += self._union(f"{path}.{name}", item, fields[name]["types"])
            constant = _MUST_BE.search(fields[name]["description"])
            if constant and isinstance(item, str) and item != constant[1]:
                # Weighs more than a missing field, so that the subtype meant is the one reported.
                problems += [f"spec: {path}.{name} of {kind} must be {constant[1]}"] * 5
        return problems


def _wrong(path: str, value: Any, kind: str) -> list[str]:
    return [f"spec: {path} is no {kind}: {value!r}"[:200]]


@cache
def spec_at(path: str) -> Spec:
    return Spec(json.loads(Path(path).read_text(encoding="utf-8")))


def deviations(method: str, raw: Raw) -> list[str]:
    """What a request does that the specification does not know; nothing without one."""
    path = os.environ.get("BOTAPI_SPEC")
    return list(dict.fromkeys(spec_at(path).check(method, raw))) if path else []
