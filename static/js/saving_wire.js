// What a page that saves itself sends, and what comes back.

const ANSWER_WAIT = 20000;

export function newOperation() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const hex = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0"));
  return hex.join("");
}

// An answer that is no JSON (an error page, a proxy's own words) counts by its code; none at all counts as 0.
export async function fetchAnswer(form, request = {}) {
  try {
    const headers = { Accept: "application/json", "X-Requested-With": "fetch", ...request.headers };
    const signal = request.keepalive ? undefined : AbortSignal.timeout?.(ANSWER_WAIT);
    const response = await fetch(form.dataset.saving, { ...request, headers, signal, redirect: "error" });
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
    return { code: response.status, answer: isJson ? await response.json() : {} };
  } catch {
    return { code: 0, answer: {} };
  }
}

export function post(form, body, keepalive = false) {
  return fetchAnswer(form, {
    method: "POST",
    body: new URLSearchParams({ ...body, mark: form.elements.mark.value }),
    keepalive,
    headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
  });
}
