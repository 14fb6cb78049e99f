// SPDX-License-Identifier: EUPL-1.2
// A real OpenID provider on loopback, mounted as Microsoft Entra is: <authority>/<tenant>/v2.0.
// Use: node oidc.mjs <path of oidc-provider> <path of a JSON file>; prints its port as soon as it listens.
// The file: tenant, certificate, key, and clients, each with id, seconds (how long its tokens last), mailbox, and
// certificate (PEM, as registered) or secret; `dovecot` is the mail server, which asks what a token is worth.
import crypto from "node:crypto";
import { readFileSync } from "node:fs";
import https from "node:https";
import { pathToFileURL } from "node:url";

const [library, file] = process.argv.slice(2);
const { Provider, errors } = await import(pathToFileURL(library));
const told = JSON.parse(readFileSync(file, "utf8"));
const RESOURCES = ["https://graph.microsoft.com", "https://outlook.office365.com"];
const known = new Map(told.clients.map((each) => [each.id, each]));

/** What the provider knows of a client. */
function registered({ id, certificate, secret }) {
    const bare = { client_id: id, grant_types: ["client_credentials"], redirect_uris: [], response_types: [] };
    const how = id === "dovecot" ? "client_secret_basic" : "client_secret_post";
    if (!certificate) return { ...bare, client_secret: secret, token_endpoint_auth_method: how };
    const key = new crypto.X509Certificate(readFileSync(certificate)).publicKey.export({ format: "jwk" });
    return { ...bare, token_endpoint_auth_method: "private_key_jwt", jwks: { keys: [{ ...key, use: "sig" }] } };
}

/** Entra knows a certificate by its thumbprint, SHA-256 with PS256 or SHA-1 with RS256, and refuses one that ended. */
function judgedAsByEntra(_ctx, _claims, header, client) {
    const certificate = new crypto.X509Certificate(readFileSync(known.get(client.clientId).certificate));
    const [name, print, alg] = header["x5t#S256"]
        ? ["x5t#S256", certificate.fingerprint256, "PS256"]
        : ["x5t", certificate.fingerprint, "RS256"];
    const expected = Buffer.from(print.replaceAll(":", ""), "hex").toString("base64url");
    if (header[name]?.replaceAll("=", "") !== expected || header.alg !== alg) {
        throw new errors.InvalidClientAuth("the thumbprint is of no certificate that is registered");
    }
    if (new Date(certificate.validTo) < new Date()) throw new errors.InvalidClientAuth("the certificate has ended");
}

const signing = crypto.generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" });
const configuration = {
    clients: told.clients.map(registered),
    jwks: { keys: [{ ...signing, use: "sig", alg: "RS256", kid: "een" }] },
    scopes: RESOURCES.map((each) => `${each}/.default`),
    clientAuthMethods: ["client_secret_basic", "client_secret_post", "private_key_jwt"],
    enabledJWA: { clientAuthSigningAlgValues: ["PS256", "RS256"] },
    assertJwtClientAuthClaimsAndHeader: judgedAsByEntra,
    extraTokenClaims: (_ctx, token) => ({ tid: told.tenant, username: known.get(token.clientId).mailbox }),
    features: {
        clientCredentials: { enabled: true },
        devInteractions: { enabled: false },
        introspection: { enabled: true, allowedPolicy: (_ctx, client) => client.clientId === "dovecot" },
        resourceIndicators: {
            enabled: true,
            // As Entra: the resource is what stands before /.default in the scope.
            defaultResource: (ctx) => RESOURCES.find((each) => ctx.oidc.params.scope === `${each}/.default`),
            getResourceServerInfo: (_ctx, resource, client) => ({
                scope: `${resource}/.default`,
                audience: resource,
                accessTokenTTL: known.get(client.clientId).seconds,
                // The provider looks into no token that carries its own meaning, and Dovecot asks the provider.
                accessTokenFormat: resource === RESOURCES[0] ? "jwt" : "opaque",
                jwt: { sign: { alg: "RS256" } },
            }),
        },
    },
};

const secure = { cert: readFileSync(told.certificate), key: readFileSync(told.key) };
const server = https.createServer(secure).listen(0, "127.0.0.1", () => {
    const { port } = server.address();
    const root = `/${told.tenant}/v2.0`;
    const provider = new Provider(`https://localhost:${port}${root}`, configuration);
    provider.on("server_error", (_ctx, error) => console.error(error));
    provider.on("grant.error", (_ctx, error) => console.error(error.error_description, error.error_detail ?? ""));
    const answered = provider.callback();
    server.on("request", (request, response) => {
        if (!request.url.startsWith(`${root}/`)) return response.writeHead(404).end();
        request.originalUrl = request.url;
        request.url = request.url.slice(root.length);
        return answered(request, response);
    });
    console.log(port);
});
