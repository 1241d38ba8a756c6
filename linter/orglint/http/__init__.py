"""The door to the network: a bounded transport, a guard that lets only reading pass, retries, failures as types."""
