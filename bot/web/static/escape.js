// Escape leads the one way back (a link with rel="prev"); not while something is written or played.
document.addEventListener("keydown", (event) => {
  const back = document.querySelector("a[rel=prev]");
  const isBusy = event.isComposing || event.target.closest("input, textarea, select, audio, dialog");
  if (event.key === "Escape" && back && !isBusy) back.click();
});
