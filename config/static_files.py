"""Static files in production: fingerprinted names, compressed once when they are collected."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Storage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage as it is; only the two minified files of Bootstrap are collected (see Makefile)."""
