"""Every closed list of the field, once. Names follow Table A of the house; the words live in ``chibo.base.words``."""

from enum import StrEnum, unique


@unique
class Confidence(StrEnum):
    """How sure a fact is: the text was read, second hand, or recalled."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    LOCAL = "local"  # a rule of the organisation itself, not of the Centre


@unique
class FindingGrade(StrEnum):
    """Decision 13: what a finding does to the act."""

    STOP = "stop"
    WARN = "warn"
    TICK = "tick"


@unique
class Stage(StrEnum):
    """The stages a user sees (decision 14), in order; the three last are exits."""

    NONE = "none"
    SOURCE = "source"
    OUTSTANDING = "outstanding"
    CANDIDATE = "candidate"
    APPLICANT = "applicant"
    PROBATIONARY = "probationary"
    OFFICIAL = "official"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"
    REMOVED = "removed"


@unique
class StepKind(StrEnum):
    """The acts of one person's road, in their usual order."""

    SOURCE_ADDED = "source_added"
    OUTSTANDING_RECOGNISED = "outstanding_recognised"
    MENTORS_ASSIGNED = "mentors_assigned"
    CANDIDATE_RECOGNISED = "candidate_recognised"
    AWARENESS_CLASS_CERTIFIED = "awareness_class_certified"
    APPLICATION_RECEIVED = "application_received"
    BACKGROUND_DECLARED = "background_declared"
    BACKGROUND_CHECKED = "background_checked"
    UNION_INTRODUCED = "union_introduced"
    MEMBER_INTRODUCED = "member_introduced"
    OPINIONS_SYNTHESISED = "opinions_synthesised"
    CELL_PROPOSED_ADMISSION = "cell_proposed_admission"
    BASE_PROPOSED_ADMISSION = "base_proposed_admission"
    ADMISSION_DECIDED = "admission_decided"
    ADMISSION_DECISION_RECEIVED = "admission_decision_received"
    ADMITTED = "admitted"  # the ceremony: joining day, start of probation
    PROBATION_MENTOR_ASSIGNED = "probation_mentor_assigned"
    NEW_MEMBER_CLASS_CERTIFIED = "new_member_class_certified"
    SELF_REVIEW_RECEIVED = "self_review_received"
    MENTOR_REMARKED = "mentor_remarked"
    PROBATION_OPINIONS_SYNTHESISED = "probation_opinions_synthesised"
    CELL_PROPOSED_RECOGNITION = "cell_proposed_recognition"
    BASE_PROPOSED_RECOGNITION = "base_proposed_recognition"
    RECOGNITION_DECIDED = "recognition_decided"
    TRANSFERRED_IN = "transferred_in"  # somebody followed elsewhere comes here on the way, or as a probationer
    ROUNDS_REPORTED = "rounds_reported"  # the votes without the share are told upward
    CELL_PROPOSED_REMOVAL = "cell_proposed_removal"
    CARD_ISSUED = "card_issued"
    DECISION_CURED = "decision_cured"  # procedure or competence made good
    DECISION_CONFIRMED = "decision_confirmed"  # confirmed after it was made good
    DECISION_CANCELLED = "decision_cancelled"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"
    REMOVED = "removed"


@unique
class PaperKind(StrEnum):
    """Papers of the two dossiers, named by their content; form numbers are data by regime."""

    AWARENESS_CERTIFICATE = "awareness_certificate"
    APPLICATION = "application"  # 1-KNĐ
    BACKGROUND_STATEMENT = "background_statement"  # 2-KNĐ
    BACKGROUND_CHECK = "background_check"
    MEMBER_INTRODUCTION = "member_introduction"  # 3-KNĐ
    YOUTH_UNION_RESOLUTION = "youth_union_resolution"  # 4-KNĐ
    TRADE_UNION_RESOLUTION = "trade_union_resolution"  # 4A-KNĐ
    OPINIONS_SYNTHESIS = "opinions_synthesis"  # 5-KNĐ
    CELL_ADMISSION_RESOLUTION = "cell_admission_resolution"  # 6-KNĐ
    SECTION_ADMISSION_APPRAISAL = "section_admission_appraisal"  # 7-KNĐ
    BASE_ADMISSION_RESOLUTION = "base_admission_resolution"  # 8-KNĐ
    ADMISSION_DECISION = "admission_decision"  # 9-KNĐ
    NEW_MEMBER_CERTIFICATE = "new_member_certificate"
    SELF_REVIEW = "self_review"  # 10-KNĐ
    MENTOR_REMARKS = "mentor_remarks"  # 11-KNĐ
    PROBATION_OPINIONS_SYNTHESIS = "probation_opinions_synthesis"  # 12-KNĐ
    CELL_RECOGNITION_RESOLUTION = "cell_recognition_resolution"  # 13-KNĐ
    SECTION_RECOGNITION_APPRAISAL = "section_recognition_appraisal"  # 14-KNĐ
    BASE_RECOGNITION_RESOLUTION = "base_recognition_resolution"  # 15-KNĐ
    RECOGNITION_DECISION = "recognition_decision"  # 16-KNĐ


@unique
class DossierKind(StrEnum):
    """The two dossiers of the road."""

    ADMISSION = "admission"
    RECOGNITION = "recognition"


@unique
class VoteMethod(StrEnum):
    """How a meeting votes."""

    SECRET_BALLOT = "secret_ballot"
    RAISED_CARD = "raised_card"


@unique
class Sex(StrEnum):
    """As written in the member file."""

    FEMALE = "female"
    MALE = "male"


@unique
class ReviewGrade(StrEnum):
    """Yearly classification of a member."""

    EXCELLENT = "excellent"
    GOOD = "good"
    FULFILLED = "fulfilled"
    UNFULFILLED = "unfulfilled"


@unique
class DutyKind(StrEnum):
    """What can fall due for a case, a cell or a term."""

    CONSIDER_RECOGNITION = "consider_recognition"
    SEND_TO_NEW_MEMBER_CLASS = "send_to_new_member_class"
    OPEN_ADMISSION_DOSSIER = "open_admission_dossier"
    SEND_TO_AWARENESS_CLASS = "send_to_awareness_class"
    RENEW_AWARENESS_CERTIFICATE = "renew_awareness_certificate"
    CONSIDER_ADMISSION = "consider_admission"  # dossier's 12 months
    AWAIT_ADMISSION_DECISION = "await_admission_decision"
    HOLD_CEREMONY = "hold_ceremony"
    ASSIGN_PROBATION_MENTOR = "assign_probation_mentor"
    PREPARE_RECOGNITION_DOSSIER = "prepare_recognition_dossier"
    AWAIT_RECOGNITION_DECISION = "await_recognition_decision"
    WRITE_MENTOR_NOTE = "write_mentor_note"
    ADD_SOURCE = "add_source"
    HOLD_MEETING = "hold_meeting"
    DO_TASK = "do_task"
    ANSWER_CONCERN = "answer_concern"
    REVIEW_WORK = "review_work"  # promises, emulation, training, the yearly review, honours
    MOVE_MEMBER = "move_member"  # an official transfer to be made, a time away that ends
    DATA_RIGHTS = "data_rights"  # requests about the own data, breaches, what came to its term, roles of people gone
    PLANNED_ACT = "planned_act"  # of a plan the organisation made itself: its day is no limit of any regulation
    DO_TRIAL_TASK = "do_trial_task"
    SEND_CLASS_LIST = "send_class_list"
    RECORD_CLASS_RESULT = "record_class_result"
    MAKE_UP_MISSING_DATE = "make_up_missing_date"


@unique
class Actor(StrEnum):
    """Who has to act next."""

    CELL = "cell"
    PERSON = "person"
    MENTOR = "mentor"
    SUPERIOR = "superior"


@unique
class DataRequestKind(StrEnum):
    """What a person may ask about the own data."""

    ACCESS = "access"
    CORRECTION = "correction"
    RESTRICTION = "restriction"
    OBJECTION = "objection"
    WITHDRAWAL = "withdrawal"
    DELETION = "deletion"


@unique
class DutyGroup(StrEnum):
    """Decision 42: the groups of the worklist, by when to act."""

    OVERDUE = "overdue"
    THIS_WEEK = "this_week"
    NEXT_30_DAYS = "next_30_days"
    WAITING = "waiting"
    LATER = "later"


@unique
class DossierPhase(StrEnum):
    """By when a paper of a dossier must be there."""

    CELL = "cell"  # before the cell considers
    VOTE = "vote"  # made by the cell's vote
    ABOVE = "above"  # made by the levels above


@unique
class PaperNeed(StrEnum):
    """For whom a paper of a dossier is needed."""

    ALWAYS = "always"
    PER_MENTOR = "per_mentor"
    WITH_YOUTH_UNION = "with_youth_union"
    WITH_TRADE_UNION_ONLY = "with_trade_union_only"
    WITH_SECTION_COMMITTEE = "with_section_committee"
    WITH_BASE_COMMITTEE = "with_base_committee"


@unique
class MilestoneKind(StrEnum):
    """The computed points of a person's timeline; recorded ones are named by their step."""

    MENTORING_FULL = "mentoring_full"
    CERTIFICATE_EXPIRES = "certificate_expires"
    DOSSIER_STALE = "dossier_stale"
    ADMISSION_DECISION_DUE = "admission_decision_due"
    CEREMONY_DUE = "ceremony_due"
    PROBATION_ENDS = "probation_ends"
    RECOGNITION_DUE = "recognition_due"
    RECOGNITION_DECISION_DUE = "recognition_decision_due"


@unique
class ExemptionGround(StrEnum):
    """Why a member asks to be exempted from work and meetings; which grounds count is data by date."""

    AGE_AND_HEALTH = "age_and_health"
    LONG_TREATMENT = "long_treatment"
    ALONE_ABROAD = "alone_abroad"
    NO_ORGANISATION = "no_organisation"
    MOBILE_WORK = "mobile_work"
    WAITING_RETIREMENT = "waiting_retirement"
    MATERNITY = "maternity"
    OTHER = "other"


@unique
class ReviewRegime(StrEnum):
    """The rules by which a year is judged; the day of the decision chooses (``review.regime``)."""

    GUIDANCE_2011 = "guidance_2011"
    GUIDANCE_2014 = "guidance_2014"
    REGULATION_2018 = "regulation_2018"
    REGULATION_2019 = "regulation_2019"
    REGULATION_2023 = "regulation_2023"
    REGULATION_2025 = "regulation_2025"


@unique
class CriterionGrade(StrEnum):
    """How one criterion is graded, the best first (2019 to 2025)."""

    EXCELLENT = "excellent"
    GOOD = "good"
    AVERAGE = "average"
    POOR = "poor"


@unique
class Circumstance(StrEnum):
    """What may keep a member from being reviewed or rated, or bound the level (``review.who``)."""

    EXEMPT = "exempt"
    SUSPENDED = "suspended"
    RECENTLY_ADMITTED = "recently_admitted"
    PROBATIONARY = "probationary"
    COMMITTEE_SUSPENDED = "committee_suspended"
    SICK_LEAVE = "sick_leave"
    MATERNITY = "maternity"
    YOUNG_ORGANISATION = "young_organisation"


@unique
class ReviewEffect(StrEnum):
    """What a circumstance does to review and rating; ``NOT_FOUND`` is a gap that the organisation has to fill."""

    NOT_REVIEWED = "not_reviewed"
    NOT_RATED = "not_rated"
    RATED = "rated"
    AT_MOST_FULFILLED = "at_most_fulfilled"
    TIME_WORKED = "time_worked"
    NOT_FOUND = "not_found"


@unique
class LevelCondition(StrEnum):
    """What a level asks for, or what makes it impossible; which of them count is data by date."""

    POINTS = "points"
    TASKS_DONE = "tasks_done"
    TASKS_ON_TIME = "tasks_on_time"
    FEW_TASKS_LATE = "few_tasks_late"
    BEYOND_REQUIREMENT = "beyond_requirement"
    SHORTCOMINGS_REMEDIED = "shortcomings_remedied"
    NOBODY_DISCIPLINED = "nobody_disciplined"  # of a collective: no unit below, nobody of its leadership
    TASK_CRITERIA_EXCELLENT = "task_criteria_excellent"
    OTHER_CRITERIA_GOOD = "other_criteria_good"
    EMPLOYEE_EXCELLENT = "employee_excellent"


@unique
class UnfulfilledGround(StrEnum):
    """Why somebody has to be rated as not having fulfilled the tasks."""

    BELOW_FULFILLED = "below_fulfilled"
    DEGRADED = "degraded"
    UNDER_HALF_OF_TARGETS = "under_half_of_targets"
    EMPLOYEE_UNFULFILLED = "employee_unfulfilled"
    DISCIPLINED = "disciplined"


@unique
class CapScope(StrEnum):
    """Inside what the excellent are counted; a cell alone is never one of them."""

    GRASSROOTS_ORGANISATION = "grassroots_organisation"
    SIMILAR_ROLE = "similar_role"


@unique
class Discipline(StrEnum):
    """Forms of discipline, the lightest first; dissolution is of organisations only."""

    REPRIMAND = "reprimand"
    WARNING = "warning"
    DISMISSAL = "dismissal"
    EXPULSION = "expulsion"
    DISSOLUTION = "dissolution"


@unique
class DisciplineBar(StrEnum):
    """While what a member's discipline is not processed."""

    PREGNANT = "pregnant"
    NURSING = "nursing_child_under_12_months"
    HOSPITALISED = "hospitalised_serious_illness"
