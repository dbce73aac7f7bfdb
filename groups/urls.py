from django.urls import path

from groups.views import attendance, groups, joining, leading, members, planning, series, sessions, summaries

app_name = "groups"
urlpatterns = [
    path("join/", joining.enter_code, name="enter_code"),
    path("join/<str:code>/", joining.join, name="join"),
    path("groups/", groups.index, name="index"),
    path("groups/<slug:slug>/", groups.home, name="home"),
    path("groups/<slug:slug>/leave/", groups.leave, name="leave"),
    path("groups/<slug:slug>/sessions/<uuid:session_id>/absence/", attendance.absence, name="absence"),
    path("groups/<slug:slug>/lead/", leading.lead, name="lead"),
    path("groups/<slug:slug>/lead/introduction/", leading.introduction, name="introduction"),
    path("groups/<slug:slug>/lead/members/", members.members, name="members"),
    path("groups/<slug:slug>/lead/members/<int:place_id>/end/", members.end_place, name="end_place"),
    path("groups/<slug:slug>/lead/invitations/", members.invite, name="invite"),
    path("groups/<slug:slug>/lead/invitations/<uuid:invitation_id>/", members.invitation, name="invitation"),
    path("groups/<slug:slug>/lead/invitations/<uuid:invitation_id>/revoke/", members.revoke, name="revoke"),
    path("groups/<slug:slug>/lead/interests/", planning.interests, name="interests"),
    path("groups/<slug:slug>/lead/programme/", planning.programme, name="programme"),
    path("groups/<slug:slug>/lead/programme/suggest/", planning.suggest, name="suggest"),
    path("groups/<slug:slug>/lead/programme/choose/", planning.choose, name="choose"),
    path("groups/<slug:slug>/lead/programme/add/", planning.add_to_plan, name="add_to_plan"),
    path(
        "groups/<slug:slug>/lead/programme/<int:planned_id>/<str:change>/",
        planning.change,
        name="change_plan",
    ),
    path("groups/<slug:slug>/lead/sessions/series/", series.series, name="series"),
    path("groups/<slug:slug>/lead/sessions/new/", sessions.new_session, name="new_session"),
    path("groups/<slug:slug>/lead/sessions/<uuid:session_id>/", sessions.session, name="session"),
    path("groups/<slug:slug>/lead/sessions/<uuid:session_id>/held/", sessions.held, name="held"),
    path("groups/<slug:slug>/lead/sessions/<uuid:session_id>/drop/", sessions.drop, name="drop_session"),
    path(
        "groups/<slug:slug>/lead/sessions/<uuid:session_id>/attendance/",
        attendance.attendance,
        name="attendance",
    ),
    path("groups/<slug:slug>/lead/summaries/", summaries.summaries, name="summaries"),
    path("groups/<slug:slug>/lead/summaries/<uuid:shared_id>/", summaries.summary, name="summary"),
    path("groups/<slug:slug>/lead/summaries/<uuid:shared_id>/reply/", summaries.reply, name="reply"),
]
