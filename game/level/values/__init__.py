"""What every part of a level is written in: fields, moments, lengths, arcs, bands of light, materials."""
