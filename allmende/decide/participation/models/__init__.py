# SPDX-License-Identifier: EUPL-1.2
from allmende.decide.participation.models.codes import AccessCode, CodeBatch, CodeRequest, ParentalConsent
from allmende.decide.participation.models.contributions import LiveQuestion, Section
from allmende.decide.participation.models.ideas import Idea, IdeaDraft, IdeaPicture, IdeaStep, Tag
from allmende.decide.participation.models.process import Category, Member, Phase, Process

__all__ = [
    "AccessCode",
    "Category",
    "CodeBatch",
    "CodeRequest",
    "Idea",
    "IdeaDraft",
    "IdeaPicture",
    "IdeaStep",
    "LiveQuestion",
    "Member",
    "ParentalConsent",
    "Phase",
    "Process",
    "Section",
    "Tag",
]
