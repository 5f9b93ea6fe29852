"""The page of one claim."""
