# SPDX-License-Identifier: EUPL-1.2
"""Groups, their rights, and the approval work flow, in the words of the administration.

Wagtail comes with the groups Editors and Moderators, an empty site and an English work flow; an installation that has
no people yet gets ours instead.
"""

from django.conf import settings
from django.db import migrations

from allmende.core.staff.groups import APPROVERS, EDITORS, GROUPS, MANAGERS, PAGE_RIGHTS, allow, permission

FILES = {
    EDITORS: {"image": ["add_image", "choose_image"], "document": ["add_document", "choose_document"]},
    APPROVERS: {
        "image": ["add_image", "change_image", "choose_image"],
        "document": ["add_document", "change_document", "choose_document"],
    },
    MANAGERS: {
        "image": ["add_image", "change_image", "delete_image", "choose_image"],
        "document": ["add_document", "change_document", "delete_document", "choose_document"],
    },
}
APP_OF = {"image": "wagtailimages", "document": "wagtaildocs"}


def make_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Page = apps.get_model("wagtailcore", "Page")
    GroupPagePermission = apps.get_model("wagtailcore", "GroupPagePermission")
    GroupCollectionPermission = apps.get_model("wagtailcore", "GroupCollectionPermission")
    root = Page.objects.get(depth=1)
    collection = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)

    for name in GROUPS:
        group, _ = Group.objects.get_or_create(name=name)
        for codename in PAGE_RIGHTS[name]:
            right = permission(apps, "wagtailcore", "page", codename)
            GroupPagePermission.objects.get_or_create(group=group, page=root, permission=right)
        for model, codenames in FILES[name].items():
            for codename in codenames:
                right = permission(apps, APP_OF[model], model, codename)
                GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=right)

    allow(apps, GROUPS, "wagtailadmin", "admin", ["access_admin"])
    allow(apps, GROUPS, "simple_translation", "simpletranslation", ["submit_translation"])
    allow(apps, [MANAGERS], "people", "person", ["add_person", "change_person", "delete_person"])
    allow(apps, [MANAGERS], "wagtailredirects", "redirect", ["add_redirect", "change_redirect", "delete_redirect"])
    for model in ("workflow", "task", "collection"):
        allow(apps, [MANAGERS], "wagtailcore", model, [f"add_{model}", f"change_{model}"])


def make_workflow(apps, schema_editor):
    """The work flow: Redaktion hands in, Freigabe or Verwaltung approves."""
    Group = apps.get_model("auth", "Group")
    Workflow = apps.get_model("wagtailcore", "Workflow")
    Task = apps.get_model("wagtailcore", "GroupApprovalTask")
    approvers = Group.objects.filter(name__in=[APPROVERS, MANAGERS])
    for task in Task.objects.filter(name="Moderators approval"):
        task.name = "Freigabe durch eine zweite Person"
        task.save()
        task.groups.set(approvers)
    Workflow.objects.filter(name="Moderators approval").update(name="Freigabe")


def remove_defaults(apps, schema_editor):
    Person = apps.get_model(settings.AUTH_USER_MODEL)
    if Person.objects.exists():
        return
    apps.get_model("auth", "Group").objects.filter(name__in=["Editors", "Moderators"]).delete()
    Page = apps.get_model("wagtailcore", "Page")
    welcome = Page.objects.filter(depth=2, slug="home", title="Welcome to your new Wagtail site!", numchild=0).first()
    if welcome:
        apps.get_model("wagtailcore", "Site").objects.filter(root_page_id=welcome.pk).delete()
        welcome.delete()
        Page.objects.filter(depth=1).update(numchild=Page.objects.filter(depth=2).count())


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("people", "0001_initial"),
        ("simple_translation", "0001_initial"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
    ]

    operations = [
        migrations.RunPython(make_groups, migrations.RunPython.noop, elidable=False),
        migrations.RunPython(make_workflow, migrations.RunPython.noop, elidable=False),
        migrations.RunPython(remove_defaults, migrations.RunPython.noop, elidable=False),
    ]
