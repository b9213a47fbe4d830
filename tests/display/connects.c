/* Put before libc by LD_PRELOAD: writes down every address that a program connects or sends to, every name it asks for,
 * and every program it starts, one line each, into the file of CONNECTS; then does what libc does. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void note(const char *what, const char *detail, int number) {
    char line[600];
    const char *path = getenv("CONNECTS");
    int length = snprintf(line, sizeof line, "%s %s %d\n", what, detail, number);
    int file = path ? open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600) : -1;
    if (file < 0) return;
    if (length > (int)sizeof line) length = sizeof line;
    if (write(file, line, (size_t)length) != length) abort();
    close(file);
}

static void address(const char *what, const struct sockaddr *to) {
    char text[INET6_ADDRSTRLEN] = "?";
    if (!to) return;
    if (to->sa_family == AF_INET) {
        const struct sockaddr_in *in = (const void *)to;
        inet_ntop(AF_INET, &in->sin_addr, text, sizeof text);
        note(what, text, ntohs(in->sin_port));
    } else if (to->sa_family == AF_INET6) {
        const struct sockaddr_in6 *in = (const void *)to;
        inet_ntop(AF_INET6, &in->sin6_addr, text, sizeof text);
        note(what, text, ntohs(in->sin6_port));
    } else if (to->sa_family != AF_UNIX && to->sa_family != AF_UNSPEC) {
        note(what, "family", to->sa_family);
    }
}

#define REAL(name) static __typeof__(name) *real; if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

int connect(int fd, const struct sockaddr *to, socklen_t len) {
    REAL(connect);
    address("connect", to);
    return real(fd, to, len);
}

ssize_t sendto(int fd, const void *bytes, size_t n, int flags, const struct sockaddr *to, socklen_t len) {
    REAL(sendto);
    address("sendto", to);
    return real(fd, bytes, n, flags, to, len);
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags) {
    REAL(sendmsg);
    address("sendmsg", message ? message->msg_name : NULL);
    return real(fd, message, flags);
}

int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **found) {
    REAL(getaddrinfo);
    note("name", node ? node : "-", 0);
    return real(node, service, hints, found);
}

struct hostent *gethostbyname(const char *name) {
    REAL(gethostbyname);
    note("name", name ? name : "-", 0);
    return real(name);
}

int execve(const char *path, char *const argv[], char *const envp[]) {
    REAL(execve);
    note("start", path, 0);
    return real(path, argv, envp);
}

int execvp(const char *path, char *const argv[]) {
    REAL(execvp);
    note("start", path, 0);
    return real(path, argv);
}

int posix_spawn(pid_t *pid, const char *path, const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attributes,
                char *const argv[], char *const envp[]) {
    REAL(posix_spawn);
    note("start", path, 0);
    return real(pid, path, actions, attributes, argv, envp);
}

int posix_spawnp(pid_t *pid, const char *path, const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attributes,
                 char *const argv[], char *const envp[]) {
    REAL(posix_spawnp);
    note("start", path, 0);
    return real(pid, path, actions, attributes, argv, envp);
}
