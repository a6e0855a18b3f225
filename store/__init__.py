"""The bridge: what the database holds (schema.sql), what a reader may ask for (selection), how it is asked (queries).

Free of Streamlit, so that the command line asks with the same words as the dashboard.
"""
