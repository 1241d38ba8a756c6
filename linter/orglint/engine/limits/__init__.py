"""How much time and memory a command may take."""
