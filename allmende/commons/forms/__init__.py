# SPDX-License-Identifier: EUPL-1.2
"""Questionnaires: prepared by staff, answered on the screen and on paper, told as results.

The algorithms are in `engines/questionnaire`. Here are the rows: `Form` is the draft that staff edit, `Version` a
published and frozen state of it, `Survey` one occasion on which a version is answered, `Answer` a whole filled-in
questionnaire without a person. Whoever owns a survey says who may take part and when, by a *holder*: an opaque text
that is stable per person. It is stored as a keyed hash only, in a table of its own that nothing joins with the answers.

    form = actions.create_form(staff, municipality=..., title=...)
    actions.save_draft(staff, form, data, revision=form.revision)
    version = actions.publish(staff, form)
    survey = actions.open_survey(version, municipality=..., one_per_person=True)
    actions.submit(survey, {"wohnen.art": "miete"}, holder=credential, key=...)   # -> Submitted(repeated=False)

`answering.section_page`, `review_page` and `done_page` are the pages of whoever answers. See docs/developer/forms.md.
"""
