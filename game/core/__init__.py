"""Small pure things that every other room may use: geometry, clock, random streams, paths."""
