"""Pages that need no server: a record with its map, timeline, ledger and disputes, as one file or as a folder.

Comes in: a ``View``, whose filters and knowledge clock say which claims are handed out. Goes out: bytes by their names.
Refuses claims that the view does not have, words of claims in markup or script, and anything fetched from elsewhere.
"""
