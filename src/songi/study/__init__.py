"""What is asked and what is known: the tables of a study folder, read, checked and dated."""
