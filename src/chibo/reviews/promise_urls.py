"""Addresses of commitments, emulation and awareness work."""

from django.urls import path

from chibo.reviews.views import activities, commitment, commitments, emulation, promise_papers

urlpatterns = [
    path("cam-ket/", commitments.commitments, name="commitments"),
    path("cam-ket/mo/", commitments.open_commitment_round, name="open_commitment_round"),
    path("cam-ket/cac-chi-bo/", commitments.cells, name="commitments_cells"),
    path("cam-ket/<uuid:uid>/", commitments.commitment_round_page, name="commitment_round"),
    path("cam-ket/<uuid:uid>/sua/", commitments.change_commitment_round, name="change_commitment_round"),
    path("cam-ket/<uuid:uid>/loi/", commitments.wording, name="commitment_text"),
    path("cam-ket/<uuid:uid>/nhac/", commitments.reminder, name="commitment_reminder"),
    path("cam-ket/<uuid:uid>/nop/", commitments.hand_in, name="hand_in_commitments"),
    path("cam-ket/<uuid:uid>/xac-nhan/", commitments.confirm, name="confirm_commitments"),
    path("cam-ket/<uuid:uid>/mau/", promise_papers.ask_for_forms, name="commitment_forms"),
    path("cam-ket/<uuid:uid>/mau/<uuid:person_uid>.docx", promise_papers.form_docx, name="commitment_form"),
    path("cam-ket/<uuid:uid>/tong-hop.docx", promise_papers.summary_docx, name="commitment_summary"),
    path("cam-ket/<uuid:uid>/nguoi/<uuid:person_uid>/", commitment.member, name="commitment_member"),
    path("cam-ket/<uuid:uid>/nguoi/<uuid:person_uid>/mien/", commitment.excuse, name="excuse_commitment"),
    path("cam-ket/ban/<uuid:uid>/", commitment.commitment, name="commitment"),
    path("cam-ket/ban/<uuid:uid>/sua/", commitment.rewrite, name="rewrite_commitment"),
    path("cam-ket/ban/<uuid:uid>/loi-cam-ket/", commitment.promise, name="word_commitment"),
    path("cam-ket/ban/<uuid:uid>/kiem-tra/", commitment.check, name="check_commitment"),
    path("cam-ket/ban/<uuid:uid>/bo/", commitment.take_back, name="take_back_commitment"),
    path("cam-ket/ban/<uuid:uid>/ban-chup/", commitment.scans, name="commitment_scans"),
    path("thi-dua/", emulation.campaigns, name="campaigns"),
    path("thi-dua/ghi/", emulation.launch, name="launch_campaign"),
    path("thi-dua/<uuid:uid>/", emulation.campaign, name="campaign"),
    path("thi-dua/<uuid:uid>/sua/", emulation.change, name="change_campaign"),
    path("thi-dua/<uuid:uid>/don-vi/", emulation.unit, name="campaign_unit"),
    path("thi-dua/phan/<uuid:uid>/", emulation.entry, name="campaign_entry"),
    path("thi-dua/phan/<uuid:uid>/bo/", emulation.take_back, name="take_back_entry"),
    path("tuyen-truyen/", activities.activities, name="activities"),
    path("tuyen-truyen/ghi/", activities.record, name="record_activity"),
    path("tuyen-truyen/cac-chi-bo/", activities.cells, name="activities_cells"),
    path("tuyen-truyen/<uuid:uid>/", activities.activity, name="activity"),
    path("tuyen-truyen/<uuid:uid>/nguon/", activities.sources, name="activity_sources"),
    path("tuyen-truyen/<uuid:uid>/bo/", activities.remove, name="remove_activity"),
    path("phat-trien/bang/", activities.pipeline, name="pipeline"),
]
