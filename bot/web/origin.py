"""Origin: was a form sent from one of our own pages? One check for the chat and the admin."""

from urllib.parse import urlsplit

from starlette.requests import Request


def is_from_our_pages(request: Request, public_url: str) -> bool:
    """Refuse what a browser says was sent from another site.

    Cookies are SameSite already; this also covers forms that need no cookie, and sites beside
    ours. Very old browsers say nothing: for them the cookies alone have to do.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:  # written by the browser itself, out of a page's reach
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    if origin is None:
        return True
    # Behind a proxy the host that we see may differ from the one people type, or not.
    own = {urlsplit(public_url).netloc, request.headers.get("host", "")}
    try:
        return urlsplit(origin).netloc in own - {""}
    except ValueError:  # no address at all, such as "http://["
        return False
