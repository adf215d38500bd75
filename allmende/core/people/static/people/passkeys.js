// SPDX-License-Identifier: EUPL-1.2
// Passkeys: asks the browser for a key and sends its answer with the form. The server's options and our answer are
// JSON with binary values in base64url (WebAuthn Level 3, section 5.1.8), which browsers of 2025 translate themselves.

const decode = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const encode = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

function creationOptions(options) {
  if (PublicKeyCredential.parseCreationOptionsFromJSON) return PublicKeyCredential.parseCreationOptionsFromJSON(options);
  return {
    ...options,
    challenge: decode(options.challenge),
    user: { ...options.user, id: decode(options.user.id) },
    excludeCredentials: (options.excludeCredentials ?? []).map((key) => ({ ...key, id: decode(key.id) })),
  };
}

function requestOptions(options) {
  if (PublicKeyCredential.parseRequestOptionsFromJSON) return PublicKeyCredential.parseRequestOptionsFromJSON(options);
  return {
    ...options,
    challenge: decode(options.challenge),
    allowCredentials: (options.allowCredentials ?? []).map((key) => ({ ...key, id: decode(key.id) })),
  };
}

function asJSON(credential) {
  const answer = credential.response;
  const response = { clientDataJSON: encode(answer.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"])
    if (answer[name]) response[name] = encode(answer[name]);
  if (answer.getTransports) response.transports = answer.getTransports();
  return {
    id: credential.id,
    rawId: encode(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
    ...(credential.authenticatorAttachment ? { authenticatorAttachment: credential.authenticatorAttachment } : {}),
  };
}

async function optionsOf(form) {
  if (form.dataset.options) return JSON.parse(document.getElementById(form.dataset.options).textContent);
  const response = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(response.statusText);
  return response.json();
}

async function ask(form) {
  const data = await optionsOf(form);
  if (form.dataset.passkey !== "create")
    return navigator.credentials.get({ publicKey: requestOptions(data.request_options.publicKey) });
  const options = data.creation_options.publicKey;
  const alone = form.elements.passwordless?.checked ?? false;
  options.authenticatorSelection = {
    ...options.authenticatorSelection,
    residentKey: alone ? "required" : "discouraged",
    requireResidentKey: alone,
    ...(alone ? { userVerification: "required" } : {}),
  };
  return navigator.credentials.create({ publicKey: creationOptions(options) });
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const status = form.querySelector("[data-passkey-status]");
  if (!window.PublicKeyCredential) {
    form.querySelector("button[type=submit]").disabled = true;
    continue;
  }
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    status.textContent = "";
    try {
      form.elements.credential.value = JSON.stringify(asJSON(await ask(form)));
      form.submit();
    } catch (error) {
      // Closing the browser's own window is no accident of ours, but people should know why nothing happened.
      status.textContent = status.dataset.failed;
    }
  });
}
