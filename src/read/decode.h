/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rows to messages: sensors' topics by the mapping, $natvagt/ topics by their
 * own JSON; and the other way, what natvagt itself writes as payloads
 * (encode.c). Numbers and texts come back exactly as they were written.
 *
 * $natvagt/carry has one object for each struct carry; which names it has
 * tells its kind, `is` holds num:
 *
 *   {"world":[…]}
 *   {"device":"door-101","is":[…]}
 *   {"device":"door-101","signal":"door","value":"true","number":0,"is":[…]}
 *   {"expr":"bed for 15m @101","value":"true","seen":"false","is":[…]}
 *   {"place":"101","status":"up","is":[…]}      (no status: it has none)
 *   {"rule":"call","place":"101","by":"KM","is":[…]}
 *
 * $natvagt/bad: {"device":"door-101","count":3,"why":"not JSON: empty"}
 *
 * A topic $natvagt/… or an action that is not known here (a newer natvagt's)
 * is a MESSAGE_NOTE: kept, with nothing to fold. Unknown keys are let be.
 */
#ifndef NATVAGT_READ_DECODE_H
#define NATVAGT_READ_DECODE_H

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"
#include "core/house.h"
#include "core/message.h"
#include "read/map.h"
#include "read/night.h"

struct decoder;

/* house and map are borrowed and must outlive the decoder. */
struct decoder *decoder_new(const struct house *house, struct map *map);
void decoder_free(struct decoder *decoder);
/*
 * Returns 1 and the message, whose pointers live until the next call; 0 where
 * nobody claims the topic; -1 where the payload is refused, reason in err.
 */
int decode(struct decoder *decoder, const struct row *row,
    struct message *message, struct err *err);

/*
 * The same of row i of a night, always the same night: what is known of its
 * text is found by the text's number. The message is the decoder's.
 */
int decode_night(struct decoder *decoder, const struct night *night, size_t i,
    const struct message **message, struct err *err);

/* What a $natvagt/segment says; strings are "" where it does not. */
struct segment_info {
	char night[16];
	char why[16];
	char conf[65];
	int carries; /* or -1 */
};
int decode_segment(const char *payload, size_t len, struct segment_info *info,
    struct err *err);

/* What enum action_do and enum visit_how are called; ended by NULL. */
extern const char *const action_words[], *const visit_words[];
/* Payloads of natvagt's own messages, appended to out. */
void encode_segment(struct str *out, const struct segment_info *info);
void encode_carry(struct str *out, const struct carry *carry);
void encode_action(struct str *out, const struct action *action);
void encode_clock(struct str *out, int64_t step_ms);
void encode_broker(struct str *out, bool connected);
/* How a command of `alarms` went; what is NULL (or alert 0) is left out. */
struct alarm_note {
	bool ok;
	const char *event; /* that it was run for */
	uint32_t alert;
	const char *rule, *place, *priority;
	const char *reason;
};
void encode_alarm(struct str *out, const struct alarm_note *note);
void encode_disk(struct str *out, bool low, int64_t free_mb);
void encode_dropping(struct str *out, bool dropping, int64_t dropped);
/* device: its id; count payloads were refused since the last, the last why. */
void encode_bad(struct str *out, const char *device, int64_t count,
    const char *why);

#endif
