import { expect, it } from 'vitest';
import { namesSecret } from '../../../src/selection/secrets.ts';

it.each([
  ...['password', 'user_passwd', 'pwd', 'login-pass', 'Passphrase', 'passcode', 'otp', 'otp_code', 'PIN', 'user_pin'],
  ...['PIN番号', 'pin code', 'cvc', 'card_cvv', 'cardNumber', 'security-code', 'verification_code', 'oneTimeCode'],
  ...['パスワード', 'ワンタイムパスワード', 'パスコード', '暗証番号', 'カード番号', '認証コード', '確認コード（6桁）'],
  ...['セキュリティコード', 'ワンタイムコード', '認証番号'],
])('%s names a secret', (name) => expect(namesSecret(name)).toBe(true));

it.each([
  ...['comment', 'passage', 'compass', 'opinion', 'spinner', 'pinned', 'message', 'search', 'body', 'title', 'code'],
  ...['コメント', '本文', '件名', '番号', 'コード例', '確認事項', 'パス', '検索'],
])('%s names none', (name) => expect(namesSecret(name)).toBe(false));
