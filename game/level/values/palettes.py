"""The palettes that a level may be seen in, and what each looks like; their colours are the theme's."""

PALETTES = {
    "sunset": "plum and rose, red velvet",
    "dusk": "indigo and embers, red velvet",
    "river": "teal and reed green, red velvet",
    "storm": "slate and sulphur, blue velvet",
    "moonlight": "silver blue, blue velvet",
    "copper": "rust and orange, blue velvet",
    "wine": "burgundy, violet velvet",
    "slate": "grey mauve, violet velvet",
    "incense": "olive and smoke, violet velvet",
    "ochre": "umber and straw, green velvet",
    "midnight": "deep blue, green velvet",
    "blossom": "old rose, green velvet",
    "sepia": "brown and dust, bronze velvet",
    "vespers": "violet and lilac, bronze velvet",
    "dawn": "rose and gold, bronze velvet",
}
DEFAULT_PALETTE = "sunset"
"""Of a level that names none, and of all that is no level."""
