// Goes into a category of the picture and back; opens quotes for print. Without it the page can be read all the same.
const views = [...document.querySelectorAll("svg.view")];
for (const link of document.querySelectorAll("a[data-to]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    for (const view of views) view.toggleAttribute("hidden", view.dataset.view !== link.dataset.to);
    const shown = views.find((view) => !view.hasAttribute("hidden"));
    if (event.detail === 0) shown.querySelector("a")?.focus(); // by keyboard: go on from there
  });
}
for (const link of document.querySelectorAll('a[href^="#"]:not([data-to])')) {
  link.addEventListener("click", (event) => {
    event.preventDefault(); // in a preview, "#…" would be understood as a part of the page around it
    document.getElementById(link.getAttribute("href").slice(1))?.scrollIntoView();
  });
}
const closed = [];
addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("details:not([open])")) closed.push(part) && (part.open = true);
});
addEventListener("afterprint", () => {
  for (const part of closed.splice(0)) part.open = false;
});
