"""The addresses of the coaches' module."""

from starlette.routing import BaseRoute

from bot.parts import Parts


def admin_routes(parts: Parts) -> list[BaseRoute]:
    """List the module's routes."""
    return []
