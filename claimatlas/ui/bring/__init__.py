"""The page on which other people's data is brought: file, columns, report, preview, and a yes or a no."""
