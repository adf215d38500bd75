# SPDX-License-Identifier: EUPL-1.2
"""Geometry on any database: shapely in Python, WKB in the table, a real spatial index on SQLite and PostgreSQL.

`from allmende.core.geo.fields import GeometryField, GeoQuerySet`. Storage is EPSG:4326 (lon, lat); metric work goes
through `allmende.core.geo.crs`. Lookups: `geom__bbox=(west, south, east, north)`, `geom__intersects=shape`,
`geom__dwithin=(shape, metres)`.
"""
