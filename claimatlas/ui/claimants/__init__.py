"""The page of claimants, part by part."""
