"""Which files of the packages we use are served, and under which names."""

from collections.abc import Iterable
from typing import Any

from django.contrib.staticfiles.finders import FileSystemFinder
from whitenoise.storage import CompressedManifestStaticFilesStorage

# Of Bootstrap the one minified stylesheet, of the typeface regular and bold; compressing all of them takes a minute.
NOT_SERVED = ["bootstrap-*", "bootstrap.css*", "bootstrap.rtl*", "*Italic*"]


class NeededFilesFinder(FileSystemFinder):
    """Finds files in STATICFILES_DIRS; lists only those that pages use."""

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[Any]:
        return super().list([*(ignore_patterns or []), *NOT_SERVED])


class ModuleStorage(CompressedManifestStaticFilesStorage):
    """Names files by what is in them, those too that a script imports."""

    support_js_module_import_aggregation = True
