"""QR codes: a link that another screen can read."""

import io

from markupsafe import Markup

from dialogs.texts import Texts


def qr_svg(link: str) -> Markup:
    """Draw a link as a QR code: an ``<svg>`` that a strict policy allows, black on white.

    The library is imported here: the service starts without it.
    """
    import segno

    drawn = io.BytesIO()
    segno.make(link, error="m", micro=False).save(
        drawn,
        kind="svg",
        xmldecl=False,
        svgns=False,
        nl=False,
        omitsize=True,
        border=4,
        dark="#000000",
        light="#ffffff",
        svgclass="qr",
        lineclass=None,
    )
    return Markup(drawn.getvalue().decode())  # noqa: S704  # made of modules, not of the text


def scan_words(t: Texts) -> str:
    """Say in the participant's language what to do with the code on a printed sheet."""
    # NOTE: Three plain words under the QR code on the printed sheet, for the participant.
    return t.gettext("Skanna. Tryck. Svara.")
