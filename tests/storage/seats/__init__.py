"""Helpers beside a rating, on both databases."""
