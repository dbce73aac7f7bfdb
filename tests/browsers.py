"""What browsers say of themselves with every request of a page."""

FROM_HERE = {"Sec-Fetch-Site": "same-origin"}
