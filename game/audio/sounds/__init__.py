"""Sounds as arrays: their building blocks, and the instruments and voices made of them."""
