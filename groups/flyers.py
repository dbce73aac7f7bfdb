"""What an invitation looks like on paper."""

import segno


def qr_picture(link: str) -> str:
    """Return a QR code of a link as the source of an image, black on white with its quiet edge."""
    picture: str = segno.make_qr(link, error="m").svg_data_uri(scale=6, border=4, dark="#000", light="#fff")
    return picture
