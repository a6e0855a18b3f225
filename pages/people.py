"""."""

from view import furniture

furniture.open_page("X", "?")
