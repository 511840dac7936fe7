import { createClient } from '../messages/client.ts';
import { connect } from '../platform/port.ts';
import { translate } from '../platform/translate.ts';
import { mountPopup } from '../view/popup.tsx';

document.documentElement.lang = translate('@@ui_locale').replace('_', '-');
mountPopup(document.body, { service: createClient(connect).service, translate });
