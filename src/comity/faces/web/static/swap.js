// A form or link with data-swap changes only the parts of the page that differ, and the address with them.
let asked;

export async function show(address, { push = false } = {}) {
  asked?.abort();
  const mine = (asked = new AbortController());
  let page;
  try {
    const answer = await fetch(address, { signal: mine.signal, headers: { Accept: "text/html" } });
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address);
    return;
  }
  const parts = [...document.querySelectorAll("[data-part]")];
  const fresh = parts.map((part) => page.querySelector(`[data-part="${part.dataset.part}"]`));
  if (!parts.length || fresh.includes(null)) return location.assign(address);
  parts.forEach((part, place) => part.replaceWith(document.adoptNode(fresh[place])));
  history[push ? "pushState" : "replaceState"](null, "", address);
  agree(new URL(address, location));
}

export function addressOf(form) {
  const address = new URL(form.action || location);
  address.search = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
  return address.href;
}

// The fields of the form say what the address says.
function agree(address) {
  for (const field of document.querySelectorAll("form[data-swap] [name]")) {
    if (field !== document.activeElement && field.type !== "hidden") field.value = address.searchParams.get(field.name) ?? field.dataset.without ?? "";
  }
  document.dispatchEvent(new Event("swapped"));
}

export function swapping(page) {
  page.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-swap]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    event.preventDefault();
    show(link.href, { push: true });
  });
  for (const kind of ["submit", "change"]) {
    page.addEventListener(kind, (event) => {
      const form = event.target.closest("form[data-swap]");
      if (!form || (kind === "change" && !event.target.name)) return;
      event.preventDefault();
      if (form.checkValidity()) show(addressOf(form), { push: true });
    });
  }
  addEventListener("popstate", () => show(location.href));
}
