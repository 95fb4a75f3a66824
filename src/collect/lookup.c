/* SPDX-License-Identifier: Apache-2.0 */
#include "collect/lookup.h"

#include <netdb.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct lookup {
	char *host;
	struct addrinfo hints;
	struct gaicb request;
	bool asked;
	struct addrinfo *answer, *next;
};

struct lookup *
lookup_new(const char *host)
{
	struct lookup *lookup = xcalloc(1, sizeof(*lookup));
	struct gaicb *list[] = {&lookup->request};

	lookup->host = xstrdup(host);
	lookup->hints.ai_socktype = SOCK_STREAM;
	lookup->hints.ai_flags = AI_NUMERICHOST;
	if (getaddrinfo(host, NULL, &lookup->hints, &lookup->answer) == 0) {
		lookup->next = lookup->answer;
		return lookup;
	}
	lookup->hints.ai_flags = 0;
	lookup->request.ar_name = lookup->host;
	lookup->request.ar_request = &lookup->hints;
	lookup->asked = getaddrinfo_a(GAI_NOWAIT, list, 1, NULL) == 0;
	return lookup;
}

void
lookup_free(struct lookup *lookup)
{
	if (lookup == NULL)
		return;
	/* A request that cannot be called back still writes to its memory:
	 * leave it that. It happens when the process is about to end. */
	if (lookup->asked && gai_error(&lookup->request) == EAI_INPROGRESS &&
	    gai_cancel(&lookup->request) != EAI_CANCELED)
		return;
	if (lookup->answer != NULL)
		freeaddrinfo(lookup->answer);
	free(lookup->host);
	free(lookup);
}

int
lookup_poll(struct lookup *lookup, struct err *err)
{
	int code = EAI_AGAIN;

	if (lookup->answer != NULL)
		return 1;
	if (lookup->asked)
		code = gai_error(&lookup->request);
	if (code == EAI_INPROGRESS)
		return 0;
	lookup->asked = false;
	if (code != 0)
		return err_set(err, "cannot find host '%s': %s", lookup->host,
		    gai_strerror(code));
	lookup->answer = lookup->next = lookup->request.ar_result;
	return 1;
}

bool
lookup_next(struct lookup *lookup, char address[LOOKUP_SIZE])
{
	const struct addrinfo *next = lookup->next;

	if (next == NULL)
		return false;
	lookup->next = next->ai_next;
	return getnameinfo(next->ai_addr, next->ai_addrlen, address,
	    LOOKUP_SIZE, NULL, 0, NI_NUMERICHOST) == 0;
}
