"""Addresses of the road."""

from django.urls import path, re_path

from chibo.base.words.checks import TITLES
from chibo.development.check_words import TICKS
from chibo.development.views import (
    board,
    boxes,
    case,
    checking,
    composing,
    dossier,
    mentoring,
    papers,
    scans,
    tasks,
    year,
)

app_name = "development"
_DOSSIER = r"^ho-so/(?P<uid>[0-9a-f-]{36})/(?P<slug>ket-nap|chinh-thuc)/"
_TICKS = "|".join(kind.value for kind in TICKS)
_CODES = "|".join(TITLES)
urlpatterns = [
    path("phat-trien/", board.board, name="board"),
    path("phat-trien/bang/", board.table, name="table"),
    path("phat-trien/them/", board.add, name="add"),
    path("phat-trien/<uuid:uid>/", case.case, name="case"),
    path("phat-trien/<uuid:uid>/buoc/<slug:slug>/", case.step, name="step"),
    path("phat-trien/<uuid:uid>/rut-lai/<uuid:step_uid>/", case.take_back, name="take_back"),
    path("phat-trien/<uuid:uid>/dung/", case.close, name="close"),
    path("phat-trien/<uuid:uid>/nguoi-giup-do/", mentoring.mentors, name="mentors"),
    path("phat-trien/<uuid:uid>/nguoi-giup-do-du-bi/", mentoring.probation_mentor, name="probation_mentor"),
    path(
        "phat-trien/<uuid:uid>/nguoi-giup-do/<uuid:mentorship_uid>/thoi/",
        mentoring.end_mentorship,
        name="end_mentorship",
    ),
    path("phat-trien/<uuid:uid>/quyet-dinh/", year.decision, name="decision"),
    path("phat-trien/<uuid:uid>/le-ket-nap/", year.ceremony, name="ceremony"),
    path("phat-trien/<uuid:uid>/du-bi/", year.probation, name="probation"),
    path("phat-trien/<uuid:uid>/cong-nhan/", year.recognition, name="recognition"),
    path("phat-trien/<uuid:uid>/viec/", tasks.tasks, name="tasks"),
    path("phat-trien/<uuid:uid>/viec/<uuid:task_uid>/", tasks.finish_task, name="finish_task"),
    path("phat-trien/<uuid:uid>/viec/<uuid:task_uid>/thoi/", tasks.withdraw_task, name="withdraw_task"),
    path("phat-trien/<uuid:uid>/giay/<slug:slug>/", dossier.add_paper, name="add_paper"),
    path("phat-trien/<uuid:uid>/giay-to/<uuid:paper_uid>/ban-chup/", scans.paper_scans, name="paper_scans"),
    path("phat-trien/<uuid:uid>/rut-giay/<uuid:paper_uid>/", dossier.withdraw_paper, name="withdraw_paper"),
    re_path(f"{_DOSSIER}$", dossier.dossier, name="dossier"),
    re_path(f"{_DOSSIER}in/$", dossier.dossier_print, name="dossier_print"),
    re_path(f"{_DOSSIER}in-cho-can-sua/$", checking.faults_print, name="faults_print"),
    re_path(f"{_DOSSIER}da-xem/(?P<kind>{_TICKS})/$", checking.tick, name="tick"),
    re_path(f"{_DOSSIER}neu-ly-do/(?P<code>{_CODES})/(?P<mark_uid>[0-9a-f-]{{36}})/$", checking.waive, name="waive"),
    re_path(f"{_DOSSIER}bi-tra-lai/$", checking.record_return, name="return"),
    re_path(f"{_DOSSIER}da-sua/(?P<reason_uid>[0-9a-f-]{{36}})/$", checking.resolve_reason, name="resolve_reason"),
    re_path(f"{_DOSSIER}so-to/$", boxes.page_counts, name="page_counts"),
    re_path(f"{_DOSSIER}muc-luc/$", boxes.index_docx, name="index_docx"),
    path("ho-so/nhan/", boxes.labels, name="labels"),
    path("ho-so/nhan/in/", boxes.label_sheet, name="label_sheet"),
    path("nhan/<int:number>/", boxes.label, name="label"),
    path("phat-trien/<uuid:uid>/chep/", boxes.texts, name="texts"),
    path("ho-so/<uuid:uid>/muc/<slug:name>/", checking.section, name="section"),
    path("ho-so/tra-lai/", checking.returns, name="returns"),
    path("phat-trien/quy-tac-giay-to/", composing.paper_rules, name="paper_rules"),
    path("ho-so/<uuid:uid>/giay-to/", composing.form_list, name="form_list"),
    path("ho-so/<uuid:uid>/soan/<slug:kind>/", composing.compose, name="compose"),
    path("ho-so/<uuid:uid>/ly-lich-de-soan/", composing.background, name="background"),
    path("ho-so/<uuid:uid>/giay/<slug:kind>.docx", papers.paper_docx, name="paper_docx"),
    path("ho-so/<uuid:uid>/bo-giay/", papers.paper_set, name="paper_set"),
    path("phat-trien/soan-hang-loat/", papers.bulk, name="bulk"),
    path("ho-so/<uuid:uid>/giay-con-thieu.zip", papers.papers_zip, name="papers_zip"),
    path("ghi-chu/", mentoring.my_notes, name="my_notes"),
    path("ghi-chu/<uuid:uid>/", mentoring.note, name="note"),
    path("ghi-chu/<uuid:uid>/da-nhan/", mentoring.note_received, name="note_received"),
    path("ghi-chu/<uuid:uid>/viec/", tasks.remarks, name="remarks"),
    path("ghi-chu/<uuid:uid>/viec/<uuid:task_uid>/", tasks.remark, name="remark"),
    path("ghi-chu/<uuid:uid>/in/", mentoring.note_paper, name="note_paper"),
]
