"""What is read during a performance."""
