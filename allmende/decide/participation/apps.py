# SPDX-License-Identifier: EUPL-1.2
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ParticipationConfig(AppConfig):
    name = "allmende.decide.participation"
    label = "participation"
    verbose_name = _("Beteiligung")

    def ready(self) -> None:
        from allmende.commons.dialogue.registry import register_recogniser
        from allmende.core.behalf.registry import register_matter
        from allmende.core.letters import doors
        from allmende.core.media.gates import register_gate
        from allmende.core.notices.kinds import register_kind
        from allmende.core.ui import navigation
        from allmende.decide.participation import codes, gateways, ideas, pictures, places_of_posts, speakers
        from allmende.decide.participation.formats import registry
        from allmende.decide.participation.formats.ideas import Ideas
        from allmende.decide.participation.formats.information import Information
        from allmende.decide.participation.formats.live import Live
        from allmende.decide.participation.formats.text import TextFormat

        doors.register(codes.open_door)
        for known in (Ideas(), TextFormat(), Live(), Information()):
            registry.register(known)
        gateways.register(gateways.EmailGateway())
        register_recogniser(speakers.credentials_of)
        register_matter("participation", _("Beteiligung"))
        register_kind(ideas.STEP_NOTICE, _("Was aus Ihren Ideen wird"))
        places_of_posts.register()
        register_gate(ideas.KIND, pictures.sees_pictures)
        navigation.register(
            navigation.MAIN, navigation.Entry(_("Mitreden"), "participation:processes", order=45, icon="people")
        )
