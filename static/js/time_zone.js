// Says which time zone the browser is in, so that times read right from the first day.
"use strict";

document.querySelector("[data-time-zone]").value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
