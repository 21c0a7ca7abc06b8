// A disk that fails when a test wants it to: this library stands before the C library's calls (LD_PRELOAD), counts those that are about a company file, and
// fails the one that the test asks for. Both share the memory of the file that DROPDESK_FAULT names.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { WRITES = 1, SYNCS = 2, READS = 4 };

struct fault {
	uint32_t kinds; // which calls are counted; none: nothing fails
	uint32_t at;    // which of them fails; none at zero
	uint32_t stays; // so do all later ones
	uint32_t error;
	uint32_t calls, hits;
};
static struct fault *fault;

__attribute__((constructor)) static void begin(void) {
	const char *path = getenv("DROPDESK_FAULT");
	int fd = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
	if (fd < 0)
		return;
	void *p = mmap(NULL, sizeof(struct fault), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (p != MAP_FAILED)
		fault = p;
	close(fd);
}

// fails tells whether a call on a file fails now.
static int fails(uint32_t kind, int fd) {
	char link[64], path[512];
	if (!fault || !(fault->kinds & kind))
		return 0;
	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	ssize_t n = readlink(link, path, sizeof path - 1);
	if (n < 0)
		return 0;
	path[n] = 0;
	if (!strstr(path, ".dropdesk"))
		return 0;
	uint32_t call = ++fault->calls;
	if (!fault->at || (call != fault->at && !(fault->stays && call > fault->at)))
		return 0;
	fault->hits++;
	errno = fault->error;
	return 1;
}

#define STAND_BEFORE(kind, result, name, params, args)               \
	result name params {                                         \
		static result(*next) params;                         \
		if (!next)                                           \
			next = (result(*) params)dlsym(RTLD_NEXT, #name); \
		if (fails(kind, fd))                                 \
			return -1;                                   \
		return next args;                                    \
	}

STAND_BEFORE(WRITES, ssize_t, write, (int fd, const void *b, size_t n), (fd, b, n))
STAND_BEFORE(WRITES, ssize_t, pwrite, (int fd, const void *b, size_t n, off_t at), (fd, b, n, at))
STAND_BEFORE(WRITES, ssize_t, pwrite64, (int fd, const void *b, size_t n, off64_t at), (fd, b, n, at))
STAND_BEFORE(WRITES, int, ftruncate, (int fd, off_t n), (fd, n))
STAND_BEFORE(WRITES, int, ftruncate64, (int fd, off64_t n), (fd, n))
STAND_BEFORE(SYNCS, int, fsync, (int fd), (fd))
STAND_BEFORE(SYNCS, int, fdatasync, (int fd), (fd))
STAND_BEFORE(READS, ssize_t, read, (int fd, void *b, size_t n), (fd, b, n))
STAND_BEFORE(READS, ssize_t, pread, (int fd, void *b, size_t n, off_t at), (fd, b, n, at))
STAND_BEFORE(READS, ssize_t, pread64, (int fd, void *b, size_t n, off64_t at), (fd, b, n, at))
