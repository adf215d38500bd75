# SPDX-License-Identifier: EUPL-1.2
"""Personal data of surveys in phases: none of their own."""

from allmende.core.privacy.registry import Declaration

DECLARATIONS = [Declaration(model="survey.PhaseSurvey", none="phase form survey")]
