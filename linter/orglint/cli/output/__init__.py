"""The output of commands: files that appear complete, standard streams, progress."""
