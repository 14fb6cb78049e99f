# SPDX-License-Identifier: EUPL-1.2
"""The manifest of the add-in: its own, for each environment, and new when a function is."""

import hashlib
import inspect
import json

import pytest
from lxml import etree

from addin import functions
from addin.server.environment import ENVIRONMENTS
from addin.server.manifest import BUILD, TEMPLATES, manifest
from processors.errors import UnusableInputError
from processors.settings import Settings

OFFICE = "{http://schemas.microsoft.com/office/appforoffice/1.1}"
OVERRIDES = "{http://schemas.microsoft.com/office/taskpaneappversionoverrides}"
BASIC = "{http://schemas.microsoft.com/office/officeappbasictypes/1.0}"
HOST = "excel.regio.example"
# Build 3 of the functions and the ribbon. Another hash asks another `BUILD`: then set both.
KNOWN = (3, "fdace75303607624")


def parsed(environment="prod", **changed):
    return etree.fromstring(manifest(Settings(addin_adres=HOST, **changed), environment).encode())


def test_the_parts_stand_in_the_order_that_office_asks():
    names = [etree.QName(part).localname for part in parsed() if isinstance(part.tag, str)]

    assert names == [
        "Id", "Version", "ProviderName", "DefaultLocale", "DisplayName", "Description", "IconUrl",
        "HighResolutionIconUrl", "SupportUrl", "AppDomains", "Hosts", "Requirements", "DefaultSettings", "Permissions",
        "VersionOverrides",
    ]  # fmt: skip


def test_every_reference_to_a_resource_exists_and_fits():
    tree = parsed()

    asked = {part.get("resid") for part in tree.iter() if part.get("resid")}
    known = {
        part.get("id"): part.get("DefaultValue")
        for part in tree.find(f".//{OVERRIDES}Resources").iter()
        if part.get("id")
    }
    kinds = {part.get("id"): etree.QName(part.getparent()).localname for part in tree.iter(f"{BASIC}String")}

    assert asked <= set(known)
    assert all(len(known[name]) <= (125 if kind == "ShortStrings" else 250) for name, kind in kinds.items())
    assert all(len(name) <= 32 for name in known)


def test_every_address_is_ours_and_every_icon_is_there():
    addresses = [
        part.get("DefaultValue") for part in parsed().iter() if (part.get("DefaultValue") or "").startswith("http")
    ]

    assert {address.split("/")[2] for address in addresses} == {HOST}
    for address in addresses:
        if "/static/" in address:
            assert (TEMPLATES.parent / address.partition(f"{HOST}/")[2]).is_file()


def test_every_button_of_the_ribbon_has_its_own_label_and_says_what_it_does():
    tree = parsed()

    words = {part.get("id"): part.get("DefaultValue") for part in tree.iter(f"{BASIC}String")}
    groups = list(tree.iter(f"{OVERRIDES}Group"))
    buttons = [button for group in groups for button in group.iter(f"{OVERRIDES}Control")]
    labels = [words[button.find(f"{OVERRIDES}Label").get("resid")] for button in buttons]

    assert labels == [
        "Deelvenster", "Controleer blad", "Wis markeringen", "KPI-blad", "Haal regiocijfers op",
        "Herkomst van deze cel", "Pseudonimiseer en maak aanlevering", "Consolideer", "Controleer opdracht",
        "Lees inschrijvingen in",
    ]  # fmt: skip
    assert all(words[tip.get("resid")].endswith(".") for tip in tree.iter(f"{OVERRIDES}Description"))
    assert max(len(list(group.iter(f"{OVERRIDES}Control"))) for group in groups) <= 6  # the most that Office shows


def test_no_two_parts_of_the_ribbon_have_the_same_number():
    names = [
        part.get("id") for part in parsed().iter(f"{OVERRIDES}CustomTab", f"{OVERRIDES}Group", f"{OVERRIDES}Control")
    ]

    assert len(set(names)) == len(names)


def test_each_environment_has_its_own_number_name_and_namespace():
    trees = {name: parsed(name) for name in ENVIRONMENTS}

    assert len({tree.findtext(f"{OFFICE}Id") for tree in trees.values()}) == len(ENVIRONMENTS)
    assert trees["prod"].find(f".//{BASIC}String[@id='Functions.Namespace']").get("DefaultValue") == "PV"
    assert trees["qa"].find(f".//{BASIC}String[@id='Functions.Namespace']").get("DefaultValue") == "PV_QA"
    assert trees["qa"].find(f"{OFFICE}DisplayName").get("DefaultValue") == "Verzamelpunt [qa]"


def test_logging_in_names_the_application_and_without_it_there_is_none():
    with_login = parsed(addin_tenant="t", addin_client="1111")

    assert with_login.findtext(f".//{OVERRIDES}Resource") == f"api://{HOST}/1111"
    assert parsed().find(f".//{OVERRIDES}WebApplicationInfo") is None


@pytest.mark.parametrize("host", ["", "https://excel.regio.example", "excel.regio.example/pad", 'x" y'])
def test_without_a_host_there_is_no_manifest(host):
    with pytest.raises(UnusableInputError, match=r"geen adres van een server\. Zet de instelling 'addin_adres'"):
        manifest(Settings(addin_adres=host), "prod")


def test_another_function_argument_or_button_asks_another_build():
    told = {
        name: [str(inspect.signature(value)), value.__doc__]
        for name, value in sorted(vars(functions).items())
        if name.startswith("pv_")
    }
    ribbon = [(TEMPLATES / name).read_text("utf-8") for name in ("verzamelpunt-manifest.xml", "buttons.jinja")]
    mark = hashlib.sha256(json.dumps([told, *ribbon]).encode()).hexdigest()[:16]

    assert (BUILD, mark) == KNOWN
