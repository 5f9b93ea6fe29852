"""The page of one district, part by part."""
