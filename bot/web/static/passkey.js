// Passkeys of staff: made on one's own page, used at the log-in. Where a browser has none, what
// stands beside it (a password, a code from the phone) is all there is.
(() => {
  "use strict";
  const can = Boolean(window.PublicKeyCredential && navigator.credentials);
  const bytes = (text) => {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
  };
  const written = (some) => {
    if (!some) return undefined;
    const plain = Array.from(new Uint8Array(some), (one) => String.fromCharCode(one)).join("");
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  };
  const asked = async (address) => {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    const options = await answer.json();
    options.challenge = bytes(options.challenge);
    if (options.user) options.user.id = bytes(options.user.id);
    for (const one of options.excludeCredentials || []) one.id = bytes(one.id);
    return options;
  };
  const told = (credential) => {
    const { response } = credential;
    return JSON.stringify({
      id: credential.id,
      rawId: written(credential.rawId),
      type: credential.type,
      response: {
        clientDataJSON: written(response.clientDataJSON),
        attestationObject: written(response.attestationObject),
        authenticatorData: written(response.attestationObject ? null : response.authenticatorData),
        signature: written(response.signature),
        userHandle: written(response.userHandle),
      },
    });
  };
  const work = async (form) => {
    form.querySelector(".failed").hidden = true;
    const publicKey = await asked(form.dataset.options);
    const credential = form.dataset.passkey === "make"
      ? await navigator.credentials.create({ publicKey })
      : await navigator.credentials.get({ publicKey });
    form.elements.credential.value = told(credential);
    form.submit();
  };
  const begin = (form) => work(form).catch(() => { form.querySelector(".failed").hidden = false; });
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    if (!can) continue;
    form.hidden = false;
    if (form.dataset.passkey === "code") {
      const press = form.querySelector(".by-passkey");
      press.hidden = false;
      press.querySelector("button").addEventListener("click", () => begin(form));
    } else {
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        begin(form);
      });
    }
  }
  for (const one of document.querySelectorAll(".passkey-not")) one.hidden = can;
  for (const one of document.querySelectorAll(".passkey-can")) one.hidden = !can;
})();
