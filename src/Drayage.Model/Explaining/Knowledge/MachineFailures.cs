using System.Collections.Immutable;

namespace Drayage.Model.Explaining.Knowledge;

/// <summary>What fails before a server is asked: network, certificates, disk and memory.</summary>
public static class MachineFailures
{
    public static KnownFailure NoSpace { get; } = new()
    {
        Id = "no-space-left",
        Title = "the disk is full",
        What = "Something could not be written: no space left on device.",
        Why = "Images, caches and build trees fill it; hosted runners have about 14 GB free. /tmp or the container store may be a small disk of its own. The registry may mean its own disk.",
        Remedies = ["See what is full: `df -h`; free it: `docker system prune -af`, remove toolchains that the job does not use.", "Use a larger runner, or split the job."],
        Signs = ["no space left on device", "There is not enough space on the disk", "ENOSPC", "os error 28", "Disk quota exceeded", "You are running out of disk space", new() { Status = [507] }],
    };

    public static KnownFailure OutOfMemory { get; } = new()
    {
        Id = "out-of-memory",
        Title = "the machine ran out of memory",
        What = "A process was killed for want of memory (exit code 137, signal 9).",
        Why = "Compilers and linkers that run side by side need more than the runner has.",
        Remedies = ["Run fewer jobs at once (`cargo build -j 2`, `make -j2`), or use a larger runner."],
        Signs = ["OOMKilled", "Out of memory: Killed process", "JavaScript heap out of memory", "signal: 9, SIGKILL: kill", "failed with exit code 137", "did not complete successfully: exit code: 137", "exit code 137"],
    };

    public static KnownFailure UntrustedCertificate { get; } = new()
    {
        Id = "tls-untrusted-certificate",
        Title = "the server's certificate is not trusted here",
        What = "No secure connection: the certificate is signed by an authority that this machine does not know, or by itself.",
        Why = "The server uses a private authority, a company's proxy looks into connections, or the image has no certificates (`ca-certificates`).",
        Remedies =
        [
            "Name the authority: SSL_CERT_FILE=/path/ca.pem (Drayage, OpenSSL, cargo), REQUESTS_CA_BUNDLE (twine), NODE_EXTRA_CA_CERTS (npm), `/etc/docker/certs.d/HOST/ca.crt` (docker).",
            "Install `ca-certificates` in a slim image. Do not turn verification off: keys would be sent to whoever answers.",
        ],
        Signs =
        [
            "x509: certificate signed by unknown authority",
            "unable to get local issuer certificate",
            "SELF_SIGNED_CERT_IN_CHAIN",
            "DEPTH_ZERO_SELF_SIGNED_CERT",
            "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
            "self signed certificate",
            "self-signed certificate",
            "UntrustedRoot",
            "PartialChain",
            "SSL certificate problem",
            "CERTIFICATE_VERIFY_FAILED",
            "invalid peer certificate: UnknownIssuer",
            "server certificate verification failed",
        ],
    };

    public static KnownFailure OtherName { get; } = new()
    {
        Id = "tls-other-name",
        Title = "the certificate is for another name",
        What = "The server's certificate does not name the host that was asked for.",
        Why = "The host is reached by an alias or an address, or a proxy answers in its place.",
        Remedies = ["Use the name that the certificate was issued for."],
        Signs = ["RemoteCertificateNameMismatch", "x509: certificate is valid for", "cannot validate certificate for * because it doesn't contain any IP SANs", "ERR_TLS_CERT_ALTNAME_INVALID", "hostname * doesn't match", "Hostname mismatch", "NotValidForName", "no alternative certificate subject name matches"],
    };

    public static KnownFailure Expired { get; } = new()
    {
        Id = "tls-expired",
        Title = "the certificate is not valid now",
        What = "The certificate has expired or is not valid yet.",
        Why = "It was not renewed, or this machine's clock is wrong.",
        Remedies = ["Check the clock: `date -u`. Otherwise the server's keeper has to renew the certificate."],
        Signs = ["certificate has expired", "x509: certificate has expired or is not yet valid", "CERT_HAS_EXPIRED", "NotTimeValid", "certificate is not yet valid", "SSL certificate problem: certificate has expired"],
    };

    public static KnownFailure NotTls { get; } = new()
    {
        Id = "tls-plain-server",
        Title = "the server does not speak TLS",
        What = "https was spoken to a port where plain http is served.",
        Why = "A registry of your own without a certificate, or the wrong port.",
        Remedies =
        [
            "Use http:// if that is meant: `--tls-verify=false` (skopeo, podman), `insecure-registries` (docker), `--plain-http` (helm), `insecure: true` or `http://` (Drayage).",
            "Otherwise use the port where it serves https.",
        ],
        Signs = ["server gave HTTP response to HTTPS client", "wrong version number", "WRONG_VERSION_NUMBER", "corrupted frame", "Cannot determine the frame size", "received corrupt message of type InvalidContentType", "first record does not look like a TLS handshake", "An unexpected TLS packet was received", "packet length too long"],
    };

    public static KnownFailure NameResolution { get; } = new()
    {
        Id = "dns-unknown-host",
        Title = "the host name cannot be resolved",
        What = "No address was found for the host.",
        Why = "The name is misspelt, does not exist, or the network's name servers do not answer (a container without network, a VPN that is off).",
        Remedies = ["Check the spelling. Ask for it: `getent hosts NAME`.", "If every name fails, look at /etc/resolv.conf and the network."],
        Signs =
        [
            "no such host",
            "Could not resolve host",
            "could not be resolved",
            "cannot be resolved (DNS)",
            "Temporary failure in name resolution",
            "Name or service not known",
            "getaddrinfo ENOTFOUND",
            "EAI_AGAIN",
            "NameResolutionError",
            "failed to lookup address information",
            "Failed to resolve '",
            "server misbehaving",
        ],
    };

    public static KnownFailure ConnectionRefused { get; } = new()
    {
        Id = "connection-refused",
        Title = "nothing listens at this address",
        What = "The host is there and refused the connection.",
        Why = "The server does not run (yet), or listens at another port or address: in a container `localhost` is the container itself.",
        Remedies = ["Check host and port, and wait until the server is ready. From a container use the service's name."],
        Signs = ["connection refused", "ECONNREFUSED", "Failed to connect to", "refused the connection: nothing listens"],
    };

    public static KnownFailure ConnectionLost { get; } = new()
    {
        Id = "connection-lost",
        Title = "the connection broke or the server kept silent",
        What = "The request may have arrived; its answer did not.",
        Why = "The network, a proxy or the server cut it: overload, a limit on time or size, or a restart.",
        Remedies =
        [
            "Look what arrived before anything is sent again: `drayage resume` does.",
            "If it always breaks at the same size, a proxy limits bodies or time.",
        ],
        Signs =
        [
            "connection reset by peer",
            "ECONNRESET",
            "ETIMEDOUT",
            "i/o timeout",
            "Client.Timeout exceeded while awaiting headers",
            "TLS handshake timeout",
            "unexpected EOF",
            "Connection aborted",
            "Read timed out",
            "broken pipe",
            "socket hang up",
            "context deadline exceeded",
            "The operation has timed out",
            "broke before the answer was complete",
            "did not accept a connection within",
            "was silent for",
            "use of closed network connection",
            "The read operation timed out",
            "error: operation timed out",
            "RPC failed; curl",
        ],
    };

    public static KnownFailure Unreachable { get; } = new()
    {
        Id = "network-unreachable",
        Title = "there is no way to the host",
        What = "The network has no route to the host.",
        Why = "A firewall, a missing proxy setting, or an IPv6 address on a machine without IPv6.",
        Remedies = ["Check the network, and HTTPS_PROXY where a proxy is needed."],
        Signs = ["Network is unreachable", "No route to host", "EHOSTUNREACH", "ENETUNREACH", "cannot be reached"],
    };

    public static KnownFailure Proxy { get; } = new()
    {
        Id = "proxy-refused",
        Title = "the proxy would not connect",
        What = "The proxy refused, or wants a login (407).",
        Why = "The host is not allowed there, the proxy's user name and password are missing, or the host should be reached without it.",
        Remedies = ["Check HTTPS_PROXY, and NO_PROXY for hosts that need none."],
        Signs = ["Proxy Authentication Required", "the proxy would not connect", "Cannot connect to proxy", "Received HTTP code * from proxy after CONNECT", "ProxyError", new() { Status = [407] }],
    };

    public static ImmutableArray<KnownFailure> All { get; } =
        [NoSpace, OutOfMemory, UntrustedCertificate, OtherName, Expired, NotTls, NameResolution, ConnectionRefused, ConnectionLost, Unreachable, Proxy];
}
