# SPDX-License-Identifier: EUPL-1.2
"""Languages of the citizen pages: choosing one, remembering the choice, direction of writing, machine translation."""
