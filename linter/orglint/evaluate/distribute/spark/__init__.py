"""Judge many snapshots on a Spark: it hands folders to its workers, and each judges as a process here would.

A worker opens the files itself, compares them with their digests and judges them in a locked engine; Spark runs no
query of ours. `start` and what it imports belong to the machine that orglint runs on, `worker` to those of the cluster.
"""
