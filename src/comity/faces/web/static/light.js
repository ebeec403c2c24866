// Pointing at a report, or moving to it by keyboard, lights its words in the text; and the other way round.
const numbers = (element) => element?.dataset.reports?.split(" ") ?? [];

export function lighting(page) {
  for (const kind of ["pointerover", "focusin"]) {
    page.addEventListener(kind, (event) => light(page, numbers(event.target.closest?.("[data-reports]"))));
  }
}

function light(page, lit) {
  for (const element of page.querySelectorAll("[data-reports]")) {
    element.classList.toggle("lit", numbers(element).some((number) => lit.includes(number)));
  }
}
