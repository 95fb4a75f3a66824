/* SPDX-License-Identifier: Apache-2.0 */
/* What systemd is told of a service (sd_notify(3)), where it asks for it. */
#ifndef NATVAGT_COLLECT_NOTIFY_H
#define NATVAGT_COLLECT_NOTIFY_H

void notify(const char *state);

#endif
