"""What levels say to who plays them, beside what, and when."""
