"""Spark as an engine: the same queries over the same files, on this machine or on many.

It is not locked: whoever may run queries on a Spark may read whatever that Spark may read. Values never become text of
a query, and names are quoted, as everywhere; but only rules and a Spark that are trusted belong together.
"""
