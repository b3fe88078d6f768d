"""The register's records, divided by the user's words."""

from chibo.register.models.amendment import FigureAmendment
from chibo.register.models.background import Background
from chibo.register.models.data_rights import DataBreach, DataRequest, Erasure, PrivacyStatement, Restriction
from chibo.register.models.life import MassPlace, PersonApart, PersonFact, PersonMerge, Photo
from chibo.register.models.membership import Admission, Exemption, Membership, Transfer
from chibo.register.models.organisation import (
    ChildCounter,
    GroupPlace,
    OfficeHolding,
    Organisation,
    OrganisationKind,
    OrganisationRule,
    PartyGroup,
    Term,
    TermShift,
)
from chibo.register.models.person import Correction, Employment, Person, Workplace
from chibo.register.models.reorganisation import ChangePart, FormerState, MovedRecord, OrganisationChange
from chibo.register.models.workplace import MassBody, StaffCount

__all__ = [
    "Admission",
    "Background",
    "ChangePart",
    "ChildCounter",
    "Correction",
    "DataBreach",
    "DataRequest",
    "Employment",
    "Erasure",
    "Exemption",
    "FigureAmendment",
    "FormerState",
    "GroupPlace",
    "MassBody",
    "MassPlace",
    "Membership",
    "MovedRecord",
    "OfficeHolding",
    "Organisation",
    "OrganisationChange",
    "OrganisationKind",
    "OrganisationRule",
    "PartyGroup",
    "Person",
    "PersonApart",
    "PersonFact",
    "PersonMerge",
    "Photo",
    "PrivacyStatement",
    "Restriction",
    "StaffCount",
    "Term",
    "TermShift",
    "Transfer",
    "Workplace",
]
