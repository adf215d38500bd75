# SPDX-License-Identifier: EUPL-1.2
"""The format "survey": a questionnaire (`commons/forms`) as a phase of a process.

Time and audience are those of the phase; the answers belong to a `forms.Survey`, which knows neither phase nor person.
"""
