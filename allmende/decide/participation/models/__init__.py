# SPDX-License-Identifier: EUPL-1.2
from allmende.decide.participation.models.codes import AccessCode, CodeBatch, ParentalConsent
from allmende.decide.participation.models.process import Category, Member, Phase, Process

__all__ = ["AccessCode", "Category", "CodeBatch", "Member", "ParentalConsent", "Phase", "Process"]
