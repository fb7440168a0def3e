"""A rating together."""
