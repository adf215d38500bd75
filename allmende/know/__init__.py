# SPDX-License-Identifier: EUPL-1.2
"""Know: what is going on here?"""
