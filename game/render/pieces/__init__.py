"""The sculpture as it is seen: glass, metal, stone, cracks, stress, heat."""
