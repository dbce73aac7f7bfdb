"""Sharing a summary: addresses beneath the summary, views of groups."""

from django.urls import path

from groups.views import sharing

app_name = "sharing"
urlpatterns = [
    path("workbook/summary/shared/", sharing.shared, name="shared"),
    path("workbook/summary/shared/<uuid:shared_id>/", sharing.shared_copy, name="shared_copy"),
    path("workbook/summary/shared/<uuid:shared_id>/withdraw/", sharing.withdraw, name="withdraw"),
    path("workbook/summary/share/<slug:slug>/", sharing.share, name="share"),
]
