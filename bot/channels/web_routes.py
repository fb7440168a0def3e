"""The addresses of the web chat."""

from starlette.routing import BaseRoute

from bot.parts import Parts


def chat_routes(parts: Parts) -> list[BaseRoute]:
    """List the chat's routes."""
    return []
