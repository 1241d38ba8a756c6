"""Where what a command says goes: files that appear whole, standard streams, progress."""
