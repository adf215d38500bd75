# SPDX-License-Identifier: EUPL-1.2
"""What every importer shares: the report, refusals, safe opening of files, text and tables, geometry and its CRS.

An importer reads its file completely before it touches the database, then stores everything in one transaction.
`ImportRefused` stops it with nothing stored; a `Reject` leaves one row out and says why.
"""
