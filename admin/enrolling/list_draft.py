"""A list on its way to being stored: rows as typed, what is mended, what is left out."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from admin.enrolling.reading import ReadList, read_list, text_of_file, write_rows
from admin.enrolling.typed import CheckedPerson, Known, TypedPerson, check_person
from bot.languages.catalog import Catalog

LONGEST_FORM_ID = 40


@dataclass
class ListDraft:
    """The list as pasted or as mended so far.

    ``rows`` are the persons who are still in it; ``others`` names the rows of whom the coach says
    that they are another person than the one of that name.
    """

    text: str = ""
    coach: str = ""
    project: str = ""
    """For rows that name none."""
    form: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    rows: Sequence[TypedPerson] = ()
    others: frozenset[int] = frozenset()
    unread: Sequence[str] = ()
    has_heads: bool = True
    is_too_long: bool = False
    faults: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, form: Mapping[str, str], file: bytes = b"") -> "ListDraft":
        """Take a list that was pasted or sent as a file; or one that was shown, as it is mended."""
        draft = cls(
            text=text_of_file(file) if file else form.get("list", ""),
            coach=form.get("coach", ""),
            project=form.get("project", ""),
        )
        draft.form = form.get("form", draft.form)[:LONGEST_FORM_ID]
        if "rows" in form and not draft.text:
            return draft._mended(form)
        found = read_list(draft.text)
        draft.rows = [_in_project(one, draft.project) for one in found.rows]
        draft.unread, draft.has_heads = found.unread, found.has_heads
        draft.is_too_long = found.is_too_long
        return draft

    def _mended(self, form: Mapping[str, str]) -> "ListDraft":
        stored: ReadList = read_list(form["rows"])
        rows, others = list[TypedPerson](), set[int]()
        for number, row in enumerate(stored.rows):
            if f"leave-{number}" in form:
                continue
            if f"another-{number}" in form:
                others.add(len(rows))
            fields = {
                name: form[key]
                for name in TypedPerson.__dataclass_fields__
                if (key := f"{number}-{name}") in form
            }
            rows.append(TypedPerson.read({**_fields(row), **fields}))
        self.rows, self.others = rows, frozenset(others)
        return self

    def check(self, t: Catalog, known: Known) -> list[CheckedPerson]:
        """Check every row, in order; the same person twice is found in the second row."""
        return [
            check_person(
                t,
                one,
                known,
                is_another=number in self.others,
                # NOTE: {number} is a row of a list that was pasted, from 1: "row 3".
                place=t.gettext("rad {number}").format(number=t.number(number + 1)),
            )
            for number, one in enumerate(self.rows)
        ]

    @property
    def carried(self) -> str:
        """Write the rows down for the next page."""
        return write_rows(self.rows)


def _in_project(one: TypedPerson, project: str) -> TypedPerson:
    return one if one.project else replace(one, project=project)


def _fields(one: TypedPerson) -> dict[str, str]:
    return dict(zip(TypedPerson.__dataclass_fields__, one.cells, strict=True))
