"""Addresses of the reports."""

from django.urls import path

from chibo.reports.views import forecast, member_sheet, own_forms, pictures, prose, quick, statistics, targets

urlpatterns = [
    path("bao-cao/", quick.reports, name="reports"),
    path("bao-cao/nhanh/", quick.quick_report, name="quick_report"),
    path("bao-cao/danh-sach/<slug:what>/", quick.list_behind, name="figure_list"),
    path("bao-cao/chi-tieu/", targets.targets_page, name="targets"),
    path("bao-cao/chi-tieu/<uuid:uid>/danh-sach/", targets.target_people, name="target_people"),
    path("bao-cao/du-bao/", forecast.forecast_page, name="forecast"),
    path("bao-cao/hinh/", pictures.picture_page, name="pictures"),
    path("bao-cao/bang-loi/", prose.live, name="prose"),
    path("bao-cao/bang-loi/tai/", prose.live_file, name="prose_file"),
    path("bao-cao/bang-loi/<uuid:uid>/", prose.kept, name="report"),
    path("bao-cao/bang-loi/<uuid:uid>/sua/", prose.write, name="report_write"),
    path("bao-cao/bang-loi/<uuid:uid>/khoa/", prose.lock, name="report_lock"),
    path("bao-cao/bang-loi/<uuid:uid>/ban-moi/", prose.renew, name="report_renew"),
    path("bao-cao/bang-loi/<uuid:uid>/da-gui/", prose.sending, name="report_sending"),
    path("bao-cao/bang-loi/<uuid:uid>/tai/", prose.kept_file, name="report_file"),
    path("bao-cao/bang-loi/<uuid:uid>/noi-dung.json", prose.content, name="report_content"),
    path("bao-cao/thong-ke/", statistics.statistics, name="statistics"),
    path("bao-cao/thong-ke/danh-sach/", statistics.statistics_people, name="statistics_people"),
    path("bao-cao/thong-ke/tai/", statistics.statistics_file, name="statistics_file"),
    path("bao-cao/thong-ke/moi-bieu/", statistics.every_grid, name="every_grid"),
    path("bao-cao/mau-rieng/", own_forms.own_forms_page, name="own_forms"),
    path("bao-cao/mau-rieng/ten-o/", own_forms.figure_names, name="figure_names"),
    path("bao-cao/mau-rieng/<uuid:uid>/", own_forms.own_form, name="own_form"),
    path("bao-cao/mau-rieng/<uuid:uid>/tai/", own_forms.own_form_file, name="own_form_file"),
    path("bao-cao/mau-rieng/<uuid:uid>/dung/", own_forms.use_own_form, name="use_own_form"),
    path("bao-cao/tong-hop/", statistics.rollup_page, name="rollup"),
    path("bao-cao/chat-luong/", statistics.quality_page, name="quality"),
    path("bao-cao/chat-luong/phieu-dang-vien/", member_sheet.member_sheet, name="member_sheet"),
    path("bao-cao/bien-dong/", statistics.turnover_page, name="turnover"),
    path("bao-cao/bien-dong/tai/", statistics.turnover_file, name="turnover_file"),
]
