# SPDX-License-Identifier: EUPL-1.2
"""Arabic dates with Latin digits and the 24-hour clock.

The digits are the ones on timetables, price tags and forms in Germany; numbers use the comma and the point as there, so
that 1.250,50 means the same on the page and on the bill.
"""

DATE_FORMAT = "j F Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y، H:i"
YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = "j F"
SHORT_DATE_FORMAT = "d.m.Y"
SHORT_DATETIME_FORMAT = "d.m.Y H:i"
FIRST_DAY_OF_WEEK = 1
DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "."
NUMBER_GROUPING = 3
