// Drawing across a timeline shows the days drawn over.
import { show } from "./swap.js";

const DAY = 86_400_000;
const LEAST = 8;
const SVG = "http://www.w3.org/2000/svg";

export function zooming(page) {
  let drawn;
  page.addEventListener("pointerdown", (event) => {
    const chart = event.target.closest?.("svg[data-from]");
    if (!chart || event.button || event.target.closest("a")) return;
    const band = document.createElementNS(SVG, "rect");
    band.setAttribute("class", "choice");
    band.setAttribute("y", 0);
    band.setAttribute("height", chart.viewBox.baseVal.height);
    chart.append(band);
    drawn = { chart, band, from: place(chart, event) };
  });
  page.addEventListener("pointermove", (event) => {
    if (!drawn) return;
    const to = place(drawn.chart, event);
    drawn.band.setAttribute("x", Math.min(drawn.from, to));
    drawn.band.setAttribute("width", Math.abs(to - drawn.from));
  });
  page.addEventListener("pointerup", (event) => {
    if (!drawn) return;
    const { chart, band, from } = drawn;
    const ends = [from, place(chart, event)].sort((a, b) => a - b);
    drawn = undefined;
    band.remove();
    if (ends[1] - ends[0] < LEAST) return;
    const address = new URL(location);
    ["since", "until"].forEach((name, end) => address.searchParams.set(name, dayAt(chart, ends[end])));
    show(address.href, { push: true });
  });
  page.addEventListener("pointercancel", () => {
    drawn?.band.remove();
    drawn = undefined;
  });
}

function place(chart, event) {
  const box = chart.getBoundingClientRect();
  const { width } = chart.viewBox.baseVal;
  const x = ((event.clientX - box.left) / box.width) * width;
  return Math.min(Math.max(x, Number(chart.dataset.left)), Number(chart.dataset.right));
}

function dayAt(chart, x) {
  const { from, to, left, right } = chart.dataset;
  const share = (x - left) / (right - left);
  const day = Date.parse(from) + share * (Date.parse(to) - Date.parse(from));
  return new Date(Math.round(day / DAY) * DAY).toISOString().slice(0, 10);
}
