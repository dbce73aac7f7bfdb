from django.urls import path

from wellness.views import (
    check_ins,
    earlier,
    goals,
    help_lines,
    interests,
    kept,
    parts,
    rows,
    saves,
    summary,
    workbook,
)

app_name = "wellness"
urlpatterns = [
    path("help-now/", help_lines.help_now, name="help_now"),
    path("workbook/", workbook.overview, name="workbook"),
    path("workbook/enough/", workbook.enough, name="enough"),
    path("workbook/goals/", goals.goals, name="goals"),
    path("workbook/goals/new/", goals.new_goal, name="new_goal"),
    path("workbook/goals/<uuid:goal_id>/", goals.goal, name="goal"),
    path("workbook/interests/", interests.interests, name="interests"),
    path("workbook/interests/save/", saves.save_interest, name="save_interest"),
    path("workbook/check-ins/", check_ins.check_ins, name="check_ins"),
    path("workbook/check-ins/today/", check_ins.check_in_today, name="check_in_today"),
    path("workbook/check-ins/<uuid:check_in_id>/", check_ins.check_in, name="check_in"),
    path("workbook/check-ins/<uuid:check_in_id>/delete/", check_ins.delete_check_in, name="delete_check_in"),
    path("workbook/summary/", summary.summary, name="summary"),
    path("workbook/summary/order/", summary.summary_order, name="summary_order"),
    path("workbook/summary/preview/", summary.preview, name="summary_preview"),
    path("workbook/<slug:slug>/", parts.part, name="part"),
    path("workbook/<slug:slug>/save/", saves.save, name="save"),
    path("workbook/<slug:slug>/rows/<uuid:row_id>/delete/", rows.delete_row, name="delete_row"),
    path("workbook/<slug:slug>/earlier/<uuid:entry_id>/", earlier.earlier, name="earlier"),
    path("workbook/<slug:slug>/kept/<uuid:copy_id>/", kept.kept, name="kept"),
]
