using System.Globalization;
using System.Net;

namespace Drayage.Ecosystems.Mail;

/// <summary>A server that takes mail (RFC 5321, RFC 6409).</summary>
/// <param name="Host">Name or address.</param>
/// <param name="Port">TCP port.</param>
/// <param name="Security">How the connection is protected.</param>
public sealed record MailServer(string Host, int Port, MailSecurity Security)
{
    private const int ImplicitTlsPort = 465;
    private const int SubmissionPort = 587;
    private const int RelayPort = 25;

    /// <param name="text"><c>HOST</c> or <c>HOST:PORT</c>; IPv6 addresses in brackets.</param>
    /// <param name="security">Null for what the port and the host suggest: TLS from the start on 465, nothing on this machine, STARTTLS elsewhere.</param>
    /// <exception cref="FormatException">The text names no server.</exception>
    public static MailServer Parse(string text, MailSecurity? security)
    {
        if (!Uri.TryCreate($"smtp://{text}/", UriKind.Absolute, out var read) || read.Host.Length == 0 || read.UserInfo.Length > 0 || read.PathAndQuery != "/" || read.Fragment.Length > 0)
            throw new FormatException($"'{text}' names no mail server: HOST or HOST:PORT");
        var port = HasPort(text) ? read.Port : (int?)null;
        // A colon with nothing behind it is read as no port.
        if (port is < 1)
            throw new FormatException($"'{text}' names no port of a mail server: HOST or HOST:PORT");
        var chosen = security ?? (port == ImplicitTlsPort ? MailSecurity.Tls : read.IsLoopback ? MailSecurity.None : MailSecurity.StartTls);
        return new MailServer(
            read.HostNameType == UriHostNameType.IPv6 ? read.Host.Trim('[', ']') : read.Host,
            port ?? chosen switch { MailSecurity.Tls => ImplicitTlsPort, MailSecurity.StartTls => SubmissionPort, _ => RelayPort },
            chosen);
    }

    /// <summary>Whether it is on this machine.</summary>
    public bool IsLoopback => Host == "localhost" || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));

    public override string ToString() => Host.Contains(':')
        ? string.Create(CultureInfo.InvariantCulture, $"[{Host}]:{Port}")
        : string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    private static bool HasPort(string text) => text.LastIndexOf(':') > text.LastIndexOf(']');
}

/// <summary>How a connection to a mail server is protected.</summary>
public enum MailSecurity
{
    /// <summary>TLS once both have said hello (RFC 3207), and no mail where the server does not offer it.</summary>
    StartTls,

    /// <summary>TLS from the start (RFC 8314).</summary>
    Tls,

    /// <summary>Not at all.</summary>
    None,
}
