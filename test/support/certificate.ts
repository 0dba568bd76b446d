/** A certificate that signed itself, for receiver.test, valid until 2120; made for tests, it protects nothing. */
import { createPrivateKey } from 'node:crypto';

export const CERTIFICATE_KEY = createPrivateKey({
  format: 'jwk',
  key: {
    kty: 'EC',
    crv: 'P-256',
    x: 'FMAiXXepD9cGuuP8rPFkK6_08PZOzoXRg4AFTnobt48',
    y: 'vWsC-esgR1qoJs4PLPUAwc0uVsLhx0ZGUyrLVcCRXJ4',
    d: '3TawgbJkjB4Aw5LBOyE5UGGyvQaIaHmZm6zYDInO6OE',
  },
}).export({ format: 'pem', type: 'pkcs8' });
export const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBfzCCASagAwIBAgIUXtVRR2vwISKPolmmh2glt6sHZ+swCgYIKoZIzj0EAwIw
GDEWMBQGA1UEAwwNcmVjZWl2ZXIudGVzdDAgFw0yMDAxMDEwMDAwMDBaGA8yMTIw
MDEwMTAwMDAwMFowGDEWMBQGA1UEAwwNcmVjZWl2ZXIudGVzdDBZMBMGByqGSM49
AgEGCCqGSM49AwEHA0IABBTAIl13qQ/XBrrj/KzxZCuv9PD2Ts6F0YOABU56G7eP
vWsC+esgR1qoJs4PLPUAwc0uVsLhx0ZGUyrLVcCRXJ6jTDBKMBgGA1UdEQQRMA+C
DXJlY2VpdmVyLnRlc3QwDwYDVR0TAQH/BAUwAwEB/zAdBgNVHQ4EFgQU98bz/Wos
7rDK9nNLVUo4U3LTgSEwCgYIKoZIzj0EAwIDRwAwRAIgM9y/QP+4kpr4k8QdtwtG
2nKyVlZI2xxbx5QMLNr+eBACIG5sUc+OWaqaGyG4G7+skh7YCSDlmAikVLhIJX8j
ytOh
-----END CERTIFICATE-----
`;
