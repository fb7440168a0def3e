"""The questions on paper: one instrument, one language, one sheet."""
