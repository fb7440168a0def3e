// The phone itself says when there is a message: asked for on the page where people choose.
(() => {
  "use strict";
  const can = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
  const bytes = (text) => {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
  };
  const show = () => {
    const form = document.getElementById("push");
    if (!form || !can) return;
    form.hidden = false;
    if (Notification.permission === "denied") refuse(form);
  };
  const refuse = (form) => {
    form.querySelector(".refused").hidden = false;
    form.querySelector("button").hidden = true;
  };
  const subscribe = async (form) => {
    if (await Notification.requestPermission() !== "granted") return refuse(form);
    await navigator.serviceWorker.register(form.dataset.worker, { scope: "/chat" });
    const ready = await navigator.serviceWorker.getRegistration("/chat");
    const old = await ready.pushManager.getSubscription();
    if (old) await old.unsubscribe(); // it may be another person's, or of another key
    await active(ready);
    const key = bytes(form.dataset.key);
    const made = await ready.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
    form.elements.subscription.value = JSON.stringify(made);
    form.submit();
    return undefined;
  };
  const active = (registration) => new Promise((done) => {
    const worker = registration.installing || registration.waiting;
    if (!worker) return done();
    worker.addEventListener("statechange", () => worker.state === "activated" && done());
    return undefined;
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.id !== "push" || form.elements.subscription.value) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    subscribe(form).catch(() => { form.querySelector(".failed").hidden = false; });
  }, true);
  document.addEventListener("htmx:load", show);
  document.addEventListener("DOMContentLoaded", show);
})();
