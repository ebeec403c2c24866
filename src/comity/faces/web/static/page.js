// What makes a page quicker to use. Everything here works without it too, by links and buttons.
import { swapping } from "./swap.js";
import { sliding } from "./slide.js";
import { zooming } from "./zoom.js";
import { lighting } from "./light.js";
import { reviewing } from "./review.js";

document.documentElement.classList.add("js");
swapping(document);
sliding(document);
zooming(document);
lighting(document);
reviewing(document);
