"""The page of two pictures side by side."""
