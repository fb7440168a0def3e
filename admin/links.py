"""Links of an invitation, and their QR code."""

import io

import segno


def telegram_link(username: str, code: str) -> str:
    """Give the link that opens our bot with this invitation."""
    return f"https://t.me/{username}?start={code}"


def web_link(public_url: str, code: str) -> str:
    """Give the link that opens the web chat with this invitation."""
    return f"{public_url}/c/{code}"


def qr_svg(link: str) -> str:
    """Draw a link as a QR code: an ``<svg>`` without styles, black on white in any colours."""
    drawn = io.BytesIO()
    segno.make(link, error="m", micro=False).save(
        drawn,
        kind="svg",
        xmldecl=False,
        svgns=True,
        nl=False,
        omitsize=True,
        border=4,
        dark="#000000",
        light="#ffffff",
        svgclass="qr",
        lineclass=None,
    )
    return drawn.getvalue().decode()
