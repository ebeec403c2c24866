// A slider beside a date field, and the button that lets it run over the years.
import { addressOf, show } from "./swap.js";

const DAY = 86_400_000;
const STEP_MS = 450;

const dayOf = (number) => new Date(number * DAY).toISOString().slice(0, 10);
const numberOf = (day) => Math.round(Date.parse(day) / DAY);

export function sliding(page) {
  for (const slider of page.querySelectorAll("input[type=range][data-for]")) {
    const field = page.getElementById(slider.dataset.for);
    const follow = () => {
      slider.value = numberOf(field.value || slider.dataset.today);
      slider.setAttribute("aria-valuetext", field.value || "today");
    };
    slider.min = numberOf(slider.dataset.from);
    slider.max = numberOf(slider.dataset.until);
    const go = () => {
      field.value = dayOf(slider.valueAsNumber);
      slider.setAttribute("aria-valuetext", field.value);
      return show(addressOf(field.form));
    };
    slider.addEventListener("input", go);
    page.addEventListener("swapped", follow);
    follow();
    const button = page.querySelector(`button[data-play="${slider.id}"]`);
    if (button) playing(button, slider, go);
  }
}

// From the beginning, or from where it stands, to the end: the last day of each year in turn.
function playing(button, slider, go) {
  let running = false;
  const stop = () => {
    running = false;
    button.textContent = "▶ Play";
  };
  button.addEventListener("click", async () => {
    if (running) return stop();
    running = true;
    button.textContent = "❚❚ Pause";
    if (slider.valueAsNumber >= Number(slider.max)) slider.value = slider.min;
    while (running && slider.valueAsNumber < Number(slider.max)) {
      const year = new Date(slider.valueAsNumber * DAY).getUTCFullYear();
      const end = Date.UTC(year, 11, 31) / DAY;
      slider.value = end > slider.valueAsNumber ? end : Date.UTC(year + 1, 11, 31) / DAY;
      await Promise.all([go(), new Promise((done) => setTimeout(done, STEP_MS))]);
    }
    stop();
  });
}
