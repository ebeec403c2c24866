// A form or link with data-swap changes only the parts of the page that differ, and the address with them.
// A link with data-into brings one part of another page into this one.
let asked;

export async function show(address, { push = false } = {}) {
  if (!(await exchange(address, document.querySelectorAll("[data-part]")))) return;
  history[push ? "pushState" : "replaceState"](null, "", address);
  agree(new URL(address, location));
}

export function addressOf(form) {
  const address = new URL(form.action || location);
  address.search = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
  return address.href;
}

// Puts the parts of the page at an address in the place of those here; goes there if that cannot be done.
async function exchange(address, parts) {
  asked?.abort();
  const mine = (asked = new AbortController());
  let page;
  try {
    const answer = await fetch(address, { signal: mine.signal, headers: { Accept: "text/html" } });
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address);
    return false;
  }
  const fresh = Array.from(parts, (part) => page.querySelector(`[data-part="${part.dataset.part}"]`));
  if (!fresh.length || fresh.includes(null)) {
    location.assign(address);
    return false;
  }
  parts.forEach((part, place) => part.replaceWith(document.adoptNode(fresh[place])));
  return true;
}

// The fields of the form say what the address says.
function agree(address) {
  for (const field of document.querySelectorAll("form[data-swap] [name]")) {
    if (field !== document.activeElement) field.value = address.searchParams.get(field.name) ?? field.dataset.without ?? "";
  }
  document.dispatchEvent(new Event("swapped"));
}

export function swapping(page) {
  page.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-swap], a[data-into]");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    event.preventDefault();
    if (!link.dataset.into) return show(link.href, { push: true });
    link.setAttribute("aria-busy", "true");
    exchange(link.href, page.querySelectorAll(`[data-part="${link.dataset.into}"]`));
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
