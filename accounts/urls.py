from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("accounts/me/", views.me, name="me"),
    path("accounts/name/", views.name, name="name"),
    path("accounts/language/", views.language, name="language"),
    path("accounts/leave-quickly/", views.leave_quickly, name="leave_quickly"),
    path("accounts/leave-quickly/explained/", views.leaving_explained, name="leaving_explained"),
    path("privacy/", views.privacy, name="privacy"),
]
