"""May X do Y with a leave now, by subject; and what a leave comes to."""
