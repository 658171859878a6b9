import call from './call.json' with { type: 'json' };
import common from './common.json' with { type: 'json' };
import door from './door.json' with { type: 'json' };
import errors from './errors.json' with { type: 'json' };
import home from './home.json' with { type: 'json' };
import incident from './incident.json' with { type: 'json' };
import mail from './mail.json' with { type: 'json' };
import organisation from './organisation.json' with { type: 'json' };
import privacy from './privacy.json' with { type: 'json' };
import receipt from './receipt.json' with { type: 'json' };
import records from './records.json' with { type: 'json' };
import rules from './rules.json' with { type: 'json' };
import schedule from './schedule.json' with { type: 'json' };
import signIn from './sign-in.json' with { type: 'json' };
import status from './status.json' with { type: 'json' };
import verify from './verify.json' with { type: 'json' };
import webinar from './webinar.json' with { type: 'json' };

export const en = {
  common,
  errors,
  home,
  'sign-in': signIn,
  schedule,
  organisation,
  door,
  call,
  privacy,
  incident,
  receipt,
  records,
  rules,
  status,
  verify,
  webinar,
  mail,
};
