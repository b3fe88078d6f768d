"""The register's records, divided by the user's words."""

from chibo.register.models.amendment import FigureAmendment
from chibo.register.models.membership import Admission, Exemption, Membership, Transfer
from chibo.register.models.organisation import (
    ChildCounter,
    OfficeHolding,
    Organisation,
    OrganisationKind,
    OrganisationRule,
    Term,
)
from chibo.register.models.person import Correction, Employment, Person, Workplace

__all__ = [
    "Admission",
    "ChildCounter",
    "Correction",
    "Employment",
    "Exemption",
    "FigureAmendment",
    "Membership",
    "OfficeHolding",
    "Organisation",
    "OrganisationKind",
    "OrganisationRule",
    "Person",
    "Term",
    "Transfer",
    "Workplace",
]
