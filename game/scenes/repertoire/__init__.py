"""What can be played, and how it looks before it is."""
