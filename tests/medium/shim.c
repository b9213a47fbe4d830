/* What the medium and the clock do to the program under test: loaded by LD_PRELOAD into the real `kimpost`, below SQLite and
 * Rust's library. It touches only files below KIMSHIM_ROOT (and the wall clock), and does nothing it is not asked for.
 *
 *   KIMSHIM_ROOT     folder that holds the profile (`profile`) and the folders of the practice software
 *   KIMSHIM_CONTROL  a file of 16 numbers of 64 bits, mapped and read at every call: a test changes them while the program runs
 *   KIMSHIM_JOURNAL  if set, every change of a file or name is appended there, in its order, with the bytes
 *
 * The numbers: see `enum control`. They stand in shim.rs once more.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum control {
    BUDGET,      /* bytes that files may still grow by; below 0: no limit */
    BUDGET_ALL,  /* 1: every byte written costs, also over old ones (a file system that copies on write) */
    ERROR,       /* errno of a fault; 0: none */
    OPERATIONS,  /* which calls: sum of READ … LOCK */
    PASSES,      /* so many of them still work */
    STICKS,      /* 1: all after it fail too */
    CLOCK,       /* seconds added to the wall clock */
    CALLS,       /* calls of that kind so far */
    WHERE,       /* 0: everywhere below the root, 1: below its `profile`, 2: beside it */
    CHARGED,     /* bytes that a budget counts, so far */
    HITS,        /* faults and refusals so far */
};
enum operation { READ = 1, WRITE = 2, SYNC = 4, OPEN_TO_WRITE = 8, NAMES = 16, LOOK = 32, LOCK = 64, OPEN = 128 };
/* What the journal says. */
enum change { CREATED = 1, WRITTEN, CUT, SYNCED, RENAMED, LINKED, REMOVED, FOLDER };

#define FILES 4096
static char *paths[FILES];
static int64_t nothing[16] = {-1};
static int64_t *control = nothing;
static int journal = -1;
static char root[PATH_MAX];
static size_t root_len;
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

#define REAL(result, name, ...)                                              \
    static result (*real_##name)(__VA_ARGS__);                               \
    if (!real_##name) real_##name = (result (*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

static int real_open_file(const char *path, int flags) {
    REAL(int, open, const char *, int, ...);
    return real_open(path, flags, 0600);
}

__attribute__((constructor)) static void begin(void) {
    const char *at = getenv("KIMSHIM_ROOT"), *file = getenv("KIMSHIM_CONTROL"), *log = getenv("KIMSHIM_JOURNAL");
    if (!at || !file) return;
    int fd = real_open_file(file, O_RDWR | O_CLOEXEC);
    if (fd < 0) _exit(98);
    void *page = mmap(NULL, sizeof nothing, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (page == MAP_FAILED) _exit(98);
    if (log && (journal = real_open_file(log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC)) < 0) _exit(98);
    control = page;
    snprintf(root, sizeof root, "%s", at);
    root_len = strlen(root);
}

static int is_ours(const char *path) {
    return root_len && path && !strncmp(path, root, root_len) && (path[root_len] == '/' || !path[root_len]);
}

static const char *of(int fd) { return fd >= 0 && fd < FILES ? paths[fd] : NULL; }

static int fails(int operation, const char *path) {
    if (!control[ERROR] || !(control[OPERATIONS] & operation)) return 0;
    int in_profile = !strncmp(path + root_len, "/profile", 8);
    if ((control[WHERE] == 1 && !in_profile) || (control[WHERE] == 2 && in_profile)) return 0;
    int64_t call = __sync_fetch_and_add(&control[CALLS], 1);
    if (call != control[PASSES] && !(control[STICKS] && call > control[PASSES])) return 0;
    __sync_fetch_and_add(&control[HITS], 1);
    errno = (int)control[ERROR];
    return 1;
}

/* One record in one write; the order is that of the lock, which is held. */
static void tell(uint32_t what, uint64_t inode, int64_t offset, int64_t len, const char *path, const char *other, const void *bytes) {
    if (journal < 0) return;
    REAL(ssize_t, writev, int, const struct iovec *, int);
    struct { uint32_t magic, what; uint64_t inode; int64_t offset, len; uint32_t path_len, other_len; } head = {
        0x4b494d31, what, inode, offset, len, (uint32_t)strlen(path), other ? (uint32_t)strlen(other) : 0};
    struct iovec parts[4] = {{&head, sizeof head}, {(void *)path, head.path_len}, {(void *)other, head.other_len},
                             {(void *)bytes, bytes ? (size_t)len : 0}};
    size_t all = sizeof head + head.path_len + head.other_len + parts[3].iov_len;
    if (real_writev(journal, parts, 4) != (ssize_t)all) _exit(98);
}

static uint64_t inode_of(int fd) {
    struct stat facts;
    REAL(int, fstat, int, struct stat *);
    return real_fstat(fd, &facts) ? 0 : facts.st_ino;
}

static int64_t size_of(int fd) {
    struct stat facts;
    REAL(int, fstat, int, struct stat *);
    return real_fstat(fd, &facts) ? 0 : facts.st_size;
}

/* How many of the bytes there is room for; takes it. */
static size_t room(int fd, int64_t offset, size_t count) {
    int64_t old = control[BUDGET_ALL] ? 0 : size_of(fd) - offset;
    int64_t costs_from = old < 0 ? 0 : old > (int64_t)count ? (int64_t)count : old;
    int64_t cost = control[BUDGET_ALL] ? (int64_t)count : offset + (int64_t)count - size_of(fd);
    if (cost <= 0) return count;
    if (control[BUDGET] >= 0 && cost > control[BUDGET]) {
        __sync_fetch_and_add(&control[HITS], 1);
        int64_t left = control[BUDGET];
        control[BUDGET] = 0;
        return (size_t)(costs_from + (cost > (int64_t)count ? 0 : left));
    }
    if (control[BUDGET] >= 0) control[BUDGET] -= cost;
    control[CHARGED] += cost;
    return count;
}

static int opened(int fd, const char *path, int flags, int was_there, int64_t was_long) {
    if (fd < 0 || fd >= FILES) return fd;
    free(paths[fd]);
    paths[fd] = strdup(path);
    if (!was_there) tell(CREATED, inode_of(fd), 0, 0, path, NULL, NULL);
    else if ((flags & O_TRUNC) && was_long > 0) tell(CUT, inode_of(fd), 0, 0, path, NULL, NULL);
    return fd;
}

#define OPEN_AS(name)                                                                                         \
    int name(const char *path, int flags, ...) {                                                              \
        REAL(int, name, const char *, int, ...);                                                              \
        mode_t mode = 0;                                                                                      \
        if (flags & (O_CREAT | __O_TMPFILE)) {                                                                \
            va_list rest;                                                                                     \
            va_start(rest, flags);                                                                            \
            mode = va_arg(rest, mode_t);                                                                      \
            va_end(rest);                                                                                     \
        }                                                                                                     \
        if (!is_ours(path)) return real_##name(path, flags, mode);                                            \
        REAL(int, stat, const char *, struct stat *);                                                         \
        struct stat facts = {0};                                                                              \
        pthread_mutex_lock(&turn);                                                                            \
        int was_there = !real_stat(path, &facts), fd = -1;                                                    \
        int operation = OPEN | ((flags & O_ACCMODE) != O_RDONLY || (!was_there && flags & O_CREAT) ? OPEN_TO_WRITE : 0); \
        /* No room for a name either. */                                                                      \
        if (!was_there && (flags & O_CREAT) && control[BUDGET] == 0) {                                        \
            __sync_fetch_and_add(&control[HITS], 1);                                                          \
            errno = ENOSPC;                                                                                   \
        } else if (!fails(operation, path))                                                                   \
            fd = opened(real_##name(path, flags, mode), path, flags, was_there || !(flags & O_CREAT), facts.st_size); \
        pthread_mutex_unlock(&turn);                                                                          \
        return fd;                                                                                            \
    }
OPEN_AS(open)
OPEN_AS(open64)

int close(int fd) {
    REAL(int, close, int);
    if (!of(fd)) return real_close(fd);
    pthread_mutex_lock(&turn);
    free(paths[fd]);
    paths[fd] = NULL;
    int done = real_close(fd);
    pthread_mutex_unlock(&turn);
    return done;
}

int fcntl(int fd, int what, ...) {
    REAL(int, fcntl, int, int, ...);
    va_list rest;
    va_start(rest, what);
    void *argument = va_arg(rest, void *);
    va_end(rest);
    const char *path = of(fd);
    if (path && (what == F_SETLK || what == F_SETLKW || what == F_GETLK) && fails(LOCK, path)) return -1;
    int done = real_fcntl(fd, what, argument);
    if (path && done >= 0 && done < FILES && (what == F_DUPFD || what == F_DUPFD_CLOEXEC)) {
        free(paths[done]);
        paths[done] = strdup(path);
    }
    return done;
}
int fcntl64(int fd, int what, ...) {
    va_list rest;
    va_start(rest, what);
    void *argument = va_arg(rest, void *);
    va_end(rest);
    return fcntl(fd, what, argument);
}

int flock(int fd, int what) {
    REAL(int, flock, int, int);
    return of(fd) && fails(LOCK, of(fd)) ? -1 : real_flock(fd, what);
}

ssize_t read(int fd, void *to, size_t count) {
    REAL(ssize_t, read, int, void *, size_t);
    return of(fd) && fails(READ, of(fd)) ? -1 : real_read(fd, to, count);
}
ssize_t pread(int fd, void *to, size_t count, off_t offset) {
    REAL(ssize_t, pread, int, void *, size_t, off_t);
    return of(fd) && fails(READ, of(fd)) ? -1 : real_pread(fd, to, count, offset);
}
ssize_t pread64(int fd, void *to, size_t count, off_t offset) { return pread(fd, to, count, offset); }

static ssize_t write_at(int fd, const void *bytes, size_t count, off_t offset, int positioned) {
    REAL(ssize_t, pwrite, int, const void *, size_t, off_t);
    REAL(ssize_t, write, int, const void *, size_t);
    REAL(int, fcntl, int, int, ...);
    ssize_t done = -1;
    pthread_mutex_lock(&turn);
    if (!positioned) offset = real_fcntl(fd, F_GETFL) & O_APPEND ? size_of(fd) : lseek(fd, 0, SEEK_CUR);
    if (!fails(WRITE, of(fd))) {
        size_t fits = room(fd, offset, count);
        if (count && !fits) errno = ENOSPC;
        else done = positioned ? real_pwrite(fd, bytes, fits, offset) : real_write(fd, bytes, fits);
        if (done > 0) tell(WRITTEN, inode_of(fd), offset, done, of(fd), NULL, bytes);
    }
    pthread_mutex_unlock(&turn);
    return done;
}
ssize_t write(int fd, const void *bytes, size_t count) {
    REAL(ssize_t, write, int, const void *, size_t);
    return of(fd) ? write_at(fd, bytes, count, 0, 0) : real_write(fd, bytes, count);
}
ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset) {
    REAL(ssize_t, pwrite, int, const void *, size_t, off_t);
    return of(fd) ? write_at(fd, bytes, count, offset, 1) : real_pwrite(fd, bytes, count, offset);
}
ssize_t pwrite64(int fd, const void *bytes, size_t count, off_t offset) { return pwrite(fd, bytes, count, offset); }

/* The library copies by reading and writing then. */
ssize_t copy_file_range(int from, off_t *at, int to, off_t *there, size_t count, unsigned flags) {
    REAL(ssize_t, copy_file_range, int, off_t *, int, off_t *, size_t, unsigned);
    if (!of(from) && !of(to)) return real_copy_file_range(from, at, to, there, count, flags);
    errno = ENOSYS;
    return -1;
}
ssize_t sendfile64(int to, int from, off_t *at, size_t count) {
    REAL(ssize_t, sendfile64, int, int, off_t *, size_t);
    if (!of(from) && !of(to)) return real_sendfile64(to, from, at, count);
    errno = ENOSYS;
    return -1;
}
ssize_t sendfile(int to, int from, off_t *at, size_t count) { return sendfile64(to, from, at, count); }

int ftruncate(int fd, off_t len) {
    REAL(int, ftruncate, int, off_t);
    if (!of(fd)) return real_ftruncate(fd, len);
    int done = -1;
    pthread_mutex_lock(&turn);
    if (!fails(WRITE, of(fd))) {
        int64_t freed = size_of(fd) - len;
        if (!(done = real_ftruncate(fd, len))) {
            if (control[BUDGET] >= 0 && freed > 0 && !control[BUDGET_ALL]) control[BUDGET] += freed;
            tell(CUT, inode_of(fd), len, 0, of(fd), NULL, NULL);
        }
    }
    pthread_mutex_unlock(&turn);
    return done;
}
int ftruncate64(int fd, off_t len) { return ftruncate(fd, len); }

static int synced(int fd, int only_data) {
    REAL(int, fsync, int);
    REAL(int, fdatasync, int);
    if (!of(fd)) return only_data ? real_fdatasync(fd) : real_fsync(fd);
    int done = -1;
    pthread_mutex_lock(&turn);
    /* Whether the disk of the machine that tests has it too is of no matter. */
    if (!fails(SYNC, of(fd)) && !(done = 0)) tell(SYNCED, inode_of(fd), 0, 0, of(fd), NULL, NULL);
    pthread_mutex_unlock(&turn);
    return done;
}
int fsync(int fd) { return synced(fd, 0); }
int fdatasync(int fd) { return synced(fd, 1); }

static uint64_t inode_at(const char *path) {
    struct stat facts;
    REAL(int, lstat, const char *, struct stat *);
    return real_lstat(path, &facts) ? 0 : facts.st_ino;
}

int rename(const char *from, const char *to) {
    REAL(int, rename, const char *, const char *);
    if (!is_ours(from) && !is_ours(to)) return real_rename(from, to);
    int done = -1;
    pthread_mutex_lock(&turn);
    if (!fails(NAMES, is_ours(from) ? from : to) && !(done = real_rename(from, to))) tell(RENAMED, inode_at(to), 0, 0, from, to, NULL);
    pthread_mutex_unlock(&turn);
    return done;
}

static int linked(const char *from, const char *to) {
    REAL(int, link, const char *, const char *);
    int done = -1;
    pthread_mutex_lock(&turn);
    if (control[BUDGET] == 0) {
        __sync_fetch_and_add(&control[HITS], 1);
        errno = ENOSPC;
    } else if (!fails(NAMES, to) && !(done = real_link(from, to))) tell(LINKED, inode_at(to), 0, 0, from, to, NULL);
    pthread_mutex_unlock(&turn);
    return done;
}
int link(const char *from, const char *to) {
    REAL(int, link, const char *, const char *);
    return is_ours(to) ? linked(from, to) : real_link(from, to);
}
int linkat(int at, const char *from, int there, const char *to, int flags) {
    REAL(int, linkat, int, const char *, int, const char *, int);
    return is_ours(from) && is_ours(to) ? linked(from, to) : real_linkat(at, from, there, to, flags);
}

int unlink(const char *path) {
    REAL(int, unlink, const char *);
    if (!is_ours(path)) return real_unlink(path);
    int done = -1;
    pthread_mutex_lock(&turn);
    if (!fails(NAMES, path)) {
        uint64_t inode = inode_at(path);
        if (!(done = real_unlink(path))) tell(REMOVED, inode, 0, 0, path, NULL, NULL);
    }
    pthread_mutex_unlock(&turn);
    return done;
}

int mkdir(const char *path, mode_t mode) {
    REAL(int, mkdir, const char *, mode_t);
    if (!is_ours(path)) return real_mkdir(path, mode);
    int done = -1;
    pthread_mutex_lock(&turn);
    if (control[BUDGET] == 0) {
        __sync_fetch_and_add(&control[HITS], 1);
        errno = ENOSPC;
    } else if (!fails(NAMES, path) && !(done = real_mkdir(path, mode))) tell(FOLDER, 0, 0, 0, path, NULL, NULL);
    pthread_mutex_unlock(&turn);
    return done;
}

#define LOOK_AT(name)                                                             \
    int name(const char *path, struct stat *facts) {                              \
        REAL(int, name, const char *, struct stat *);                             \
        return is_ours(path) && fails(LOOK, path) ? -1 : real_##name(path, facts); \
    }
LOOK_AT(stat)
LOOK_AT(lstat)
#define stat64_as(name)                                                             \
    int name(const char *path, struct stat64 *facts) {                              \
        REAL(int, name, const char *, struct stat64 *);                             \
        return is_ours(path) && fails(LOOK, path) ? -1 : real_##name(path, facts);  \
    }
stat64_as(stat64)
stat64_as(lstat64)
int fstat(int fd, struct stat *facts) {
    REAL(int, fstat, int, struct stat *);
    return of(fd) && fails(LOOK, of(fd)) ? -1 : real_fstat(fd, facts);
}
int fstat64(int fd, struct stat64 *facts) {
    REAL(int, fstat64, int, struct stat64 *);
    return of(fd) && fails(LOOK, of(fd)) ? -1 : real_fstat64(fd, facts);
}
int statx(int at, const char *path, int flags, unsigned mask, struct statx *facts) {
    REAL(int, statx, int, const char *, int, unsigned, struct statx *);
    /* Rust's library asks without a path whether this call is there at all. */
    const char *volatile given = path;
    const char *whole = given && *given ? given : of(at);
    return is_ours(whole) && fails(LOOK, whole) ? -1 : real_statx(at, path, flags, mask, facts);
}
int access(const char *path, int mode) {
    REAL(int, access, const char *, int);
    return is_ours(path) && fails(LOOK, path) ? -1 : real_access(path, mode);
}
DIR *opendir(const char *path) {
    REAL(DIR *, opendir, const char *);
    return is_ours(path) && fails(OPEN, path) ? NULL : real_opendir(path);
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    REAL(int, clock_gettime, clockid_t, struct timespec *);
    int done = real_clock_gettime(clock, now);
    if (!done && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) now->tv_sec += control[CLOCK];
    return done;
}
int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    REAL(int, gettimeofday, struct timeval *, void *);
    int done = real_gettimeofday(now, zone);
    if (!done) now->tv_sec += control[CLOCK];
    return done;
}
time_t time(time_t *out) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (out) *out = now.tv_sec;
    return now.tv_sec;
}
