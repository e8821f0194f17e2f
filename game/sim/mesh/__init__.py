"""Triangle meshes of pieces: made, refined, cut. Arrays in, arrays out."""
