"""The ground: transactions, keys, access, words and looks. Knows no farming word. Floor 0."""
