"""Ids of rows in addresses: ``{meeting:row}``. What no row can have is an address of nothing."""

from starlette.convertors import Convertor, register_url_convertor


class RowIdConvertor(Convertor[int]):
    """Nine digits at most: Python reads them at once, and every database can look for them."""

    regex = "[0-9]{1,9}"

    def convert(self, value: str) -> int:
        """Read the id."""
        return int(value)

    def to_string(self, value: int) -> str:
        """Write the id."""
        return str(value)


register_url_convertor("row", RowIdConvertor())
