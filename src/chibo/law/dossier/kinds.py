"""Closed lists that only a whole dossier knows: its further papers, its meetings, who is asked about whom."""

from enum import StrEnum, unique

from chibo.law.vocabulary import PaperKind


@unique
class SheetKind(StrEnum):
    """Every paper a dossier may hold: those of the two lists by the same names, and those that stand behind them."""

    AWARENESS_CERTIFICATE = PaperKind.AWARENESS_CERTIFICATE.value
    APPLICATION = PaperKind.APPLICATION.value
    BACKGROUND_STATEMENT = PaperKind.BACKGROUND_STATEMENT.value
    BACKGROUND_CHECK = PaperKind.BACKGROUND_CHECK.value
    MEMBER_INTRODUCTION = PaperKind.MEMBER_INTRODUCTION.value
    YOUTH_UNION_RESOLUTION = PaperKind.YOUTH_UNION_RESOLUTION.value
    TRADE_UNION_RESOLUTION = PaperKind.TRADE_UNION_RESOLUTION.value
    OPINIONS_SYNTHESIS = PaperKind.OPINIONS_SYNTHESIS.value
    CELL_ADMISSION_RESOLUTION = PaperKind.CELL_ADMISSION_RESOLUTION.value
    SECTION_ADMISSION_APPRAISAL = PaperKind.SECTION_ADMISSION_APPRAISAL.value
    BASE_ADMISSION_RESOLUTION = PaperKind.BASE_ADMISSION_RESOLUTION.value
    ADMISSION_DECISION = PaperKind.ADMISSION_DECISION.value
    NEW_MEMBER_CERTIFICATE = PaperKind.NEW_MEMBER_CERTIFICATE.value
    SELF_REVIEW = PaperKind.SELF_REVIEW.value
    MENTOR_REMARKS = PaperKind.MENTOR_REMARKS.value
    PROBATION_OPINIONS_SYNTHESIS = PaperKind.PROBATION_OPINIONS_SYNTHESIS.value
    CELL_RECOGNITION_RESOLUTION = PaperKind.CELL_RECOGNITION_RESOLUTION.value
    SECTION_RECOGNITION_APPRAISAL = PaperKind.SECTION_RECOGNITION_APPRAISAL.value
    BASE_RECOGNITION_RESOLUTION = PaperKind.BASE_RECOGNITION_RESOLUTION.value
    RECOGNITION_DECISION = PaperKind.RECOGNITION_DECISION.value
    CANDIDATE_RESOLUTION = "candidate_resolution"
    HELPER_RESOLUTION = "helper_resolution"
    BACKGROUND_REMARKS = "background_remarks"  # the committees' remarks and certificate on the statement
    UNION_CELL_PROPOSAL = "union_cell_proposal"  # form 4-1
    SUBMISSION_LETTER = "submission_letter"
    TRANSFER_CERTIFICATE = "transfer_certificate"
    OVER_AGE_CONSENT = "over_age_consent"
    READMISSION_CONSENT = "readmission_consent"
    SCHOOLING_EXCEPTION = "schooling_exception"
    LATE_CEREMONY_CONSENT = "late_ceremony_consent"
    DELAY_EXPLANATION = "delay_explanation"
    CELL_REMOVAL_RESOLUTION = "cell_removal_resolution"
    BASE_REMOVAL_RESOLUTION = "base_removal_resolution"
    REMOVAL_DECISION = "removal_decision"
    TRANSFER_LETTER = "transfer_letter"  # introduces somebody proposed, decided or on probation who moves
    ROUNDS_REPORT = "rounds_report"  # three votes without the share, reported upward
    MEMBER_BACKGROUND = "member_background"  # the member's own booklet after the ceremony
    MEMBER_SHEET = "member_sheet"


@unique
class MeetingKind(StrEnum):
    """The meetings a dossier rests on."""

    CONSULTATION = "consultation"
    CELL_ADMISSION = "cell_admission"
    BASE_ADMISSION = "base_admission"
    CELL_RECOGNITION = "cell_recognition"
    BASE_RECOGNITION = "base_recognition"
    CELL_REMOVAL = "cell_removal"
    BASE_REMOVAL = "base_removal"


@unique
class TickKind(StrEnum):
    """What only human eyes see on the paper."""

    BACKGROUND_CLEAN = "background_clean"
    EDGE_SEAL = "edge_seal"
    APPLICATION_HANDWRITTEN = "application_handwritten"
    CONCLUSION_SEALED = "conclusion_sealed"
    CARRIED_SEALED = "carried_sealed"
    RESIDENCE_CERTIFIED = "residence_certified"
    SAME_INK_ORIGINAL = "same_ink_original"
    OWN_HAND = "own_hand"


@unique
class Relation(StrEnum):
    """The close relatives that the statement lists."""

    FATHER = "father"
    MOTHER = "mother"
    SPOUSE = "spouse"
    SPOUSE_FATHER = "spouse_father"
    SPOUSE_MOTHER = "spouse_mother"
    CHILD = "child"
    SIBLING = "sibling"
    GUARDIAN = "guardian"


@unique
class Presence(StrEnum):
    """The answer to "is there one?" on the list of relatives; an empty answer is none of these."""

    EXISTS = "exists"
    DECEASED = "deceased"
    NONE = "none"


@unique
class PeriodKind(StrEnum):
    """What a stretch of the life history was."""

    EDUCATION = "education"
    WORK = "work"
    OTHER = "other"


@unique
class UnionKind(StrEnum):
    """Mass organisations whose opinion or introduction counts."""

    YOUTH_UNION = "youth_union"
    TRADE_UNION = "trade_union"
    WOMEN_UNION = "women_union"
    FARMERS_UNION = "farmers_union"
    VETERANS = "veterans"
    OTHER = "other"


@unique
class ResidenceKind(StrEnum):
    """Under which title somebody lives at a place."""

    PERMANENT = "permanent"
    TEMPORARY = "temporary"


@unique
class OpinionSource(StrEnum):
    """Whose opinion of the applicant it is."""

    RESIDENCE = "residence"
    ORGANISATION = "organisation"


@unique
class RequestKind(StrEnum):
    """By which channel a verification is asked."""

    DOMESTIC = "domestic"
    OVERSEAS = "overseas"


@unique
class MeetingRole(StrEnum):
    """Why the presence of somebody at a meeting matters."""

    APPLICANT = "applicant"
    INTRODUCER = "introducer"
    HELPER = "helper"
    OTHER = "other"


@unique
class RemarkAuthor(StrEnum):
    """Who writes the periodic remarks."""

    HELPER = "helper"
    CELL = "cell"


@unique
class TransferPhase(StrEnum):
    """When somebody came here from another organisation."""

    DURING_PROCESS = "during_process"
    PROPOSED = "proposed"  # the cell had proposed the admission
    DECIDED = "decided"  # the decision was there, the ceremony not
    PROBATION = "probation"


@unique
class RemovalGround(StrEnum):
    """Why a name is deleted; what the Party found out about the person stands nowhere here (decision 7)."""

    NOT_QUALIFIED = "not_qualified"  # no longer fit to be recognised
    NO_MEETING_OR_FEE = "no_meeting_or_fee"


@unique
class CorrectionKind(StrEnum):
    """What becomes of a decision that was made wrongly."""

    CURED = "cured"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


@unique
class DecisionKind(StrEnum):
    """Which decision is made good or cancelled; a re-admission is an admission."""

    ADMISSION = "admission"
    RECOGNITION = "recognition"
