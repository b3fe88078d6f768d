"""Addresses of the desk. It stands first among the rooms: ``hop/`` and its two ways to plan know what is due."""

from django.urls import path

from chibo.desk.queries import proposals_of, whole_agenda_of
from chibo.desk.views import congress, law, lists, numbers, people, person, scans, settings, templates, work
from chibo.meetings.views import listing

DUE = {"proposals_of": proposals_of}
AGENDA = {"proposals_of": whole_agenda_of}

urlpatterns = [
    path("", work.start, name="start"),
    path("viec-can-lam/", work.work, name="worklist"),
    path("viec-can-lam/in/", work.week_sheet, name="week_sheet"),
    path("viec-can-lam/lich.ics", work.calendar, name="work_calendar"),
    path("hop/", listing.meetings, DUE),
    path("hop/soan/", listing.draw_up, AGENDA),
    path("hop/moi/", listing.plan, AGENDA),
    path("nguoi/", people.people, name="people"),
    path("nguoi/tai/", people.workbook, name="people_workbook"),
    path("nguoi/chuyen-den/", people.newcomer, name="newcomer"),
    path("nguoi/<uuid:uid>/", person.person, name="person"),
    path("nguoi/<uuid:uid>/giay-to/", person.papers, name="person_papers"),
    path("nguoi/<uuid:uid>/hop/", person.meetings, name="person_meetings"),
    path("nguoi/<uuid:uid>/danh-gia/", person.grades, name="person_grades"),
    path("nguoi/<uuid:uid>/ai-da-xem/", person.viewers, name="person_viewers"),
    path("nguoi/<uuid:uid>/thong-tin-rieng/", person.closed_block, name="person_closed"),
    path("nguoi/<uuid:uid>/thong-tin-rieng/mo/", person.open_block, name="person_open"),
    path("nguoi/<uuid:uid>/dinh-chinh/", person.corrections, name="corrections"),
    path("nguoi/<uuid:uid>/dinh-chinh/<slug:field>/", person.correct, name="correct"),
    path("nguoi/<uuid:uid>/chuyen-di/", person.leave, name="person_leave"),
    path("nguoi/<uuid:uid>/chuyen-den/", person.arrive, name="person_arrive"),
    path("tim/", people.search, name="search"),
    path("danh-sach/", lists.lists, name="lists"),
    path("danh-sach/7-hsdv.xlsx", lists.register, name="member_register"),
    path("danh-sach/<slug:kind>.xlsx", lists.workbook, name="list_workbook"),
    path("danh-sach/<slug:kind>.docx", lists.paper, name="list_paper"),
    path("hop/<uuid:uid>/danh-sach-moi.xlsx", lists.meeting_workbook, name="meeting_workbook"),
    path("van-ban/so/", numbers.book, name="number_book"),
    path("van-ban/so/lay-so/", numbers.take, name="take_number"),
    path("van-ban/so/bo-qua/", numbers.skip, name="skip_numbers"),
    path("van-ban/so/giai-thich/", numbers.explain, name="explain_numbers"),
    path("van-ban/so/<uuid:uid>/huy/", numbers.spoil, name="spoil_number"),
    path("cai-dat/", settings.settings, name="settings"),
    path("cai-dat/chi-tieu/", settings.target, name="target"),
    path("cai-dat/nhiem-ky/", congress.terms, name="terms"),
    path("cai-dat/nhiem-ky/dai-hoi/", congress.congress, name="congress"),
    path("cai-dat/nhiem-ky/<uuid:uid>/doi/", congress.shift, name="term_shift"),
    path("cai-dat/cap-uy/", settings.offices, name="offices"),
    path("cai-dat/ban-chup/", scans.scan_switch, name="scan_switch"),
    path("cai-dat/mau-van-ban/", templates.templates, name="templates"),
    path("cai-dat/mau-van-ban/ban/<uuid:uid>/", templates.template_version, name="template_version"),
    path("cai-dat/mau-van-ban/ban/<uuid:uid>/mau.docx", templates.template_saved, name="template_saved"),
    path("cai-dat/mau-van-ban/ban/<uuid:uid>/sua-giup/", templates.template_mend, name="template_mend"),
    path("cai-dat/mau-van-ban/ban/<uuid:uid>/trang/<slug:side>.png", templates.template_pages, name="template_pages"),
    path("cai-dat/mau-van-ban/<slug:regime>/<slug:name>/", templates.template, name="template"),
    path("cai-dat/mau-van-ban/<slug:regime>/<slug:name>/mau-goc.docx", templates.template_ours, name="template_ours"),
    path("cai-dat/mau-van-ban/<slug:regime>/<slug:name>/dung-lai/", templates.template_back, name="template_back"),
    path("luat/", law.law_book, name="law_book"),
    path("luat/van-ban/", law.law_instruments, name="law_instruments"),
    path("luat/bo-sung/", law.law_additions, name="law_additions"),
    path("luat/bo-sung/<uuid:uid>/", law.law_addition, name="law_addition"),
    path("luat/bo-sung/<uuid:uid>/xac-nhan/", law.law_confirm, name="law_confirm"),
    path("luat/bo-sung/<uuid:uid>/tu-choi/", law.law_close, {"verb": "reject"}, name="law_reject"),
    path("luat/bo-sung/<uuid:uid>/rut/", law.law_close, {"verb": "withdraw"}, name="law_withdraw"),
    path("luat/<str:key>/", law.law_figure, name="law_figure"),
    path("luat/<str:key>/bo-sung/", law.law_propose, name="law_propose"),
]
