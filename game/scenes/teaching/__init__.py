"""What the first levels say, beside what, and when."""
