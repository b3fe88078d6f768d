"""The verbs of the road: each one transaction, judged by the law where the law has a word, written and logged once."""

from chibo.development.actions.boxing import label_cases, note_page_counts
from chibo.development.actions.case import close_case, open_case
from chibo.development.actions.certificates import (
    CertificateTold,
    ResultTold,
    record_certificate,
    record_results,
    take_back_certificate,
)
from chibo.development.actions.checking import open_section, record_section, record_tick, waive_finding
from chibo.development.actions.declaration import (
    lapse_declarations,
    open_declaration,
    return_declaration,
    save_page,
    send_declaration,
    take_over,
    withdraw_declaration,
)
from chibo.development.actions.doors import (
    end_codes,
    enter_by_code,
    issue_code,
    refuse_code,
    set_door_rule,
    withdraw_code,
)
from chibo.development.actions.due import due_at_the_end, refresh_due
from chibo.development.actions.issuing import BodyTold, keep_body
from chibo.development.actions.joining import Road, follow_probation, follow_roads, take_back_roads
from chibo.development.actions.leaving import end_roads, restore_roads
from chibo.development.actions.mentoring import assign_mentor, end_mentorship, write_note
from chibo.development.actions.paper import record_paper, withdraw_paper
from chibo.development.actions.planning import adjust_plan_item, set_goal, withdraw_goal, withdraw_plan_item
from chibo.development.actions.returning import record_return, resolve_return_reason
from chibo.development.actions.step import record_step, take_back_step
from chibo.development.actions.tasks import finish_task, give_task, remark_task, withdraw_task
from chibo.development.actions.together import (
    assign_mentors,
    assign_probation_mentor,
    hold_ceremony,
    record_decision,
    record_recognition,
    record_step_and_paper,
)
from chibo.development.actions.training import (
    ClassTold,
    amend_class,
    announce_class,
    call_off_class,
    choose_for_class,
    send_class_list,
)
from chibo.development.actions.viewing import note_export, note_viewing, open_notes, open_own_notes, open_remarks

__all__ = [
    "BodyTold",
    "CertificateTold",
    "ClassTold",
    "ResultTold",
    "Road",
    "adjust_plan_item",
    "amend_class",
    "announce_class",
    "assign_mentor",
    "assign_mentors",
    "assign_probation_mentor",
    "call_off_class",
    "choose_for_class",
    "close_case",
    "due_at_the_end",
    "end_codes",
    "end_mentorship",
    "end_roads",
    "enter_by_code",
    "finish_task",
    "follow_probation",
    "follow_roads",
    "give_task",
    "hold_ceremony",
    "issue_code",
    "keep_body",
    "label_cases",
    "lapse_declarations",
    "note_export",
    "note_page_counts",
    "note_viewing",
    "open_case",
    "open_declaration",
    "open_notes",
    "open_own_notes",
    "open_remarks",
    "open_section",
    "record_certificate",
    "record_decision",
    "record_paper",
    "record_recognition",
    "record_results",
    "record_return",
    "record_section",
    "record_step",
    "record_step_and_paper",
    "record_tick",
    "refresh_due",
    "refuse_code",
    "remark_task",
    "resolve_return_reason",
    "restore_roads",
    "return_declaration",
    "save_page",
    "send_class_list",
    "send_declaration",
    "set_door_rule",
    "set_goal",
    "take_back_certificate",
    "take_back_roads",
    "take_back_step",
    "take_over",
    "waive_finding",
    "withdraw_code",
    "withdraw_declaration",
    "withdraw_goal",
    "withdraw_paper",
    "withdraw_plan_item",
    "withdraw_task",
    "write_note",
]
