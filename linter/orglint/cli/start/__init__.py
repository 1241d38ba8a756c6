"""The files that `orglint init` begins a repository with."""
