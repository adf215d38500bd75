# SPDX-License-Identifier: EUPL-1.2
"""Dialogue: whoever wants a discussion owns a thread; one moderation for everything people write.

An app that takes texts from people makes a row of its own with `post = OneToOneField("dialogue.Post")`, and where people
shall talk about it `thread = OneToOneField("dialogue.Thread")`. In `AppConfig.ready` it says where such things stand:

    from allmende.commons.dialogue.registry import register_kind, register_host

    register_kind("idea", _("Idee"), url_of=..., title_of=..., allows=may, related=("idea__phase",), thread_of=...)
    register_host("idea", _("Idee"), url_of=..., title_of=..., speaker_of=..., allows=may, related=("idea__phase",))

Nothing is open by itself: `allows(what, voice, thing, now)` decides on "write", "react", "edit" (a kind with Post, a host
with Thread). No role is asked anywhere in it, so nobody has a way round phases and times.

    voices.voice_of(person), voices.voice_for_code(credential), voices.voice_for_visitor(token)      who speaks
    voices.Speaker, voices.speaker_of_request(request)                                        who wants to speak, with no row yet
    actions.open_thread, actions.write, actions.edit, actions.withdraw, actions.react, actions.follow, actions.tell_followers
    moderation.report, moderation.decide, moderation.undo, moderation.appeal, moderation.decide_appeal
    limits.check                                                                              against machines, for any form
    {% load dialogue %} {% thread thread %} {% post_state post %} {% reactions post speaker %} {% post_tools post speaker %}
    events.PostMoved                                                                          what became of a post
"""
