"""Other people's ways to do the same work, each as its makers show it."""
