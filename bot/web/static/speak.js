// Speaking instead of writing: record, listen, send. Without a microphone there is the field alone.
(() => {
  "use strict";
  if (!navigator.mediaDevices || !window.MediaRecorder) return;
  // Safari says that it records webm, and cannot play it: mp4 is asked for first.
  const kind = ["audio/mp4", "audio/webm;codecs=opus", "audio/ogg;codecs=opus"]
    .find((one) => MediaRecorder.isTypeSupported(one));
  let running = null; // the recorder that is at work, with its microphone and its form
  let asking = false; // for the microphone

  const show = () => {
    document.querySelectorAll("form.speaking").forEach((form) => { form.hidden = false; });
  };
  const say = (form, words) => { form.querySelector("[role=status]").textContent = words; };
  const label = (form, words) => { form.querySelector(".speak span").textContent = words; };
  const quiet = (form) => {
    const player = form.querySelector("audio");
    player.hidden = true;
    if (player.src) {
      const { src } = player;
      player.removeAttribute("src");
      player.load(); // else it would ask for what is gone
      URL.revokeObjectURL(src);
    }
    form.querySelector(".first").hidden = true;
    offerWriting(form, true);
  };
  // Beside a recording there is one button that sends, and it sends the recording.
  const written = (form) => form.parentElement.querySelector("form.writing");
  const isBlank = (writing) => !writing.querySelector("textarea").value.trim();
  const offerWriting = (form, offered) => {
    const writing = written(form);
    if (writing) writing.querySelector(".first").hidden = !offered && isBlank(writing);
  };
  document.addEventListener("input", (event) => {
    const writing = event.target.closest("form.writing");
    if (writing) writing.querySelector(".first").hidden = false;
  });
  document.addEventListener("submit", (event) => {
    const speaking = event.target.parentElement.querySelector("form.speaking");
    const isReady = speaking && !speaking.querySelector(".first").hidden;
    if (!event.target.matches("form.writing") || !isReady || !isBlank(event.target)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    speaking.requestSubmit();
  }, true);
  const release = () => {
    if (!running) return;
    clearTimeout(running.end);
    clearInterval(running.ticking);
    running.microphone.getTracks().forEach((track) => track.stop());
    running.form.querySelector(".count").hidden = true;
    running.form.classList.remove("on");
    running = null;
  };
  const keep = (form, pieces) => {
    const button = form.querySelector(".speak");
    const recorded = new File(pieces, "recording", { type: pieces[0] ? pieces[0].type : "" });
    const chosen = new DataTransfer();
    chosen.items.add(recorded);
    form.querySelector("[type=file]").files = chosen.files;
    const player = form.querySelector("audio");
    player.src = URL.createObjectURL(recorded);
    player.hidden = false;
    form.querySelector(".first").hidden = false;
    offerWriting(form, false);
    form.querySelector(".first").scrollIntoView({ block: "nearest" });
    label(form, button.dataset.again);
    say(form, form.dataset.done);
  };
  const start = async (form) => {
    const button = form.querySelector(".speak");
    let microphone;
    asking = true; // not "disabled": the keyboard would lose its place
    try {
      microphone = await navigator.mediaDevices.getUserMedia({ audio: true });
      const options = { audioBitsPerSecond: 48000, ...(kind ? { mimeType: kind } : {}) };
      running = { form, microphone, recorder: new MediaRecorder(microphone, options) };
    } catch {
      if (microphone) microphone.getTracks().forEach((track) => track.stop());
      say(form, form.dataset.refused);
      return;
    } finally {
      asking = false;
    }
    quiet(form);
    const pieces = [];
    const { recorder } = running;
    recorder.addEventListener("dataavailable", (event) => pieces.push(event.data));
    recorder.addEventListener("stop", () => {
      if (!running || running.recorder !== recorder) return; // the page has gone on
      release();
      keep(form, pieces);
    });
    recorder.start();
    form.classList.add("on");
    running.end = setTimeout(() => recorder.stop(), form.dataset.longest * 1000);
    const count = form.querySelector(".count");
    const began = Date.now();
    const tick = () => {
      count.textContent = new Intl.NumberFormat(document.documentElement.lang)
        .format(Math.floor((Date.now() - began) / 1000));
    };
    tick();
    count.hidden = false;
    running.ticking = setInterval(tick, 1000);
    label(form, button.dataset.stop);
    say(form, form.dataset.on);
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".speak");
    if (!button || asking) return;
    const form = button.closest("form");
    if (running && running.form === form) {
      running.recorder.stop();
      return;
    }
    release();
    start(form);
  });
  const leave = () => {
    const { recorder } = running || {};
    release();
    if (recorder && recorder.state === "recording") recorder.stop();
    document.querySelectorAll("form.speaking").forEach(quiet);
  };
  document.addEventListener("htmx:beforeSwap", leave);
  document.addEventListener("htmx:afterSettle", show);
  window.addEventListener("pagehide", leave);
  show();
})();
