"""What a person takes away on paper: a summary, a plan, a card for the wallet, goals, the workbook, one to fill in.

Pure: opened data goes in, a sheet of pieces comes out, and `typesetting` makes it a PDF file. Every word of ours comes
from here through gettext; the files beside `typst/house.typ` only say how it looks.
"""
