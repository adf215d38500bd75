# SPDX-License-Identifier: EUPL-1.2
"""Places and areas from files: one module per foreign format; `intake` stores what they found."""
