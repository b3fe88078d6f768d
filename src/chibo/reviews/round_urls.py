"""Addresses of the rounds of the yearly review."""

from django.urls import path

from chibo.reviews.views import papers, results, rounds, subjects

urlpatterns = [
    path("danh-gia/mo-dot/", rounds.open_round, name="review_open"),
    path("danh-gia/dot/<uuid:uid>/", rounds.round_page, name="review_round"),
    path("danh-gia/dot/<uuid:uid>/ngay-du-kien/", rounds.plan, name="review_plan"),
    path("danh-gia/dot/<uuid:uid>/ban-kiem-diem/", subjects.hand_in, name="review_hand_in"),
    path("danh-gia/dot/<uuid:uid>/de-nghi/", subjects.proposals, name="review_proposals"),
    path("danh-gia/dot/<uuid:uid>/bo-phieu/", results.ballot, name="review_ballot"),
    path("danh-gia/dot/<uuid:uid>/quyet-dinh/", results.decisions, name="review_decisions"),
    path("danh-gia/dot/<uuid:uid>/tinh-ty-le/", rounds.ceiling, name="review_ceiling"),
    path("danh-gia/dot/<uuid:uid>/ket-thuc/", rounds.conclude, name="review_conclude"),
    path("danh-gia/dot/<uuid:uid>/giay-to/", papers.papers, name="review_papers"),
    path("danh-gia/dot/<uuid:uid>/giay-to/tat-ca/", papers.bulk, name="review_bulk"),
    path("danh-gia/dot/<uuid:uid>/giay-to/<slug:kind>.docx", papers.paper, name="review_paper"),
    path("danh-gia/nguoi/<uuid:uid>/", subjects.subject, name="review_subject"),
    path("danh-gia/nguoi/<uuid:uid>/dien/", rounds.standing, name="review_standing"),
    path("danh-gia/nguoi/<uuid:uid>/phan-dong/", subjects.open_closed, name="review_closed"),
    path("danh-gia/nguoi/<uuid:uid>/nhan-xet/", subjects.opinion, name="review_opinion"),
    path("danh-gia/nguoi/<uuid:uid>/diem/", subjects.points, name="review_points"),
    path("danh-gia/nguoi/<uuid:uid>/quyet-dinh/", results.decision, name="review_decision"),
    path("danh-gia/nguoi/<uuid:uid>/ban-kiem-diem.docx", papers.guide, name="review_guide"),
    path("danh-gia/bo-tieu-chi/", subjects.sheets, name="review_sheets"),
    path("danh-gia/bo-tieu-chi/moi/", subjects.adopt_sheet, name="review_sheet"),
]
