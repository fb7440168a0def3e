"""Links of an invitation."""


def telegram_link(username: str, code: str) -> str:
    """Give the link that opens our bot with this invitation."""
    return f"https://t.me/{username}?start={code}"


def web_link(public_url: str, code: str) -> str:
    """Give the link that opens the web chat with this invitation."""
    return f"{public_url}/c/{code}"
