"""The texts of participants in their languages, read and approved."""
