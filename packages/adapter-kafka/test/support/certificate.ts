/** A key and its certificate for localhost, good for a hundred years and for tests alone: made with `openssl req -x509`. */
export const certificate = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgfDWsskKclchLYF9T
GDZUTpt6boqWpK7A469zY/exLSahRANCAAQkUQO+e81zyv34aP5NOyP1I+oxDlUo
KTrkxIe8RKxjLMaOx8ucrcvbIDrEkyK/RT4F69RgJT6r+QCmpCTvxcu+
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBnDCCAUGgAwIBAgIUCYCVl+Evxr65Koz1zYFn44Cd7BYwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMjAwMDQwN1oYDzIxMjYxMDI5
MDAwNDA3WjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQkUQO+e81zyv34aP5NOyP1I+oxDlUoKTrkxIe8RKxjLMaOx8ucrcvb
IDrEkyK/RT4F69RgJT6r+QCmpCTvxcu+o28wbTAdBgNVHQ4EFgQU6ZPmJYdhaP0d
bFPir2UqHnysn9wwHwYDVR0jBBgwFoAU6ZPmJYdhaP0dbFPir2UqHnysn9wwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSQAwRgIhAMba0y8lWVNQ+L/iqoGDeOOGdNE9DM9yZtarsmK1w9WxAiEA
0C+Z8A/ifSu5z/ixOJtVrK/YVhcEjqDq6Wbi0Jo0WB0=
-----END CERTIFICATE-----`,
}
