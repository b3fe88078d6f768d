"""Addresses of the room. The desk may serve ``hop/`` and ``hop/soan/`` with what is due (``proposals_of``)."""

from django.urls import path

from chibo.meetings.views import (
    agenda,
    attendance,
    content,
    follow,
    listing,
    minutes,
    paper,
    papers,
    printing,
    tonight,
    votes,
)

app_name = "meetings"
urlpatterns = [
    path("hop/", listing.meetings, name="list"),
    path("hop/soan/", listing.draw_up, name="draw_up"),
    path("hop/moi/", listing.plan, name="plan"),
    path("hop/toi-nay/", tonight.nearest, name="nearest"),
    path("hop/kien-nghi/", follow.concerns, name="concerns"),
    path("hop/kien-nghi/<uuid:uid>/", follow.concern, name="concern"),
    path("hop/viec/<uuid:uid>/", follow.task, name="task"),
    path("hop/<uuid:uid>/", listing.meeting, name="meeting"),
    path("hop/<uuid:uid>/sua/", agenda.edit_meeting, name="edit"),
    path("hop/<uuid:uid>/chuong-trinh/", agenda.agenda, name="agenda"),
    path("hop/<uuid:uid>/chuong-trinh/them/", agenda.add_person_item, name="add_person_item"),
    path("hop/<uuid:uid>/chuong-trinh/<uuid:item_uid>/", agenda.edit_item, name="edit_item"),
    path("hop/<uuid:uid>/chuong-trinh/<uuid:item_uid>/len/", agenda.move_item, {"up": True}, name="item_up"),
    path("hop/<uuid:uid>/chuong-trinh/<uuid:item_uid>/xuong/", agenda.move_item, {"up": False}, name="item_down"),
    path("hop/<uuid:uid>/chuong-trinh/<uuid:item_uid>/bo/", agenda.remove_item, name="remove_item"),
    path("hop/<uuid:uid>/diem-danh/", attendance.attendance, name="attendance"),
    path("hop/<uuid:uid>/noi-dung/", content.content, name="content"),
    path("hop/<uuid:uid>/noi-dung/o/", content.write_box, name="write_box"),
    path("hop/<uuid:uid>/toi-nay/", tonight.tonight, name="tonight"),
    path("hop/<uuid:uid>/nhap-giay/", paper.enter, name="paper"),
    path("hop/<uuid:uid>/bieu-quyet/", votes.votes, name="votes"),
    path("hop/<uuid:uid>/bieu-quyet/<uuid:item_uid>/", votes.record, name="record_vote"),
    path("hop/<uuid:uid>/bieu-quyet/<uuid:item_uid>/bao-cao/", printing.vote_report, name="vote_report"),
    path("hop/<uuid:uid>/bien-ban/", minutes.minutes, name="minutes"),
    path("hop/<uuid:uid>/bien-ban.docx", papers.minutes_docx, name="minutes_docx"),
    path("hop/<uuid:uid>/giay/<slug:kind>.docx", papers.sheet_docx, name="sheet_docx"),
    path("hop/<uuid:uid>/bo-giay-to.zip", papers.meeting_zip, name="meeting_zip"),
    path("hop/nghi-quyet/<uuid:uid>.docx", papers.resolution_docx, name="resolution_docx"),
    path("hop/<uuid:uid>/in/", printing.print_set, name="print"),
]
