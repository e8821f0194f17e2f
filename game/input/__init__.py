"""What the player's hands do: pygame's events become an Intent on the stage, or a command in a menu.

Import what is needed from its module: menus must open before anything of the simulation is loaded.
"""
