"""Light: beams traced through mirrors, metal and glass, and what falls on a point. Arrays in, arrays out."""
