"""The command line: the only door to click, to the clock, the environment, standard streams and exit codes."""
