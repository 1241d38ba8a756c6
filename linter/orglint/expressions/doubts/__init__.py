"""Questions about expressions that compile and may not be meant; only `orglint rules lint` asks them."""
