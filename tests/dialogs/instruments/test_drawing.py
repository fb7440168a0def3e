"""Drawings from elsewhere: shapes are taken over and nothing else, each fault in one plain line."""

from dataclasses import replace

import pytest

from dialogs.instruments.drawing import illustrate, parse_drawing
from dialogs.instruments.instrument import InstrumentError
from tests.scenes import skapa

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'


def drawn(inside: str, head: str = HEAD) -> str:
    return parse_drawing(f"{head}{inside}</svg>")


def test_the_shapes_are_written_anew_without_what_stands_around_them() -> None:
    head = '<?xml version="1.0" encoding="UTF-8"?>' + HEAD.replace(">", ' stroke="#f00">')
    inside = (
        '\n <circle r="3.75" cy="6.5" cx="16"></circle>\n <path d="M1,2.5 l-3 4z" fill="none"/>'
    )
    assert drawn(inside, head) == (
        '<circle r="3.75" cy="6.5" cx="16"/><path d="M1,2.5 l-3 4z" fill="none"/>'
    )


@pytest.mark.parametrize(
    ("inside", "says"),
    [
        ("<script>alert(1)</script>", "may not have 'script'"),
        ('<a href="https://x.org"><path d="M1 1"/></a>', "may not have 'a'"),
        ('<image href="data:image/png;base64,AA"/>', "may not have 'image'"),
        ('<use href="#x"/>', "may not have 'use'"),
        ('<foreignObject><b xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>', "foreignObj"),
        ("<style>*{fill:red}</style>", "may not have 'style'"),
        ("<text>Hej</text>", "may not have 'text'"),
        ('<x:path xmlns:x="http://x.org" d="M1 1"/>', "may not have '{http://x.org}path'"),
        ('<path d="M1 1" onclick="alert(1)"/>', "may not have 'onclick'"),
        ('<path d="M1 1" style="fill:red"/>', "may not have 'style'"),
        ('<path d="M1 1" id="x"/>', "may not have 'id'"),
        ('<path d="M1 1" stroke-width="9"/>', "may not have 'stroke-width'"),
        ('<path xmlns:x="http://www.w3.org/1999/xlink" x:href="a" d="M1 1"/>', "xlink}href"),
        ('<path d="M1 1" fill="url(#x)"/>', "'fill' of a 'path' cannot be"),
        ('<path d="M1 1" fill="#f00"/>', "'fill' of a 'path' cannot be"),
        ('<path d="M1 1&quot; onload=&quot;x"/>', "'d' of a 'path' cannot be"),
        ('<circle cx="1e9" cy="1" r="1"/>', "'cx' of a 'circle' cannot be"),
        ('<circle cx="1" cy="1" r="100"/>', "'r' of a 'circle' cannot be"),
        ('<path d="M1.125 1h-250"/>', "'d' of a 'path' cannot be"),
        ('<path d="M1 1" transform="scale(1000)"/>', "'transform' of a 'path' cannot be"),
        ('<path d="M1 1"><animate/></path>', "nothing inside of a 'path'"),
        ('<path d="M1 1">Hej</path>', "nothing inside of a 'path'"),
        ('<path d="M1 1"/>Hej', "no words"),
        ('Hej<path d="M1 1"/>', "no words"),
        ("<!-- Hej --><path d='M1 1'/>", "no comments, entities"),
        ('<?xml-stylesheet href="x"?>', "no comments, entities"),
        ("", "1 to 16 shapes, not 0"),
        ('<path d="M1 1"/>' * 17, "1 to 16 shapes, not 17"),
        ('<path d="M1 1"/>' * 300, "at most 4000 characters"),
        ('<path d="M1 1">', "not an SVG file"),
    ],
)
def test_anything_else_is_refused(inside: str, says: str) -> None:
    with pytest.raises(InstrumentError) as refused:
        drawn(inside)
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("head", "says"),
    [
        (HEAD.replace("32 32", "24 24"), "viewBox"),
        (HEAD.replace(' xmlns="http://www.w3.org/2000/svg"', ""), "viewBox"),
        (HEAD.replace(">", ' onload="alert(1)">'), "svg may not have 'onload'"),
        (HEAD.replace(">", ' style="x">'), "svg may not have 'style'"),
        (f'<!DOCTYPE svg [<!ENTITY a "b">]>{HEAD}', "no comments, entities"),
    ],
)
def test_so_is_anything_else_around_the_shapes(head: str, says: str) -> None:
    with pytest.raises(InstrumentError, match=says):
        drawn('<path d="M1 1"/>', head)


def test_a_picture_that_nobody_has_drawn_says_which_there_are() -> None:
    items = (replace(skapa().items[0], picture="home"), *skapa().items[1:])
    with pytest.raises(InstrumentError, match=r"'health'.*home\.svg beside.*one of a, b"):
        illustrate(replace(skapa(), items=items), {"b": "", "a": ""})


def test_an_item_needs_no_picture() -> None:
    bare = tuple(replace(item, picture="", drawing="") for item in skapa().items)
    assert illustrate(replace(skapa(), items=bare), {}).drawings == ("",) * 6
