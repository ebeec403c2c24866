// Going through doubtful reports by keyboard: j and k move, a accepts, r refuses, s skips.
const MOVES = { j: 1, ArrowDown: 1, s: 1, k: -1, ArrowUp: -1 };

export function reviewing(page) {
  const list = page.querySelector("[data-review]");
  if (!list) return;
  page.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
    if (event.key in MOVES) move(list, MOVES[event.key]);
    else if (event.key === "a" || event.key === "r") decide(current(list), event.key);
    else return;
    event.preventDefault();
  });
  list.addEventListener("focusin", (event) => mark(list, event.target.closest(".doubt-card")));
  page.getElementById("decide").addEventListener("submit", (event) => {
    event.preventDefault();
    send(list, event.submitter);
  });
  mark(list, list.querySelector(".doubt-card"));
}

const current = (list) => list.querySelector(".doubt-card.current");

function mark(list, card) {
  if (!card) return;
  current(list)?.classList.remove("current");
  card.classList.add("current");
}

function move(list, by) {
  const cards = [...list.querySelectorAll(".doubt-card")];
  const next = cards[Math.min(Math.max(cards.indexOf(current(list)) + by, 0), cards.length - 1)];
  next?.focus();
}

function decide(card, key) {
  card?.querySelector(`button[data-key="${key}"]`)?.click();
}

// Sends one decision, takes the card away, and says so; after the last, the page shows what came up meanwhile.
async function send(list, button) {
  const said = document.getElementById("decided");
  const body = new URLSearchParams(new FormData(button.form, button));
  const answer = await fetch(button.formAction, { method: "POST", body, redirect: "manual" });
  if (answer.type !== "opaqueredirect") {
    said.textContent = await wrong(answer);
    return;
  }
  const card = button.closest(".doubt-card");
  const cards = [...list.querySelectorAll(".doubt-card")];
  const next = cards[cards.indexOf(card) + 1] ?? cards[cards.indexOf(card) - 1];
  if (!next) return location.assign("/review");
  said.textContent = `${button.dataset.done}; ${cards.length - 1} left here.`;
  card.remove();
  next.focus();
}

// What the page of an error says.
async function wrong(answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector("main .notice")?.textContent ?? answer.statusText;
}
