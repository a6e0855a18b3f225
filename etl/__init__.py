"""Reads releases of foreign ministries into engagements and loads them into DuckDB.

Readers turn files into releases whose text is settled once; layout says which part of a release is which; finders
propose mentions, each with its span and rule; assemble weighs them into engagements or a skip; checks doubt; load
builds the database beside the old one and swaps it in. Nothing is filled without evidence.
"""
