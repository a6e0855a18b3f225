"""Text in, mentions out. A finder knows the vocabulary and the records, and no other finder."""
