"""Hours of random expressions against the official evaluator; `make torture` runs it, `make test` does not."""
