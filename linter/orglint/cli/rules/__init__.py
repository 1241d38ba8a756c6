"""Subcommands of `orglint rules`, one file each."""
