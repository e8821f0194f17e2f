"""What is checked of a level beyond its format, a family a file."""
