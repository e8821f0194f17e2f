"""Encores: their page, and what lies between two numbers of a run."""
