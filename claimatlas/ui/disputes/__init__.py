"""The page of disputes, and of one dispute."""
