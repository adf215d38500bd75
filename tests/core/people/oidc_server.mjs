// SPDX-License-Identifier: EUPL-1.2
// A real OpenID Connect server (npm `oidc-provider`, certified) for the tests: `node oidc_server.mjs PORT CALLBACK`.
// Its sign-in page takes the name of one of the accounts below and asks for no password.

import { createServer } from "node:http";
import Provider from "oidc-provider";

const [port, callback] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const ACCOUNTS = {
  paula: { given_name: "Paula", family_name: "Prüfer", email: "paula@example.test", email_verified: true, acr: "urn:x:substantial" },
  high: { given_name: "Hanna", family_name: "Hoch", email: "hanna@example.test", email_verified: true, acr: "urn:x:high" },
  unverified: { given_name: "U", family_name: "N", email: "erna@example.test", email_verified: false, acr: "urn:x:low" },
  erna: { given_name: "Erna", family_name: "Vogt", email: "erna@example.test", email_verified: true, acr: "urn:x:unknown" },
  clerk: { given_name: "C", family_name: "K", email: "clerk@example.org", email_verified: true, groups: ["cases"] },
  evil: { given_name: "Max\r\nBcc: all@example.test", family_name: "\u202eevil", email: "evil@example.test", email_verified: true },
};

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: "allmende",
      client_secret: "a-secret-that-is-only-for-tests-0123456789",
      redirect_uris: [callback],
      grant_types: ["authorization_code"],
      response_types: ["code"],
    },
  ],
  acrValues: ["urn:x:low", "urn:x:substantial", "urn:x:high", "urn:x:unknown"],
  claims: { openid: ["sub", "acr"], email: ["email", "email_verified"], profile: ["given_name", "family_name", "groups"] },
  cookies: { keys: ["only-for-tests"] },
  features: { devInteractions: { enabled: false } },
  pkce: { required: () => true },
  interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_context, id) => ACCOUNTS[id] && { accountId: id, claims: () => ({ sub: id, ...ACCOUNTS[id], acr: undefined }) },
});

async function interaction(request, response) {
  const details = await provider.interactionDetails(request, response);
  if (request.method === "GET") {
    response.setHeader("Content-Type", "text/html");
    return response.end('<form method="post"><input name="account"><button>Sign in</button></form>');
  }
  let body = "";
  for await (const chunk of request) body += chunk;
  const account = new URLSearchParams(body).get("account");
  if (account === "cancel")
    return provider.interactionFinished(request, response, { error: "access_denied" });
  const grant = new provider.Grant({ accountId: account, clientId: details.params.client_id });
  grant.addOIDCScope(details.params.scope);
  return provider.interactionFinished(request, response, {
    login: { accountId: account, acr: ACCOUNTS[account].acr, remember: false },
    consent: { grantId: await grant.save() },
  });
}

createServer((request, response) => {
  if (!request.url.startsWith("/interaction/")) return provider.callback()(request, response);
  return interaction(request, response).catch((error) => {
    response.statusCode = 500;
    response.end(String(error));
  });
}).listen(Number(port), "127.0.0.1", () => console.log("ready"));
