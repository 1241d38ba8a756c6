"""The subcommands of `orglint store`."""
