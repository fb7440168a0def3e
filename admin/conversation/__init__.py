"""The conversation view: what coach and participant look at together."""
