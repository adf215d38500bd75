# SPDX-License-Identifier: EUPL-1.2
"""Who may prepare questionnaires and read answers. Who may answer is for the owner of a survey to say."""

from __future__ import annotations

from allmende.core.roles.declared import allow
from allmende.core.rules import field_is, has_permission, is_staff

allow("moderator", "questionnaires.view_form", "questionnaires.add_form", "questionnaires.change_form")
allow(
    "moderator",
    "questionnaires.view_survey",
    "questionnaires.change_survey",
    "questionnaires.enter_answers",
    "questionnaires.moderate_texts",
)
allow("statistician", "questionnaires.view_form", "questionnaires.view_survey")
allow("clerk", "questionnaires.view_form", "questionnaires.view_survey", "questionnaires.enter_answers")

may_see_form = is_staff & has_permission("questionnaires.view_form")
may_add = is_staff & has_permission("questionnaires.add_form")
may_edit = is_staff & has_permission("questionnaires.change_form")
may_see = is_staff & has_permission("questionnaires.view_survey")
"""May see how many have answered, and the results once the survey is closed, also where they are not public."""

may_manage = is_staff & has_permission("questionnaires.change_survey")
may_enter = is_staff & has_permission("questionnaires.enter_answers") & field_is("state", "open")
moderates_texts = is_staff & has_permission("questionnaires.moderate_texts")
enters = is_staff & has_permission("questionnaires.enter_answers")

ROUTES = {
    "forms_staff:*": may_see_form,
    "forms_staff_new": may_add,
    "forms_staff_detail": may_see_form,
    "forms_staff_head": may_edit,
    "forms_staff_section": may_edit,
    "forms_staff_section_new": may_edit,
    "forms_staff_question": may_edit,
    "forms_staff_question_new": may_edit,
    "forms_staff_texts": may_edit,
    "forms_staff_import": may_edit,
    "forms_staff_export": may_see_form,
    "forms_staff_preview": may_see_form,
    "forms_staff_paper": may_see_form,
    "forms_survey_staff": may_see,
    "forms_survey_words": moderates_texts,
    "forms_survey_enter": enters,
    "forms_survey_csv": may_see,
    "forms_survey_json": may_see,
}
