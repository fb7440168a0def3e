"""Ids of rows in addresses: ``{meeting:row}``. What no row can have names nothing."""

from starlette.convertors import Convertor, register_url_convertor

LONGEST = 9
"""So many digits Python reads at once, and every database can look for them."""


class RowIdConvertor(Convertor[int]):
    """Reads any digits, so that whoever tries is still led to the guard of the address."""

    regex = "[0-9]+"

    def convert(self, value: str) -> int:
        """Read the id; a longer one is 0, which no row has."""
        return int(value) if len(value) <= LONGEST else 0

    def to_string(self, value: int) -> str:
        """Write the id."""
        return str(value)


register_url_convertor("row", RowIdConvertor())
