"""Sweeps: many performances of many levels by many bots, on all cores or many machines, and what they come to."""
