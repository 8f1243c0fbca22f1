// A form that a passkey fills in. It shows only where the phone has passkeys.
const passkey = {
  bytes: (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0)),
  text: (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, ""),

  // The library's JSON, with bytes where the browser wants bytes.
  read(told) {
    const named = (list) => (list || []).map((one) => ({ ...one, id: passkey.bytes(one.id) }));
    const options = { ...told, challenge: passkey.bytes(told.challenge) };
    if (told.user) options.user = { ...told.user, id: passkey.bytes(told.user.id) };
    if (told.excludeCredentials) options.excludeCredentials = named(told.excludeCredentials);
    if (told.allowCredentials) options.allowCredentials = named(told.allowCredentials);
    return options;
  },

  said(made) {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (made.response[name]) response[name] = passkey.text(made.response[name]);
    }
    return JSON.stringify({ id: made.id, rawId: passkey.text(made.rawId), type: made.type, response, clientExtensionResults: {} });
  },

  async fill(form) {
    const answer = await fetch(form.dataset.passkey, { method: "POST", headers: { Accept: "application/json" } });
    const publicKey = passkey.read(await answer.json());
    const made = await (publicKey.user ? navigator.credentials.create({ publicKey }) : navigator.credentials.get({ publicKey }));
    form.elements.credential.value = passkey.said(made);
  },
};

for (const form of self.PublicKeyCredential ? document.querySelectorAll("form[data-passkey]") : []) {
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await passkey.fill(form);
      HTMLFormElement.prototype.submit.call(form);
    } catch {
      app.say(form.dataset.failed);
    }
  });
}
