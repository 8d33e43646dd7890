"""What luxvid reaches, side by side with others: `nox -s bench` prints the table."""
