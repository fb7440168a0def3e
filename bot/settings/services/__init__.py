"""Services beyond this process that settings name: their addresses, read and checked."""
