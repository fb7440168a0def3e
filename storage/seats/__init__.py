"""Helpers whom a coach has asked to sit beside one rating of somebody."""
