"""What is sung and played, as notes in time: lines, chorus, bed and the last chord, over the harmony."""
