// Written without types; `lint` takes them for what the kernel takes.
declare module 'textlint-rule-*';
declare module '@textlint-rule/*';
