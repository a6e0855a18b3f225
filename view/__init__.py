"""The reading wing: widgets, charts, maps, marked text. It reads `store` and never meets `etl`."""
