"""What the lab proves of levels: what is played, what is measured on it, and the bars that must hold."""
