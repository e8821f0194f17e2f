"""What helps whoever writes a level: its schema for editors, what is wrong in plain words, the text of a new one."""
