"""The command line; only here are click, the clock, the environment, standard streams and exit codes used."""
