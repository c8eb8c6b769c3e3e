// The path that the application is served under, such as `/` or `/errand/`. One build serves every
// path, so it is read from the address of this script, which is in `assets/`.

const script = import.meta.url;

export const basePath = import.meta.env.PROD ? new URL('..', script).pathname : '/';
