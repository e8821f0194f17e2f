"""What a sculpture is made of and where it will crack, and its outlines."""
