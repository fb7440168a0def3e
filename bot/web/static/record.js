// Recording a text in the browser. Without it, or without a microphone, a file is chosen instead.
(() => {
  "use strict";
  const box = document.getElementById("recorder");
  if (!box) return;
  const button = document.getElementById("record");
  const line = document.getElementById("recording-line");
  const form = document.getElementById("recording");
  const file = document.getElementById("clip");
  const player = document.getElementById("listen");
  const heard = document.getElementById("heard");
  const begin = button.textContent;
  // Safari says that it records webm, and cannot play it: mp4 is asked for first.
  const kind = window.MediaRecorder && ["audio/mp4", "audio/webm;codecs=opus", "audio/ogg;codecs=opus"]
    .find((one) => MediaRecorder.isTypeSupported(one));
  let recorder = null;

  // Nothing is used before all of it has been heard.
  const offer = () => {
    heard.checked = false;
    heard.disabled = Boolean(file.files.length);
    player.hidden = !file.files.length;
    line.textContent = file.files.length ? box.dataset.listen : "";
    if (player.src) URL.revokeObjectURL(player.src);
    if (file.files.length) player.src = URL.createObjectURL(file.files[0]);
    else player.removeAttribute("src");
  };
  file.addEventListener("change", offer);
  player.addEventListener("ended", () => {
    heard.disabled = false;
    heard.checked = true;
    line.textContent = box.dataset.played;
  });
  player.addEventListener("error", () => {
    if (!player.getAttribute("src")) return;
    heard.disabled = false;
    line.textContent = box.dataset.unplayable;
  });
  const keep = (pieces) => {
    const chosen = new DataTransfer();
    chosen.items.add(new File(pieces, "recording", { type: pieces[0] ? pieces[0].type : "" }));
    file.files = chosen.files;
    button.textContent = begin;
    offer();
    player.focus();
  };
  // What has been typed beside it and is not saved yet would be lost, and is not what is read.
  const unsaved = () => {
    const typed = [...document.querySelectorAll("textarea, input:not([type=file], [type=hidden])")]
      .some((one) => one.value !== one.defaultValue);
    if (typed) line.textContent = box.dataset.unsaved;
    return typed;
  };
  const stop = () => {
    if (recorder && recorder.state === "recording") recorder.stop();
  };
  const start = async () => {
    if (unsaved()) return;
    let microphone;
    button.disabled = true;
    try {
      microphone = await navigator.mediaDevices.getUserMedia({ audio: true });
      recorder = new MediaRecorder(microphone, kind ? { mimeType: kind } : {});
    } catch {
      if (microphone) microphone.getTracks().forEach((track) => track.stop());
      line.textContent = box.dataset.refused;
      return;
    } finally {
      button.disabled = false;
    }
    const pieces = [];
    const end = setTimeout(stop, box.dataset.longest * 1000 - 200); // what is longer is not kept
    recorder.addEventListener("dataavailable", (event) => pieces.push(event.data));
    recorder.addEventListener("stop", () => {
      clearTimeout(end);
      microphone.getTracks().forEach((track) => track.stop());
      keep(pieces);
    });
    recorder.start();
    button.textContent = button.dataset.stop;
    line.textContent = box.dataset.on;
  };
  button.addEventListener("click", () => {
    if (recorder && recorder.state === "recording") stop();
    else start();
  });
  form.addEventListener("submit", (event) => {
    if (!unsaved()) return;
    event.preventDefault();
    button.textContent = begin;
    button.disabled = false;
  });
  window.addEventListener("pageshow", () => { // also when somebody comes back to it
    button.textContent = begin;
    button.disabled = false;
    offer();
  });
  box.hidden = !navigator.mediaDevices || !window.MediaRecorder;
})();
