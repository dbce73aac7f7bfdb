from django.contrib import admin
from django.urls import include, path

from config import views

handler400 = "config.views.bad_request"
handler500 = "config.views.server_error"
urlpatterns = [
    path("", views.home, name="home"),
    path("healthz", views.healthz, name="healthz"),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("accounts/sessions/", include("allauth.usersessions.urls")),
    path("", include("accounts.urls")),
    path("", include("groups.sharing_urls")),
    path("", include("groups.urls")),
    path("", include("wellness.urls")),
    path("admin/", admin.site.urls),
]
