"""Words that never stand where someone else may see them: in subjects, calendars, addresses and titles of pages."""

import re

ENGLISH = (
    "abuse|addict|alcohol|anxi|bipolar|clinic|counsel|crisis|depress|diagnos|disorder|doctor|drug|emotion|grief|health|"
    "hospital|illness|medic|mental|mood|panic|patient|psych|recover|self-harm|suicid|support group|surviv|symptom|therap|"
    "trauma|wellness"
)
SPANISH = (
    "abuso|adicci|alcohol|ansie|bienestar|bipolar|clínic|crisis|depre|diagnós|droga|duelo|emoci|enferm|grupo de apoyo|"
    "hospital|medic|mental|pánico|paciente|psic|psiq|recuper|salud|síntoma|suicid|terapia|trastorno|trauma"
)
HEALTH = re.compile(f"{ENGLISH}|{SPANISH}", re.IGNORECASE)
