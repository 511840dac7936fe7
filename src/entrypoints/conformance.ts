import { createClient } from '../messages/client.ts';
import { protocol } from '../messages/protocol.ts';
import { connect } from '../platform/port.ts';
import { translate } from '../platform/translate.ts';
import { mountConformance } from '../view/pages/conformance.tsx';
import vectors from './conformance-vectors.json';

document.documentElement.lang = translate('uiLanguage');
document.title = translate('conformanceTitle');
mountConformance(document.body, { translate, service: createClient(connect, protocol).service, vectors });
