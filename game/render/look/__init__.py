"""What all of the picture shares: colours, camera, type, quality."""
